"""Things told one after another, each a title and what was done."""

from __future__ import annotations

import pytest

from messages.answer_values import Answer, AnswerItem, ItemsAnswer, items_of, plain_text
from messages.chat.bubbles import Card
from tests.support.talk import Talk, asked, assignment, project, text_of, turn_context


@pytest.fixture
def talk() -> Talk:
    """A report at its activities."""
    told = Talk(turn_context(assignment(project(4, 600_000)), form="items"))
    told.say("รายงาน 4")
    return told


def activities(talk: Talk) -> Answer:
    talk.say("เสร็จแล้ว")  # harmless where they have ended by themselves
    return talk.state.drafts[0].answers["activities"]


def test_the_first_line_is_the_title_and_later_messages_go_on(talk: Talk) -> None:
    talk.say("อบรมครู\nรุ่นที่ 1", "พิมพ์ต่อ")
    assert "กิจกรรมหลักที่ 1: อบรมครู" in text_of(talk.say("รุ่นที่ 2"))
    assert activities(talk) == ItemsAnswer((AnswerItem("อบรมครู\nรุ่นที่ 1\nรุ่นที่ 2"),))


def test_next_begins_another(talk: Talk) -> None:
    talk.say("อบรมครู", "พิมพ์ต่อ", "ทำแล้ว")
    assert "กิจกรรมหลักที่ 2" in text_of(talk.say("ถัดไป"))
    assert "กิจกรรมหลักที่ 2: นิเทศ" in text_of(talk.say("นิเทศ\n12 โรงเรียน"))
    assert activities(talk) == ItemsAnswer((AnswerItem("อบรมครู\nทำแล้ว"), AnswerItem("นิเทศ\n12 โรงเรียน")))


def test_next_before_anything_was_told_asks_for_it(talk: Talk) -> None:
    heard = talk.say("ถัดไป")
    assert "ยังไม่มีข้อความ" in text_of(heard)
    assert asked(heard) == "activities"


def test_activities_pasted_from_the_word_form_are_told_apart_by_their_headings(talk: Talk) -> None:
    talk.say("กิจกรรมหลักที่ ๑ อบรมครู\nจัด ๒ รุ่น\nกิจกรรมหลักที่ ๒ นิเทศ\nทำแล้ว", "พิมพ์ต่อ", "กิจกรรมที่ 3: สรุปผล")
    assert [item.title for item in items_of(activities(talk))] == ["อบรมครู", "นิเทศ", "สรุปผล"]


def test_the_words_stay_as_they_were_typed(talk: Talk) -> None:
    pasted = "กิจกรรมหลักที่ ๑ อบรมครู\n\n- รุ่น 1\n- รุ่น 2\nกิจกรรมหลักที่ ๒ นิเทศ"
    talk.say(pasted, "พิมพ์ต่อ", "ต่อ")
    assert plain_text(activities(talk)) == f"{pasted}\nต่อ"


def test_a_message_taken_back_takes_its_item_along(talk: Talk) -> None:
    talk.say("อบรมครู", "ถัดไป", "นิเทศ")
    talk.unsend(f"message-{talk.turns}")
    assert activities(talk) == ItemsAnswer((AnswerItem("อบรมครู"),))


def test_one_message_ends_them_and_says_how_many_were_kept(talk: Talk) -> None:
    heard = talk.say("1. อบรมครู\n2. นิเทศ")
    assert asked(heard) == "review"
    assert "บันทึกแล้ว กิจกรรมหลัก 2 รายการ: อบรมครู, นิเทศ" in text_of(heard)


def test_a_pasted_list_is_shown_without_its_own_numbers(talk: Talk) -> None:
    card = talk.say("๑) อบรมครู ๒) นิเทศ")[-1]
    assert isinstance(card, Card)
    assert card.rows[0].value == "1. อบรมครู\n2. นิเทศ"


@pytest.mark.parametrize("none", ["-", "–", "ไม่มี", "ไม่มีครับ"])
def test_nothing_is_one_answer_of_words(talk: Talk, none: str) -> None:
    assert asked(talk.say(none)) == "review"
    assert plain_text(talk.state.drafts[0].answers["activities"]) in {"-", "ไม่มี"}
