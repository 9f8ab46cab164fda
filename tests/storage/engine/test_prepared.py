"""Statements run by the driver: what is missing or unknown is refused, never guessed."""

from __future__ import annotations

import gc

import pytest
from sqlalchemy import bindparam, select
from sqlalchemy.dialects import sqlite

from storage.database import Storage
from storage.engine import prepared as module
from storage.engine.prepared import compile_statement, list_places, list_values
from storage.tables import INBOX
from tests.storage.samples import NOW

ALL = select(INBOX.c.event_id, INBOX.c.received_at)


def test_a_value_that_is_missing_is_not_taken_for_nothing() -> None:
    statement = ALL.where(INBOX.c.event_id == bindparam("wanted"))
    with pytest.raises(ValueError, match="wanted"):
        compile_statement(statement, sqlite.dialect(), {"office": "a"})


def test_a_list_of_unknown_length_is_refused() -> None:
    with pytest.raises(ValueError, match="places"):
        compile_statement(
            ALL.where(INBOX.c.event_id.in_(bindparam("some", expanding=True))), sqlite.dialect(), {"some": ()}
        )


@pytest.mark.parametrize(("count", "places_taken"), [(1, 1), (2, 2), (3, 4), (5, 8), (8, 8), (9, 16)])
def test_a_list_is_filled_up_by_its_last_to_a_power_of_two(count: int, places_taken: int) -> None:
    filled = list_values(list(range(count)))
    assert list(filled) == [place.key for place in list_places(places_taken)]
    assert set(filled.values()) == set(range(count))


def test_values_and_rows_are_converted_alike_on_both_databases(storage: Storage) -> None:
    with storage._writing() as transaction:
        assert transaction.run(select(bindparam("moment", type_=INBOX.c.received_at.type)), {"moment": NOW}) == [(NOW,)]


def test_a_statement_is_forgotten_with_its_last_user() -> None:
    statement = select(INBOX.c.event_id)
    compile_statement(statement, sqlite.dialect(), {})
    assert statement in module._KNOWN
    before = len(module._KNOWN)
    del statement
    gc.collect()
    assert len(module._KNOWN) == before - 1
