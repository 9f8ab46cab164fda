"""Migrating forward with data in the tables: what each old release had stored comes through to the newest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Table, column, inspect, select, table

from storage import schema
from storage.database import Storage
from storage.engines import database_url, migrating_engine
from storage.tables import METADATA
from tests.storage.samples import OFFICE, set_up
from tests.storage.test_isolation import fill
from tests.storage.test_schema import move
from tests.support.databases import SECRET_KEY

Row = Mapping[str, Any]
*OLD_REVISIONS, _ = sorted(one.revision for one in ScriptDirectory.from_config(schema._config()).walk_revisions())


@pytest.fixture
def rows(sqlite_storage: Storage) -> Mapping[str, Sequence[Row]]:
    """Rows of every table, as this release writes them."""
    fill(set_up(sqlite_storage.office(OFFICE.id)))
    engine = migrating_engine(sqlite_storage._url)
    with engine.connect() as connection:
        found = {one.name: read(connection, one, one.columns.keys()) for one in METADATA.sorted_tables}
    engine.dispose()
    return found


def read(connection: Connection, of: Table, names: Sequence[str]) -> list[Row]:
    statement = select(*(of.columns[name] for name in names)).order_by(*of.primary_key.columns)
    return [dict(row._mapping) for row in connection.execute(statement)]


def shared(connection: Connection) -> Mapping[str, Sequence[str]]:
    """The columns of this release that the database as it stands has, by table."""
    there = inspect(connection)
    kept = {name: {each["name"] for each in there.get_columns(name)} for name in there.get_table_names()}
    return {
        one.name: [each.name for each in one.columns if each.name in kept[one.name]]
        for one in METADATA.sorted_tables
        if one.name in kept
    }


def write(connection: Connection, name: str, names: Sequence[str], rows: Sequence[Row]) -> None:
    """Into a table as it was (a statement of today's would fill in what it did not have), in place of its rows."""
    once = table(name, *(column(each, METADATA.tables[name].columns[each].type) for each in names))
    connection.execute(once.delete())
    connection.execute(once.insert(), [{each: row[each] for each in names} for row in rows])


@pytest.mark.parametrize("revision", OLD_REVISIONS)
def test_every_row_of_an_old_release_comes_through_as_it_was(
    empty_database_url: str, rows: Mapping[str, Sequence[Row]], revision: str
) -> None:
    engine = migrating_engine(database_url(empty_database_url))
    with engine.begin() as connection:
        move(connection, command.upgrade, revision)
        columns = shared(connection)
        for name, names in columns.items():
            write(connection, name, names, rows[name])
    storage = Storage.open(empty_database_url, SECRET_KEY)
    storage.migrate()
    with engine.connect() as connection:
        for name, names in columns.items():
            kept = [{each: row[each] for each in names} for row in rows[name]]
            assert read(connection, METADATA.tables[name], names) == kept, name
    engine.dispose()
    storage.close()
