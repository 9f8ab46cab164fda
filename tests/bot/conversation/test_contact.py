"""Whom to call is told on asking, in help and where the bot cannot help, and the open question stays."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.line.render import render
from bot.simulator.rules.requests import check
from messages.chat.bubbles import Card, Link
from storage.records import Contact
from tests.support.talk import Talk, asked, assignment, project, text_of, turn_context

CONTACT = Contact("กลุ่มนโยบายและแผน คุณสมศรี", "043 123 456 ต่อ 12", "จันทร์–ศุกร์ 8.30–16.30 น.")


@pytest.fixture
def talk() -> Talk:
    return Talk(replace(turn_context(assignment(project(4, 600_000))), contact=CONTACT))


@pytest.mark.parametrize("said", ["ติดต่อ", "ติดต่อใครได้บ้าง", "ติดต่อใครได้บ้างคะ", "ขอเบอร์หน่อยครับ", "ขอเบอร์", "ขอเบอร์โทร"])
def test_whoever_asks_is_told_whom_to_call_and_when(talk: Talk, said: str) -> None:
    heard = text_of(talk.say(said))
    assert "กลุ่มนโยบายและแผน คุณสมศรี" in heard
    assert "043 123 456 ต่อ 12" in heard
    assert "จันทร์–ศุกร์" in heard


def test_a_key_calls_the_number_and_line_takes_it(talk: Talk) -> None:
    card = talk.say("ติดต่อ")[0]
    assert isinstance(card, Card)
    assert [key.url for key in card.keys if isinstance(key, Link)] == ["tel:043123456"]
    assert check([dict(message) for message in render([card])]) == []


def test_the_question_that_is_open_is_asked_again(talk: Talk) -> None:
    talk.say("รายงาน 4", "2")
    before = talk.state
    assert asked(talk.say("ติดต่อ")) == "spent"
    assert talk.state == before


def test_help_and_refusals_name_the_same(talk: Talk) -> None:
    assert "คุณสมศรี โทร 043 123 456 ต่อ 12" in text_of(talk.say("ช่วยเหลือ"))
    assert "คุณสมศรี โทร 043 123 456 ต่อ 12" in text_of(talk.say("เอกสาร"))
    talk.context = replace(talk.context, assignments=())
    assert "คุณสมศรี โทร 043 123 456 ต่อ 12" in text_of(talk.say("รายงาน"))


def test_help_has_a_line_for_each_command(talk: Talk) -> None:
    assert "ตอบทีละข้อ\nรายงาน 4 – " in text_of(talk.say("ช่วยเหลือ"))


def test_where_the_office_names_nobody_it_is_the_planning_group() -> None:
    talk = Talk(turn_context(assignment(project(4, 600_000))))
    assert "กลุ่มนโยบายและแผนของสำนักงาน" in text_of(talk.say("ติดต่อ"))
    assert "กลุ่มนโยบายและแผนของสำนักงาน" in text_of(talk.say("ช่วยเหลือ"))


def test_without_hours_none_are_said(talk: Talk) -> None:
    talk.context = replace(talk.context, contact=replace(CONTACT, hours=""))
    assert text_of(talk.say("ช่วยเหลือ")).endswith("โทร 043 123 456 ต่อ 12")
    assert "043 123 456 ต่อ 12" in text_of(talk.say("ติดต่อ"))
