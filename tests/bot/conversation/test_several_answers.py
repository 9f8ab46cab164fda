"""Several answers out of one message: what was understood is shown, and one yes stores it."""

from __future__ import annotations

from time import process_time

import pytest

from bot.conversation.states import Answering, ConfirmingAnswers, ConfirmingText, Idle
from messages.answer_values import Answers, plain_text
from messages.thai.clauses import cut
from tests.support.talk import Talk, asked, assignment, button, project, text_of, turn_context

SENTENCE = "37,000 บาท อยู่ระหว่างดำเนินการ จัดอบรมแล้ว 1 รุ่น"


def spoken(*texts: str, form: str = "table") -> Talk:
    """An owner of projects 4 and 8 who has opened the first and typed these."""
    talk = Talk(turn_context(assignment(project(4, 600_000)), assignment(project(8, 10_000)), form=form))
    talk.say("รายงาน 4", *texts)
    return talk


def told(answers: Answers) -> dict[str, str]:
    return {question: plain_text(answer) for question, answer in answers.items()}


def answers_of(talk: Talk) -> dict[str, str]:
    return told(talk.state.drafts[0].answers)


def sent(talk: Talk) -> dict[str, str]:
    assert talk.submitted
    return told(talk.submitted.answers)


def test_a_sentence_that_answers_everything_leads_to_the_review_card() -> None:
    talk = spoken()
    heard = talk.say(SENTENCE)
    assert asked(heard) == "review"
    assert "37,000 บาท" in text_of(heard)
    talk.say("ยืนยัน")
    assert sent(talk) == {"status": "in_progress", "spent": "37000.00", "progress": "จัดอบรมแล้ว 1 รุ่น"}


def test_what_is_optional_is_not_asked_after_a_sentence_that_answers_the_rest() -> None:
    talk = spoken()
    assert asked(talk.say("เสร็จแล้ว ใช้ไป 12,500")) == "review"
    talk.say("ยืนยัน")
    assert sent(talk) == {"status": "done", "spent": "12500.00"}


@pytest.mark.parametrize(
    ("form", "said", "expected"),
    [
        ("policy-status", "กำลังดำเนินการ ใช้ไป 11,550", {"status": "in_progress", "spent_q2": "11550.00"}),
        (
            "quarterly-plan",
            "ไตรมาส 1 เบิก 5,000 ไตรมาส 2 เบิก 10,000 กำลังดำเนินการ",
            {"spent_q1": "5000.00", "spent_q2": "10000.00", "status": "in_progress"},
        ),
        ("narrative", "ยังไม่ได้ทำเลย ยังไม่เบิก", {"status": "not_started"}),
    ],
)
def test_one_yes_sends_what_one_sentence_told(form: str, said: str, expected: dict[str, str]) -> None:
    talk = spoken(form=form)
    assert asked(talk.say(said)) == "review"
    talk.say("ยืนยัน")
    assert sent(talk) == expected


def test_where_more_is_asked_what_was_understood_is_confirmed_first() -> None:
    talk = spoken(form="narrative")
    heard = talk.say(SENTENCE)
    assert asked(heard) == "proposal"
    for line in ("1. สถานะ: อยู่ระหว่างดำเนินการ", "7. เบิกจ่ายจริง: 37,000 บาท", "8. ผลการดำเนินงาน: จัดอบรมแล้ว 1 รุ่น"):
        assert line in text_of(heard)
    assert answers_of(talk) == {}
    assert asked(talk.say("ยืนยัน")) == "output"
    assert answers_of(talk) == {"status": "in_progress", "spent": "37000.00", "results": "จัดอบรมแล้ว 1 รุ่น"}


def test_an_unclear_amount_is_asked_as_it_would_be_alone() -> None:
    talk = spoken()
    heard = talk.say("เบิกไปสามหมื่นห้า กำลังทำ")
    assert 'ยังไม่แน่ใจ "เบิกไปสามหมื่นห้า"' in text_of(heard)
    heard = talk.say("ใช่")
    assert asked(heard) == "spent"
    assert answers_of(talk) == {"status": "in_progress"}
    assert [label for label in ("35,000 บาท", "30,005 บาท") if label in {item.label for item in heard[-1].buttons}]
    talk.tap(button(heard, "35000"))
    assert answers_of(talk)["spent"] == "35000.00"


def test_an_amount_over_the_budget_is_doubted_after_the_yes() -> None:
    talk = spoken()
    assert asked(talk.say("เบิก 700,000 เสร็จแล้ว")) == "proposal"
    assert asked(talk.say("ยืนยัน")) == "confirm_spent"
    assert answers_of(talk) == {"status": "done"}
    talk.say("ได้รับงบเพิ่ม")
    assert answers_of(talk)["spent"] == "700000.00"


def test_a_status_in_free_words_is_only_proposed() -> None:
    talk = spoken()
    assert asked(talk.say("เลื่อนไปไตรมาส 3 ยังไม่ได้เบิก")) == "proposal"
    assert answers_of(talk) == {}


def test_an_answer_is_not_replaced_unsaid() -> None:
    talk = spoken("2", "35,000", "ข้าม")
    heard = talk.say("เบิกแล้ว 40,000 เสร็จแล้ว")
    assert "เบิกจ่ายสะสม: 40,000 บาท (แทน 35,000 บาท)" in text_of(heard)
    assert answers_of(talk)["spent"] == "35000.00"
    assert asked(talk.say("ยืนยัน")) == "review"
    assert answers_of(talk) == {"status": "done", "spent": "40000.00"}


def test_one_of_the_answers_is_changed_and_the_others_wait() -> None:
    talk = spoken(form="narrative")
    talk.say(SENTENCE)
    assert asked(talk.say("แก้ 7")) == "spent"
    heard = talk.say("36,000")
    assert asked(heard) == "proposal"
    assert "เบิกจ่ายจริง" not in text_of(heard)
    assert answers_of(talk) == {"spent": "36000.00"}
    talk.say("ยืนยัน")
    assert answers_of(talk) == {"status": "in_progress", "spent": "36000.00", "results": "จัดอบรมแล้ว 1 รุ่น"}


def test_a_bare_number_asks_the_answer_of_that_line() -> None:
    talk = spoken(form="narrative")
    assert asked(talk.say(SENTENCE, "7")) == "spent"


def test_the_button_of_a_line_changes_it() -> None:
    talk = spoken(form="narrative")
    assert asked(talk.tap(button(talk.say(SENTENCE), "edit:1"))) == "status"


def test_another_amount_takes_the_place_of_the_one_understood() -> None:
    talk = spoken(form="narrative")
    heard = talk.say(SENTENCE, "36,000 บาท")
    assert asked(heard) == "proposal"
    assert "เบิกจ่ายจริง: 36,000 บาท" in text_of(heard)


def test_a_no_drops_all_and_asks_again() -> None:
    talk = spoken(form="narrative")
    heard = talk.say(SENTENCE, "ไม่ใช่")
    assert asked(heard) == "status"
    assert talk.state.drafts[0].proposed == ()
    assert answers_of(talk) == {}


def test_words_that_answer_nothing_are_said_not_to_be_kept() -> None:
    talk = spoken(form="narrative")
    heard = talk.say(SENTENCE, "มะม่วง")
    assert 'ยังไม่ได้เก็บ "มะม่วง"' in text_of(heard)
    assert asked(heard) == "proposal"


def test_what_was_understood_waits_while_the_report_is_paused() -> None:
    talk = spoken(form="narrative")
    talk.say(SENTENCE, "พัก")
    assert isinstance(talk.state.step, Idle)
    heard = talk.say("รายงาน 4")
    assert asked(heard) == "proposal"
    talk.say("ยืนยัน")
    assert answers_of(talk)["spent"] == "37000.00"


def test_a_message_taken_back_takes_along_what_it_proposed() -> None:
    talk = spoken(form="narrative")
    talk.say(SENTENCE)
    heard = talk.unsend("message-2")
    assert asked(heard) == "status"
    assert talk.state.drafts[0].proposed == ()
    assert isinstance(talk.state.step, Answering)


def test_a_message_taken_back_takes_along_every_answer_it_gave() -> None:
    talk = spoken()
    talk.say(SENTENCE)
    talk.unsend("message-2")
    assert answers_of(talk) == {}


def test_a_message_taken_back_leaves_what_another_proposed() -> None:
    talk = spoken(form="narrative")
    talk.say(SENTENCE, "36,000")
    talk.unsend("message-3")
    assert {item.question for item in talk.state.drafts[0].proposed} == {"status", "results"}
    assert isinstance(talk.state.step, ConfirmingAnswers)


def test_a_pasted_form_fills_its_questions_and_tells_what_is_left() -> None:
    talk = spoken(form="narrative")
    heard = talk.say("วัตถุประสงค์: พัฒนาครู\nผลผลิต: 120 คน\nผลลัพธ์: ครูใช้สื่อเป็น\nเบิกจ่าย: 5,000")
    assert asked(heard) == "proposal"
    assert 'ไม่มีข้อสำหรับ "วัตถุประสงค์ พัฒนาครู"' in text_of(heard)
    assert asked(talk.say("ยืนยัน")) == "status"
    assert answers_of(talk) == {"output": "120 คน", "outcome": "ครูใช้สื่อเป็น", "spent": "5000.00"}


def test_a_long_answer_stays_whole_where_it_only_mentions_money() -> None:
    talk = spoken("2", "500")
    talk.say("จัดอบรมครู 25 คน ใช้งบประมาณ 15,000 บาท", "เสร็จแล้ว")
    assert answers_of(talk)["progress"] == "จัดอบรมครู 25 คน ใช้งบประมาณ 15,000 บาท"


def test_a_sentence_at_a_long_question_may_answer_another_that_is_open() -> None:
    talk = spoken("2", form="narrative")
    heard = talk.say("ครู 120 คนผ่านการอบรม เบิกจ่ายแล้ว 37,000 บาท")
    assert asked(heard) == "proposal"
    talk.say("ยืนยัน")
    assert answers_of(talk) == {"status": "in_progress", "output": "ครู 120 คนผ่านการอบรม", "spent": "37000.00"}


def test_a_contradiction_is_asked_about_after_the_sentence() -> None:
    talk = spoken()
    heard = talk.say("เสร็จแล้ว แต่ยังไม่เบิก")
    assert asked(heard).startswith("confirm_")


def test_a_sentence_repeating_what_is_known_answers_what_is_asked() -> None:
    talk = spoken("2")
    talk.say("เบิก 7,406 บาท กำลังดำเนินการ")
    assert answers_of(talk) == {"status": "in_progress", "spent": "7406.00"}
    assert isinstance(talk.state.step, Answering)


def test_two_odd_amounts_are_asked_about_one_after_the_other() -> None:
    talk = spoken("ไตรมาส 1 เบิก 700,000 ไตรมาส 2 เบิก 800,000 กำลังดำเนินการ", form="quarterly-plan")
    assert asked(talk.say("ยืนยัน")) == "confirm_spent_q1"
    heard = talk.say("ใช่")
    assert asked(heard) == "proposal"
    assert "เบิกจ่ายไตรมาสที่ 2: 800,000 บาท" in text_of(heard)
    assert asked(talk.say("ยืนยัน")) == "confirm_spent_q2"
    talk.say("ใช่")
    assert answers_of(talk) == {"status": "in_progress", "spent_q1": "700000.00", "spent_q2": "800000.00"}


AT_OUTPUT = "ครู 120 คนผ่านการอบรม เบิกจ่ายแล้ว 37,000 บาท"


def test_the_whole_message_can_be_the_answer_of_the_long_question() -> None:
    talk = spoken("2", form="narrative")
    heard = talk.say(AT_OUTPUT)
    assert "ทั้งข้อความเป็นคำตอบของข้อ เป้าหมายเชิงผลผลิต" in text_of(heard)
    talk.tap(button(heard, "as_answer"))
    assert answers_of(talk) == {"status": "in_progress", "output": AT_OUTPUT}
    assert talk.state.drafts[0].proposed == ()


def test_after_a_no_at_a_long_question_the_words_are_held() -> None:
    talk = spoken("2", form="narrative")
    heard = talk.say(AT_OUTPUT, "ไม่ใช่")
    assert asked(heard) == "output"
    talk.say("เป็นคำตอบ")
    assert answers_of(talk)["output"] == AT_OUTPUT


def test_a_correction_takes_the_place_of_the_amount_understood() -> None:
    talk = spoken(form="narrative")
    heard = talk.say(SENTENCE, "ไม่ใช่ 37,000 เป็น 36,000")
    assert asked(heard) == "proposal"
    assert "เบิกจ่ายจริง: 36,000 บาท" in text_of(heard)


def test_what_was_understood_is_kept_with_a_report_that_is_cancelled() -> None:
    talk = spoken(form="narrative")
    talk.say(SENTENCE, "ยกเลิก")
    assert asked(talk.say("รายงาน 4", "ทำต่อ")) == "proposal"


@pytest.mark.parametrize("said", ["ยอดผิด", "37,000 ผิด"])
def test_the_answer_said_to_be_wrong_is_asked_and_the_others_wait(said: str) -> None:
    talk = spoken(form="narrative")
    assert asked(talk.say(SENTENCE, said)) == "spent"
    assert asked(talk.say("36,000")) == "proposal"


def test_a_word_that_ends_an_answer_is_no_sentence_about_the_status() -> None:
    talk = spoken("2")
    assert asked(talk.say("เสร็จแล้ว")) == "spent"
    assert talk.state.drafts[0].proposed == ()


def test_what_no_question_asks_for_is_offered_to_the_long_question_that_follows() -> None:
    talk = spoken("2", form="narrative")
    heard = talk.say("วัตถุประสงค์: พัฒนาครู\nผลลัพธ์: ครูใช้สื่อเป็น\nเบิกจ่าย: 5,000", "ยืนยัน")
    assert asked(heard) == "output"
    assert "วัตถุประสงค์ พัฒนาครู" in text_of(heard)
    talk.tap(button(heard, "as_answer"))
    assert answers_of(talk)["output"] == "วัตถุประสงค์ พัฒนาครู"


def test_what_a_message_taken_back_told_is_held_no_more() -> None:
    talk = spoken("วัตถุประสงค์: พัฒนาครู\nเบิกจ่าย: 500\nสถานะ: กำลังดำเนินการ", form="narrative")
    talk.say("ผลลัพธ์: ดีมาก\nผลผลิต: 5 คน\nวัตถุประสงค์: พัฒนานักเรียน", "ใช่")
    assert isinstance(talk.state.step, ConfirmingText)
    talk.unsend(f"message-{talk.turns - 1}")
    assert "พัฒนานักเรียน" not in str(talk.state)


@pytest.mark.parametrize("text", ["5" * 990, "ก" + "1" * 990])
def test_a_hostile_sentence_is_cut_without_looking_twice_at_each_letter(text: str) -> None:
    cut("-", {}, (1, 2))
    begun = process_time()
    cut(text, {}, (1, 2))
    assert process_time() - begun < 0.03
