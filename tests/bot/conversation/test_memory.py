"""What is remembered is said: which report goes on, what was put aside, what only waits to be confirmed."""

from __future__ import annotations

import pytest

from bot.conversation.states import Idle
from messages.chat.bubbles import Card
from messages.chat.postback import unpack
from tests.support.talk import Talk, asked, assignment, button, project, text_of, turn_context

# Going on


def test_going_on_says_which_report_what_is_answered_and_how_much_is_open(talk: Talk) -> None:
    talk.say("รายงาน 4", "2", "7,406", "พัก")
    heard = text_of(talk.say("รายงาน 4")).splitlines()
    assert heard[:4] == [
        "ทำต่อ · ที่ 4 โครงการทดสอบ 4",
        "1. สถานะ: อยู่ระหว่างดำเนินการ",
        "2. เบิกจ่ายสะสม: 7,406 บาท",
        "ยังเหลือ 1 ข้อ",
    ]
    assert heard[4].startswith("ข้อ 3 จาก 3")


def test_going_on_with_nothing_answered_names_the_project_once(talk: Talk) -> None:
    talk.say("รายงาน 4", "พัก")
    heard = text_of(talk.say("รายงาน 4"))
    assert heard.count("โครงการทดสอบ 4") == 1
    assert "ยังเหลือ" not in heard


def test_going_on_with_all_answered_says_that_it_waits_and_shows_the_card(talk: Talk) -> None:
    talk.say("รายงาน 4", "2", "7,406", "ข้าม", "พัก")
    heard = talk.say("รายงาน 4")
    assert "ตอบครบแล้ว รอยืนยัน" in text_of(heard)
    assert asked(heard) == "review"


# Put aside


def test_opening_another_project_says_what_was_put_aside(talk: Talk) -> None:
    talk.say("รายงาน 4", "2", "7,406")
    heard = talk.say("รายงาน 8")
    assert text_of(heard[:1]) == 'เก็บที่ 4 ไว้แล้ว ตอบไป 2 จาก 3 ข้อ · กลับมาทำต่อพิมพ์ "รายงาน 4"'
    assert asked(heard) == "status"


@pytest.mark.parametrize("word", ["รายงาน", "ยังไม่ดำเนินการทั้งหมด"])
def test_whatever_else_is_asked_says_what_was_put_aside(word: str) -> None:
    talk = Talk(turn_context(*(assignment(project(no, 10_000)) for no in (4, 8, 11))))
    talk.say("รายงาน 4", "2")
    assert "เก็บที่ 4 ไว้แล้ว ตอบไป 1 จาก 3 ข้อ" in text_of(talk.say(word))


def test_a_report_all_answered_is_put_aside_as_waiting(talk: Talk) -> None:
    talk.say("รายงาน 4", "2", "7,406", "ข้าม")
    assert "เก็บที่ 4 ไว้แล้ว ตอบครบแล้ว รอยืนยัน" in text_of(talk.say("รายงาน 8"))


def test_where_nothing_was_answered_nothing_is_said_of_putting_aside(talk: Talk) -> None:
    talk.say("รายงาน 4")
    assert "เก็บที่" not in text_of(talk.say("รายงาน 8"))


def test_going_on_in_the_same_report_puts_nothing_aside(talk: Talk) -> None:
    talk.say("รายงาน 4", "2")
    assert "เก็บที่" not in text_of(talk.say("รายงาน 4"))


# Waiting to be confirmed


def waiting(talk: Talk) -> Talk:
    """The report of project 4 is all answered and paused."""
    talk.say("รายงาน 4", "2", "7,406", "ข้าม", "พัก")
    return talk


def test_a_report_all_answered_is_named_so_in_lists_and_on_the_status_card(talk: Talk) -> None:
    waiting(talk)
    for word in ("สถานะ", "รายงาน", "โครงการของฉัน"):
        assert "ตอบครบแล้ว รอยืนยัน" in text_of(talk.say(word)), word


@pytest.mark.parametrize("said", [("2", "7,406"), ("ข้าม", "7,406", "ข้าม"), ("1", "7,406")])
def test_a_report_with_something_open_does_not_wait(talk: Talk, said: tuple[str, ...]) -> None:
    talk.say("รายงาน 4", *said, "พัก")
    assert "รอยืนยัน" not in text_of(talk.say("สถานะ"))


@pytest.mark.parametrize("word", ["ส่ง", "ยืนยัน", "ส่งเลย"])
def test_to_send_with_none_open_shows_the_card_of_the_one_that_waits(talk: Talk, word: str) -> None:
    waiting(talk)
    heard = talk.say(word)
    assert asked(heard) == "review"
    assert talk.submitted is None
    talk.say("ยืนยัน")
    assert talk.submitted


def test_to_send_where_several_wait_lists_them(talk: Talk) -> None:
    waiting(talk)
    talk.say("รายงาน 8", "1", "0", "ข้าม", "พัก")
    heard = talk.say("ส่ง")
    assert isinstance(heard[-1], Card)
    assert [item.heading for item in heard[-1].items] == ["ที่ 4", "ที่ 8"]


@pytest.mark.parametrize("word", ["ส่ง", "ยืนยัน"])
def test_to_confirm_where_none_waits_says_so(talk: Talk, word: str) -> None:
    assert "ยังไม่มีรายงานให้ยืนยัน" in text_of(talk.say(word))


# Buttons of what is over


def card_of(talk: Talk) -> str:
    """The data of the confirmation on the card of project 4."""
    return button(talk.say("รายงาน 4", "2", "7,406", "ข้าม"), "confirm")


def test_confirming_the_card_of_a_paused_report_shows_it_anew(talk: Talk) -> None:
    confirm = card_of(talk)
    talk.say("พัก")
    heard = talk.tap(confirm)
    assert "ยังไม่ได้ส่ง" in text_of(heard)
    assert asked(heard) == "review"
    assert talk.submitted is None
    talk.tap(button(heard, "confirm"))
    assert talk.submitted


def test_confirming_an_older_card_of_another_report_puts_the_open_one_aside(talk: Talk) -> None:
    confirm = card_of(talk)
    talk.say("รายงาน 8", "1")
    heard = talk.tap(confirm)
    assert "เก็บที่ 8 ไว้แล้ว ตอบไป 1 จาก 3 ข้อ" in text_of(heard)
    assert unpack(button(heard, "confirm")).session == unpack(confirm).session


def test_confirming_an_older_card_with_something_open_asks_it(talk: Talk) -> None:
    confirm = card_of(talk)
    talk.say("แก้ 1", "1")
    heard = talk.tap(confirm)
    assert talk.submitted is None
    assert asked(heard) == "confirm_spent"


def test_any_other_button_of_a_paused_report_names_the_way_back(talk: Talk) -> None:
    done = button(talk.say("รายงาน 4"), "done")
    talk.say("2", "พัก")
    heard = talk.tap(done)
    assert "ปุ่มนี้เป็นของรายงานที่ 4 ที่เก็บไว้" in text_of(heard)
    assert [unpack(each.data).action for each in heard[-1].buttons] == [f"report:{project(4, 1).id}"]


def test_a_button_of_a_report_that_is_sent_shows_where_the_person_stands(talk: Talk) -> None:
    confirm = card_of(talk)
    talk.tap(confirm)
    heard = talk.tap(confirm)
    assert "ปุ่มนี้ใช้ไม่ได้แล้ว" in text_of(heard)
    assert isinstance(talk.state.step, Idle)
    assert isinstance(heard[-1], Card)


# Items and projects by number


def between_questions(form: str = "cumulative") -> Talk:
    """An owner of projects 2, 4 and 8 is at the second question of project 4."""
    talk = Talk(turn_context(*(assignment(project(no, 600_000)) for no in (2, 4, 8)), form=form))
    talk.say("รายงาน 4", "2")
    return talk


@pytest.mark.parametrize("said", ["แก้ข้อ 1", "แก้ไขข้อ 1", "แก้ข้อที่ 1", "แก้ 1"])
def test_an_item_is_one_of_the_report_that_is_open(said: str) -> None:
    talk = between_questions()
    heard = talk.say(said)
    assert asked(heard) == "status"
    assert "ตอบไว้: อยู่ระหว่างดำเนินการ" in text_of(heard)
    assert len(talk.state.drafts) == 1


def test_a_bare_number_that_is_an_item_and_a_project_is_the_item_and_says_so() -> None:
    talk = between_questions()
    heard = talk.say("แก้ 2")
    assert asked(heard) == "spent"
    assert 'แก้ข้อ 2 ของที่ 4 · ถ้าหมายถึงโครงการที่ 2 พิมพ์ "แก้ที่ 2"' in text_of(heard)
    assert "ถ้าหมายถึงโครงการ" not in text_of(talk.say("แก้ 1"))


@pytest.mark.parametrize("said", ["แก้ที่ 2", "แก้โครงการที่ 2", "แก้ไขที่ 2"])
def test_a_project_that_is_named_so_is_opened_whatever_is_open(said: str) -> None:
    heard = between_questions().say(said)
    assert "เก็บที่ 4 ไว้แล้ว" in text_of(heard)
    assert "ที่ 2 โครงการทดสอบ 2" in text_of(heard)


def test_a_bare_number_that_is_no_item_is_the_project_and_says_so() -> None:
    heard = between_questions().say("แก้ 8")
    assert "รายงานนี้ไม่มีข้อ 8 จึงเปิดโครงการที่ 8" in text_of(heard)
    assert asked(heard) == "status"


@pytest.mark.parametrize("said", ["แก้ 9", "แก้ข้อ 8"])
def test_a_number_that_is_neither_asks_the_open_question_again(said: str) -> None:
    heard = between_questions().say(said)
    assert "ไม่มีข้อ" in text_of(heard)
    assert asked(heard) == "spent"


def test_at_a_long_text_an_item_is_one_of_this_report_too() -> None:
    talk = between_questions()
    talk.say("7,406")
    assert asked(talk.say("แก้ข้อ 2")) == "spent"


def test_on_the_card_a_project_may_still_be_named() -> None:
    talk = between_questions()
    talk.say("7,406", "ข้าม")
    heard = talk.say("แก้ที่ 8")
    assert "เก็บที่ 4 ไว้แล้ว ตอบครบแล้ว" in text_of(heard)
    assert asked(heard) == "status"


def test_an_item_with_no_report_open_asks_of_which_project(talk: Talk) -> None:
    heard = text_of(talk.say("แก้ข้อ 1"))
    assert "ข้อ 1 ของโครงการใด" in heard
    assert "รายงานโครงการใด" in heard
    assert asked(talk.say("8")) == "status"
