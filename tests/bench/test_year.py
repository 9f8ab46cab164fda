"""A year of reminders fits LINE's free plan, at the usual pace and when nobody reports before the last day."""

from __future__ import annotations

import pytest

from tests.bench.year import FREE, GROUP, LATE, OWNERS, ROUNDS, USUAL, Counting, everybody, play_year


@pytest.fixture(scope="module", params=[USUAL, LATE], ids=["usual", "late"])
def year(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Counting:
    """What LINE counted and accepted in the year, at each pace."""
    return play_year(tmp_path_factory.mktemp("year"), request.param)


def test_every_month_fits_and_costs_less_than_reminding_everybody(year: Counting) -> None:
    assert set(year.counted) == {f"{round_.deadline:%Y-%m}" for round_ in ROUNDS}
    assert all(year.counted[month] <= FREE and year.counted[month] < everybody()[month] for month in year.counted)


def test_nothing_is_refused_by_line_for_want_of_messages(year: Counting) -> None:
    assert sum(year.counted.values()) == sum(25 if call.to == GROUP else 1 for call in year.accepted)


def test_each_round_tells_everybody_and_its_group(year: Counting) -> None:
    openings = sum("เปิดรอบรายงาน" in call.text for call in year.accepted)
    assert openings == OWNERS * len(ROUNDS)
