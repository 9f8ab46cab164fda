"""Every command in forty manners, in every situation: the turn is that of the bare word."""

from __future__ import annotations

import pytest

from bot.conversation.situations import Situation
from bot.conversation.transitions import TABLE
from messages.thai.text import clean, one_line, shorten
from messages.words import Keyword, word
from tests.support.situations import talk_in

MANNERS = (
    *(
        "{} ครับ",
        "{}ค่ะ",
        "{}คะ",
        "{}คับ",
        "{} นะคะ",
        "{}นะครับ",
        "{}จ้า",
        "{} จ้ะ",
        "{}ฮะ",
        "{}เด้อ",
        "{}ครับผม",
        "{}ค่าาา",
        "{}คร้าบบบ",
        "{}นะจ๊ะ",
    ),
    *(
        "{}!",
        "{}!!",
        "{} ๆ",
        "{}...",
        "{} 🙏",
        "{}😊",
        "{} ^^",
        "{} :)",
        " {} ",
        "“{}”",
        '"{}"',
        "‘{}’ ค่ะ",
        "\u200b{}",
        "{}\n",
        "  {} ครับ  ",
    ),
    *(
        "คือ {}",
        "เอ่อ {} ครับ",
        "เอ่อ...{}",
        "ขอ{}ค่ะ",
        "ขอ{}หน่อยค่ะ",
        "ช่วย{}ด้วยครับ",
        "รบกวน{}หน่อยนะคะ",
        "ผมขอ{}ครับ",
        "{}ครับ ขอบคุณครับ",
        "{} ขอบคุณค่ะ 🙏",
        "สวัสดีค่ะ ขอ{}หน่อยค่ะ",
    ),
)
NUMBERED = {Keyword.REPORT: " 4", Keyword.EDIT: " 1", Keyword.DROP_PHOTO: " 1", Keyword.REMIND: " 4"}
MANNERS_THEMSELVES = {Keyword.GREETING, Keyword.THANKS}
COMMANDS = [
    f"{word(keyword)}{number}"
    for keyword in Keyword
    for number in {"", NUMBERED.get(keyword, "")}
    if keyword not in MANNERS_THEMSELVES
]


def turn(kind: type[Situation], said: str) -> str:
    """What it leads to and answers."""
    talk = talk_in(kind)
    talk.say(said)
    return repr((talk.state, talk.effects))


def without(told: str, said: str, bare: str) -> str:
    """The same, with the words told back in it as if they had been said barely."""
    for form in (said.strip(), one_line(clean(said)), shorten(one_line(said), 40), shorten(said, 40)):
        told = told.replace(repr(form)[1:-1], bare)
    return told


def test_there_are_forty_manners() -> None:
    assert len(set(MANNERS)) == 40


@pytest.mark.parametrize("kind", TABLE, ids=lambda kind: kind.__name__)
def test_a_command_does_the_same_however_politely_it_is_given(kind: type[Situation]) -> None:
    other = []
    for bare in COMMANDS:
        meant = turn(kind, bare)
        for said in (manner.format(bare) for manner in MANNERS):
            other += [said] if without(turn(kind, said), said, bare) != without(meant, said, bare) else []
    assert other == []
