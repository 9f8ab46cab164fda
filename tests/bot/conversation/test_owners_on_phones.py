"""Owners who type fast: half sentences, several figures, talk about money beside a figure, slips put right at once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from messages.answer_values import AmountAnswer, ChoiceAnswer, plain_text
from messages.chat.postback import unpack
from messages.project import ReportState
from tests.support.answers import answers
from tests.support.talk import Talk, asked, assignment, project, text_of, turn_context


def told(*said: str, form: str = "cumulative") -> Talk:
    talk = Talk(turn_context(assignment(project(8, 92_100)), assignment(project(4, 600_000)), form=form))
    talk.say("รายงาน 8", *said)
    return talk


def kept(talk: Talk) -> dict[str, str]:
    draft = talk.state.drafts[0]
    proposed = {one.question: one.answer for one in draft.proposed if one.question and one.answer}
    return {name: plain_text(answer) for name, answer in {**draft.answers, **proposed}.items()}


@pytest.mark.parametrize(
    "said",
    [
        "เบิกไป 3,000 แล้วก็อีก 4,500 ค่ะ",
        "เบิกไป 3,000 แล้วก็ 4,500 แล้วก็ 1,000 ค่ะ",
        "เบิกไป 20,000 แต่คืนเงินเหลือ 1,500",
        "เบิกแล้ว 15,000 รอเบิกอีก 8,000",
        "เบิก 37,000 บาท จัดอบรม 2 รุ่น ใช้งบ 15,000 บาท",
    ],
)
def test_no_figure_is_taken_out_of_a_sentence_that_tells_another_as_progress(said: str) -> None:
    assert "progress" not in kept(told("2", said))


@pytest.mark.parametrize(
    "said",
    [
        "เบิกไปแล้ว 37,000 บาท ยังเหลืออีกนิดหน่อย",
        "เบิกไปแล้ว 37,000 บาท เหลือไม่เยอะแล้วค่ะ",
        "เบิก 37,000 บาทแล้ว ส่วนที่เหลือยังไม่ได้เบิก",
        "เบิก 37,000 บาท เงินเข้าแล้ว",
        "เบิกจริง 37,000 ค่ะ การเงินยังไม่ตัดยอด",
    ],
)
def test_words_about_money_beside_a_figure_are_no_progress(said: str) -> None:
    assert kept(told("2", said)) == {"status": "in_progress", "spent": "37000.00"}


def test_what_was_done_beside_a_figure_is_still_progress() -> None:
    assert kept(told("2", "เบิก 37,000 บาท อบรมแล้ว 1 รุ่น เหลือเงินอีกนิดหน่อย"))["progress"] == "อบรมแล้ว 1 รุ่น เหลือเงินอีกนิดหน่อย"


@pytest.mark.parametrize("said", ["30000 เอ้ย 3000", "30,000 เอ๊ย 3,000"])
def test_a_figure_put_right_in_the_same_breath_is_asked_about_with_both(said: str) -> None:
    talk = told("2")
    offered = {unpack(item.data).action for item in talk.say(said)[-1].buttons}
    assert {"30000", "3000"} <= offered


def test_a_total_said_again_in_brackets_is_said_once() -> None:
    talk = told("2", "วิทยากร 7,200 อาหาร 6,000 รวมเป็นเงินทั้งสิ้น 13,200 บาท (หนึ่งหมื่นสามพันสองร้อยบาทถ้วน)")
    offered = {unpack(item.data).action for item in talk.say("?")[-1].buttons}
    assert kept(talk).get("spent") == "13200.00" or "26400" not in offered


def test_lines_typed_one_under_another_are_answers_of_their_own() -> None:
    talk = told("เสร็จแล้ว\n92,100\nจัดอบรมครู 45 คน")
    assert kept(talk) == {"status": "done", "spent": "92100.00", "progress": "จัดอบรมครู 45 คน"}


@pytest.mark.parametrize("said", ["เมื่อกี้พิมพ์ผิด ยอด 3,000", "ยอดเบิกแก้เป็น 3,000 นะคะ", "เอ้ย 3,000"])
def test_a_figure_put_right_while_words_are_asked_for_takes_the_old_ones_place(said: str) -> None:
    assert kept(told("2", "30,000", said)) == {"status": "in_progress", "spent": "3000.00"}


@pytest.mark.parametrize("said", ["ลืมรวมค่าเอกสาร 1,500", "ขอเพิ่มอีก 2,000 ในยอดเบิก"])
def test_money_left_out_asks_for_the_amount_anew(said: str) -> None:
    talk = told("2", "30,000")
    assert asked(talk.say(said)) == "spent"


@pytest.mark.parametrize("said", ["นักเรียนมาแล้ว แค่นี้ก่อน", "เดี๋ยวส่งรูปให้", "ถึงไหนแล้วเนี่ย"])
def test_talk_to_the_bot_is_no_long_answer(said: str) -> None:
    assert "progress" not in kept(told("2", "500", said))


@pytest.mark.parametrize("said", ["แค่นี้ค่ะ", "เท่านี้แหละ", "จบแล้วครับ"])
def test_that_this_is_all_ends_an_answer_left_open(said: str) -> None:
    assert kept(told("2", "500", "ประชุมครูแล้ว", "พิมพ์ต่อ", said))["progress"] == "ประชุมครูแล้ว"


@pytest.mark.parametrize("said", ["เกินมาศูนย์นึง", "งบเราได้เท่าไหร่นะ", "อ้าว พิมพ์เกิน"])
def test_words_that_call_a_figure_wrong_are_no_reason_for_it(said: str) -> None:
    assert "spent" not in told("2", "921,000", said).state.drafts[0].answers


def test_a_tap_called_wrong_is_put_right_by_the_number_of_the_choice() -> None:
    assert kept(told("1", "500", "กดผิด เป็น 2")) == {"status": "in_progress", "spent": "500.00"}
    assert kept(told("1", "กดผิด เป็น 2")) == {"status": "in_progress"}


def test_a_figure_of_another_question_leaves_the_one_proposed_as_it_is() -> None:
    talk = told("แผน 30,000", "เบิกจริง 7,000 ค่ะ", form="narrative")
    proposed = {one.question: one.answer for one in talk.state.drafts[0].proposed if one.answer}
    assert (proposed["planned"], proposed["spent"]) == (AmountAnswer(3_000_000), AmountAnswer(700_000))


def test_that_there_is_nothing_changes_no_figure_that_is_proposed() -> None:
    talk = told("กำลังทำ เบิก 7,000 บาท อบรมครูแล้ว 1 รุ่น")
    before = kept(talk)
    talk.say("ไม่มีค่ะ")
    assert kept(talk).get("spent", "7000.00") == before["spent"] == "7000.00"


def test_a_yes_while_one_answer_is_changed_shows_the_card() -> None:
    talk = told("2", "500", "ข้าม", "แก้ 1")
    assert asked(talk.say("ยืนยัน")) == "review"
    assert not talk.submitted


def test_what_was_sent_wrong_opens_what_was_sent() -> None:
    talk = told()
    sent, other = talk.context.assignments
    given = answers(status="in_progress", spent=50_000)
    sent = replace(sent, state=ReportState.SUBMITTED, submitted=given, revision=1)
    fresh = Talk(replace(talk.context, assignments=(sent, other)))
    heard = text_of(fresh.say("เมื่อกี้ส่งผิด"))
    assert "ที่ 8" in heard
    assert "ที่ 4" not in heard


def test_a_status_taken_back_at_once_is_not_taken() -> None:
    draft = told("เสร็จแล้ว เอ้ย ยังค่ะ กำลังทำ").state.drafts
    assert not any(ChoiceAnswer("done") in one.answers.values() or one.proposed for one in draft)


def test_a_figure_put_right_on_the_card_of_several_is_not_lost_by_a_yes() -> None:
    talk = told("5,000", "37,000", "2", "อบรมครู", form="quarterly-plan")
    talk.say("เอ้ย 38,000")
    assert "38,000" in text_of(talk.say("ยืนยัน"))
    assert not talk.submitted


def test_a_day_typed_right_behind_what_was_done_belongs_to_it() -> None:
    talk = Talk(turn_context(assignment(project(8, 92_100)), form="quarterly-narrative"))
    talk.say("รายงาน 8", "7,406", "7,500")
    talk.say("รุ่น 1 ครู 45 คน", "12 ธ.ค. 63", gap=1.5)
    assert "12 ธ.ค. 63" in kept(talk)["results_q1"]


@pytest.mark.parametrize("said", ["เท่าเดิมครับ", "ไม่ได้เบิกเพิ่ม", "รอบนี้ไม่มีเบิก", "เหมือนรอบที่แล้วค่ะ"])
def test_as_much_as_before_offers_what_was_reported_before(said: str) -> None:
    talk = Talk(turn_context(assignment(project(8, 92_100), previous=500_000)))
    talk.say("รายงาน 8", "2")
    offered = {unpack(item.data).action for item in talk.say(said)[-1].buttons}
    assert "5000" in offered
    assert "0" not in offered
