"""What one project's row says, and how rows add up."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messages.figures.progress import Aim, Change, aim_of, changed_since
from messages.figures.report import ReportRow, Share, compile_report
from messages.figures.spending import spent_until
from tests.messages.figures.made import OFFICE, SENT_AT, Project, Round, Submission, by_id, compiled
from tests.support.answers import PlainAnswers, answers
from tests.support.identity import project_id


def row_of(answers: PlainAnswers | None, **others: object) -> ReportRow:
    """The row of a single project with a budget of 1,000 baht."""
    given_answers = {} if answers is None else {1: answers}
    return compiled([Project(1)], given_answers, **others).rows[0]  # type: ignore[arg-type]


def test_a_cumulative_answer_is_the_total() -> None:
    assert row_of({"spent": 52_500}).spent_total == 52_500


def test_quarters_of_this_round_add_up_to_the_total() -> None:
    assert row_of({"spent_q1": 10_000, "spent_q2": 2_550}).spent_total == 12_550


def test_a_quarter_not_asked_about_again_counts_from_the_round_before() -> None:
    row = row_of({"spent_q2": 500}, round_=Round(quarters=(2,)), earlier=[{1: {"spent_q1": 300}}])
    assert (row.quarters, row.spent_total) == ((300, 500, None, None), 800)


def test_this_round_overrides_what_an_earlier_one_said_of_a_quarter() -> None:
    row = row_of({"spent_q1": 900, "spent_q2": 1}, earlier=[{1: {"spent_q1": 300}}])
    assert (row.quarters[0], row.spent_total) == (900, 901)


def test_of_two_earlier_rounds_the_newer_counts() -> None:
    earlier = [{1: {"spent_q1": 3}}, {1: {"spent_q1": 5}}]
    assert row_of({"spent_q3": 1}, round_=Round(quarters=(3,)), earlier=earlier).quarters[0] == 5


def test_another_projects_earlier_spending_stays_its_own() -> None:
    assert row_of({"spent_q2": 1}, earlier=[{2: {"spent_q1": 300}}]).spent_total == 1


def test_a_quarter_after_the_rounds_end_is_not_of_this_round() -> None:
    row = row_of({"spent_q1": 100, "spent_q4": 4_800})
    assert (row.quarters, row.spent_total) == ((100, None, None, None), 100)


def test_a_project_nobody_reported_has_no_total_rather_than_zero() -> None:
    row = row_of(None)
    assert (row.state, row.spent_total, row.percent, row.carried_from) == ("missing", None, None, None)


def test_of_a_project_nobody_ever_reported_the_whole_budget_remains() -> None:
    assert row_of(None).remaining == 100_000


def test_a_missing_project_carries_the_spending_last_reported_with_its_quarter() -> None:
    row = row_of(None, round_=Round(quarters=(2,)), earlier=[{1: {"spent_q1": 300}}])
    assert (row.quarters, row.spent_total, row.remaining) == ((300, None, None, None), 300, 99_700)
    assert row.carried_from == 1


def test_a_report_begun_but_not_sent_is_a_draft_and_not_reported() -> None:
    row = row_of(None, drafts=frozenset({1}))
    assert (row.state, row.reported, row.spent_total) == ("draft", False, None)


def test_a_report_begun_again_after_it_was_sent_stays_sent() -> None:
    assert row_of({"spent": 1}, drafts=frozenset({1})).state == "submitted"


def test_a_project_not_started_that_was_asked_for_no_amount_has_spent_nothing() -> None:
    assert row_of({"status": "not_started"}).spent_total == 0


def test_a_report_without_any_amount_is_unknown_not_zero() -> None:
    assert row_of({"status": "in_progress"}).spent_total is None


def test_an_amount_typed_as_text_is_no_figure() -> None:
    assert spent_until(2, answers(spent="7,406", spent_q1=5), ()) == 5


def test_what_remains_is_the_budget_less_the_spending_even_when_overspent() -> None:
    assert row_of({"spent": 140_000}).remaining == -40_000


@pytest.mark.parametrize(
    ("spent", "budget", "percent"),
    [
        (8_500_000, 33_000_000, "25.76"),
        (52_500, 1_000_000, "5.25"),
        (1, 20_000, "0.01"),
        (99, 2_000_000, "0.00"),
    ],
)
def test_a_percent_is_rounded_half_up_never_cut_off(spent: int, budget: int, percent: str) -> None:
    assert compiled([Project(1, budget)], {1: {"spent": spent}}).rows[0].percent == Decimal(percent)


def test_a_project_without_budget_has_no_percent() -> None:
    report = compiled([Project(1, 0)], {1: {"spent": 0}})
    assert (report.rows[0].percent, report.totals.percent) == (None, None)


def test_a_row_tells_how_it_was_sent() -> None:
    sent = Submission(1, {"spent": 1}, state="returned", revision=3, late=True)
    row = compile_report(OFFICE, Round(), [Project(1)], {project_id(1): sent}).rows[0]
    assert (row.state, row.reported) == ("returned", True)
    assert (row.revision, row.late, row.submitted_at) == (3, True, SENT_AT)


def test_the_budget_counts_every_project_and_the_spending_those_reported() -> None:
    totals = compiled([Project(1), Project(2)], {1: {"spent": 30_000}}).totals
    assert (totals.budget, totals.spent, totals.remaining) == (200_000, 30_000, 170_000)
    assert (totals.percent, totals.expected, totals.reported) == (Decimal("15.00"), 2, 1)


def test_a_quarter_nobody_knows_has_no_sum() -> None:
    totals = compiled([Project(1), Project(2)], {1: {"spent_q1": 5}}).totals
    assert totals.quarters == (5, None, None, None)


def test_plans_are_added_where_there_are_any() -> None:
    totals = compiled([Project(1, plan=(1, 2, 3, 4)), Project(2), Project(3, plan=(10, 0, 0, 0))]).totals
    assert totals.plan == (11, 2, 3, 4)


def test_groups_stand_in_the_plans_order_and_a_blank_one_keeps_its_line() -> None:
    report = compiled([Project(1, group="B"), Project(2), Project(3, group="A"), Project(4, group="B")])
    assert [(share.name, share.expected) for share in report.by_group] == [("B", 2), ("", 1), ("A", 1)]


def test_statuses_are_counted_in_their_own_order_and_the_missing_last() -> None:
    answers: dict[int, PlainAnswers] = {
        1: {"status": "done"},
        2: {"status": "waiting"},
        3: {"status": "not_started"},
    }
    report = compiled([Project(no) for no in (1, 2, 3, 4)], answers)
    assert list(report.by_status) == ["not_started", "done", "waiting", "missing"]
    assert set(report.by_status.values()) == {1}


def test_reports_before_and_after_the_deadline_are_counted_apart() -> None:
    submissions = by_id(Submission(project_id(1)), Submission(project_id(2), late=True))
    totals = compile_report(OFFICE, Round(), [Project(no) for no in (1, 2, 3)], submissions).totals
    assert (totals.reported, totals.on_time, totals.late) == (2, 1, 1)


@pytest.mark.parametrize(
    ("quarters", "aim"),
    [
        ((1, 2), Aim(2, Decimal(54), Decimal("-4.00"))),
        ((1,), Aim(1, Decimal(32), Decimal("18.00"))),
        ((3,), None),
    ],
)
def test_the_target_is_that_of_the_rounds_last_quarter(quarters: tuple[int, ...], aim: Aim | None) -> None:
    report = compiled([Project(1)], {1: {"spent": 50_000}}, round_=Round(quarters=quarters))
    assert aim_of(report, (Decimal(32), Decimal(54), None, Decimal(100))) == aim


def test_without_a_budget_no_distance_to_the_target_is_known() -> None:
    report = compiled([Project(1, budget=0)], {1: {"spent": 0}})
    assert aim_of(report, (Decimal(32), Decimal(54), None, None)) == Aim(2, Decimal(54), None)


def test_what_is_newly_reported_is_told_beside_the_percent_before() -> None:
    plan = [Project(no) for no in range(1, 5)]
    before, now = compiled(plan, {2: {"spent": 50_000}}), compiled(plan, {no: {"spent": 50_000} for no in (4, 2, 1)})
    assert changed_since(before, now) == Change((1, 4), Decimal("12.50"))
    assert changed_since(now, before).reported == ()


amounts = st.integers(0, 10**13)
kinds = st.sampled_from(["", "A", "B", "C"])
answered = st.none() | st.fixed_dictionaries({"spent_q1": amounts, "spent_q2": amounts})
planned = st.builds(Project, st.just(0), amounts, group=kinds, fund=kinds)
plans = st.lists(st.tuples(planned, answered), max_size=12)


def _additive(share: Share) -> tuple[int, ...]:
    figures = (share.budget, share.spent, share.remaining, share.expected, share.reported)
    return (*figures, *map(_zero, share.quarters))


def _zero(amount: int | None) -> int:
    return amount or 0


@given(plans)
def test_groups_and_funds_each_add_up_to_the_totals(drawn: list[tuple[Project, PlainAnswers | None]]) -> None:
    projects = [replace(project, no=no) for no, (project, _) in enumerate(drawn)]
    report = compiled(projects, {no: answers for no, (_, answers) in enumerate(drawn) if answers})
    totals = _additive(report.totals)
    nothing = (0,) * len(totals)
    for shares in (report.by_group, report.by_fund):
        sums = tuple(map(sum, zip(nothing, *map(_additive, shares), strict=True)))
        assert sums == totals
    assert report.totals.spent == sum(_zero(row.spent_total) for row in report.rows)
    assert report.totals.remaining == report.totals.budget - report.totals.spent
