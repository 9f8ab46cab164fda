"""Rows that workers must see to, shared among them by leases: the one way outbox and photos are claimed.

A claim is a lease: it moves `due_at` past the lease and counts only where `due_at` still is what was read, so no two
workers hold the same row; one that dies lets its lease run out, and the row is due again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Executable, Row, Table, bindparam, func, select, update

from storage.errors import Conflict

Transaction = Callable[[], AbstractContextManager[Connection]]


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
        **noted: Any,
    ) -> None:
        due = is_open & (table.c.due_at <= bindparam("now"))
        self.count_due = select(func.count()).select_from(table).where(due)
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

    def take(self, connection: Connection, found: Sequence[Row[Any]], now: datetime, until: datetime) -> None:
        """Raises Conflict, and leases nothing, where a row is no longer as it was read.

        That cannot happen as long as reading locks the rows (PostgreSQL) or the database (SQLite); should it ever
        not, no row is claimed twice all the same.
        """
        leases = [
            {"office": one.office_id, "of_id": one.id, "as_read": one.due_at, "until": until, "now": now}
            for one in found
        ]
        if leases and connection.execute(self._lease, leases).rowcount != len(leases):
            raise Conflict


class Queue:
    """A worker's door, across offices. Each call is a transaction of its own."""

    def __init__(self, writing: Transaction, reading: Transaction) -> None:
        self._writing = writing
        self._reading = reading

    def _claim(self, leases: Leases, now: datetime, lease: timedelta, limit: int) -> list[Row[Any]]:
        """At most `limit` due rows as they were read, this claimer's alone until `now + lease`."""
        # Looked at first without the writer's lock: an idle worker must not stand in the webhook's way.
        if limit < 1 or not self._read(leases.count_due, now=now)[0][0]:
            return []
        with self._writing() as connection:
            found = list(connection.execute(leases.candidates, {"now": now, "most": limit}))
            leases.take(connection, found, now, now + lease)
            connection.commit()
        return found

    def _write(self, statement: Executable, **values: Any) -> int:
        with self._writing() as connection:
            rows = connection.execute(statement, values).rowcount
            connection.commit()
        return rows

    def _read(self, statement: Executable, **values: Any) -> list[Any]:
        with self._reading() as connection:
            return list(connection.execute(statement, values))
