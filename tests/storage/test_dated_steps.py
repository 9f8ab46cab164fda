"""A database whose ledger knows steps by name alone: what was told of a round counts for the dates it has now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from alembic import command
from sqlalchemy import Connection

from storage.database import Storage
from storage.engine.connections import migrating_engine
from storage.tables import METADATA
from tests.storage.engine.test_schema import OFFICE_ROW, ROUND_ROW, move
from tests.storage.samples import NOW, OFFICE, ROUND

LEDGER = METADATA.tables["ledger"]
UNDATED = ("open", "before-3", "overdue-1", "escalate-3", "summary-0")
DATED = ("open-2021-03-15", *(f"{step}-2021-03-25" for step in UNDATED[1:]))
OTHERS = ("returned-4-1", "wished-2021-03-22", "snooze-2021-03-22", "quota-2021-03", "documents-closed-2021-03-26")


def tell(connection: Connection, steps: Sequence[str]) -> None:
    for number, step in enumerate(steps):
        row = {
            "office_id": OFFICE.id,
            "round_id": ROUND.id,
            "target": "owner",
            "step": step,
            "at": NOW.replace(hour=number),
        }
        connection.execute(LEDGER.insert().values(**row))


@pytest.fixture
def undated(empty_database_url: str) -> Iterator[Storage]:
    """A database of the release before, which told each step."""
    storage = Storage.open(empty_database_url, "key")
    engine = migrating_engine(storage._url)
    with engine.begin() as connection:
        move(connection, command.upgrade, "0011")
        connection.execute(OFFICE_ROW)
        connection.execute(ROUND_ROW)
        tell(connection, (*UNDATED, *OTHERS))
    engine.dispose()
    yield storage
    storage.close()


def told(storage: Storage) -> set[str]:
    with storage.office(OFFICE.id).reading() as work:
        return set(work.ledger.steps_by_target(ROUND.id)["owner"])


def test_what_was_told_counts_for_the_dates_the_round_has_now(undated: Storage) -> None:
    undated.migrate()
    assert told(undated) == {*DATED, *OTHERS}


def test_the_way_back_leaves_the_names_and_each_once(undated: Storage) -> None:
    undated.migrate()
    engine = migrating_engine(undated._url)
    with engine.begin() as connection:
        tell(connection, ("before-3-2021-04-09", "knew-2021-03-25", "moved-1-2021-04-09"))
        move(connection, command.downgrade, "0011")
        steps = connection.execute(LEDGER.select()).all()
    engine.dispose()
    assert sorted(row.step for row in steps) == sorted((*UNDATED, *OTHERS))
