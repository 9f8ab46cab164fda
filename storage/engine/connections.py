"""Opening the two databases Tanrob runs on so that they behave alike.

SQLite: WAL, so that reading never waits for writing; `synchronous=FULL`, so that an answered person's
answer survives a power cut; foreign keys; deleted text overwritten. Writers queue at BEGIN IMMEDIATE.
PostgreSQL: its defaults, but no endless waiting. Neither puts a statement's values into an exception's text.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from shutil import disk_usage
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import NullPool

from storage.errors import DatabaseBusy, Replaced, UnknownDatabase

BUSY_SECONDS = 10
"""How long a transaction waits for another one before it gives up."""

PROBE_SECONDS = 1
"""How long a trial of writing waits."""

_OPTIONS: dict[str, Any] = {"hide_parameters": True}
_READERS = 16
_WAL_TRIES = 200
_PRIMARY = 0xFF
"""The part of SQLite's result codes that names the kind."""
POSTGRES_CONNECTIONS = 8
_POSTGRES_CONNECTING: Any = {
    "connect_timeout": 5,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
"""A server that hangs, or whose machine is gone, is noticed in seconds: the system's own waiting takes hours."""


def database_url(url: str) -> URL:
    """The address SQLAlchemy wants. Raises UnknownDatabase for anything but a SQLite file or PostgreSQL."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):  # these quote the address, whose password may be where a port should
        raise UnknownDatabase from None
    if parsed.get_backend_name() == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername == "sqlite" and parsed.database not in (None, "", ":memory:"):
        return parsed
    raise UnknownDatabase


def writing_engine(url: URL) -> Engine:
    """Transactions that may write.

    On SQLite one connection, so that this process's writers queue for it in turn: SQLite itself would have
    them sleep and try again.
    """
    if _is_sqlite(url):
        return _sqlite(_existing(url), wait=0, pool_size=1, max_overflow=0, pool_timeout=BUSY_SECONDS)
    return _postgres(url)


def reading_engine(url: URL, writing: Engine) -> Engine:
    """Transactions that cannot write and see one moment of the database."""
    if _is_sqlite(url):
        engine = _sqlite(_existing(url), pool_size=_READERS, max_overflow=_READERS, pool_timeout=BUSY_SECONDS)
        event.listen(engine, "connect", lambda raw, _: raw.execute("PRAGMA query_only = ON"))
        return engine
    return writing


def probing_engine(url: URL) -> Engine:
    """For trying whether the database can be written: a new connection each time, and no long waiting."""
    if _is_sqlite(url):
        return _sqlite(_existing(url), wait=PROBE_SECONDS, poolclass=NullPool)
    engine = create_engine(url, poolclass=NullPool, connect_args={"connect_timeout": 2}, **_OPTIONS)
    event.listen(engine, "connect", partial(_prepare_postgres, patience=PROBE_SECONDS))
    return engine


def free_space(url: URL) -> int | None:
    """Bytes left on the disk of a SQLite file; None where it is elsewhere, or cannot be told."""
    if not _is_sqlite(url):
        return None
    try:
        return disk_usage(Path(str(url.database)).absolute().parent).free
    except OSError:
        return None


def migrating_engine(url: URL) -> Engine:
    """For changing tables.

    On SQLite with foreign keys off: rebuilding a table drops it, which would empty those that point to it.
    """
    if not _is_sqlite(url):
        return create_engine(url, poolclass=NullPool, connect_args=_POSTGRES_CONNECTING, **_OPTIONS)
    engine = _sqlite(url, poolclass=NullPool)
    event.listen(engine, "connect", lambda raw, _: raw.execute("PRAGMA foreign_keys = OFF"))
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def make_file_check(url: URL) -> Callable[[], None]:
    """What makes sure, each time, that the database still is the file it was the first time.

    It raises Replaced. SQLite itself goes on with a file that was removed, and all of it would be lost.
    """
    if not _is_sqlite(url):
        return lambda: None
    path, known = str(url.database), None

    def check() -> None:
        nonlocal known
        try:
            found = os.stat(path)  # noqa: PTH116 – a third of the time of Path.stat, and each turn asks twice
        except OSError:
            raise Replaced from None
        known = known or (found.st_dev, found.st_ino)
        if known != (found.st_dev, found.st_ino):
            raise Replaced

    return check


def _is_sqlite(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


def _postgres(url: URL) -> Engine:
    engine = create_engine(
        url,
        **_OPTIONS,
        pool_size=POSTGRES_CONNECTIONS,
        max_overflow=POSTGRES_CONNECTIONS,
        pool_timeout=BUSY_SECONDS,
        pool_pre_ping=True,
        pool_use_lifo=True,
        connect_args=_POSTGRES_CONNECTING,
    )
    event.listen(engine, "connect", _prepare_postgres)
    return engine


def _prepare_postgres(raw: Any, _record: object, patience: int = BUSY_SECONDS) -> None:
    """Waiting for another transaction's row ends, as it does on SQLite."""
    raw.execute(f"SET lock_timeout = '{patience}s'")
    raw.commit()


def _existing(url: URL) -> URL:
    """Of a file that is there: SQLite would make an empty one, and nobody would hear that the office's is gone."""
    path = quote(str(Path(str(url.database)).absolute()))
    return url.set(database=f"file:{path}", query={"mode": "rw", "uri": "true"})


def _sqlite(url: URL, wait: float = BUSY_SECONDS, **pool: Any) -> Engine:
    engine = create_engine(
        url,
        **_OPTIONS,
        connect_args={"check_same_thread": False, "timeout": wait, "isolation_level": None},
        **pool,
    )
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(raw: sqlite3.Connection, _record: object) -> None:
    _use_wal(raw)
    raw.execute("PRAGMA synchronous = FULL")
    raw.execute("PRAGMA foreign_keys = ON")
    raw.execute("PRAGMA secure_delete = ON")


def is_busy(failure: sqlite3.OperationalError) -> bool:
    """Whether another connection is in the way, also while it recovers from a crash (SQLITE_BUSY_RECOVERY)."""
    return failure.sqlite_errorcode & _PRIMARY == sqlite3.SQLITE_BUSY


def _use_wal(raw: sqlite3.Connection) -> None:
    """SQLite does not wait for this lock by itself, and two processes may open a new file together."""
    for _ in range(_WAL_TRIES):
        try:
            if raw.execute("PRAGMA journal_mode = WAL").fetchone()[0] == "wal":
                return
        except sqlite3.OperationalError as failure:
            if not is_busy(failure):
                raise
        time.sleep(0.05)
    raise DatabaseBusy
