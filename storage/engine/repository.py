"""What the repositories of a unit of work share: one office, one transaction, and how statements are run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Executable, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from storage.engine.prepared import Rows
from storage.engine.transactions import Transaction

Spelled = dict[str, Executable]
"""A statement by the name of the database that understands it."""


class Repository:
    """Base of the repositories: each reads and writes one subject's rows of one office."""

    def __init__(self, transaction: Transaction, office_id: str) -> None:
        self._transaction = transaction
        self._office = office_id

    def _run(self, statement: Executable | Spelled, **values: Any) -> Rows:
        """Execute for this office: statements name it `:office`, rows `office_id`."""
        return self._transaction.run(self._spelled(statement), {"office": self._office, **values})

    def _changed(self, statement: Executable | Spelled, **values: Any) -> bool:
        """Execute; whether a row was written."""
        return self._run(statement, **values).written > 0

    def _insert(self, statement: Executable | Spelled, row: Mapping[str, Any]) -> bool:
        """Insert one row of this office; whether it was written."""
        return self._transaction.run(self._spelled(statement), {"office_id": self._office, **row}).written > 0

    def _insert_all(self, statement: Spelled, rows: Iterable[Mapping[str, Any]]) -> None:
        self._transaction.run_all(self._spelled(statement), [{"office_id": self._office, **row} for row in rows])

    def _run_all(self, statement: Executable, rows: Iterable[Mapping[str, Any]]) -> int:
        """Execute once for each; how many rows were written."""
        return self._transaction.run_all(statement, [{"office": self._office, **row} for row in rows])

    def _spelled(self, statement: Executable | Spelled) -> Executable:
        return statement[self._transaction.dialect.name] if isinstance(statement, dict) else statement


def insert_new(table: Table) -> Spelled:
    """Insert a row, or leave everything as it is where one of its keys is taken."""
    return {
        "sqlite": sqlite.insert(table).on_conflict_do_nothing(),
        "postgresql": postgresql.insert(table).on_conflict_do_nothing(),
    }


def insert_or_update(table: Table, columns: Sequence[str], added: Sequence[str] = ()) -> Spelled:
    """Insert a row; where its primary key is taken, set its `columns` and add to its `added` ones."""
    on_sqlite, on_postgres = sqlite.insert(table), postgresql.insert(table)

    def news(excluded: ReadOnlyColumnCollection[str, Any]) -> dict[str, Any]:
        set_anew = {column: excluded[column] for column in columns}
        return set_anew | {column: table.c[column] + excluded[column] for column in added}

    key = [column.name for column in table.primary_key]
    return {
        "sqlite": on_sqlite.on_conflict_do_update(index_elements=key, set_=news(on_sqlite.excluded)),
        "postgresql": on_postgres.on_conflict_do_update(index_elements=key, set_=news(on_postgres.excluded)),
    }
