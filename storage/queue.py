"""Rows that workers must see to, shared among them by leases: the one way outbox and photos are claimed.

A claim is a lease: it moves `due_at` past the lease and counts only where `due_at` still is what was read, so no two
workers hold the same row; one that dies lets its lease run out, and the row is due again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, ClassVar

from sqlalchemy import (
    BindParameter,
    Column,
    ColumnElement,
    Executable,
    Row,
    Table,
    bindparam,
    case,
    func,
    literal,
    select,
    update,
)

from storage.engine.transactions import Transaction, Transactions
from storage.errors import Conflict


class Leases:
    """The statements by which a table's open rows are claimed.

    `is_open` tells the rows to be seen to; `first` their order; `noted` what else a claim sets. The table has the
    columns office_id, id, due_at and attempts.
    """

    def __init__(
        self,
        table: Table,
        columns: Sequence[Column[Any]],
        is_open: ColumnElement[bool],
        first: Sequence[Column[Any]],
        may_go: ColumnElement[bool] | None = None,
        **noted: Any,
    ) -> None:
        due = is_open & (table.c.due_at <= bindparam("now"))
        due = due if may_go is None else due & may_go
        self.count_due = select(func.count()).select_from(table).where(due)
        self.is_any_due = select(literal(1)).select_from(table).where(due).limit(1)
        self.candidates = (
            select(*columns).where(due).order_by(*first).limit(bindparam("most")).with_for_update(skip_locked=True)
        )
        self._lease = (
            update(table)
            .where(
                is_open,
                table.c.office_id == bindparam("office"),
                table.c.id == bindparam("of_id"),
                table.c.due_at == bindparam("as_read"),
            )
            .values(due_at=bindparam("until"), attempts=table.c.attempts + 1, **noted)
        )

    def take(self, transaction: Transaction, found: Sequence[Row[Any]], now: datetime, until: datetime) -> None:
        """Raises Conflict, and leases nothing, where a row is no longer as it was read.

        That cannot happen as long as reading locks the rows (PostgreSQL) or the database (SQLite); should it ever
        not, no row is claimed twice all the same.
        """
        leases = [
            {"office": one.office_id, "of_id": one.id, "as_read": one.due_at, "until": until, "now": now}
            for one in found
        ]
        if transaction.run_all(self._lease, leases) != len(leases):
            raise Conflict


class PullForward:
    """The statements that bring a table's open rows back after a clock that ran ahead was set back.

    `made`: the column that tells when a row was made. The table has the columns due_at and token_at.
    """

    def __init__(self, table: Table, is_open: ColumnElement[bool], made: Column[datetime]) -> None:
        now: BindParameter[datetime] = bindparam("now")
        made_later = made > now
        put_off = table.c.due_at > bindparam("held")
        self.make_due = update(table).where(is_open, put_off | made_later).values(due_at=now)
        tokens = case((table.c.token_at <= now, table.c.token_at))
        self.make_now = update(table).where(is_open, made_later).values({made: now, table.c.token_at: tokens})


class Queue:
    """A worker's door, across offices. Each call is a transaction of its own."""

    _pull_forward: ClassVar[PullForward]

    def __init__(self, writing: Transactions, reading: Transactions) -> None:
        self._writing = writing
        self._reading = reading

    def _claim(
        self,
        now: datetime,
        lease: timedelta,
        wanted: Sequence[tuple[Leases, int]],
        first: Callable[[Transaction], object] | None = None,
    ) -> list[Row[Any]]:
        """Of each at most so many due rows as they were read, this claimer's alone until `now + lease`.

        What else there is to write is written `first`, in the same transaction.
        """
        due = self._due(now, wanted)
        if not due and first is None:
            return []
        claimed: list[Row[Any]] = []
        with self._writing() as transaction:
            if first:
                first(transaction)
            for leases, most in due:
                found = transaction.run(leases.candidates, {"now": now, "most": most})
                leases.take(transaction, found, now, now + lease)
                claimed += found
            transaction.commit()
        return claimed

    def pull_forward(self, now: datetime, leases: timedelta) -> int:
        """After the clock was set back: what waits for longer than `leases` or was made later than `now` is due.

        Returns how many. They count as made now: how long to try is reckoned from there. How old a token of theirs is
        nobody knows.
        """
        pulled = self._write(self._pull_forward.make_due, now=now, held=now + leases)
        self._write(self._pull_forward.make_now, now=now)
        return pulled

    def _due(self, now: datetime, wanted: Sequence[tuple[Leases, int]]) -> list[tuple[Leases, int]]:
        """Looked at without the writer's lock: an idle worker must not stand in the webhook's way."""
        with self._reading() as transaction:
            return [
                (leases, most)
                for leases, most in wanted
                if most > 0 and transaction.run(leases.is_any_due, {"now": now})
            ]

    def _write(self, statement: Executable, **values: Any) -> int:
        with self._writing() as transaction:
            rows = transaction.run(statement, values).written
            transaction.commit()
        return rows

    def _read(self, statement: Executable, **values: Any) -> list[Any]:
        with self._reading() as transaction:
            return transaction.run(statement, values)
