"""A step of a round is taken once for each target."""

from __future__ import annotations

import pytest

from storage.errors import Refused
from storage.work import OfficeStorage
from tests.storage.samples import MINUTE, NOW, ROUND, changing, id_of


def test_a_step_is_recorded_once(office: OfficeStorage) -> None:
    with changing(office) as work:
        assert work.ledger.record(ROUND.id, "owner", "-3", id_of("letter"), NOW)
    with changing(office) as work:
        assert not work.ledger.record(ROUND.id, "owner", "-3", id_of("other"), NOW + MINUTE)


def test_other_steps_and_targets_are_recorded_besides(office: OfficeStorage) -> None:
    with changing(office) as work:
        assert work.ledger.record(ROUND.id, "owner", "-3", id_of("1"), NOW)
        assert work.ledger.record(ROUND.id, "owner", "-1", id_of("2"), NOW)
        assert work.ledger.record(ROUND.id, "planner", "-3", None, NOW)


def test_those_who_were_told_are_known(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.ledger.record(ROUND.id, "owner", "-3", id_of("1"), NOW)
        work.ledger.record(ROUND.id, "planner", "-3", id_of("2"), NOW)
        work.ledger.record(ROUND.id, "director", "-1", id_of("3"), NOW)
        assert work.ledger.targets_of(ROUND.id, "-3") == {"owner", "planner"}
        assert work.ledger.targets_of("another round", "-3") == frozenset()


def test_what_a_delivery_told_is_known(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.ledger.record(ROUND.id, "owner", "returned-4-1", id_of("1"), NOW)
        work.ledger.record(ROUND.id, "owner", "-3", id_of("1"), NOW)
        work.ledger.record(ROUND.id, "planner", "-3", id_of("2"), NOW)
        assert work.ledger.steps_of_delivery(id_of("1")) == {(ROUND.id, "owner"): ["-3", "returned-4-1"]}
        assert work.ledger.steps_of_delivery(id_of("3")) == {}


def test_what_a_round_told_and_when_is_known_by_target_and_step(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.ledger.record(ROUND.id, "owner", "-1", id_of("1"), NOW + MINUTE)
        work.ledger.record(ROUND.id, "owner", "-3", id_of("2"), NOW)
        work.ledger.record(ROUND.id, "planner", "open", id_of("3"), NOW)
        assert work.ledger.steps_by_target(ROUND.id) == {
            "owner": {"-1": NOW + MINUTE, "-3": NOW},
            "planner": {"open": NOW},
        }
        assert work.ledger.steps_by_target("another round") == {}


def test_what_was_told_in_a_wrong_future_is_dated_back_and_nothing_else(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.ledger.record(ROUND.id, "owner", "-1", id_of("1"), NOW + MINUTE)
        work.ledger.record(ROUND.id, "owner", "-3", id_of("2"), NOW)
        work.ledger.date_back(NOW)
        assert work.ledger.steps_by_target(ROUND.id)["owner"] == {"-1": NOW, "-3": NOW}


def test_a_step_needs_its_round(office: OfficeStorage) -> None:
    with pytest.raises(Refused), changing(office) as work:
        work.ledger.record("no such round", "owner", "-3", None, NOW)
