"""Messages sent one after the other before the next question could be read are one answer; and no others are."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.conversation.bursts import belongs
from bot.conversation.events import TextReceived
from bot.conversation.states import EndedAnswer
from messages.answer_values import TextAnswer, items_of
from messages.forms.answers import MAX_ANSWER
from tests.support.talk import NOON, Talk, asked, assignment, button, project, text_of, turn_context


def talk_in(form: str) -> Talk:
    return Talk(turn_context(assignment(project(4, 600_000)), form=form))


@pytest.fixture
def long() -> Talk:
    """A report of three long texts in a row."""
    told = talk_in("long-texts")
    told.say("รายงาน 4")
    return told


def texts(talk: Talk) -> dict[str, str]:
    found = talk.state.drafts[0].answers
    return {question: answer.text for question, answer in found.items() if isinstance(answer, TextAnswer)}


def sent(after: float, handled: float) -> tuple[EndedAnswer, TextReceived]:
    """A first message handled `handled` seconds after it was sent, and another one sent `after` seconds behind it."""
    ended = EndedAnswer("s", "q", NOON + timedelta(seconds=handled), NOON, "1")
    at = NOON + timedelta(seconds=after)
    return ended, TextReceived("e", at + timedelta(seconds=1), "2", "ต่อ", at)


@pytest.mark.parametrize(("after", "handled"), [(0.01, 0.3), (9, 9.5), (2, 0.1), (5.9, 0.1), (-1, 0.3)])
def test_a_message_belongs_where_no_question_could_be_read_before_it(after: float, handled: float) -> None:
    assert belongs(*sent(after, handled))


@pytest.mark.parametrize(("after", "handled"), [(0.01, 0.005), (0.9, 0.1), (1, 0.1), (6.1, 0.1), (0, 0), (0, 9)])
def test_a_message_is_an_answer_of_its_own_where_the_question_was_there(after: float, handled: float) -> None:
    assert not belongs(*sent(after, handled))


@pytest.mark.parametrize(("after", "handled"), [(9, 20), (0.01, 86_400)])
def test_clocks_that_tell_nothing_of_one_another_make_no_burst(after: float, handled: float) -> None:
    """An office's computer that is twenty seconds ahead must not join what is answered within that time."""
    assert not belongs(*sent(after, handled))


def test_messages_that_came_at_once_belong_together_whatever_their_moment() -> None:
    ended, text = sent(0, 0)
    assert belongs(ended, replace(text, together=True))


def test_messages_whose_moment_nobody_knows_are_answers_of_their_own() -> None:
    ended, text = sent(2, 0.1)
    assert not belongs(ended, TextReceived("e", text.at, "2", "ต่อ"))


def test_a_burst_is_one_answer_and_said_to_be(long: Talk) -> None:
    heard = long.say("ครู 120 คน", "นักเรียน 40 คน", gap=2.5)
    assert asked(heard) == "outcome"
    assert "ต่อท้ายข้อ 1: นักเรียน 40 คน" in text_of(heard)
    long.say("ผู้ปกครอง 9 คน", gap=2.5)
    assert texts(long) == {"output": "ครู 120 คน\nนักเรียน 40 คน\nผู้ปกครอง 9 คน"}


@pytest.mark.parametrize("gap", [0.0, 0.01, 0.9, 7.0, 600.0])
def test_answers_given_by_a_program_or_with_time_are_stored_where_they_were_asked(long: Talk, gap: float) -> None:
    long.say("ครู 120 คน", "ดีมาก", "ควรจัดอีก", gap=gap)
    assert texts(long) == {"output": "ครู 120 คน", "outcome": "ดีมาก", "suggestions": "ควรจัดอีก"}


@pytest.mark.parametrize("way", ["tap", "type"])
def test_a_message_added_becomes_the_answer_of_the_open_question_by_one_tap(long: Talk, way: str) -> None:
    heard = long.say("ครู 120 คน", "นักเรียนอ่านคล่อง", gap=2.5)
    heard = long.tap(button(heard, "as_answer")) if way == "tap" else long.say("เป็นคำตอบ")
    assert asked(heard) == "suggestions"
    assert texts(long) == {"output": "ครู 120 คน", "outcome": "นักเรียนอ่านคล่อง"}
    assert [part.message_id for part in long.state.drafts[0].parts] == ["message-2", "message-3"]


def test_an_answer_by_itself_is_not_moved(long: Talk) -> None:
    long.say("ครู 120 คน", "เป็นคำตอบ", gap=2.5)
    assert texts(long) == {"output": "ครู 120 คน"}


@pytest.mark.parametrize("short", ["-", "ไม่มี", "ไม่มีครับ"])
def test_a_short_answer_is_one_of_its_own_however_fast(long: Talk, short: str) -> None:
    long.say("ครู 120 คน", short, gap=2.5)
    assert set(texts(long)) == {"output", "outcome"}


def test_nothing_is_added_to_an_answer_of_nothing(long: Talk) -> None:
    long.say("ไม่มี", "นักเรียนอ่านคล่อง", gap=2.5)
    assert texts(long) == {"output": "ไม่มี", "outcome": "นักเรียนอ่านคล่อง"}


def test_what_happens_in_between_ends_a_burst(long: Talk) -> None:
    long.say("ครู 120 คน", "สถานะ", "นักเรียนอ่านคล่อง", gap=2.5)
    assert set(texts(long)) == {"output", "outcome"}


def test_a_burst_goes_on_at_the_review_card() -> None:
    talk = talk_in("cumulative")
    talk.say("รายงาน 4", "2", "500")
    assert asked(talk.say("ประชุมครูแกนนำ", "นิเทศโรงเรียน", gap=2.5)) == "review"
    assert texts(talk)["progress"] == "ประชุมครูแกนนำ\nนิเทศโรงเรียน"


def test_items_sent_one_after_another_are_no_amount() -> None:
    talk = talk_in("narrative")
    talk.say("รายงาน 4", "2", "-", "-", "-")
    assert asked(talk.say("1. อบรมครู", "2. นิเทศ", gap=2.5)) == "planned"
    assert [item.title for item in items_of(talk.state.drafts[0].answers["activities"])] == ["อบรมครู", "นิเทศ"]


def test_an_amount_sent_fast_is_the_amount() -> None:
    talk = talk_in("narrative")
    talk.say("รายงาน 4", "2", "-", "-", "-")
    assert asked(talk.say("1. อบรมครู", "7,406", gap=2.5)) == "spent"


def test_what_would_be_too_long_is_an_answer_of_its_own(long: Talk) -> None:
    long.say("ก" * 5000, *(["ก" * 5000] * (MAX_ANSWER // 5000 - 1)), gap=2.5)
    assert len(texts(long)["output"]) <= MAX_ANSWER
    assert texts(long)["outcome"] == "ก" * 5000


def test_an_unsent_message_leaves_the_burst(long: Talk) -> None:
    long.say("ครู 120 คน", "อบรมผิดรุ่น", "ผู้ปกครอง", gap=2.5)
    long.unsend("message-3")
    assert texts(long)["output"] == "ครู 120 คน\nผู้ปกครอง"
