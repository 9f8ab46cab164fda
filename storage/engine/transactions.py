"""A transaction on one of a pool's connections, run by the driver itself.

SQLAlchemy pools the connections and spells the statements; its own connections and cursors are left out: they were a
third of a turn's time (`python -m tests.bench`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from time import monotonic, sleep
from typing import Any

from psycopg import IsolationLevel
from sqlalchemy import Engine, Executable

from storage.engine import connections
from storage.engine.prepared import Rows, Values, compile_statement

_STEP_SECONDS = 0.0003

Transactions = Callable[[], AbstractContextManager["Transaction"]]
"""Opens one: of those that may write, or of those that only read."""


class Transaction:
    """Nothing stays unless `commit` was called; what follows a commit is another transaction."""

    def __init__(self, engine: Engine, raw: Any, begin: Callable[[Any], object] | None = None) -> None:
        """`begin`: how SQLite is told that one begins; psycopg begins by itself."""
        self.dialect = engine.dialect
        self._raw = raw
        self._begin = begin
        self._deferred: dict[Executable, list[Values]] = {}

    def run(self, statement: Executable, values: Values | None = None) -> Rows:
        values = values or {}
        return compile_statement(statement, self.dialect, values).run(self._driver(), values)

    def run_all(self, statement: Executable, rows: Sequence[Values]) -> int:
        """Once for each of the rows, which all hold the same names; how many rows were written."""
        return compile_statement(statement, self.dialect, rows[0]).run_all(self._driver(), rows) if rows else 0

    def defer(self, statement: Executable, values: Values) -> None:
        """Before the commit, together with all others of the statement: one way to the server for all of them."""
        self._deferred.setdefault(statement, []).append(values)

    def run_deferred(self) -> None:
        """Runs what was to be run later."""
        later, self._deferred = self._deferred, {}
        for statement, rows in later.items():
            self.run_all(statement, rows)

    def commit(self) -> None:
        """Durably: when this returns, what was written survives a power cut."""
        self.run_deferred()
        self._raw.commit()

    def _driver(self) -> Any:
        if self._begin and not self._raw.in_transaction:
            self._begin(self._raw)
        return self._raw


@contextmanager
def writing(engine: Engine, patience: float | None = None) -> Iterator[Transaction]:
    """On SQLite the only one of this process, and it waits for those of others before it reads anything.

    `patience`: seconds it waits for them, where not BUSY_SECONDS.
    """
    with raw_connection(engine) as raw:
        if _is_sqlite(engine):
            _begin_writing(raw, patience)
            yield Transaction(engine, raw, _begin_writing)
        else:
            raw.isolation_level, raw.read_only = IsolationLevel.READ_COMMITTED, False
            yield Transaction(engine, raw)


@contextmanager
def reading(engine: Engine) -> Iterator[Transaction]:
    """One moment of the database. Writing raises the driver's exception for it."""
    with raw_connection(engine) as raw:
        if _is_sqlite(engine):
            yield Transaction(engine, raw, _begin_reading)
        else:
            raw.isolation_level, raw.read_only = IsolationLevel.REPEATABLE_READ, True
            yield Transaction(engine, raw)


def _begin_reading(raw: sqlite3.Connection) -> None:
    raw.execute("BEGIN")


def _begin_writing(raw: sqlite3.Connection, patience: float | None = None) -> None:
    """Waits for another process's transaction in steps of less than a turn; SQLite's own soon are twenty-five."""
    until = monotonic() + (connections.BUSY_SECONDS if patience is None else patience)
    while True:
        try:
            raw.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as failure:
            if not connections.is_busy(failure) or monotonic() > until:
                raise
            sleep(_STEP_SECONDS)
        else:
            return


@contextmanager
def raw_connection(engine: Engine) -> Iterator[Any]:
    """The driver's connection; the pool rolls back what is open when it is given back."""
    connection = engine.raw_connection()
    try:
        yield connection.dbapi_connection
    finally:
        connection.close()


def _is_sqlite(engine: Engine) -> bool:
    return engine.dialect.name == "sqlite"
