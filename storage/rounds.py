"""The reporting rounds of an office."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, null, select, update

from storage.engine.office_cache import CachedRepository
from storage.engine.repository import insert_or_update
from storage.records import Round
from storage.tables import ROUND

_SAVED = ("fiscal_year", "quarters", "opens", "deadline")
_MINE = ROUND.c.office_id == bindparam("office")
_THIS = _MINE & (ROUND.c.id == bindparam("round_id"))
_ALL = select(ROUND.c.id, *(ROUND.c[column] for column in _SAVED), ROUND.c.closed_at).where(_MINE)
_GET = _ALL.where(_THIS)
_SAVE = insert_or_update(ROUND, _SAVED)
_CLOSE = update(ROUND).where(_THIS, ROUND.c.closed_at.is_(None)).values(closed_at=bindparam("at"))
_REOPEN = update(ROUND).where(_THIS).values(closed_at=null())


class Rounds(CachedRepository):
    def all(self) -> tuple[Round, ...]:
        """Oldest first: by the day they open, then by id."""
        return self._cache.get("rounds", self._load_all)

    def _load_all(self) -> tuple[Round, ...]:
        found = (_round(row) for row in self._run(_ALL))
        return tuple(sorted(found, key=lambda one: (one.opens, one.id)))

    def get(self, round_id: str) -> Round | None:
        row = self._run(_GET, round_id=round_id).one_or_none()
        return None if row is None else _round(row)

    def save(self, given: Round) -> None:
        """Create or update; whether an existing round is closed stays as it is."""
        row = {
            "id": given.id,
            "fiscal_year": given.fiscal_year,
            "quarters": given.quarters,
            "opens": given.opens,
            "deadline": given.deadline,
            "closed_at": given.closed_at,
        }
        self._cache.change()
        self._insert(_SAVE, row)

    def close(self, round_id: str, at: datetime) -> None:
        """A round already closed keeps the moment it was closed first."""
        self._cache.change()
        self._run(_CLOSE, round_id=round_id, at=at)

    def reopen(self, round_id: str) -> None:
        self._cache.change()
        self._run(_REOPEN, round_id=round_id)


def _round(row: Row[Any]) -> Round:
    return Round(
        id=row.id,
        fiscal_year=row.fiscal_year,
        quarters=tuple(row.quarters),
        opens=row.opens,
        deadline=row.deadline,
        closed_at=row.closed_at,
    )
