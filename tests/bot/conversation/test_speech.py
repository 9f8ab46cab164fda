"""Speech that is no answer, in the middle of a report: answered, kept out of it, and an answer by one word."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from bot.conversation.situations import AtItems, AtLongText, AtPhotos, AtText, Situation
from bot.conversation.states import Answering, ChoosingProject, ConfirmingText, Idle
from messages.answer_values import AmountAnswer, TextAnswer, plain_text
from messages.chat.postback import unpack
from tests.support.answers import answers
from tests.support.situations import situation, spoken, talk_in
from tests.support.talk import Talk, asked, assignment, button, project, text_of, turn_context

SPOKEN = tomllib.loads((Path(__file__).parents[2] / "messages" / "speech.toml").read_text("utf-8"))
ASIDE = ("asking", "greeting", "thanks", "noted", "later")
LONG = (AtLongText, AtItems, AtPhotos)
NO_ANSWER = ("20000", "20,000 บาท", "๔๕%", "24 มี.ค. 2564", "ใช่ครับ", "ไม่", "ยืนยน", "เสร้จแล้ว", "5 ครับ")

at_long_answers = pytest.mark.parametrize("kind", LONG, ids=lambda kind: kind.__name__)


def begun(kind: type[Situation]) -> Talk:
    """In that situation, with a first message kept and the answer left open."""
    talk = talk_in(kind)
    if kind is AtPhotos:
        talk.show_photo()
    talk.say("จัดประชุมชี้แจงแล้ว")
    if kind is not AtPhotos:
        talk.say("พิมพ์ต่อ")
    return talk


def at_amount() -> Talk:
    """The status is answered and the amount asked for."""
    talk = talk_in(AtLongText)
    talk.say("ย้อนกลับ")
    return talk


@at_long_answers
@pytest.mark.parametrize("speech", ASIDE)
def test_what_is_said_to_the_bot_is_answered_and_no_part_of_a_long_answer(kind: type[Situation], speech: str) -> None:
    for said in SPOKEN[speech]:
        talk = begun(kind)
        drafts, question = talk.state.drafts, talk.state.step.question  # type: ignore[union-attr]
        heard = talk.say(said)
        assert talk.state.drafts == drafts, said
        assert len(heard) > 1, said
        assert asked(heard) == question, said


@at_long_answers
@pytest.mark.parametrize("said", [*NO_ANSWER, "ไม่เข้าใจ", "ขอบคุณค่ะ", "ที่ 8 เสร็จแล้ว"])
def test_words_held_become_the_answer_by_a_word_or_a_tap(kind: type[Situation], said: str) -> None:
    for take in (lambda talk, _: talk.say("เป็นคำตอบครับ"), lambda talk, heard: talk.tap(button(heard, "as_answer"))):
        talk = begun(kind)
        heard = talk.say(said)
        assert isinstance(situation(talk), AtText)
        assert "เป็นคำตอบ" in text_of(heard)
        take(talk, heard)
        assert [part.text for part in talk.state.drafts[-1].parts if part.text][-1] == said


@at_long_answers
@pytest.mark.parametrize("said", NO_ANSWER)
def test_a_figure_a_date_or_a_command_alone_is_asked_about(kind: type[Situation], said: str) -> None:
    talk = begun(kind)
    drafts = talk.state.drafts
    talk.say(said)
    assert talk.state.drafts == drafts


@pytest.mark.parametrize("said", SPOKEN["answer"])
def test_what_tells_of_the_project_is_kept_as_it_was_typed(said: str) -> None:
    if said in {"-", "ไม่มี", "ไม่มีปัญหา", "7,406 ใช่ไหม", "500?", "7,406", "25 มี.ค. 64", "สามหมื่นห้า"}:
        return
    talk = begun(AtLongText)
    talk.say(said)
    assert talk.state.drafts[-1].parts[-1].text == said


def test_the_next_answer_goes_on_as_if_nothing_had_been_held() -> None:
    talk = begun(AtLongText)
    talk.say("20000", "อบรมครู 40 คน", "เสร็จแล้ว")
    assert talk.state.drafts[0].answers["progress"] == TextAnswer("จัดประชุมชี้แจงแล้ว\nอบรมครู 40 คน")


def test_a_long_answer_is_ended_over_words_that_are_held() -> None:
    talk = begun(AtLongText)
    assert asked(talk.say("งง", "เสร็จแล้ว")) == "review"


def test_words_held_stay_held_while_something_else_is_looked_at() -> None:
    talk = begun(AtLongText)
    talk.say("20000", "สถานะ", "เป็นคำตอบ")
    assert talk.state.drafts[0].parts[-1].text == "20000"


def test_words_taken_back_are_held_no_more() -> None:
    talk = begun(AtLongText)
    talk.say("20000")
    talk.unsend(f"message-{talk.turns}")
    assert isinstance(talk.state.step, Answering)
    assert "ไม่มีข้อความที่รอ" in text_of(talk.say("เป็นคำตอบ"))


@pytest.mark.parametrize("speech", ASIDE)
def test_what_is_said_to_the_bot_is_no_unreadable_amount(speech: str) -> None:
    for said in SPOKEN[speech]:
        talk = at_amount()
        heard = talk.say(said)
        assert asked(heard) == "spent", said
        assert "ยังอ่านเป็นจำนวนเงินไม่ได้" not in text_of(heard), said


@pytest.mark.parametrize("speech", ASIDE)
def test_what_is_said_to_the_bot_is_no_unknown_choice(speech: str) -> None:
    for said in SPOKEN[speech]:
        talk = talk_in(AtLongText)
        talk.say("ย้อนกลับ", "ย้อนกลับ")
        heard = talk.say(said)
        assert asked(heard) == "status", said
        assert "ยังไม่เข้าใจ" not in text_of(heard), said


def test_a_question_about_a_question_is_answered_with_what_it_wants_an_example_and_the_way_on() -> None:
    heard = text_of(at_amount().say("ต้องใส่ยังไงคะ"))
    assert all(told in heard for told in ("เบิกจ่ายจริง", "12,500", "ต้นปีงบประมาณ", '"พัก"', '"ย้อนกลับ"'))


def test_an_amount_of_one_quarter_is_explained_as_that() -> None:
    talk = spoken("รายงาน 4", form="quarterly-plan")
    assert "เฉพาะไตรมาสที่ 1" in text_of(talk.say("งง"))


@pytest.mark.parametrize("said", [("งง", "ทำไงต่อ"), ("ตามเอกสาร", "ตามแนบ"), ("ไม่เข้าใจ", "ตามเอกสาร")])
def test_whoever_is_not_understood_twice_in_a_row_is_told_of_a_person(said: tuple[str, str]) -> None:
    talk = at_amount()
    assert "ถ้ายังติดอยู่" not in text_of(talk.say(said[0]))
    assert "ถ้ายังติดอยู่" in text_of(talk.say(said[1]))


def test_whoever_was_understood_in_between_is_told_of_nobody() -> None:
    talk = at_amount()
    assert "ถ้ายังติดอยู่" not in text_of(talk.say("งง", "500", "งง"))


def test_a_greeting_with_no_report_open_shows_where_one_stands() -> None:
    heard = talk_in(Idle).say("สวัสดีครับ")
    assert "สวัสดี" in text_of(heard[:1])
    assert "ส่งแล้ว 0 จาก 2" in text_of(heard)


def test_words_that_mean_nothing_with_no_report_open_are_not_passed_over() -> None:
    assert 'ยังไม่เข้าใจ "ฝนตกหนักมาก"' in text_of(talk_in(Idle).say("ฝนตกหนักมาก"))


@pytest.mark.parametrize("said", ["พิมพ์ผิด", "ขอแก้ครับ", "เมื่อกี้ผิด", "ลบ", "ยอดผิด", "ไม่ใช่ 500", "ไม่ใช่ 500 บาทถ้วนค่ะ"])
def test_a_correction_asks_the_amount_just_given_again(said: str) -> None:
    heard = talk_in(AtLongText).say(said)
    assert asked(heard) == "spent"
    assert "ตอบไว้: 500 บาท" in text_of(heard)


@pytest.mark.parametrize("said", ["แก้เป็น 25,000", "ไม่ใช่ 500 เป็น 25,000", "แก้จาก 500 เป็น 25,000 ค่ะ", "ที่ถูกคือสองหมื่นห้าพัน"])
@pytest.mark.parametrize("words", [(), ("จัดประชุมแล้ว",), ("จัดประชุมแล้ว", "เสร็จแล้ว")], ids=["next", "begun", "review"])
def test_a_right_figure_takes_the_place_of_the_wrong_one_and_is_echoed(said: str, words: tuple[str, ...]) -> None:
    talk = talk_in(AtLongText)
    talk.say(*words)
    heard = talk.say(said)
    assert talk.state.drafts[0].answers["spent"] == AmountAnswer(25_000_00)
    assert "25,000 บาท" in text_of(heard)


def test_a_corrected_figure_is_doubted_like_any_other() -> None:
    heard = talk_in(AtLongText).say("แก้เป็น 700,000")
    assert asked(heard) == "confirm_spent"


def test_a_figure_nobody_gave_corrects_nothing() -> None:
    talk = talk_in(AtLongText)
    heard = talk.say("ไม่ใช่ 9,999 เป็น 25,000")
    assert talk.state.drafts[0].answers["spent"] == AmountAnswer(500_00)
    assert "ไม่พบยอด 9,999" in text_of(heard)


def test_a_wrong_status_is_asked_again() -> None:
    assert asked(talk_in(AtLongText).say("เลือกสถานะผิดค่ะ")) == "status"


def test_an_unclear_right_figure_is_asked_about() -> None:
    talk = talk_in(AtLongText)
    heard = talk.say("แก้เป็นสามหมื่นห้า")
    assert asked(heard) == "spent"
    assert talk.state.drafts[0].answers["spent"] == AmountAnswer(500_00)


def test_a_correction_of_a_long_answer_tells_how_and_keeps_it() -> None:
    talk = begun(AtLongText)
    heard = text_of(talk.say("พิมพ์ผิด ขอพิมพ์ใหม่"))
    assert all(told in heard for told in ("จัดประชุมชี้แจงแล้ว", "พิมพ์ใหม่", "ย้อนกลับ"))
    assert talk.state.drafts[0].parts[-1].text == "จัดประชุมชี้แจงแล้ว"


@at_long_answers
def test_a_long_answer_is_typed_anew(kind: type[Situation]) -> None:
    talk = begun(kind)
    talk.say("พิมพ์ใหม่")
    assert talk.state.drafts[-1].parts_of(talk.state.step.question) == ()  # type: ignore[union-attr]


def test_words_held_are_the_whole_answer_where_none_was_begun() -> None:
    talk = talk_in(AtLongText)
    assert asked(talk.say("20000", "เป็นคำตอบ")) == "review"
    assert talk.state.drafts[0].answers["progress"] == TextAnswer("20000")


@pytest.mark.parametrize("said", ["พิมพ์ผิด", "ลบ", "ขอแก้", "พิมพ์ใหม่"])
def test_a_long_answer_that_has_just_ended_is_asked_anew_and_replaced(said: str) -> None:
    talk = spoken("รายงาน 4", "2", "ครู 120 คนผ่านการอบรม", form="narrative")
    assert asked(talk.say(said)) == "output"
    talk.say("ครู 130 คนผ่านการอบรม")
    assert talk.state.drafts[0].answers["output"] == TextAnswer("ครู 130 คนผ่านการอบรม")


def test_a_report_is_begun_anew_and_the_old_answers_wait() -> None:
    talk = talk_in(AtLongText)
    assert asked(talk.say("เริ่มใหม่")) == "status"
    assert not talk.state.open_drafts[0].answers
    talk.say("ทำต่อ")
    assert talk.state.open_drafts[0].answers["spent"] == AmountAnswer(500_00)


@pytest.mark.parametrize("said", ["โครงการที่ 8 เบิก 5,000 แล้ว", "ที่ 8 เสร็จแล้ว"])
def test_words_about_another_project_ask_whether_to_go_there(said: str) -> None:
    talk = at_amount()
    before = talk.state.drafts
    heard = talk.say(said)
    assert talk.state.drafts == before
    assert 'พิมพ์ "รายงาน 8"' in text_of(heard)
    assert {"report:8", "as_answer"} <= {
        unpack(one.data).action.replace(str(_id(talk, 8)), "8") for one in heard[-1].buttons
    }


def _id(talk: Talk, no: int) -> int:
    found = talk.context.numbered(no)
    assert found
    return found.project.id


@pytest.mark.parametrize("said", ["ที่ 4 เสร็จแล้ว", "ที่ 99 เสร็จแล้ว"])
def test_words_about_the_open_project_or_nobodys_are_an_answer(said: str) -> None:
    talk = begun(AtLongText)
    talk.say(said)
    assert talk.state.drafts[0].parts[-1].text == said


def test_words_about_a_project_open_it_where_none_is_open() -> None:
    talk = talk_in(Idle)
    assert asked(talk.say("ที่ 8 เสร็จแล้ว")) == "status"


@pytest.mark.parametrize(("said", "meant"), [("ยืนยน", "ยืนยัน"), ("ยืนยัรน", "ยืนยัน"), ("เสร้จแล้ว", "เสร็จแล้ว")])
def test_a_command_one_letter_wrong_is_proposed(said: str, meant: str) -> None:
    talk = begun(AtLongText)
    heard = talk.say(said)
    assert f'พิมพ์ "{meant}"' in text_of(heard)
    assert f"say:{meant}" in {unpack(one.data).action for one in heard[-1].buttons}


def test_a_slip_on_the_review_card_is_proposed_and_one_tap_sends() -> None:
    talk = talk_in(AtLongText)
    heard = talk.say("ข้าม", "ยืนยน")
    assert talk.submitted is None
    talk.tap(button(heard, "say:ยืนยัน"))
    assert talk.submitted is not None


def test_a_slip_for_a_list_opens_the_list() -> None:
    talk = talk_in(Idle)
    talk.tap(button(talk.say("รายงาร"), "say:รายงาน"))
    assert isinstance(talk.state.step, ChoosingProject)


def test_a_choice_an_office_names_like_speech_is_a_choice() -> None:
    talk = talk_in(AtLongText)
    talk.say("ย้อนกลับ", "ย้อนกลับ")
    form = talk.context.form
    status, *others = form.questions
    unsure = replace(status.choices[2], label="ไม่แน่ใจ", button="ไม่แน่ใจ")
    changed = replace(form, questions=(replace(status, choices=(*status.choices[:2], unsure)), *others))
    talk.context = replace(talk.context, form=changed, forms={(form.id, form.version): changed})
    talk.say("ไม่แน่ใจครับ")
    assert plain_text(talk.state.drafts[0].answers["status"]) == status.choices[2].id


def test_what_is_held_is_stored_with_its_message() -> None:
    talk = begun(AtLongText)
    talk.say("20000")
    step = talk.state.step
    assert isinstance(step, ConfirmingText)
    assert (step.text, step.message_id) == ("20000", f"message-{talk.turns}")


def two_quarters() -> Talk:
    """Both quarters are answered, and what was done in the first is asked."""
    talk = Talk(turn_context(assignment(project(8, 100_000)), form="quarterly-narrative"))
    talk.say("รายงาน 8", "12,500", "500")
    return talk


@pytest.mark.parametrize("said", ["ขออภัยครับ ยอดที่ถูกต้องคือ 750 บาท", "ที่ถูกคือ 750", "พิมพ์ผิด ต้องเป็น 750"])
def test_a_right_figure_is_that_of_the_answer_asked_again_by_its_number(said: str) -> None:
    talk = two_quarters()
    talk.say("แก้ข้อ 2", said)
    assert talk.state.drafts[0].answers == answers(spent_q1=1_250_000, spent_q2=75_000)


def test_a_right_figure_is_that_of_the_answer_just_given_again_on_the_way_back() -> None:
    talk = two_quarters()
    talk.say("ย้อนกลับ", "ย้อนกลับ", "12,600", "ที่ถูกคือ 12,700")
    assert talk.state.drafts[0].answers == answers(spent_q1=1_270_000, spent_q2=50_000)


def test_a_confirmation_of_the_report_does_not_leave_it_where_something_is_open() -> None:
    talk = two_quarters()
    assert asked(talk.say("ขอยืนยันการส่งรายงานครับ")) == "results_q1"


def test_a_confirmation_keeps_an_answer_that_is_asked_again_and_shows_the_card_where_all_is_answered() -> None:
    talk = two_quarters()
    talk.say("-", "-", "ข้าม", "ข้าม", "ข้าม", "แก้ข้อ 3")
    heard = talk.say("ยืนยัน")
    assert asked(heard) == "review"
    assert "ยังเหลือ" not in text_of(heard)


def test_a_wish_to_change_over_to_another_project_is_no_answer() -> None:
    talk = two_quarters()
    talk.context = turn_context(*talk.context.assignments, assignment(project(13, 5_000)), form="quarterly-narrative")
    assert "ที่ 13" in text_of(talk.say("ขออนุญาตเปลี่ยนไปรายงานโครงการที่ 13 ครับ"))
