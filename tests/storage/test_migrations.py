"""Migrating forward with data in the tables: what each old release had stored comes through to the newest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Table, column, inspect, select, table

from storage.database import Storage
from storage.engine import schema
from storage.engine.connections import database_url, migrating_engine
from storage.tables import METADATA
from tests.storage.engine.test_schema import move
from tests.storage.samples import ANSWERS, NOW, OFFICE, OWNER, PROJECTS, ROUND, YEAR, changing, document, report, set_up
from tests.storage.test_isolation import fill
from tests.support.answers import stored
from tests.support.databases import SECRET_KEY

Row = Mapping[str, Any]
NUMBERS = {project.id: project.no for project in PROJECTS}
PROJECTS_HAVE_IDS, ANSWERS_ARE_VALUES = "0013", "0017"
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


def written_by(revision: str, rows: Mapping[str, Sequence[Row]]) -> Mapping[str, Sequence[Row]]:
    """The rows as that release had them: numbers were once the ids of projects, and answers bare texts and amounts."""
    if revision < ANSWERS_ARE_VALUES:
        rows = {**rows, "submission": [{**row, "answers": ANSWERS} for row in rows["submission"]]}
    if revision < PROJECTS_HAVE_IDS:
        rows = by_number(rows)
    return rows


def by_number(rows: Mapping[str, Sequence[Row]]) -> Mapping[str, Sequence[Row]]:
    return {name: [numbered(row) for row in of] for name, of in rows.items()}


def numbered(row: Row) -> Row:
    return {**row, "project_id": NUMBERS[row["project_id"]]} if "project_id" in row else row


def read(connection: Connection, of: Table, names: Sequence[str]) -> list[Row]:
    statement = select(*(of.columns[name] for name in names)).order_by(*of.primary_key.columns)
    return [dict(row._mapping) for row in connection.execute(statement)]


def shared(connection: Connection) -> Mapping[str, Sequence[str]]:
    """The columns of this release that the database as it stands has, by table."""
    there = inspect(connection)
    kept = {name: {each["name"] for each in there.get_columns(name)} for name in there.get_table_names()}
    return {
        one.name: [each.name for each in one.columns if once(each.name, connection) in kept[one.name]]
        for one in METADATA.sorted_tables
        if one.name in kept
    }


def once(name: str, connection: Connection) -> str:
    """What a column was called there."""
    names = {column["name"] for column in inspect(connection).get_columns("project")}
    return "project_no" if name == "project_id" and "id" not in names else name


def write(connection: Connection, name: str, names: Sequence[str], rows: Sequence[Row]) -> None:
    """Into a table as it was (a statement of today's would fill in what it did not have), in place of its rows."""
    there = {each: once(each, connection) for each in names}
    gone = {"error": ""} if name == "outbox" and "reason" not in names else {}
    columns = [column(there[each], METADATA.tables[name].columns[each].type) for each in names]
    was = table(name, *columns, *map(column, gone))
    connection.execute(was.delete())
    connection.execute(was.insert(), [{**gone, **{there[each]: row[each] for each in names}} for row in rows])


@pytest.mark.parametrize("revision", OLD_REVISIONS)
def test_every_row_of_an_old_release_comes_through_as_it_was(
    empty_database_url: str, rows: Mapping[str, Sequence[Row]], revision: str
) -> None:
    then, rows = written_by(revision, rows), rows if revision >= PROJECTS_HAVE_IDS else by_number(rows)
    engine = migrating_engine(database_url(empty_database_url))
    with engine.begin() as connection:
        move(connection, command.upgrade, revision)
        columns = shared(connection)
        for name, names in columns.items():
            write(connection, name, names, then[name])
    storage = Storage.open(empty_database_url, SECRET_KEY)
    storage.migrate()
    with engine.connect() as connection:
        for name, names in columns.items():
            kept = [{each: row[each] for each in names} for row in rows[name]]
            assert read(connection, METADATA.tables[name], names) == kept, name
    engine.dispose()
    storage.close()


STATE = {
    "step": {"kind": "idle"},
    "drafts": [{"round_id": ROUND.id, "project_no": 12, "answers": stored(progress='พิมพ์ว่า {"project_no":12}')}],
}


@pytest.fixture
def before_ids(empty_database_url: str) -> Iterator[Storage]:
    """An office whose projects were known by their numbers, migrated."""
    engine = migrating_engine(database_url(empty_database_url))
    storage = Storage.open(empty_database_url, SECRET_KEY)
    storage.migrate()
    office = set_up(storage.office(OFFICE.id))
    with changing(office) as work:
        work.plan.remove(YEAR, [4], NOW)
        work.people.assign(OWNER.id, YEAR, [2, 4])
        work.conversations.save(OWNER.id, renamed(STATE, 2), 0, NOW)
        for project_id in (2, 4):
            work.submissions.add(report(project_id))
        work.documents.keep(document())
    with engine.begin() as connection:
        move(connection, command.downgrade, "0012")
    storage.migrate()
    yield storage
    engine.dispose()
    storage.close()


def renamed(state: Mapping[str, Any], project_id: int) -> dict[str, Any]:
    drafts = [{key: value for key, value in draft.items() if key != "project_no"} for draft in state["drafts"]]
    return {**state, "drafts": [{**draft, "project_id": project_id} for draft in drafts]}


def test_a_project_known_by_its_number_has_that_number_as_id(before_ids: Storage) -> None:
    with before_ids.office(OFFICE.id).reading() as work:
        assert [(project.id, project.no) for project in work.plan.projects(YEAR)] == [(11, 11), (12, 12)]
        assert work.people.assignments(YEAR) == ((OWNER.id, 12),)
        assert work.submissions.latest(ROUND.id)[12].answers == report(2).answers


def test_drafts_of_an_old_release_keep_their_project_and_every_word(before_ids: Storage) -> None:
    with before_ids.office(OFFICE.id).reading() as work:
        assert work.conversations.load(OWNER.id).state == renamed(STATE, 12)


def test_documents_of_an_old_release_keep_their_sources(before_ids: Storage) -> None:
    with before_ids.office(OFFICE.id).reading() as work:
        assert work.documents.find(document().sha256) == document()
