"""Figures of single formats: quarters with those before them, projects by status, spending beside what was planned."""

from __future__ import annotations

import pytest

from messages.answer_values import amount
from messages.figures.breakdowns import against_plan, all_against_plan, all_in_quarter, by_status, in_quarter
from tests.messages.documents.reported import narrative_report, policy_report
from tests.messages.figures.made import Project, Round, compiled
from tests.support.answers import PlainAnswers


def test_what_remains_is_the_budget_less_the_quarter_and_those_before_it() -> None:
    """The print's own example: 140,000 - 11,550 - 2,625 = 125,825 (deploy/docs/report-formats.md, format 2)."""
    report = compiled([Project(1, 14_000_000)], {1: {"spent_q2": 1_155_000}}, earlier=[{1: {"spent_q1": 262_500}}])
    second = in_quarter(report.rows[0], 2)
    assert (second.used, second.prior, second.remaining) == (1_155_000, 262_500, 12_582_500)
    first = in_quarter(report.rows[0], 1)
    assert (first.used, first.prior, first.remaining) == (262_500, None, 13_737_500)


def test_a_quarter_nobody_told_of_is_not_known() -> None:
    figures = in_quarter(compiled([Project(1)], {1: {"spent_q2": 5}}).rows[0], 1)
    assert (figures.used, figures.prior, figures.remaining) == (None, None, 100_000)


def test_a_project_without_a_report_keeps_what_earlier_quarters_told() -> None:
    report = compiled([Project(1)], {}, earlier=[{1: {"spent_q1": 5}}])
    assert in_quarter(report.rows[0], 2).prior == 5
    assert all_in_quarter(report, 1).used == 5


@pytest.mark.parametrize("count", [1, 12, 60])
def test_of_the_last_quarter_the_sums_are_those_of_the_totals(count: int) -> None:
    report = policy_report(count)
    sums = all_in_quarter(report, 2)
    assert (sums.used or 0) + (sums.prior or 0) == report.totals.spent
    assert sums.remaining == report.totals.remaining


def test_sums_of_a_quarter_count_what_was_used_after_it_nowhere() -> None:
    answers: dict[int, PlainAnswers] = {1: {"spent_q1": 1, "spent_q2": 10, "spent_q3": 100}}
    report = compiled([Project(1, 1000)], answers, round_=Round(quarters=(1, 2, 3)))
    assert [all_in_quarter(report, quarter).remaining for quarter in (1, 2, 3)] == [999, 989, 889]


def test_every_project_is_in_one_status_and_their_percents_are_of_all() -> None:
    answers: dict[int, PlainAnswers] = {1: {"status": "done"}, 2: {"status": "postponed"}, 3: {"status": "done"}}
    groups = by_status(compiled([Project(no) for no in range(1, 7)], answers).rows)
    assert [(group.status, [row.no for row in group.rows], str(group.percent)) for group in groups] == [
        ("done", [1, 3], "33.33"),
        ("in_progress", [], "0.00"),
        ("not_started", [], "0.00"),
        ("postponed", [2], "16.67"),
        ("missing", [4, 5, 6], "50.00"),
    ]


def test_a_report_without_a_status_is_not_lost() -> None:
    groups = by_status(compiled([Project(1)], {1: {"spent": 5}}).rows)
    assert [(group.status, len(group.rows)) for group in groups if group.rows] == [("", 1)]


def test_no_status_is_added_where_all_are_reported() -> None:
    groups = by_status(compiled([Project(1)], {1: {"status": "done"}}).rows)
    assert [group.status for group in groups] == ["done", "in_progress", "not_started"]


@pytest.mark.parametrize(("spent", "kept"), [(59_266_968, True), (59_266_967, False), (59_266_969, False)])
def test_spending_is_to_plan_only_where_it_is_the_plan(spent: int, kept: bool) -> None:
    report = compiled([Project(1)], {1: {"planned": 59_266_968, "spent": spent}})
    assert against_plan(report.rows[0]).kept is kept


def test_where_nothing_was_planned_and_nothing_spent_neither_is_said() -> None:
    report = compiled([Project(1)], {1: {"status": "in_progress", "planned": 0, "spent": 0}})
    assert against_plan(report.rows[0]).kept is None


def test_what_was_planned_is_not_known_where_nobody_was_asked() -> None:
    money = against_plan(compiled([Project(1)], {1: {"status": "not_started"}}).rows[0])
    assert (money.planned, money.spent) == (None, 0)


def test_plans_and_spending_are_summed_over_all_projects() -> None:
    rows = narrative_report(12).rows
    sums = all_against_plan(rows)
    assert sums.planned == sum(amount(row.answers, "planned") or 0 for row in rows)
    assert sums.spent == sum(row.spent_total or 0 for row in rows)
