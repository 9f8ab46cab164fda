"""Two answers that contradict each other: a kind question, not a wall."""

from __future__ import annotations

import pytest

from messages.answer_values import AmountAnswer, ChoiceAnswer, TextAnswer
from messages.line_limits import MAX_QUICK_REPLY_LABEL
from messages.thai.text import graphemes
from tests.support.answers import answers
from tests.support.talk import Talk, asked, assignment, button, project, text_of, turn_context


@pytest.fixture
def talk() -> Talk:
    talk = Talk(turn_context(assignment(project(20, 15_000))))
    talk.say("รายงาน", "1", "1,500")
    return talk


def test_the_question_names_both_sides_and_offers_to_change_either(talk: Talk) -> None:
    heard = talk.say("1,500")
    assert asked(heard) == "confirm_spent"
    assert 'เลือกไว้ว่า "ยังไม่ดำเนินการ" แต่มียอดเบิกจ่าย 1,500 บาท' in text_of(heard)
    labels = [item.label for item in heard[-1].buttons]
    assert labels == ["ถูกต้อง", "แก้สถานะ", "แก้ยอดเบิก"]
    assert all(graphemes(label) <= MAX_QUICK_REPLY_LABEL for label in labels)


def test_confirmed_it_goes_on_and_is_not_asked_again(talk: Talk) -> None:
    assert asked(talk.say("ใช่")) == "progress"
    assert asked(talk.say("ข้าม")) == "review"
    talk.say("ยืนยัน")
    assert talk.submitted is not None
    assert talk.submitted.answers == answers({"status": "not_started", "spent": 150_000})


def test_a_reason_typed_is_kept_with_the_report(talk: Talk) -> None:
    heard = talk.say("ยืมเงินทดรองแล้ว กิจกรรมเริ่มเดือนหน้า")
    assert asked(heard) == "progress"
    assert text_of(heard).startswith("เก็บเหตุผลไว้แล้ว: ยืมเงินทดรองแล้ว")
    talk.say("ข้าม", "ยืนยัน")
    assert talk.submitted is not None
    assert talk.submitted.answers["reason_spent_but_not_started"] == TextAnswer("ยืมเงินทดรองแล้ว กิจกรรมเริ่มเดือนหน้า")


def test_the_status_is_changed_by_its_button(talk: Talk) -> None:
    assert asked(talk.say("แก้ 1")) == "status"
    assert asked(talk.say("2")) == "progress"
    talk.say("ข้าม", "ยืนยัน")
    assert talk.submitted is not None
    assert talk.submitted.answers == answers({"status": "in_progress", "spent": 150_000})


def test_another_amount_typed_corrects_the_first(talk: Talk) -> None:
    assert asked(talk.say("0")) == "progress"
    assert talk.state.drafts[0].answers["spent"] == AmountAnswer(0)


def test_a_change_elsewhere_that_brings_it_back_is_asked_about_again(talk: Talk) -> None:
    talk.say("ใช่", "ข้าม")
    assert asked(talk.say("แก้ 2", "2,000")) == "confirm_spent"


def test_the_button_of_the_card_to_change_works_from_the_question(talk: Talk) -> None:
    heard = talk.say("1,500")
    assert asked(talk.tap(button(heard, "edit:1"))) == "status"


def test_a_status_is_called_what_the_form_calls_it() -> None:
    talk = Talk(turn_context(assignment(project(4, 10_000), known={1: 0}), form="policy-status"))
    talk.say("รายงาน", "ยังไม่ได้ดำเนินการ")
    assert 'เลือกไว้ว่า "ยังไม่ได้ดำเนินการ"' in text_of(talk.say("500"))
    assert 'เลือกไว้ว่า "ดำเนินการแล้ว" แต่ยังไม่มียอด' in text_of(talk.say("แก้ 1", "ดำเนินการแล้ว", "แก้ 2", "0"))


def test_done_with_nothing_spent_is_asked_about_after_the_status() -> None:
    talk = Talk(turn_context(assignment(project(1, 15_000, (0, 0, 0, 0))), form="new-quarters"))
    assert asked(talk.say("รายงาน", "0", "0", "ดำเนินการแล้วเสร็จ")) == "confirm_spent_q2"


FINISHED = "- จัดอบรมแล้ว\n- เสร็จสิ้นโครงการ/รายงานผลการดำเนินงานเรียบร้อยแล้ว"


@pytest.fixture
def told() -> Talk:
    """A project under way whose text says that it has ended."""
    talk = Talk(turn_context(assignment(project(20, 15_000))))
    talk.say("รายงาน", "2", "1,500", FINISHED)
    return talk


def test_a_status_and_a_text_that_closes_with_another_are_asked_about_once(told: Talk) -> None:
    heard = told.say("สถานะ")
    assert asked(heard) == "confirm_status"
    assert 'เลือกไว้ว่า "อยู่ระหว่างดำเนินการ" แต่ข้อความลงท้ายว่า "เสร็จสิ้นโครงการ/รายงานผลการดำเนินงานเรียบร้อยแล้ว"' in text_of(heard)
    assert [item.label for item in heard[-1].buttons] == ["ถูกต้อง", "แก้สถานะ", "แก้ความก้าวหน้า"]
    assert asked(told.say("ถูกต้อง")) == "review"


def test_done_typed_out_of_habit_accepts_no_contradiction(told: Talk) -> None:
    assert asked(told.say("เสร็จแล้ว")) == "confirm_status"


def test_the_status_is_corrected_by_typing_it(told: Talk) -> None:
    assert asked(told.say("ดำเนินการแล้วเสร็จ")) == "review"
    assert told.state.drafts[0].answers["status"] == ChoiceAnswer("done")


def test_the_text_is_corrected_by_its_name(told: Talk) -> None:
    assert asked(told.say("แก้ความก้าวหน้า")) == "progress"
