"""What of an office seldom changes (its own row, rounds, plan, assignments, forms), kept in the process's memory.

Never stale: every unit of work reads the office's stamp in its own transaction and takes from memory only what was
read under that stamp. Whoever changes any of it gives the office a new stamp in the same transaction, so every other
process on the same database reads anew.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Hashable, Mapping
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Select, bindparam, select, update

from storage.engine.prepared import list_places, list_values
from storage.engine.repository import Repository
from storage.engine.transactions import Transaction
from storage.tables import OFFICE

T = TypeVar("T")

_THIS = OFFICE.c.id == bindparam("office")
_STAMP = select(OFFICE.c.stamp).where(_THIS)
_CHANGE = update(OFFICE).where(_THIS).values(stamp=bindparam("new_stamp"))
_MAX_OFFICES = 512

SharedCache = dict[str, tuple[int, dict[Hashable, Any]]]
"""By office: the stamp, and what was read under it. One for a process's storage, shared by its threads."""


class OfficeCache:
    """One unit of work's way to what is kept in memory of its office.

    `stamp`: the office's, where it was read in this transaction already.
    """

    def __init__(self, transaction: Transaction, office_id: str, shared: SharedCache, stamp: int | None = None) -> None:
        self._transaction = transaction
        self._office = office_id
        self._shared = shared
        self._stamp = stamp
        self._known: dict[Hashable, Any] | None = None
        self._changed = False

    def get(self, key: Hashable, read: Callable[[], T]) -> T:
        """What `read` gave under this stamp, in whatever unit of work it was; it must not be changed by anybody."""
        if self._changed:
            return read()
        if self._known is None:
            self._known = self._under_stamp()
        if key not in self._known:
            self._known[key] = read()
        found: T = self._known[key]
        return found

    def change(self) -> None:
        """Something of it is changed in this transaction: from here on this unit of work reads for itself."""
        if not self._changed:
            self._changed = True
            values = {"office": self._office, "new_stamp": secrets.randbits(62)}
            self._transaction.run(_CHANGE, values)

    def _under_stamp(self) -> dict[Hashable, Any]:
        stamp = self._stamp
        if stamp is None:
            stamp = self._transaction.run(_STAMP, {"office": self._office}).scalar()
        if stamp is None:
            return {}  # there is no such office: hostile ids must not fill the memory
        kept = self._shared.get(self._office)
        if kept is None or kept[0] != stamp:
            while len(self._shared) >= _MAX_OFFICES:
                self._shared.pop(next(iter(self._shared)), None)
            kept = self._shared[self._office] = (stamp, {})
        return kept[1]


def read_stamps(transaction: Transaction, office_ids: Collection[str]) -> Mapping[str, int]:
    """The offices' stamps, all with one statement."""
    if not office_ids:
        return {}
    wanted = list_values(tuple(office_ids))
    return {row.id: row.stamp for row in transaction.run(_stamps_of(len(wanted)), wanted)}


@cache
def _stamps_of(many: int) -> Select[Any]:
    return select(OFFICE.c.id, OFFICE.c.stamp).where(OFFICE.c.id.in_(list_places(many)))


def peek(shared: SharedCache, office_id: str, key: Hashable) -> Any:
    """What this process knows of an office without asking the database, perhaps out of date; None where nothing."""
    kept = shared.get(office_id)
    return kept[1].get(key) if kept else None


class CachedRepository(Repository):
    """Base of the repositories whose rows, or some of them, are kept in the office cache."""

    def __init__(self, transaction: Transaction, office_id: str, cache: OfficeCache) -> None:
        super().__init__(transaction, office_id)
        self._cache = cache
