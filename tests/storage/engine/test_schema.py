"""Migrations: from nothing to the tables, on both databases, by several processes at once."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, column, inspect, select, table

from storage.database import Storage
from storage.engine import schema
from storage.engine.connections import database_url as parsed
from storage.engine.connections import migrating_engine
from storage.errors import Refused
from storage.outbox import to_row
from storage.records import SUPERSEDED, Attempt, Project, Quota, Submission
from storage.tables import METADATA
from storage.vocabulary import AttemptReason, AttemptResult
from tests.storage.samples import ANSWERS, NOW, OFFICE, OWNER, PROJECTS, ROUND, changing, letter, report, set_up
from tests.support.databases import SECRET_KEY

OFFICE_ROW = (
    METADATA.tables["office"]
    .insert()
    .values(id=OFFICE.id, name="", short_name="", form="", thai_digits=False, reminders={}, summary={})
)
ROUND_ROW = (
    METADATA.tables["round"]
    .insert()
    .values(
        office_id=OFFICE.id, id=ROUND.id, fiscal_year=2564, quarters=[1, 2], opens=ROUND.opens, deadline=ROUND.deadline
    )
)
_KEPT = {column.name for column in METADATA.tables["submission"].columns} - {"parts"}
REPORT = {field.name: getattr(report(), field.name) for field in fields(Submission) if field.name in _KEPT}
REPORT["answers"] = ANSWERS
SUBMISSION = METADATA.tables["submission"].c
REPORT_ONCE = table(
    "submission",
    *(column("project_no" if name == "project_id" else name, SUBMISSION[name].type) for name in ("office_id", *REPORT)),
)
REPORT_ROW = REPORT_ONCE.insert().values(
    office_id=OFFICE.id, **{"project_no" if name == "project_id" else name: value for name, value in REPORT.items()}
)
LATER = {"silent", "result", "reason", "detail"}
LETTER = {name: value for name, value in to_row(letter()).items() if name not in LATER}
OUTBOX_ONCE = table(
    "outbox", *(column(name, METADATA.tables["outbox"].c[name].type) for name in LETTER), column("error")
)
OUTBOX_OUTCOME = table("outbox", column("error"), column("outcome"))
LETTER_ROW = OUTBOX_ONCE.insert().values(**LETTER, error="")

WORDLESS = Project(1, "อบรมครู", 100_00, "กลุ่มนิเทศ", plan=(1, 2, 3, 4), id=1)
QUARTERS = {f"plan_q{quarter}": quarter for quarter in (1, 2, 3, 4)}
PROJECT = {
    "office_id": OFFICE.id,
    "fiscal_year": 2564,
    "no": 1,
    "name": WORDLESS.name,
    "group_name": WORDLESS.group,
    "fund": "",
    "heading": "",
    "budget": WORDLESS.budget,
    **QUARTERS,
}
PROJECT_ROW = table("project", *(column(name) for name in PROJECT)).insert().values(**PROJECT)

ROOT = Path(__file__).parents[3]


def move(connection: Connection, to: Callable[[Config, str], None], revision: str) -> None:
    """Migrate to a revision, up or down."""
    config = schema._config()
    config.attributes["connection"] = connection
    to(config, revision)


@pytest.fixture
def empty(empty_database_url: str) -> Iterator[Storage]:
    """A database without any table."""
    storage = Storage.open(empty_database_url, SECRET_KEY)
    yield storage
    storage.close()


def test_an_empty_database_has_migrations_pending(empty: Storage) -> None:
    assert empty.migrations() == "pending"


def test_a_migrated_database_has_none_pending(empty: Storage) -> None:
    empty.migrate()
    assert empty.migrations() == "ok"


def test_a_migrated_database_can_be_used(empty: Storage) -> None:
    empty.migrate()
    set_up(empty.office(OFFICE.id))
    assert empty.office_ids() == (OFFICE.id,)


def test_migrating_again_keeps_what_is_stored(empty: Storage) -> None:
    empty.migrate()
    office = set_up(empty.office(OFFICE.id))
    empty.migrate()
    with office.reading() as work:
        assert work.people.get(OWNER.id) == OWNER


def test_the_migrations_make_exactly_the_tables(storage: Storage) -> None:
    with storage._reader.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []


def test_sqlite_keeps_events_in_the_order_of_their_key(sqlite_storage: Storage) -> None:
    with sqlite_storage._reader.connect() as connection:
        made = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = 'inbox'").scalar_one()
    assert made.rstrip().endswith("WITHOUT ROWID")
    assert METADATA.tables["inbox"].dialect_options["sqlite"]["with_rowid"] is False


def test_the_way_back_leaves_no_table(empty_database_url: str) -> None:
    url = parsed(empty_database_url)
    schema.migrate(url)
    engine = migrating_engine(url)
    with engine.begin() as connection:
        move(connection, command.downgrade, "base")
        assert inspect(connection).get_table_names() == ["alembic_version"]
    engine.dispose()


def test_reports_sent_before_their_messages_were_kept_have_none(empty: Storage) -> None:
    engine = migrating_engine(empty._url)
    with engine.begin() as connection:
        move(connection, command.upgrade, "0002")
        connection.execute(OFFICE_ROW)
        connection.execute(ROUND_ROW)
        connection.execute(REPORT_ROW)
    engine.dispose()
    empty.migrate()
    with empty.office(OFFICE.id).reading() as work:
        assert work.submissions.latest(ROUND.id) == {1: report()}


def test_plans_imported_before_their_words_were_kept_have_none(empty: Storage) -> None:
    engine = migrating_engine(empty._url)
    with engine.begin() as connection:
        move(connection, command.upgrade, "0006")
        connection.execute(OFFICE_ROW)
        connection.execute(PROJECT_ROW)
    engine.dispose()
    empty.migrate()
    with empty.office(OFFICE.id).reading() as work:
        assert work.plan.projects(2564) == (WORDLESS,)
        assert work.front_matter.load() is None


def test_the_way_back_from_words_and_front_matter_keeps_the_plan(empty: Storage) -> None:
    empty.migrate()
    set_up(empty.office(OFFICE.id))
    engine = migrating_engine(empty._url)
    with engine.begin() as connection:
        move(connection, command.downgrade, "0006")
        names = connection.exec_driver_sql("SELECT name FROM project ORDER BY no").scalars().all()
    engine.dispose()
    assert names == [project.name for project in PROJECTS]


def test_what_an_earlier_version_kept_is_there_after_every_migration_since(empty: Storage) -> None:
    """From before quotas, stamps, silent deliveries and the heartbeat."""
    engine = migrating_engine(empty._url)
    with engine.begin() as connection:
        move(connection, command.upgrade, "0003")
        for row in (OFFICE_ROW, ROUND_ROW, REPORT_ROW, LETTER_ROW):
            connection.execute(row)
    engine.dispose()
    empty.migrate()
    with empty.office(OFFICE.id).work() as work:
        assert work.submissions.latest(ROUND.id) == {1: report()}
        assert work.quota.load() is None
        work.quota.save(Quota("2021-03", NOW))
    assert empty.outbox.waiting(OFFICE.id) == (letter(),)
    assert (empty.gauges.read(NOW).ticks, empty.gauges.read(NOW).ticked_at) == (0, None)


def test_what_an_earlier_version_gave_up_without_knowing_its_fate_is_doubtful(empty: Storage) -> None:
    errors = ("unknown:TimeoutError", "unavailable:500", "unavailable:401", "400")
    engine = migrating_engine(empty._url)
    with engine.begin() as connection:
        move(connection, command.upgrade, "0010")
        connection.execute(OFFICE_ROW)
        for error in errors:
            row = {**LETTER, "id": letter(error).id, "outcome": "failed", "error": error}
            connection.execute(OUTBOX_ONCE.insert().values(**row))
    empty.migrate()
    found = {str(one.last): one.outcome for one in empty.outbox.failures(OFFICE.id)}
    assert found == dict(zip(errors, ("doubtful", "doubtful", "failed", "failed"), strict=True))
    with engine.begin() as connection:
        move(connection, command.downgrade, "0010")
        found = {row.error: row.outcome for row in connection.execute(select(OUTBOX_OUTCOME))}
    engine.dispose()
    assert found == dict.fromkeys(errors, "failed")


ERRORS = {
    "": None,
    "400": Attempt(AttemptResult.REJECTED, AttemptReason.REFUSED, "400"),
    "held": Attempt(AttemptResult.REJECTED, AttemptReason.HELD),
    "no_channel": Attempt(AttemptResult.REJECTED, AttemptReason.NO_CHANNEL),
    "quota": Attempt(AttemptResult.REJECTED, AttemptReason.QUOTA),
    "quota:429": Attempt(AttemptResult.REJECTED, AttemptReason.QUOTA, "429"),
    "rate:429": Attempt(AttemptResult.REJECTED, AttemptReason.RATE, "429"),
    "superseded": SUPERSEDED,
    "token_gone": Attempt(AttemptResult.REJECTED, AttemptReason.TOKEN_GONE),
    "too_old": Attempt(AttemptResult.REJECTED, AttemptReason.TOO_OLD),
    "unavailable:401": Attempt(AttemptResult.REJECTED, AttemptReason.UNAVAILABLE, "401"),
    "unavailable:503": Attempt(AttemptResult.UNKNOWN, AttemptReason.UNAVAILABLE, "503"),
    "unavailable:ClientConnectorError": Attempt(
        AttemptResult.REJECTED, AttemptReason.UNAVAILABLE, "ClientConnectorError"
    ),
    "unknown:died": Attempt(AttemptResult.UNKNOWN, AttemptReason.UNKNOWN, "died"),
    "unreachable": Attempt(AttemptResult.REJECTED, AttemptReason.UNREACHABLE),
}
"""Everything an earlier version told in one text, and what it means."""


def test_how_attempts_ended_comes_through_and_back_again(empty: Storage) -> None:
    engine = migrating_engine(empty._url)
    with engine.begin() as connection:
        move(connection, command.upgrade, "0015")
        connection.execute(OFFICE_ROW)
        for error in ERRORS:
            connection.execute(OUTBOX_ONCE.insert().values(**{**LETTER, "id": letter(error).id}, error=error))
    empty.migrate()
    found = {one.id: one.last for one in empty.outbox.waiting(OFFICE.id)}
    assert found == {letter(error).id: last for error, last in ERRORS.items()}
    with engine.begin() as connection:
        move(connection, command.downgrade, "0015")
        found = set(connection.execute(select(OUTBOX_OUTCOME.c.error)).scalars())
    engine.dispose()
    assert found == set(ERRORS)


def test_the_way_back_keeps_what_the_earlier_version_knew(empty: Storage) -> None:
    empty.migrate()
    set_up(empty.office(OFFICE.id))
    with changing(empty.office(OFFICE.id)) as work:
        work.outbox.post(replace(letter(), silent=True))
    engine = migrating_engine(empty._url)
    with engine.begin() as connection:
        move(connection, command.downgrade, "0003")
    with engine.begin() as connection:
        move(connection, command.upgrade, "head")
    engine.dispose()
    assert empty.outbox.waiting(OFFICE.id) == (letter(),)


def test_processes_that_start_together_migrate_once(empty_database_url: str) -> None:
    code = "import sys; from storage.database import Storage; Storage.open(sys.argv[1], 'k').migrate()"
    started = [
        subprocess.Popen([sys.executable, "-c", code, empty_database_url], cwd=ROOT, stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    errors = [process.communicate()[1] for process in started]
    assert [process.returncode for process in started] == [0, 0, 0], errors


def test_a_failed_migration_leaves_no_table(empty: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(connection: object) -> None:
        raise Refused

    monkeypatch.setattr(schema, "_check_references", refuse)
    with pytest.raises(Refused):
        empty.migrate()
    assert empty.migrations() == "pending"
    with empty._reader.connect() as connection:
        assert inspect(connection).get_table_names() == []


def test_a_row_left_pointing_nowhere_stops_the_migration(sqlite_storage: Storage) -> None:
    engine = migrating_engine(sqlite_storage._url)
    with engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO inbox VALUES ('nowhere', 'event', 1)")
    engine.dispose()
    with pytest.raises(Refused, match="foreign keys"):
        sqlite_storage.migrate()


def test_a_database_of_a_later_version_is_not_taken_for_current(sqlite_storage: Storage) -> None:
    with sqlite_storage._writer.connect() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    assert sqlite_storage.migrations() == "newer"


def test_migrating_works_from_where_a_percent_sign_is(
    empty: Storage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = tmp_path / "100%s" / "migrations"
    odd.parent.mkdir()
    odd.symlink_to(Path(schema.__file__).parents[1] / "migrations")
    monkeypatch.setattr(schema, "__file__", str(odd.parent / "engine" / "schema.py"))
    schema._heads.cache_clear()
    empty.migrate()
    assert empty.migrations() == "ok"
