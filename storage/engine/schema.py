"""Bringing the tables to the newest migration, from wherever the package is installed."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, text

from storage.engine.connections import migrating_engine
from storage.errors import NewerDatabase, Refused

_LOCK = text("SELECT pg_advisory_xact_lock(7461627261)")  # any number, the same in every version of Tanrob
_BROKEN_REFERENCES = text("PRAGMA foreign_key_check")


def migrate(url: URL) -> None:
    """Run what is pending in one transaction, holding off other processes that migrate."""
    engine = migrating_engine(url)
    try:
        with engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(_LOCK)
            found = state(connection)
            if found == "newer":
                raise NewerDatabase
            if found == "pending":
                _upgrade(connection)
            _check_references(connection)
    finally:
        engine.dispose()


def state(connection: Connection) -> Literal["ok", "pending", "newer"]:
    """Whether the tables are this version's; `newer`: they are of a version of Tanrob this one does not know."""
    found = MigrationContext.configure(connection).get_current_heads()
    if found == _heads():
        return "ok"
    return "pending" if _known_revisions() >= set(found) else "newer"


def _upgrade(connection: Connection) -> None:
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _check_references(connection: Connection) -> None:
    """SQLite migrates with foreign keys off; nothing may be left pointing nowhere."""
    if connection.dialect.name == "sqlite" and connection.execute(_BROKEN_REFERENCES).first():
        raise Refused("foreign keys after migration")


@cache
def _known_revisions() -> frozenset[str]:
    return frozenset(script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions())


@cache
def _heads() -> tuple[str, ...]:
    return tuple(ScriptDirectory.from_config(_config()).get_heads())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parents[1] / "migrations").replace("%", "%%"))
    return config
