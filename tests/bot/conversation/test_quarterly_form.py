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
    assert "ไตรมาสก่อนรายงานไว้ 3,000 บาท" in text_of(heard)
    assert "คงเหลือ 5,000 บาท" in text_of(talk.say("2000"))


def test_not_funded_is_offered_only_where_the_plan_puts_no_money_in_the_round(quarterly: Talk) -> None:
    offered = [choice.label for choice in quarterly.say("รายงาน", "0", "0")[-1].buttons]
    assert "ไม่มีงบในรอบนี้" in offered
    funded = Talk(turn_context(assignment(project(1, 5_000, (500_000, 0, 0, 0))), form="new-quarters"))
    assert "ไม่มีงบในรอบนี้" not in [choice.label for choice in funded.say("รายงาน", "0", "0")[-1].buttons]


def test_quarters_that_together_exceed_the_budget_are_asked_about(quarterly: Talk) -> None:
    assert asked(quarterly.say("รายงาน", "4000", "2000")) == "confirm_spent_q2"


def test_the_percent_in_the_echo_stands_beside_the_sum_it_is_of() -> None:
    talk = Talk(turn_context(assignment(project(4, 63_500), known={1: 1_000_000}), form="new-quarters"))
    heard = text_of(talk.say("รายงาน", "5,000")).splitlines()
    assert heard[0] == "รับ 5,000 บาท · รวม 15,000 บาท (ร้อยละ 23.62) คงเหลือ 48,500 บาท"


def test_a_quarter_with_nothing_spent_is_not_echoed_with_the_percent_of_another() -> None:
    talk = Talk(turn_context(assignment(project(4, 100_000), known={1: 1_678_000}), form="new-quarters"))
    heard = text_of(talk.say("รายงาน", "0")).splitlines()
    assert heard[0] == "รับ 0 บาท · รวม 16,780 บาท (ร้อยละ 16.78) คงเหลือ 83,220 บาท"
