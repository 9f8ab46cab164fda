"""A round beside earlier ones and the office's targets."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from messages.figures.comparison import Fallen, compare
from messages.figures.report import Report
from tests.messages.figures.made import Project, Round, compiled
from tests.support.answers import PlainAnswers

NO_TARGETS = (None, None, None, None)
TARGETS = (Decimal(29), Decimal(54), Decimal(77), Decimal(100))
FIRST = Round("2564-q1", 2564, (1,), date(2020, 12, 15), date(2020, 12, 25))
LAST_YEAR = Round("2563-6m", 2563, (1, 2), date(2020, 3, 15), date(2020, 3, 25))


def report(round_: Round, *spent: int) -> Report:
    answers: dict[int, PlainAnswers] = {no: {"spent": satang} for no, satang in enumerate(spent, start=1)}
    return compiled([Project(1), Project(2)], answers, round_=round_)


NOW = report(Round(), 60_000, 50_000)


def test_rounds_stand_by_the_day_they_opened() -> None:
    found = compare(NOW, [report(FIRST, 10_000), report(LAST_YEAR, 20_000)], NO_TARGETS)
    assert [standing.round.id for standing in found] == ["2563-6m", "2564-q1", "2564-6m"]


def test_a_round_that_opened_late_stands_by_the_time_it_tells_of() -> None:
    late = replace(FIRST, opens=date(2021, 4, 1))
    found = compare(NOW, [report(late, 10_000)], NO_TARGETS)
    assert [standing.round.id for standing in found] == ["2564-q1", "2564-6m"]


def test_projects_that_fell_are_told_though_the_whole_rose() -> None:
    first, now = compare(NOW, [report(FIRST, 70_000, 1_000)], NO_TARGETS)
    assert (now.before, now.fallen) == (FIRST, (Fallen(1, 10_000),))
    assert first.fallen == ()


def test_nothing_falls_from_one_year_to_the_next() -> None:
    assert [standing.fallen for standing in compare(NOW, [report(LAST_YEAR, 90_000)], NO_TARGETS)] == [(), ()]


def test_each_round_has_its_own_figures() -> None:
    first, now = compare(NOW, [report(FIRST, 10_000)], NO_TARGETS)
    assert (first.totals.reported, first.totals.spent, first.totals.percent) == (1, 10_000, Decimal("5.00"))
    assert (now.totals.reported, now.totals.spent, now.totals.percent) == (2, 110_000, Decimal("55.00"))


def test_each_round_of_the_year_is_measured_by_the_target_of_its_last_quarter() -> None:
    aims = [standing.aim for standing in compare(NOW, [report(FIRST, 10_000)], TARGETS)]
    assert [(aim.percent, aim.ahead) for aim in aims if aim] == [
        (Decimal(29), Decimal("-24.00")),
        (Decimal(54), Decimal("1.00")),
    ]


def test_another_years_round_is_not_measured_by_this_years_targets() -> None:
    assert [standing.aim is None for standing in compare(NOW, [report(LAST_YEAR, 20_000)], TARGETS)] == [True, False]


def test_a_round_alone_is_compared_with_its_target() -> None:
    assert len(compare(NOW, [], TARGETS)) == 1


def test_a_round_alone_without_a_target_is_compared_with_nothing() -> None:
    assert compare(NOW, [], NO_TARGETS) == ()
