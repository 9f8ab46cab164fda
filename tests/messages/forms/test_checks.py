"""Contradictions within a report: each found, and nothing raised by what only looks wrong."""

from __future__ import annotations

import pytest

from messages.figures.spending import Period
from messages.forms.checks import contradictions
from messages.forms.form import ProjectFacts
from messages.plans.reading import read_plan
from messages.samples import sample
from messages.sheets.reading import read_sheets
from messages.thai.amounts import Amount, read_amount
from tests.support.answers import PlainAnswers, answers

CASE = ProjectFacts(2566, (1, 2), 100_00, plan=(30_00, 30_00, 40_00, 0))


def rules(facts: ProjectFacts, plain: PlainAnswers) -> list[str]:
    return [found.rule for found in contradictions(facts, answers(plain))]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"status": "not_started", "spent": 1}, ["spent_but_not_started"]),
        ({"status": "not_funded", "spent_q1": 1, "spent_q2": 0}, ["spent_but_not_started"]),
        ({"status": "done", "spent": 0}, ["done_with_nothing_spent"]),
        ({"status": "in_progress", "spent_q1": 0, "spent_q2": 60_01}, ["over_plan"]),
        ({"status": "in_progress", "spent_q1": 0, "spent_q2": 60_00}, []),
        ({"status": "in_progress", "spent_q1": 45_00, "spent_q2": 0}, []),
        ({"status": "not_started", "spent": 0}, []),
        ({"status": "done", "spent": 100}, []),
        ({"status": "not_started"}, []),
        ({"spent_q1": 99_00}, []),
        ({"status": "in_progress", "spent": 100_01}, []),
    ],
)
def test_a_rule_speaks_where_it_is_broken_and_only_there(given: PlainAnswers, expected: list[str]) -> None:
    assert rules(CASE, given) == expected


def test_earlier_quarters_count_towards_the_plan() -> None:
    later = ProjectFacts(2566, (2,), 100_00, plan=(30_00, 30_00, 40_00, 0), before=(Period((1,), 55_00),))
    assert rules(later, {"status": "in_progress", "spent_q2": 10_00}) == ["over_plan"]
    assert rules(later, {"status": "in_progress", "spent_q2": 5_00}) == []


def test_a_project_without_money_may_be_done() -> None:
    assert rules(ProjectFacts(2566, (1, 2), 0), {"status": "done", "spent": 0}) == []


def found_in(office: str) -> dict[int, list[str]]:
    """Contradictions of a whole real office, by project."""
    shown = sample(office)
    found = {}
    for project in read_plan(read_sheets(shown.plan, "plan.xlsx")).projects:
        given = {key: satang(value) for key, value in shown.answers[project.no].items()}
        facts = ProjectFacts(2566, (1, 2), project.budget, project.plan)
        if raised := rules(facts, given):
            found[project.no] = raised
    return found


def satang(value: str) -> int | str:
    reading = read_amount(value)
    return reading.satang if isinstance(reading, Amount) else value


def test_the_real_reports_of_khon_kaen_raise_nothing() -> None:
    assert found_in("khonkaen2") == {}


def test_the_real_reports_of_rayong_raise_only_the_plans_that_were_really_exceeded() -> None:
    assert found_in("rayong2") == {12: ["over_plan"]}
