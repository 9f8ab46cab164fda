"""Bubbles out: what LINE gets, and that the SDK loses none of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from linebot.v3.messaging import Message

from bot.line.render import render
from bot.simulator.rules.requests import check
from messages.chat.bubbles import Button, Card, CardRow, Text
from messages.thai.text import graphemes, utf16
from tests.support.sample_cards import cards

BUTTON = Button("อยู่ระหว่างดำเนินการ", "o=1&q=status&v=1&a=in_progress", "อยู่ระหว่างดำเนินการ")
CARD = Card(
    "ตรวจก่อนส่ง", "ตรวจก่อนส่ง", (CardRow("เบิกจ่าย", "7,406", strong=True), CardRow("ว่าง", "")), "ที่ 4", "พิมพ์", (BUTTON,)
)


def actions(message: Any) -> list[dict[str, str]]:
    return [item["action"] for item in message["quickReply"]["items"]]


def test_a_text_carries_its_buttons_as_quick_replies() -> None:
    (message,) = render([Text("ถาม", (BUTTON,))])
    assert message["text"] == "ถาม"
    assert actions(message) == [
        {"type": "postback", "label": BUTTON.label, "data": BUTTON.data, "displayText": BUTTON.says}
    ]


def test_only_the_last_message_carries_quick_replies() -> None:
    first, last = render([Text("ก่อน", (BUTTON,)), Text("หลัง", (BUTTON,))])
    assert "quickReply" not in first
    assert "quickReply" in last


def test_a_text_without_buttons_has_no_quick_reply() -> None:
    (message,) = render([Text("เฉย ๆ")])
    assert message == {"type": "text", "text": "เฉย ๆ"}


def test_long_texts_and_labels_are_cut_to_lines_limits_at_whole_characters() -> None:
    long = Button("กิ่ง" * 30, "a=1", "กิ่ง" * 200)
    (message,) = render([Text("ที่" * 4000, (long,) * 20)])
    assert utf16(message["text"]) <= 5000
    assert len(actions(message)) == 13
    assert graphemes(actions(message)[0]["label"]) == 20
    assert graphemes(actions(message)[0]["displayText"]) <= 300


@pytest.mark.parametrize("bubble", [Text("ถาม", (BUTTON,)), CARD, *cards().values()])
def test_the_sdk_keeps_every_part_of_what_is_rendered(bubble: Text | Card) -> None:
    (message,) = render([bubble])
    assert Message.from_dict(dict(message)).to_dict() == message


def emoji(units: int) -> str:
    """That many UTF-16 units of letters of two units each, the first of one where the number is odd."""
    return "a" * (units % 2) + "😀" * (units // 2)


@pytest.mark.parametrize("units", [4999, 5000])
def test_a_text_of_just_the_limit_goes_whole(units: int) -> None:
    (message,) = render([Text(emoji(units))])
    assert message["text"] == emoji(units)
    assert check([message]) == []


@pytest.mark.parametrize("units", [5001, 5002])
def test_a_text_over_the_limit_is_cut_beside_a_letter_of_two_units_never_within(units: int) -> None:
    (message,) = render([Text(emoji(units))])
    kept = message["text"].removesuffix("…")
    assert utf16(message["text"]) in {4999, 5000}
    assert emoji(units).startswith(kept)
    assert check([message]) == []


@pytest.mark.parametrize(("units", "kept"), [(1500, 1500), (1501, 1500), (1502, 1499)])
def test_the_alt_text_is_cut_the_same_way(units: int, kept: int) -> None:
    (message,) = render([replace(CARD, alt=emoji(units))])
    assert utf16(message["altText"]) == kept
    assert message["altText"].endswith("…") == (units > 1500)
    assert check([message]) == []


@pytest.mark.parametrize(("count", "label"), [(20, "กิ่" * 20), (21, "กิ่" * 19 + "…")])
def test_a_label_has_twenty_letters_as_a_reader_counts_them(count: int, label: str) -> None:
    (message,) = render([Text("ถาม", (replace(BUTTON, label="กิ่" * count),))])
    assert actions(message)[0]["label"] == label
    assert check([message]) == []


@pytest.mark.parametrize("count", [13, 14])
def test_of_many_buttons_the_first_thirteen_are_offered(count: int) -> None:
    buttons = tuple(replace(BUTTON, data=f"a={number}") for number in range(count))
    (message,) = render([Text("ถาม", buttons)])
    assert [action["data"] for action in actions(message)] == [f"a={number}" for number in range(13)]
    assert check([message]) == []


def test_five_messages_go_in_one_reply() -> None:
    assert check([*render([Text("ถาม"), CARD, CARD, CARD, Text("ถาม", (BUTTON,))])]) == []


def test_a_card_that_cannot_be_made_to_fit_is_told_in_words() -> None:
    endless = replace(CARD, alt="ทั้งหมด 500 ข้อ", rows=CARD.rows * 250)
    (message,) = render([endless])
    assert message["type"] == "text"
    assert message["text"] == "ทั้งหมด 500 ข้อ"
    assert actions(message)


@pytest.mark.parametrize(
    "kept", ["ก\x00ข", "\u202eกข\u2066", "ก\ufdd0\uffff\U0001ffffข", "ก\x1b\x01ข", "ก\ud83dข"], ids=ascii
)
def test_nothing_unfit_reaches_line_however_old_the_row_it_came_from(kept: str) -> None:
    card = replace(CARD, title=kept, subtitle=kept, rows=(CardRow(kept, kept),))
    said = str(render([Text(kept, (replace(BUTTON, label=kept, says=kept),)), card]))
    assert kept not in said
    assert repr(kept)[1:-1] not in said
    assert "กข" in said
