"""Whether a report may come late, and who gives more time; in a long text the words may be an answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.conversation.states import ConfirmingText
from storage.records import Contact
from tests.support.talk import Talk, assignment, project, text_of, turn_context

CONTACT = Contact("คุณสมศรี", "043 123 456", "")
PLANNERS_WORDS = ("สรุปผลการรายงาน", "ทวงทุกคน", "ใครค้างบ้าง", "ขอเอกสารรายงาน")


@pytest.fixture
def talk() -> Talk:
    return Talk(replace(turn_context(assignment(project(4, 600_000))), contact=CONTACT))


@pytest.mark.parametrize("said", ["ส่งช้าได้ไหม", "ส่งไม่ทันทำไงดี", "ขอส่งพรุ่งนี้ได้ไหมคะ", "ขอเลื่อนกำหนดส่งครับ", "ปิดรอบวันไหน"])
def test_an_owner_hears_until_when_what_counts_as_late_and_whom_to_ask(talk: Talk, said: str) -> None:
    heard = text_of(talk.say(said))
    assert "ส่งภายในวันพฤหัสบดีที่ 25 มีนาคม 2564" in heard
    assert "หลังกำหนดยังส่งได้จนกว่าจะปิดรอบ" in heard
    assert "ขอเวลาเพิ่ม ติดต่อคุณสมศรี" in heard


def test_a_planner_hears_who_moves_the_deadline(talk: Talk) -> None:
    talk.context = replace(talk.context, is_planner=True)
    assert "tanrob office apply" in text_of(talk.say("เลื่อนกำหนดส่งได้ไหม"))


def test_in_a_long_text_the_words_are_held(talk: Talk) -> None:
    talk.say("รายงาน 4", "2", "500")
    assert "หลังกำหนดยังส่งได้" in text_of(talk.say("ขอขยายเวลา"))
    assert isinstance(talk.state.step, ConfirmingText)
    talk.say("เป็นคำตอบ")
    assert "ขอขยายเวลา" in str(talk.state.drafts[0])


@pytest.mark.parametrize("said", PLANNERS_WORDS)
def test_an_owners_long_text_may_be_what_planners_ask(talk: Talk, said: str) -> None:
    talk.say("รายงาน 4", "2", "500", said)
    assert said in str(talk.state.drafts[0]) + str(talk.state.step)
