"""The photos people send: which are awaited, which are kept, which are to be erased. Their bytes are not here but
in the photo store (storage/photo_files.py)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, bindparam, case, delete, func, literal_column, null, select, update

from storage.engine.prepared import list_places, list_values
from storage.engine.repository import Repository, insert_new
from storage.errors import WrongOffice
from storage.queue import Leases, PullForward, Queue
from storage.records import Photo
from storage.tables import PHOTO
from storage.vocabulary import PhotoState

# Written out, not bound: SQLite uses a partial index only for the very words of its condition.
IS_OPEN = PHOTO.c.state.in_([literal_column(f"'{state}'") for state in (PhotoState.WAITING, PhotoState.ERASING)])
IS_WAITING = PHOTO.c.state == PhotoState.WAITING
_MINE = PHOTO.c.office_id == bindparam("office")
_THIS = _MINE & (PHOTO.c.id == bindparam("of_id"))
_COLUMNS = tuple(PHOTO.c)

_ADD = insert_new(PHOTO)
_GET = select(*_COLUMNS).where(_THIS)
_OF_MESSAGE = select(*_COLUMNS).where(_MINE, PHOTO.c.message_id == bindparam("of_message"))
_SETTLED = PHOTO.alias("settled")
_ITS_SESSION = select(_SETTLED.c.session).where(
    _SETTLED.c.office_id == bindparam("office"), _SETTLED.c.id == bindparam("of_id")
)
_LOCK_SESSION = (
    select(PHOTO.c.id)
    .where(_MINE, PHOTO.c.session == _ITS_SESSION.scalar_subquery())
    .order_by(PHOTO.c.id)
    .with_for_update()
)
_KEEP = (
    update(PHOTO)
    .where(_THIS, IS_WAITING)
    .values(
        state=PhotoState.KEPT,
        size=bindparam("new_size"),
        width=bindparam("new_width"),
        height=bindparam("new_height"),
        reply_token=null(),
        token_at=null(),
        due_at=PHOTO.c.received_at,
    )
)
_ERASING = update(PHOTO).values(state=PhotoState.ERASING, reply_token=null(), token_at=null())
_LOSE = _ERASING.where(_THIS, IS_WAITING).values(due_at=bindparam("now"))
_ERASE = _ERASING.where(
    _MINE,
    PHOTO.c.state != PhotoState.ERASING,
    PHOTO.c.message_id == bindparam("of_message"),
).values(due_at=case((PHOTO.c.due_at > bindparam("now"), PHOTO.c.due_at), else_=bindparam("now")))
_ERASED = delete(PHOTO).where(_THIS, PHOTO.c.state == PhotoState.ERASING)
_WAITING_IN = (
    select(func.count()).select_from(PHOTO).where(_MINE, PHOTO.c.session == bindparam("of_session"), IS_WAITING)
)
_KEPT_BEFORE = (
    select(*_COLUMNS)
    .where(_MINE, PHOTO.c.state == PhotoState.KEPT, PHOTO.c.received_at < bindparam("before"))
    .order_by(PHOTO.c.received_at, PHOTO.c.id)
)
_OF_PERSON = select(PHOTO.c.message_id).where(
    _MINE, PHOTO.c.state != PhotoState.ERASING, PHOTO.c.person_id == bindparam("of_person")
)
_DUE = IS_OPEN & (PHOTO.c.due_at <= bindparam("now"))
_BY_TURN = (PHOTO.c.due_at, PHOTO.c.received_at, PHOTO.c.id)
_LEASES = Leases(PHOTO, _COLUMNS, IS_OPEN, _BY_TURN)
_WHO_IS_DUE = select(PHOTO.c.id, PHOTO.c.person_id).where(_DUE).order_by(*_BY_TURN)
_PUT_OFF = update(PHOTO).where(IS_OPEN, PHOTO.c.id == bindparam("of_id")).values(due_at=bindparam("next_due"))


class Photos(Repository):
    """The door of one office, inside its transaction."""

    def add(self, photo: Photo) -> bool:
        """Have it downloaded once this transaction is committed; False where its message is known already."""
        if photo.office_id != self._office:
            raise WrongOffice
        return self._insert(_ADD, _to_row(photo))

    def get(self, photo_id: UUID) -> Photo | None:
        return _to_photo_or_none(self._run(_GET, of_id=photo_id).one_or_none())

    def of_message(self, message_id: str) -> Photo | None:
        return _to_photo_or_none(self._run(_OF_MESSAGE, of_message=message_id).one_or_none())

    def keep(self, photo_id: UUID, size: int, width: int, height: int) -> bool:
        """Its bytes are in the photo store; False, and nothing changes, where it is no longer waiting."""
        self._lock_session(photo_id)
        return self._changed(_KEEP, of_id=photo_id, new_size=size, new_width=width, new_height=height)

    def lose(self, photo_id: UUID, now: datetime) -> bool:
        """Wait no longer for what cannot be had; False, and nothing changes, where it is no longer waiting."""
        self._lock_session(photo_id)
        return self._changed(_LOSE, of_id=photo_id, now=now)

    def erase(self, message_ids: Collection[str], now: datetime) -> int:
        """Have the photos of these messages erased, bytes and row; returns how many there are.

        One that a worker holds is due when its lease ends: bytes stored by a download under way go too.
        """
        return self._run_all(_ERASE, [{"of_message": message_id, "now": now} for message_id in set(message_ids)])

    def forget(self, photo_id: UUID) -> None:
        """Forget an erasing photo: its bytes are gone."""
        self._run(_ERASED, of_id=photo_id)

    def waiting_in(self, session: str) -> int:
        """How many photos of a draft are still to come."""
        return int(self._run(_WAITING_IN, of_session=session).scalar())

    def kept_before(self, moment: datetime) -> tuple[Photo, ...]:
        """The kept photos received before `moment`, oldest first."""
        return tuple(_photo(row) for row in self._run(_KEPT_BEFORE, before=moment))

    def messages_of(self, person_id: UUID) -> frozenset[str]:
        """The messages of the photos the person sent, awaited or kept."""
        return frozenset(self._run(_OF_PERSON, of_person=person_id).scalars())

    def _lock_session(self, photo_id: UUID) -> None:
        """Has the photos of a draft settled one after another: of two at once the second counts what the first did."""
        self._run(_LOCK_SESSION, of_id=photo_id)


class PhotoQueue(Queue):
    """The photo fetcher's door, across offices. Each call is a transaction of its own."""

    _pull_forward = PullForward(PHOTO, IS_OPEN, PHOTO.c.received_at)

    def claim(
        self, now: datetime, lease: timedelta, limit: int, busy: Collection[UUID] | None = None
    ) -> tuple[Photo, ...]:
        """At most `limit` due photos, waiting or erasing, this claimer's alone until `now + lease`; longest due first.

        Where the claimer says with whom it is `busy`: one a person, and none of theirs. `attempts` counts this attempt.
        """
        chosen = self._choose(now, limit, busy)
        if not chosen:
            return ()
        with self._writing() as transaction:
            wanted = list_values(chosen)
            found = transaction.run(_due_of(len(wanted)), {"now": now, **wanted})
            _LEASES.take(transaction, found, now, now + lease)
            transaction.commit()
        return tuple(replace(_photo(one), due_at=now + lease, attempts=one.attempts + 1) for one in found)

    def _choose(self, now: datetime, limit: int, busy: Collection[UUID] | None) -> Sequence[UUID]:
        """Looked at without the writer's lock: an idle worker must not stand in the webhook's way."""
        due = self._read(_WHO_IS_DUE, now=now) if limit > 0 else []
        if busy is None:
            return [row.id for row in due[:limit]]
        oldest_of = {row.person_id: row.id for row in reversed(due) if row.person_id not in busy}
        mine = set(oldest_of.values())
        return [row.id for row in due if row.id in mine][:limit]

    def put_off(self, photo_id: UUID, due_at: datetime) -> None:
        """Try again at `due_at`; a kept photo stays as it is."""
        self._write(_PUT_OFF, of_id=photo_id, next_due=due_at)


@cache
def _due_of(many: int) -> Select[Any]:
    """Those of so many photos that still are due, locked."""
    these = select(*_COLUMNS).where(_DUE, PHOTO.c.id.in_(list_places(many, PHOTO.c.id.type))).order_by(*_BY_TURN)
    return these.with_for_update(skip_locked=True)


def _to_row(photo: Photo) -> Mapping[str, Any]:
    return {column.name: getattr(photo, column.name) for column in _COLUMNS}


def _photo(row: Row[Any]) -> Photo:
    return Photo(**row._asdict())


def _to_photo_or_none(row: Row[Any] | None) -> Photo | None:
    return None if row is None else _photo(row)
