"""Long answers: one message is an answer; it can be typed on, taken back and emptied, and nothing is lost."""

from __future__ import annotations

import pytest

from messages.answer_values import TextAnswer
from messages.chat.bubbles import Card
from messages.forms.answers import MAX_ANSWER
from messages.parts import parts_making
from tests.support.answers import answers
from tests.support.talk import Talk, asked, assignment, button, project, text_of, turn_context


@pytest.fixture
def long() -> Talk:
    """A report of three long texts in a row, the last of which may be left out."""
    told = Talk(turn_context(assignment(project(4, 600_000)), form="long-texts"))
    told.say("รายงาน 4")
    return told


def answer(talk: Talk, question: str) -> str:
    found = talk.state.drafts[0].answers.get(question)
    return found.text if isinstance(found, TextAnswer) else ""


def test_one_message_is_the_answer_and_the_next_question_follows(long: Talk) -> None:
    heard = long.say("ครู 120 คนผ่านการอบรม")
    assert asked(heard) == "outcome"
    assert answer(long, "output") == "ครู 120 คนผ่านการอบรม"


def test_the_beginning_of_what_was_kept_is_echoed_before_the_next_question(long: Talk) -> None:
    assert text_of(long.say("ครู 120 คนผ่านการอบรม")).startswith("บันทึกแล้ว: ครู 120 คนผ่านการอบรม · ยังไม่จบพิมพ์")


def test_of_a_long_one_the_length_is_told(long: Talk) -> None:
    assert "(1,000 ตัวอักษร)" in text_of(long.say("ก" * 1000))


def test_lines_stay_as_they_were_typed(long: Talk) -> None:
    long.say("1. ประชุม\n2. อบรม\n\n- รุ่นที่ 1")
    assert answer(long, "output") == "1. ประชุม\n2. อบรม\n\n- รุ่นที่ 1"


@pytest.mark.parametrize("word", ["พิมพ์ต่อ", "พิมพ์เพิ่ม", "ขอต่อค่ะ", "ยังไม่จบครับ"])
def test_the_answer_just_ended_is_typed_on_until_it_is_done(long: Talk, word: str) -> None:
    assert asked(long.say("ครู 120 คน", word)) == "output"
    assert asked(long.say("และนักเรียน", "และผู้ปกครอง")) == "output"
    assert asked(long.say("เสร็จแล้ว")) == "outcome"
    assert answer(long, "output") == "ครู 120 คน\nและนักเรียน\nและผู้ปกครอง"


def test_typing_on_is_offered_as_a_button_of_the_next_question(long: Talk) -> None:
    heard = long.say("ครู 120 คน")
    assert asked(long.tap(button(heard, "more"))) == "output"


def test_the_last_answer_is_typed_on_from_the_review_card(long: Talk) -> None:
    heard = long.say("ครู", "ดี", "ควรจัดอีก")
    assert asked(heard) == "review"
    assert asked(long.tap(button(heard, "more"))) == "suggestions"
    long.say("ปีหน้า", "เสร็จแล้ว")
    assert answer(long, "suggestions") == "ควรจัดอีก\nปีหน้า"


def test_typing_on_is_understood_later_too(long: Talk) -> None:
    assert asked(long.say("ครู 120 คน", "สถานะ", "พิมพ์ต่อ")) == "output"


def test_typing_on_where_nothing_was_told_asks_again(long: Talk) -> None:
    assert asked(long.say("พิมพ์ต่อ")) == "output"


@pytest.mark.parametrize("word", ["เสร็จแล้ว", "จบครับ", "ยืนยัน"])
def test_done_right_after_an_answer_that_ended_by_itself_puts_the_open_question_again(long: Talk, word: str) -> None:
    asks = text_of(long.say("ครู 120 คน")).partition("\n")[2]
    assert text_of(long.say(word)) == asks
    assert text_of(long.say(word)) == asks
    assert answer(long, "outcome") == ""


def test_done_right_after_an_answer_is_no_answer_to_an_amount() -> None:
    talk = Talk(turn_context(assignment(project(4, 600_000)), form="narrative"))
    talk.say("รายงาน 4", "2", "-", "-", "-", "อบรม")
    heard = talk.say("เสร็จแล้ว")
    assert asked(heard) == "planned"
    assert "ยังอ่าน" not in text_of(heard)


def test_confirming_an_answer_left_open_ends_it(long: Talk) -> None:
    assert asked(long.say("ครู", "พิมพ์ต่อ", "นักเรียน", "ยืนยัน")) == "outcome"


@pytest.mark.parametrize("none", ["-", "–", "ไม่มี", "ไม่มีครับ", "ไม่มีปัญหาค่ะ", "ยังไม่มีข้อเสนอแนะ"])
def test_nothing_is_an_answer_without_its_manners(long: Talk, none: str) -> None:
    assert asked(long.say(none)) == "outcome"
    assert answer(long, "output") in {"-", "ไม่มี", "ไม่มีปัญหา", "ยังไม่มีข้อเสนอแนะ"}


@pytest.mark.parametrize("none", ["-", "ไม่มี", "ไม่มีครับ"])
def test_nothing_more_closes_an_answer_left_open(long: Talk, none: str) -> None:
    assert asked(long.say("ครู", "พิมพ์ต่อ", none)) == "outcome"
    assert answer(long, "output") == "ครู"


def test_skipping_what_was_begun_keeps_it_and_says_so(long: Talk) -> None:
    heard = long.say("ครู", "ดี", "ควรจัดอีก", "พิมพ์ต่อ", "ข้าม")
    assert asked(heard) == "review"
    assert "เก็บไว้ตามเดิม: ควรจัดอีก" in text_of(heard)
    assert "ล้างคำตอบ" in text_of(heard)


def test_skipping_at_an_answer_given_keeps_it_and_says_so(long: Talk) -> None:
    heard = long.say("ครู", "ดี", "ควรจัดอีก", "แก้ 3", "ข้าม")
    assert "เก็บไว้ตามเดิม: ควรจัดอีก" in text_of(heard)
    assert answer(long, "suggestions") == "ควรจัดอีก"


@pytest.mark.parametrize("word", ["ล้างคำตอบ", "ลบคำตอบค่ะ", "ลบทั้งหมด"])
def test_what_was_kept_is_emptied_right_after(long: Talk, word: str) -> None:
    heard = long.say("ครู", "ดี", "ควรจัดอีก", "แก้ 3", "ข้าม", word)
    assert asked(heard) == "review"
    assert "suggestions" not in long.state.drafts[0].answers
    long.say("ยืนยัน")
    assert long.submitted is not None
    assert long.submitted.answers == answers(output="ครู", outcome="ดี")


def test_an_answer_that_must_be_given_is_asked_anew_when_it_is_emptied(long: Talk) -> None:
    heard = long.say("ครู", "ล้างคำตอบ")
    assert asked(heard) == "output"
    assert answer(long, "output") == ""


def test_an_answer_is_emptied_where_it_is_asked(long: Talk) -> None:
    assert asked(long.say("ครู", "ย้อนกลับ", "ล้างคำตอบ")) == "output"
    assert long.state.drafts[0].answers == {}
    assert long.state.drafts[0].parts == ()


def test_photos_are_emptied(long: Talk) -> None:
    talk = Talk(turn_context(assignment(project(4, 600_000)), form="photos"))
    talk.say("รายงาน 4", "ข้าม")
    talk.show_photo()
    assert asked(talk.say("อบรม", "ล้างคำตอบ")) == "photos"
    assert talk.state.drafts[0].parts == ()


def test_with_nothing_to_empty_the_open_question_is_put_again(long: Talk) -> None:
    heard = long.say("ล้างคำตอบ")
    assert "ยังไม่มีข้อความให้ลบ" in text_of(heard)
    assert asked(heard) == "output"


def test_the_last_message_is_taken_back_and_what_is_left_is_told(long: Talk) -> None:
    heard = long.say("ครู", "พิมพ์ต่อ", "อบรมผิดรุ่น", "ลบข้อความล่าสุด")
    assert "เอาข้อความล่าสุดออกแล้ว: อบรมผิดรุ่น · เหลือ: ครู" in text_of(heard)
    assert asked(heard) == "output"
    long.say("เสร็จแล้ว")
    assert answer(long, "output") == "ครู"


def test_the_last_message_of_an_answer_that_has_ended_is_taken_back(long: Talk) -> None:
    heard = long.say("ครู", "พิมพ์ต่อ", "อบรมผิดรุ่น", "เสร็จแล้ว", "เอาข้อความล่าสุดออก")
    assert asked(heard) == "outcome"
    assert answer(long, "output") == "ครู"


def test_the_only_message_taken_back_asks_its_question_again(long: Talk) -> None:
    heard = long.say("อบรมผิดรุ่น", "ลบข้อความล่าสุด")
    assert "ไม่เหลือข้อความ" in text_of(heard)
    assert asked(heard) == "output"


def test_an_answer_that_came_with_no_message_is_typed_on_and_taken_back(long: Talk) -> None:
    draft = long.state.drafts[0]
    long.state = long.state.keeping(draft.answering("output", TextAnswer("จากรอบก่อน")))
    long.say("พิมพ์ต่อ", "เพิ่ม", "เสร็จแล้ว")
    assert answer(long, "output") == "จากรอบก่อน\nเพิ่ม"
    assert long.state.drafts[0].parts_of("output")[:1] == parts_making("output", TextAnswer("จากรอบก่อน"))
    long.say("ลบข้อความล่าสุด", "ลบข้อความล่าสุด")
    assert answer(long, "output") == ""


def test_an_unsent_message_leaves_an_answer_that_has_ended(long: Talk) -> None:
    long.say("ครู", "พิมพ์ต่อ", "อบรมผิดรุ่น", "เสร็จแล้ว")
    long.unsend(f"message-{long.turns - 1}")
    assert answer(long, "output") == "ครู"


def test_the_status_done_is_tapped_right_after_an_answer_that_ended() -> None:
    talk = Talk(turn_context(assignment(project(4, 600_000)), form="text-then-status"))
    heard = talk.say("รายงาน 4", "ทำแล้ว")
    assert asked(talk.tap(button(heard, "done"))) == "review"
    assert talk.state.drafts[0].answers == answers(results="ทำแล้ว", status="done")


def test_an_answer_given_is_shown_with_what_can_be_done_with_it(long: Talk) -> None:
    heard = long.say("ครู", "ย้อนกลับ")
    assert "ตอบไว้: ครู" in text_of(heard)
    assert {"skip", "more", "drop_last", "clear"} <= {item.data.rpartition("a=")[2] for item in heard[-1].buttons}


def test_the_review_card_offers_sending_first(long: Talk) -> None:
    card = long.say("ครู", "ดี", "ควรจัดอีก")[-1]
    assert isinstance(card, Card)
    assert [item.data.rpartition("a=")[2] for item in card.buttons][:2] == ["confirm", "more"]


def test_an_answer_grown_too_long_takes_no_more_and_is_asked_again(long: Talk) -> None:
    heard = long.say("ก" * 5000, "พิมพ์ต่อ", *(["ก" * 5000] * (MAX_ANSWER // 5000)))
    assert "ยาวเกินไป" in text_of(heard)
    assert asked(heard) == "output"
    long.say("เสร็จแล้ว")
    assert len(answer(long, "output")) <= MAX_ANSWER
