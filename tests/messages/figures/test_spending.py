"""What is known of a project's spending after one report and the next, in whichever way each was asked for."""

from __future__ import annotations

import pytest

from messages.figures.spending import Period, Spending, apply_report, find_decreased_total, known_quarters, total
from tests.support.answers import PlainAnswers, answers


def told(*reports: tuple[int, PlainAnswers]) -> Spending:
    """What is known after these reports, each of the year to the end of a quarter."""
    known: Spending = ()
    for last, given in reports:
        known = apply_report(known, answers(given), last)
    return known


def test_a_cumulative_figure_behind_single_quarters_leaves_the_rest_to_the_last() -> None:
    assert told((1, {"spent_q1": 30}), (2, {"spent": 100})) == (Period((1,), 30), Period((2,), 70))


def test_a_quarter_behind_a_cumulative_figure_adds_to_it() -> None:
    assert total(told((2, {"spent": 100}), (3, {"spent_q3": 5}))) == 105


def test_a_cumulative_figure_of_one_quarter_is_that_quarters() -> None:
    assert known_quarters(told((1, {"spent": 30}))) == {1: 30}


def test_quarters_nobody_told_apart_are_not_known_by_themselves() -> None:
    assert known_quarters(told((2, {"spent": 100}))) == {}


def test_a_quarter_told_apart_takes_its_money_out_of_what_held_it() -> None:
    assert told((2, {"spent": 100}), (2, {"spent_q2": 30})) == (Period((1,), 70), Period((2,), 30))


def test_a_quarter_that_is_more_than_what_held_it_takes_nothing_from_others() -> None:
    assert total(told((2, {"spent": 100}), (2, {"spent_q2": 130}))) == 130


def test_all_quarters_told_anew_take_the_place_of_what_held_them() -> None:
    assert total(told((2, {"spent": 100}), (2, {"spent_q1": 10, "spent_q2": 20}))) == 30


def test_a_cumulative_figure_below_the_quarters_before_stands_for_itself() -> None:
    assert told((1, {"spent_q1": 30}), (2, {"spent": 20})) == (Period((1, 2), 20),)


def test_a_cumulative_figure_told_again_takes_the_place_of_the_last() -> None:
    assert total(told((1, {"spent": 30}), (2, {"spent": 100}), (2, {"spent": 90}))) == 90


def test_what_has_not_begun_and_was_never_told_of_has_spent_nothing() -> None:
    assert told((2, {"status": "not_started"})) == (Period((1, 2), 0),)


def test_what_has_not_begun_keeps_what_was_spent_before() -> None:
    assert total(told((1, {"spent": 30}), (2, {"status": "not_started"}))) == 30


def test_a_report_without_amounts_changes_nothing() -> None:
    assert told((1, {"spent": 30}), (2, {"status": "in_progress"})) == (Period((1,), 30),)


def test_a_later_quarter_than_the_report_covers_is_not_told() -> None:
    assert told((1, {"spent_q1": 5, "spent_q3": 9})) == (Period((1,), 5),)


@pytest.mark.parametrize(
    ("before", "after", "fallen"),
    [
        ((1, {"spent": 30}), (2, {"spent": 20}), 20),
        ((1, {"spent": 30}), (2, {"spent": 30}), None),
        ((2, {"spent": 100}), (3, {"spent_q1": 20, "spent_q2": 30, "spent_q3": 90}), 50),
        ((2, {"spent": 100}), (3, {"spent_q3": 0}), None),
        ((1, {"spent_q1": 30}), (2, {"spent_q1": 10, "spent_q2": 90}), 10),
    ],
)
def test_less_than_before_is_seen_of_the_time_that_was_known(
    before: tuple[int, PlainAnswers], after: tuple[int, PlainAnswers], fallen: int | None
) -> None:
    known = told(before)
    assert find_decreased_total(known, apply_report(known, answers(after[1]), after[0])) == fallen


def test_nothing_falls_where_nothing_was_known() -> None:
    assert find_decreased_total((), told((1, {"spent": 0}))) is None
