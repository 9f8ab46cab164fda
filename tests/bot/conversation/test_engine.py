"""One report from รายงาน to the receipt, and every way off the straight path."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.conversation.effects import ForgetMe, OfferGroupCode, ShowMyData, ShowSummary
from messages.answer_values import AmountAnswer, TextAnswer
from messages.chat.bubbles import Card
from tests.support.answers import answers
from tests.support.identity import project_id
from tests.support.talk import Talk, asked, assignment, button, project, text_of, turn_context


def test_help_names_a_project_the_reader_owns() -> None:
    heard = text_of(Talk(turn_context(assignment(project(37, 10_000)))).say("ช่วยเหลือ"))
    assert "รายงาน 37 – เริ่มหรือทำต่อ" in heard
    assert "แก้ 37 – " in heard


def test_help_without_a_project_names_none() -> None:
    assert "รายงาน 4" not in text_of(Talk(turn_context()).say("ช่วยเหลือ"))


def test_a_report_is_asked_in_the_order_of_the_form_and_submitted_as_answered(talk: Talk) -> None:
    assert asked(talk.say("รายงาน")) == "project"
    assert asked(talk.say("๔")) == "status"
    assert asked(talk.say("อยู่ระหว่างดำเนินการ")) == "spent"
    assert asked(talk.say("๗๔๐๖")) == "progress"
    assert asked(talk.say("ประชุมครูแกนนำ")) == "review"
    heard = talk.say("ยืนยัน")
    assert asked(heard) == ""
    assert talk.submitted is not None
    assert talk.submitted.answers == answers({"status": "in_progress", "spent": 740_600, "progress": "ประชุมครูแกนนำ"})
    assert talk.state.drafts == ()


def test_the_same_report_can_be_tapped_from_the_first_button_to_the_last(talk: Talk) -> None:
    heard = talk.say("รายงาน")
    for action in (str(project_id(4)), "not_started", "0", "skip", "confirm"):
        heard = talk.tap(button(heard, action))
    assert talk.submitted is not None
    assert talk.submitted.answers == answers({"status": "not_started", "spent": 0})


def test_the_amount_is_echoed_with_its_percent_and_what_remains(talk: Talk) -> None:
    heard = talk.say("รายงาน 4", "2", "7,406")
    assert text_of(heard).splitlines()[0] == "รับ 7,406 บาท (ร้อยละ 1.23) คงเหลือ 592,594 บาท"


def test_the_receipt_tells_the_figures_the_last_day_and_what_is_left(talk: Talk) -> None:
    receipt = text_of(talk.say("รายงาน 4", "2", "7406", "ข้าม", "ยืนยัน"))
    assert "เบิกจ่าย 7,406 จาก 600,000 บาท (ร้อยละ 1.23)" in receipt
    assert "คงเหลือ 592,594 บาท" in receipt
    assert "แก้ได้ถึง 25 มีนาคม" in receipt
    assert "เหลืออีก 1 โครงการ" in receipt


def test_the_review_card_shows_every_answer_and_the_computed_figures(talk: Talk) -> None:
    card = talk.say("รายงาน 4", "2", "7406", "จัดประชุม", "เสร็จแล้ว")[-1]
    assert isinstance(card, Card)
    values = [row.value for row in card.rows]
    assert values == ["อยู่ระหว่างดำเนินการ", "7,406 บาท", "จัดประชุม", "600,000 บาท", "7,406 บาท", "1.23", "592,594 บาท"]


def test_an_amount_over_the_budget_is_asked_about_and_stored_only_after_yes(talk: Talk) -> None:
    heard = talk.say("รายงาน 8", "2", "100,000")
    assert asked(heard) == "confirm_spent"
    assert asked(talk.say("ไม่ใช่")) == "spent"
    assert talk.state.drafts[0].answers == answers({"status": "in_progress"})
    assert asked(talk.say("100,000", "ใช่")) == "progress"
    assert talk.state.drafts[0].answers["spent"] == AmountAnswer(10_000_000)


def test_a_doubted_amount_can_simply_be_typed_again(talk: Talk) -> None:
    assert asked(talk.say("รายงาน 8", "2", "100,000", "1,000")) == "progress"
    assert talk.state.drafts[0].answers["spent"] == AmountAnswer(100_000)


def test_less_than_the_round_before_is_asked_about() -> None:
    talk = Talk(turn_context(assignment(project(4, 600_000), previous=1_000_000)))
    heard = talk.say("รายงาน 4", "2", "7,406")
    assert asked(heard) == "confirm_spent"
    assert "10,000" in text_of(heard)


def test_an_unclear_amount_offers_its_readings_and_stores_none(talk: Talk) -> None:
    heard = talk.say("รายงาน 4", "2", "สามหมื่นห้า")
    assert asked(heard) == "spent"
    assert "spent" not in talk.state.drafts[0].answers
    talk.tap(button(heard, "35000"))
    assert talk.state.drafts[0].answers["spent"] == AmountAnswer(3_500_000)


def test_what_is_no_amount_is_said_kindly_and_asked_again(talk: Talk) -> None:
    heard = talk.say("รายงาน 4", "2", "ตามเอกสาร")
    assert 'ยังอ่านเป็นจำนวนเงินไม่ได้: "ตามเอกสาร"' in text_of(heard)
    assert asked(heard) == "spent"


def test_back_asks_the_question_before_and_keeps_its_answer(talk: Talk) -> None:
    heard = talk.say("รายงาน 4", "2", "7406", "ย้อนกลับ")
    assert asked(heard) == "spent"
    assert "ตอบไว้: 7,406 บาท" in text_of(heard)
    assert asked(talk.say("ข้าม")) == "progress"


def test_an_item_is_changed_from_the_review_card_and_the_rest_stays(talk: Talk) -> None:
    assert asked(talk.say("รายงาน 4", "2", "7406", "ข้าม", "แก้ ๒")) == "spent"
    assert asked(talk.say("7500")) == "review"
    assert talk.say("ยืนยัน")
    assert talk.submitted is not None
    assert talk.submitted.answers == answers({"status": "in_progress", "spent": 750_000})


def test_a_long_answer_is_the_messages_in_their_order(talk: Talk) -> None:
    talk.say("รายงาน 4", "2", "7406", "1. ประชุม", "พิมพ์ต่อ", "2. อบรม\n- รุ่นที่ 1", "เสร็จแล้ว", "ยืนยัน")
    assert talk.submitted is not None
    assert talk.submitted.answers["progress"] == TextAnswer("1. ประชุม\n2. อบรม\n- รุ่นที่ 1")


def test_a_long_answer_typed_anew_replaces_the_old_one(talk: Talk) -> None:
    talk.say("รายงาน 4", "2", "7406", "เดิม", "เสร็จแล้ว", "แก้ 3", "ใหม่", "แทนของเดิม", "ยืนยัน")
    assert talk.submitted is not None
    assert talk.submitted.answers["progress"] == TextAnswer("ใหม่")


def test_an_unsent_message_leaves_the_long_answer(talk: Talk) -> None:
    talk.say("รายงาน 4", "2", "7406", "อบรมผิดรุ่น", "พิมพ์ต่อ", "อบรมถูกรุ่น")
    heard = talk.unsend("message-4")
    assert "ลบข้อความ" in text_of(heard)
    talk.say("เสร็จแล้ว", "ยืนยัน")
    assert talk.submitted is not None
    assert talk.submitted.answers["progress"] == TextAnswer("อบรมถูกรุ่น")


def test_unsending_after_the_answer_was_ended_erases_it_there_too(talk: Talk) -> None:
    talk.say("รายงาน 4", "2", "7406", "อบรมผิดรุ่น", "เสร็จแล้ว")
    talk.unsend("message-4")
    assert "progress" not in talk.state.drafts[0].answers


def test_a_required_question_skipped_is_asked_before_sending(talk: Talk) -> None:
    assert asked(talk.say("รายงาน 4", "2", "ข้าม", "ข้าม")) == "review"
    heard = talk.say("ยืนยัน")
    assert talk.submitted is None
    assert asked(heard) == "spent"


def test_a_button_of_an_earlier_question_changes_nothing(talk: Talk) -> None:
    heard = talk.say("รายงาน 4")
    old = button(heard, "done")
    talk.say("2")
    answer = talk.tap(old)
    assert "ไม่ได้บันทึก" in text_of(answer)
    assert asked(answer) == "spent"
    assert talk.state.drafts[0].answers == answers({"status": "in_progress"})


def test_a_button_of_another_form_version_changes_nothing(talk: Talk) -> None:
    old = button(talk.say("รายงาน 4"), "done").replace("v=1", "v=9")
    talk.tap(old)
    assert talk.state.drafts[0].answers == {}


@pytest.mark.parametrize(
    "data", ["storeId=12345", "richmenu-changed-to-b", "", "a=report:x", "q=project&a=99", "o=1&q=2&v=x&a=3"]
)
def test_a_foreign_button_is_answered(talk: Talk, data: str) -> None:
    assert text_of(talk.tap(data))


def test_a_project_of_somebody_else_is_refused(talk: Talk) -> None:
    assert "ไม่อยู่ในโครงการที่คุณรับผิดชอบ" in text_of(talk.say("รายงาน 5"))
    assert talk.state.drafts == ()


def test_after_the_deadline_a_report_is_late_not_refused(talk: Talk) -> None:
    talk.context = replace(talk.context, today=date(2021, 3, 26))
    receipt = talk.say("รายงาน 4", "2", "7406", "ข้าม", "ยืนยัน")
    assert talk.submitted is not None
    assert talk.submitted.late
    assert "ส่งหลังกำหนด" in text_of(receipt)


def test_on_the_last_day_a_report_is_in_time(talk: Talk) -> None:
    talk.context = replace(talk.context, today=date(2021, 3, 25))
    talk.say("รายงาน 4", "2", "7406", "ข้าม", "ยืนยัน")
    assert talk.submitted is not None
    assert not talk.submitted.late


def test_a_round_closed_midway_sends_nothing_and_says_so(talk: Talk) -> None:
    talk.say("รายงาน 4", "2", "7406", "ข้าม")
    talk.context = replace(talk.context, round=None)
    heard = talk.say("ยืนยัน")
    assert talk.submitted is None
    assert "ปิดแล้ว" in text_of(heard)


def test_without_an_open_round_reporting_waits(talk: Talk) -> None:
    talk.context = replace(talk.context, round=None)
    assert "ไม่มีรอบรายงาน" in text_of(talk.say("รายงาน"))


def test_a_draft_ends_on_the_form_version_it_began(talk: Talk) -> None:
    talk.say("รายงาน 4", "2")
    newer = replace(talk.context.form, version=2, questions=talk.context.form.questions[:1])
    forms = {**talk.context.forms, (newer.id, newer.version): newer}
    talk.context = replace(talk.context, form=newer, forms=forms)
    assert asked(talk.say("7406")) == "progress"
    talk.say("ข้าม", "ยืนยัน")
    assert talk.submitted is not None
    assert talk.submitted.draft.form_version == 1


def test_planners_words_are_effects_for_planners_and_refused_to_owners(talk: Talk) -> None:
    assert "กลุ่มนโยบายและแผน" in text_of(talk.say("สรุป"))
    planner = Talk(turn_context(is_planner=True))
    planner.say("สรุป")
    assert planner.effects == (ShowSummary(),)
    planner.say("ผูกกลุ่ม")
    assert planner.effects == (OfferGroupCode(),)


def test_own_data_is_shown_and_deleted_only_after_yes(talk: Talk) -> None:
    talk.say("ข้อมูลของฉัน")
    assert talk.effects == (ShowMyData(),)
    assert asked(talk.say("ลบข้อมูลของฉัน")) == "forget"
    talk.say("ไม่")
    assert ForgetMe() not in talk.effects
    talk.say("ลบข้อมูลของฉัน", "ใช่")
    assert talk.effects == (ForgetMe(),)


def test_words_typed_at_the_review_card_are_told_apart_from_an_answer(talk: Talk) -> None:
    heard = talk.say("รายงาน 4", "2", "7406", "ข้าม", "ทำเพิ่มอีกอย่าง")
    assert 'ยังไม่ได้บันทึก "ทำเพิ่มอีกอย่าง"' in text_of(heard)
    assert asked(heard) == "review"


def test_the_card_computes_nothing_from_an_amount_not_given(talk: Talk) -> None:
    card = talk.say("รายงาน 4", "2", "ข้าม", "ข้าม")[-1]
    assert isinstance(card, Card)
    assert [row.value for row in card.rows] == ["อยู่ระหว่างดำเนินการ", "ยังต้องตอบ", "ข้าม ไม่มีรายละเอียด", "600,000 บาท"]
