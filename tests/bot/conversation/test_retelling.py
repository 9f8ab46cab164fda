"""A long answer told once more: nothing is replaced silently, and nothing typed is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.conversation.states import ConfirmingText
from messages.answer_values import TextAnswer, items_of
from messages.project import ReportState
from tests.support.answers import answers
from tests.support.talk import Talk, asked, assignment, button, project, text_of, turn_context


@pytest.fixture
def talk() -> Talk:
    """A report at its review card, whose progress is one message."""
    told = Talk(turn_context(assignment(project(4, 600_000))))
    told.say("รายงาน 4", "2", "500", "อบรมครู 40 คน")
    return told


def progress(talk: Talk) -> str:
    found = talk.state.drafts[0].answers.get("progress")
    return found.text if isinstance(found, TextAnswer) else ""


def test_what_is_typed_where_an_answer_stands_is_held_and_asked_about(talk: Talk) -> None:
    heard = talk.say("แก้ 3", "นิเทศ 4 โรงเรียน")
    assert asked(heard) == "progress"
    assert progress(talk) == "อบรมครู 40 คน"
    assert all(part in text_of(heard) for part in ("อบรมครู 40 คน", "นิเทศ 4 โรงเรียน", "ต่อท้าย", "แทนของเดิม"))


@pytest.mark.parametrize(("word", "action"), [("ต่อท้ายครับ", "append"), ("แทนของเดิม", "replace"), ("ใช้แทน", "replace")])
@pytest.mark.parametrize("way", ["tap", "type"])
def test_a_word_or_a_tap_adds_or_replaces(talk: Talk, word: str, action: str, way: str) -> None:
    heard = talk.say("แก้ 3", "นิเทศ 4 โรงเรียน")
    heard = talk.tap(button(heard, action)) if way == "tap" else talk.say(word)
    assert asked(heard) == "review"
    assert progress(talk) == ("นิเทศ 4 โรงเรียน" if action == "replace" else "อบรมครู 40 คน\nนิเทศ 4 โรงเรียน")


def test_keeping_the_answer_leaves_what_was_typed_out(talk: Talk) -> None:
    assert asked(talk.say("แก้ 3", "นิเทศ 4 โรงเรียน", "ข้าม")) == "review"
    assert progress(talk) == "อบรมครู 40 คน"


def test_done_without_a_choice_loses_nothing(talk: Talk) -> None:
    assert asked(talk.say("แก้ 3", "นิเทศ 4 โรงเรียน", "เสร็จแล้ว")) == "review"
    assert progress(talk) == "อบรมครู 40 คน\nนิเทศ 4 โรงเรียน"


def test_a_yes_is_no_choice(talk: Talk) -> None:
    heard = talk.say("แก้ 3", "นิเทศ 4 โรงเรียน", "ยืนยัน")
    assert "ต่อท้าย" in text_of(heard)
    assert talk.submitted is None


def test_whoever_goes_on_typing_adds(talk: Talk) -> None:
    assert asked(talk.say("แก้ 3", "นิเทศ 4 โรงเรียน", "สรุปผลแล้ว")) == "progress"
    talk.say("เสร็จแล้ว")
    assert progress(talk) == "อบรมครู 40 คน\nนิเทศ 4 โรงเรียน\nสรุปผลแล้ว"


def test_an_unsent_message_is_held_no_more(talk: Talk) -> None:
    talk.say("แก้ 3", "นิเทศ 4 โรงเรียน")
    talk.unsend(f"message-{talk.turns}")
    assert not isinstance(talk.state.step, ConfirmingText)
    assert "นิเทศ" not in str(talk.state)


def test_an_unsent_message_leaves_what_it_was_added_to(talk: Talk) -> None:
    talk.say("แก้ 3", "นิเทศ 4 โรงเรียน")
    message_id = f"message-{talk.turns}"
    talk.say("ต่อท้าย")
    talk.unsend(message_id)
    assert progress(talk) == "อบรมครู 40 คน"


def test_a_message_at_the_card_behind_a_long_answer_is_offered_to_be_added(talk: Talk) -> None:
    heard = talk.say("นิเทศ 4 โรงเรียน")
    assert asked(heard) == "progress"
    assert asked(talk.say("ต่อท้าย")) == "review"
    assert progress(talk) == "อบรมครู 40 คน\nนิเทศ 4 โรงเรียน"


def test_several_messages_and_done_are_one_answer_as_ever(talk: Talk) -> None:
    talk.say("นิเทศ 4 โรงเรียน", "สรุปผลแล้ว", "เสร็จแล้ว", "ยืนยัน")
    assert talk.submitted is not None
    assert talk.submitted.answers["progress"] == TextAnswer("อบรมครู 40 คน\nนิเทศ 4 โรงเรียน\nสรุปผลแล้ว")


def test_with_nothing_held_adding_says_so(talk: Talk) -> None:
    assert asked(talk.say("ต่อท้าย")) == "review"
    assert progress(talk) == "อบรมครู 40 คน"


def test_a_sent_report_is_corrected_by_adding_to_its_answer() -> None:
    talk = Talk(turn_context(assignment(project(4, 600_000))))
    sent = answers(status="in_progress", spent=500_00, progress="อบรมครู")
    found = replace(talk.context.assignments[0], submitted=sent, state=ReportState.SUBMITTED, revision=1)
    talk.context = replace(talk.context, assignments=(found,))
    talk.say("แก้ 4", "แก้ 3", "นิเทศ", "ต่อท้าย")
    assert progress(talk) == "อบรมครู\nนิเทศ"


def test_items_are_added_behind_those_that_stand() -> None:
    talk = Talk(turn_context(assignment(project(4, 600_000)), form="items"))
    talk.say("รายงาน 4", "1. อบรมครู", "แก้ 1", "2. นิเทศ", "ต่อท้าย")
    assert [item.title for item in items_of(talk.state.drafts[0].answers["activities"])] == ["อบรมครู", "นิเทศ"]


@pytest.mark.parametrize("said", ["ไม่", "ไม่ใช่ค่ะ", "ลบ"])
def test_a_no_keeps_the_answer_that_stands_and_lets_the_new_words_go(talk: Talk, said: str) -> None:
    assert asked(talk.say("แก้ 3", "นิเทศ 4 โรงเรียน", said)) == "review"
    assert progress(talk) == "อบรมครู 40 คน"


def test_a_lone_figure_beside_the_words_held_is_said_not_to_be_kept(talk: Talk) -> None:
    assert 'ยังไม่ได้เก็บ "7,406"' in text_of(talk.say("แก้ 3", "นิเทศ 4 โรงเรียน", "7,406"))


@pytest.mark.parametrize("said", ["ใช่", "โอเคครับ", "เหมือนเดิม", "1", "ขอบคุณค่ะ", "ไม่เข้าใจ"])
def test_what_is_no_answer_is_none_beside_the_words_held(talk: Talk, said: str) -> None:
    heard = talk.say("แก้ 3", "นิเทศ 4 โรงเรียน", said)
    assert "นิเทศ 4 โรงเรียน" in text_of(heard)
    assert progress(talk) == "อบรมครู 40 คน"
    talk.say("ต่อท้าย")
    assert progress(talk) == "อบรมครู 40 คน\nนิเทศ 4 โรงเรียน"
