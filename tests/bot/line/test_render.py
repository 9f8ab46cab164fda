"""Bubbles out: what LINE gets, and that the SDK loses none of it."""

from __future__ import annotations

from typing import Any

import pytest
from linebot.v3.messaging import Message

from bot.line.render import render
from messages.bubbles import Button, Card, Row, Text
from messages.thai.text import graphemes, utf16

BUTTON = Button("อยู่ระหว่างดำเนินการ", "o=1&q=status&v=1&a=in_progress", "อยู่ระหว่างดำเนินการ")
CARD = Card("ตรวจก่อนส่ง", "ตรวจก่อนส่ง", (Row("เบิกจ่าย", "7,406", strong=True), Row("ว่าง", "")), "ที่ 4", "พิมพ์", (BUTTON,))


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


@pytest.mark.parametrize("bubble", [Text("ถาม", (BUTTON,)), CARD])
def test_the_sdk_keeps_every_part_of_what_is_rendered(bubble: Text | Card) -> None:
    (message,) = render([bubble])
    assert Message.from_dict(dict(message)).to_dict() == message


def test_an_empty_value_of_a_card_is_a_dash_since_line_refuses_empty_texts() -> None:
    (message,) = render([CARD])
    row = message["contents"]["body"]["contents"][4]
    assert row["contents"][1]["text"] == "-"
