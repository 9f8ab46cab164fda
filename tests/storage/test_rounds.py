"""The reporting rounds of an office."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from storage.work import OfficeStorage
from tests.storage.samples import MINUTE, NOW, ROUND, changing


def test_a_round_comes_back_as_it_was_saved(office: OfficeStorage) -> None:
    with office.reading() as work:
        assert work.rounds.get(ROUND.id) == ROUND


def test_an_unknown_round_is_none(office: OfficeStorage) -> None:
    with office.reading() as work:
        assert work.rounds.get("2599") is None


def test_rounds_are_in_the_order_they_open_then_by_id(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.rounds.save(replace(ROUND, id="z", opens=date(2020, 1, 1)))
        work.rounds.save(replace(ROUND, id="b"))
        work.rounds.save(replace(ROUND, id="1"))
        assert [one.id for one in work.rounds.all()] == ["z", "1", "2564-6m", "b"]


def test_a_closed_round_tells_when(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.rounds.close(ROUND.id, NOW)
    with office.reading() as work:
        assert work.rounds.all() == (replace(ROUND, closed_at=NOW),)


def test_closing_again_keeps_the_first_moment(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.rounds.close(ROUND.id, NOW)
        work.rounds.close(ROUND.id, NOW + MINUTE)
        assert work.rounds.get(ROUND.id) == replace(ROUND, closed_at=NOW)


def test_a_reopened_round_is_open(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.rounds.close(ROUND.id, NOW)
        work.rounds.reopen(ROUND.id)
        assert work.rounds.get(ROUND.id) == ROUND


def test_saving_a_closed_round_again_keeps_it_closed(office: OfficeStorage) -> None:
    with changing(office) as work:
        work.rounds.close(ROUND.id, NOW)
        work.rounds.save(replace(ROUND, deadline=date(2021, 4, 1)))
        assert work.rounds.get(ROUND.id) == replace(ROUND, deadline=date(2021, 4, 1), closed_at=NOW)


def test_a_moment_without_zone_is_not_stored(office: OfficeStorage) -> None:
    with pytest.raises(ValueError, match="time zone"), office.work() as work:
        work.rounds.close(ROUND.id, NOW.replace(tzinfo=None))
