"""The form by quarters: what is known is not asked, and money is weighed over the year."""

from __future__ import annotations

import pytest

from tests.support.talk import Talk, asked, assignment, project, text_of, turn_context


@pytest.fixture
def quarterly() -> Talk:
    plan = (0, 0, 500_000, 0)
    return Talk(turn_context(assignment(project(13, 5_000, plan)), form="new-quarters"))


def test_the_quarterly_form_asks_each_quarter_of_the_round(quarterly: Talk) -> None:
    assert asked(quarterly.say("รายงาน")) == "spent_q1"
    assert asked(quarterly.say("0")) == "spent_q2"
    assert asked(quarterly.say("0")) == "status"


def test_a_quarter_an_earlier_round_reported_is_not_asked_again() -> None:
    talk = Talk(turn_context(assignment(project(4, 10_000), known={1: 300_000}), form="new-quarters"))
    heard = talk.say("รายงาน")
    assert asked(heard) == "spent_q2"
    assert "รายงานไว้แล้ว 3,000 บาท" in text_of(heard)
    assert "คงเหลือ 5,000 บาท" in text_of(talk.say("2000"))


def test_not_funded_is_offered_only_where_the_plan_puts_no_money_in_the_round(quarterly: Talk) -> None:
    offered = [choice.label for choice in quarterly.say("รายงาน", "0", "0")[-1].buttons]
    assert "ไม่มีงบในรอบนี้" in offered
    funded = Talk(turn_context(assignment(project(1, 5_000, (500_000, 0, 0, 0))), form="new-quarters"))
    assert "ไม่มีงบในรอบนี้" not in [choice.label for choice in funded.say("รายงาน", "0", "0")[-1].buttons]


def test_quarters_that_together_exceed_the_budget_are_asked_about(quarterly: Talk) -> None:
    assert asked(quarterly.say("รายงาน", "4000", "2000")) == "confirm_spent_q2"
