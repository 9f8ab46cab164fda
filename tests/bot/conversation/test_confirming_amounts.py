"""Amounts that need a second look: confirmed, explained or typed anew."""

from __future__ import annotations

import pytest

from messages.answer_values import TextAnswer
from tests.support.talk import Talk, asked, assignment, button, project, text_of, turn_context


@pytest.fixture
def talk() -> Talk:
    told = Talk(turn_context(assignment(project(4, 10_000))))
    told.say("รายงาน 4", "2", "12,000")
    return told


def test_words_are_kept_as_the_reason_and_said_back(talk: Talk) -> None:
    heard = talk.say("ได้รับโอนเพิ่มจาก สพฐ.")
    assert "รับ 12,000 บาท" in text_of(heard)
    assert "เก็บเหตุผลไว้แล้ว: ได้รับโอนเพิ่มจาก สพฐ." in text_of(heard)
    talk.say("ข้าม", "ยืนยัน")
    assert talk.submitted
    assert talk.submitted.answers["reason_over_budget"] == TextAnswer("ได้รับโอนเพิ่มจาก สพฐ.")


def test_a_yes_needs_no_reason(talk: Talk) -> None:
    talk.say("ใช่", "ข้าม", "ยืนยัน")
    assert talk.submitted
    assert set(talk.submitted.answers) == {"status", "spent"}


def test_a_reason_goes_with_the_doubt_it_explained(talk: Talk) -> None:
    talk.say("ได้รับโอนเพิ่ม", "ข้าม", "แก้ 2", "5,000", "ยืนยัน")
    assert talk.submitted
    assert "reason_over_budget" not in talk.submitted.answers


def test_another_amount_takes_its_place(talk: Talk) -> None:
    assert "รับ 9,000 บาท" in text_of(talk.say("9,000"))


def test_the_doubted_message_taken_back_asks_again(talk: Talk) -> None:
    assert asked(talk.unsend(f"message-{talk.turns}")) == "spent"
    assert asked(talk.say("ใช่")) == "spent"


def test_a_quarter_restated_lower_than_reported_is_doubted() -> None:
    known = assignment(project(4, 600_000), known={1: 740_600})
    talk = Talk(turn_context(known, form="every-quarter"))
    heard = talk.say("รายงาน 4", "7,000")
    assert asked(heard) == "confirm_spent_q1"
    assert "น้อยกว่าที่รายงานไว้รอบก่อน 7,406 บาท" in text_of(heard)
    assert asked(talk.tap(button(heard, "yes"))) == "spent_q2"


def test_a_reason_for_a_contradiction_lasts_while_other_things_are_answered() -> None:
    talk = Talk(turn_context(assignment(project(4, 10_000))))
    talk.say("รายงาน 4", "1", "5,000", "ยืมเงินทดรอง")
    talk.say("ส่งใช้แล้ว", "เสร็จแล้ว")
    heard = talk.say("ยืนยัน")
    assert "ส่งแล้ว" in text_of(heard)
    assert talk.submitted
    assert talk.submitted.answers["reason_spent_but_not_started"] == TextAnswer("ยืมเงินทดรอง")


def test_money_spent_before_the_plan_has_any_is_asked_about() -> None:
    talk = Talk(turn_context(assignment(project(4, 10_000, (0, 0, 1_000_000, 0)))))
    heard = talk.say("รายงาน 4", "2", "5,000")
    assert "แผนวางเงินทั้งหมดไว้หลังไตรมาสที่ 2" in text_of(heard)
