"""The outbox: calls to LINE that must be made once each. Offices post in their own transaction; postmen claim
what is due across offices.

A claim is a lease: it moves `due_at` past the lease and counts only where `due_at` still is what was read, so
no two postmen hold the same delivery; one that dies lets its lease run out, and the delivery is due again. A
delivery's id must be derived from a cause that names the office: the postman settles by id alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Executable, bindparam, delete, func, null, select, update

from storage.deliveries import COLUMNS, delivery, kept
from storage.errors import Conflict, WrongOffice
from storage.records import Delivery
from storage.subject import Subject, insert_new
from storage.tables import OUTBOX

_UNSETTLED = OUTBOX.c.outcome.is_(None)
_DUE = _UNSETTLED & (OUTBOX.c.due_at <= bindparam("now"))
_FIRST = (OUTBOX.c.priority, OUTBOX.c.due_at, OUTBOX.c.created_at, OUTBOX.c.id)
_THIS = _UNSETTLED & (OUTBOX.c.id == bindparam("of_id"))

_POST = insert_new(OUTBOX)
_CANDIDATES = select(*COLUMNS).where(_DUE).order_by(*_FIRST).limit(bindparam("most")).with_for_update(skip_locked=True)
_LEASE = (
    update(OUTBOX)
    .where(
        _UNSETTLED,
        OUTBOX.c.office_id == bindparam("office"),
        OUTBOX.c.id == bindparam("of_id"),
        OUTBOX.c.due_at == bindparam("as_read"),
    )
    .values(due_at=bindparam("until"), attempts=OUTBOX.c.attempts + 1, attempted_at=bindparam("now"))
)
_SETTLE = (
    update(OUTBOX)
    .where(_THIS)
    .values(
        outcome=bindparam("new_outcome"),
        error=bindparam("new_error"),
        settled_at=bindparam("at"),
        messages=[],
        reply_token=null(),
        token_at=null(),
    )
)
_RETRY = update(OUTBOX).where(_THIS).values(due_at=bindparam("next_due"), error=bindparam("new_error"))
_RETRY_AS_PUSH = _RETRY.values(reply_token=null(), token_at=null())
_COUNT_DUE = select(func.count()).select_from(OUTBOX).where(_DUE)
_NEXT_DUE = select(func.min(OUTBOX.c.due_at)).where(_UNSETTLED)
_LATER_REPLY = (
    select(func.count())
    .select_from(OUTBOX)
    .where(
        OUTBOX.c.office_id == bindparam("office"),
        OUTBOX.c.recipient == bindparam("to"),
        OUTBOX.c.kind == "reply",
        OUTBOX.c.created_at > bindparam("created"),
    )
)
_FROM_LATER = _UNSETTLED & (OUTBOX.c.created_at > bindparam("now"))
_PULL_FORWARD = update(OUTBOX).where(_FROM_LATER).values(due_at=bindparam("now"))
_OF_OFFICE = select(*COLUMNS).where(OUTBOX.c.office_id == bindparam("office"))
_WAITING = _OF_OFFICE.where(_UNSETTLED).order_by(*_FIRST)
_FAILURES = _OF_OFFICE.where(OUTBOX.c.outcome == "failed").order_by(OUTBOX.c.created_at, OUTBOX.c.id)
_FORGET = delete(OUTBOX).where(OUTBOX.c.settled_at < bindparam("before"))


class OfficeOutbox(Subject):
    """The door of one office, inside its transaction."""

    def post(self, posted: Delivery) -> None:
        """Have it delivered once this transaction is committed. The same id again changes nothing."""
        if posted.office_id != self._office:
            raise WrongOffice
        self._insert(_POST, kept(posted))


Transaction = Callable[[], AbstractContextManager[Connection]]


class Outbox:
    """The postman's door, across offices. Each call is a transaction of its own."""

    def __init__(self, writing: Transaction, reading: Transaction) -> None:
        self._writing = writing
        self._reading = reading

    def claim(self, now: datetime, lease: timedelta, limit: int) -> tuple[Delivery, ...]:
        """At most `limit` due deliveries, this claimer's alone until `now + lease`; the most urgent first.

        `attempts` counts this attempt; `attempted_at` is the moment of the one before (None: there was none):
        LINE may have seen the delivery then.
        """
        # Looked at first without the writer's lock: an idle postman must not stand in the webhook's way.
        if limit < 1 or not self.due(now):
            return ()
        until = now + lease
        with self._writing() as connection:
            found = [delivery(row) for row in connection.execute(_CANDIDATES, {"now": now, "most": limit})]
            _lease(connection, found, now, until)
            connection.commit()
        return tuple(replace(one, due_at=until, attempts=one.attempts + 1) for one in found)

    def sent(self, delivery_id: UUID, at: datetime) -> None:
        """LINE accepted it. What was said is erased; that it was said stays."""
        self._write(_SETTLE, of_id=delivery_id, at=at, new_outcome="sent", new_error="")

    def failed(self, delivery_id: UUID, at: datetime, error: str) -> None:
        """Give up. `error` stays for the office to see and must hold nothing a person wrote."""
        self._write(_SETTLE, of_id=delivery_id, at=at, new_outcome="failed", new_error=error)

    def retry(self, delivery_id: UUID, due_at: datetime, error: str, *, forget_token: bool = False) -> None:
        """Try again at `due_at`; with `forget_token` as a push, the reply token being used or too old."""
        statement = _RETRY_AS_PUSH if forget_token else _RETRY
        self._write(statement, of_id=delivery_id, next_due=due_at, new_error=error)

    def due(self, now: datetime) -> int:
        """How many deliveries nobody holds and that should be under way."""
        return int(self._read(_COUNT_DUE, now=now)[0][0])

    def next_due(self) -> datetime | None:
        """When the next unsettled delivery is due, or its lease runs out."""
        moment: datetime | None = self._read(_NEXT_DUE)[0][0]
        return moment

    def is_superseded(self, reply: Delivery) -> bool:
        """Whether a later reply to the same person was posted: an older one pushed now would confuse."""
        rows = self._read(_LATER_REPLY, office=reply.office_id, to=reply.to, created=reply.created_at)
        return bool(rows[0][0])

    def pull_forward(self, now: datetime) -> int:
        """Makes deliveries of a later clock due (the clock was set back); returns how many."""
        return self._write(_PULL_FORWARD, now=now)

    def failures(self, office_id: str) -> tuple[Delivery, ...]:
        """The office's deliveries given up, oldest first."""
        return tuple(delivery(row) for row in self._read(_FAILURES, office=office_id))

    def waiting(self, office_id: str) -> tuple[Delivery, ...]:
        """The office's unsettled deliveries, the most urgent first."""
        return tuple(delivery(row) for row in self._read(_WAITING, office=office_id))

    def forget_before(self, at: datetime) -> int:
        """Forget deliveries settled before `at`; returns how many. Their ids can then be posted again."""
        return self._write(_FORGET, before=at)

    def _write(self, statement: Executable, **values: Any) -> int:
        with self._writing() as connection:
            rows = connection.execute(statement, values).rowcount
            connection.commit()
        return rows

    def _read(self, statement: Executable, **values: Any) -> list[Any]:
        with self._reading() as connection:
            return list(connection.execute(statement, values))


def _lease(connection: Connection, found: Sequence[Delivery], now: datetime, until: datetime) -> None:
    """Raises Conflict, and leases nothing, where a delivery is no longer as it was read.

    That cannot happen as long as reading locks the rows (PostgreSQL) or the database (SQLite); should it ever
    not, no delivery is claimed twice all the same.
    """
    leases = [
        {"office": one.office_id, "of_id": one.id, "as_read": one.due_at, "until": until, "now": now} for one in found
    ]
    if leases and connection.execute(_LEASE, leases).rowcount != len(leases):
        raise Conflict
