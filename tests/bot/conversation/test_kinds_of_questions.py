"""Questions asked where earlier answers call for them, and kinds of questions beside status, amount and words."""

from __future__ import annotations

from datetime import date

import pytest

from messages.answer_values import AmountAnswer, ChoiceAnswer
from messages.chat.bubbles import Card
from tests.support.answers import answers
from tests.support.talk import Talk, asked, assignment, button, project, text_of, turn_context


@pytest.fixture
def talk() -> Talk:
    """An owner of project 4 in a form that asks for more where earlier answers call for it."""
    return Talk(turn_context(assignment(project(4, 600_000)), form="conditions"))


def test_a_project_not_started_is_done_after_one_answer(talk: Talk) -> None:
    assert asked(talk.say("รายงาน", "1")) == "review"
    talk.say("ยืนยัน")
    assert talk.submitted is not None
    assert talk.submitted.answers == answers({"status": "not_started"})


def test_a_reason_is_asked_where_what_was_spent_differs_from_the_plan(talk: Talk) -> None:
    assert asked(talk.say("รายงาน", "2", "592,669.68")) == "spent"
    assert asked(talk.say("100")) == "reason"
    assert asked(talk.say("เลื่อนการอบรม", "เสร็จแล้ว")) == "results"
    heard = talk.say("อบรมแล้ว", "เสร็จแล้ว")
    assert asked(heard) == "review"
    card = heard[-1]
    assert isinstance(card, Card)
    assert "592,669.68 บาท" in [row.value for row in card.rows]


def test_no_reason_is_asked_where_all_was_spent_as_planned(talk: Talk) -> None:
    assert asked(talk.say("รายงาน", "2", "100", "100")) == "results"


def test_the_planned_amount_is_echoed_as_it_is_and_not_compared_with_the_budget(talk: Talk) -> None:
    heard = talk.say("รายงาน", "2", "9,000,000")
    assert asked(heard) == "spent"
    assert "รับ 9,000,000 บาท\n" in text_of(heard)


def test_an_answer_that_leaves_the_path_is_not_submitted(talk: Talk) -> None:
    talk.say("รายงาน", "2", "100", "90", "เพราะ", "เสร็จแล้ว", "ก", "เสร็จแล้ว", "แก้ 3", "100", "ยืนยัน")
    assert talk.submitted is not None
    assert "reason" not in talk.submitted.answers
    assert talk.submitted.answers["spent"] == talk.submitted.answers["planned"] == AmountAnswer(10_000)


def test_the_last_quarter_is_added_to_what_is_known() -> None:
    talk = Talk(turn_context(assignment(project(1, 140_000), known={1: 262_500}), form="last-quarter"))
    heard = talk.say("รายงาน", "กำลังดำเนินการ")
    assert asked(heard) == "spent_q2"
    assert "คงเหลือ 125,825 บาท" in text_of(talk.say("11,550"))


def test_a_choice_of_the_offices_own_is_asked_and_submitted() -> None:
    talk = Talk(turn_context(assignment(project(1, 1_000)), assignment(project(2, 1_000)), form="choice"))
    talk.say("รายงาน 1", "500", "โรงเรียน", "ยืนยัน")
    assert talk.submitted is not None
    assert talk.submitted.answers == {"spent": AmountAnswer(50_000), "place": ChoiceAnswer("school")}
    assert talk.submitted.draft.form_version == 3


@pytest.fixture
def dated() -> Talk:
    """A report at its only question, a date."""
    talk = Talk(turn_context(assignment(project(1, 1_000)), form="date"))
    talk.say("รายงาน")
    return talk


def test_a_date_is_read_in_buddhist_era_and_echoed(dated: Talk) -> None:
    heard = dated.say("๒๕ มี.ค. ๖๔")
    assert asked(heard) == "review"
    assert "25 มีนาคม 2564" in text_of(heard)
    dated.say("ยืนยัน")
    assert dated.submitted is not None
    assert dated.submitted.answers == answers(held=date(2021, 3, 25))


def test_a_date_outside_the_fiscal_year_is_asked_about(dated: Talk) -> None:
    heard = dated.say("25 มีนาคม 2565")
    assert asked(heard) == "held"
    assert dated.state.drafts[0].answers == {}
    assert asked(dated.tap(button(heard, "day:2022-03-25"))) == "review"


def test_what_is_no_date_is_asked_again_with_an_example(dated: Talk) -> None:
    assert "25 มี.ค. 2564" in text_of(dated.say("ตอนปิดเทอม"))
