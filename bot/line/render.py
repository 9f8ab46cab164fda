"""Bubbles → LINE's message JSON. Pure; every limit of LINE it must keep is tested against the simulator's checks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from messages.bubbles import LABEL_LIMIT, Bubble, Button, Card, Row, Text
from messages.thai.text import cut_utf16, shorten

JSON = dict[str, Any]

TEXT_LIMIT = 5000
ALT_LIMIT = 1500
SAYS_LIMIT = 300
QUICK_REPLIES = 13
_GREY, _INK, _GREEN = "#6B7280", "#111827", "#0B7A3E"


def render(bubbles: Sequence[Bubble]) -> tuple[Mapping[str, Any], ...]:
    """One reply or push: at most five messages.

    Quick replies show for the last message only, so only it carries any.
    """
    last = len(bubbles) - 1
    return tuple(_message(bubble, last=position == last) for position, bubble in enumerate(bubbles))


def _message(bubble: Bubble, *, last: bool) -> JSON:
    message = _text(bubble) if isinstance(bubble, Text) else _flex(bubble)
    items = [_quick_reply(button) for button in bubble.buttons[:QUICK_REPLIES]] if last else []
    return {**message, "quickReply": {"items": items}} if items else message


def _text(bubble: Text) -> JSON:
    return {"type": "text", "text": cut_utf16(bubble.text, TEXT_LIMIT)}


def _flex(card: Card) -> JSON:
    return {"type": "flex", "altText": cut_utf16(card.alt, ALT_LIMIT), "contents": _bubble(card)}


def _quick_reply(button: Button) -> JSON:
    return {
        "type": "action",
        "action": {
            "type": "postback",
            "label": shorten(button.label, LABEL_LIMIT),
            "data": button.data,
            "displayText": shorten(button.says, SAYS_LIMIT),
        },
    }


def _bubble(card: Card) -> JSON:
    body = [
        _label(card.title, size="lg", weight="bold", color=_GREEN),
        *([_label(card.subtitle, size="sm", color=_INK)] if card.subtitle else []),
        {"type": "separator", "margin": "md"},
        *(_row(row) for row in card.rows),
        *([{"type": "separator", "margin": "md"}, _label(card.note, size="xs", color=_GREY)] if card.note else []),
    ]
    return {
        "type": "bubble",
        "size": "mega",
        "body": {"type": "box", "layout": "vertical", "spacing": "sm", "contents": body},
    }


def _row(row: Row) -> JSON:
    weight = "bold" if row.strong else "regular"
    return {
        "type": "box",
        "layout": "baseline",
        "spacing": "sm",
        "contents": [
            _label(row.label, size="sm", color=_GREY, flex=4),
            _label(row.value or "-", size="sm", color=_INK, weight=weight, flex=6),
        ],
    }


def _label(text: str, **style: Any) -> JSON:
    return {"type": "text", "text": text, "wrap": True, **style}
