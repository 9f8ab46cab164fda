"""Bubbles → LINE's message JSON. Pure; every limit of LINE it must keep is tested against the simulator's checks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.line.cards import JSON, bubble, postback
from messages.chat.bubbles import Bubble, Button, Card, Text
from messages.line_limits import MAX_ALT_TEXT, MAX_QUICK_REPLIES, MAX_QUICK_REPLY_LABEL, MAX_TEXT
from messages.thai.text import cut_utf16, sanitize
from storage import json_text


def render(bubbles: Sequence[Bubble]) -> tuple[Mapping[str, Any], ...]:
    """One reply or push: at most five messages.

    Quick replies show for the last message only, so only it carries any.
    """
    last = len(bubbles) - 1
    return tuple(_fit_whole(_message(said, last=position == last)) for position, said in enumerate(bubbles))


def _fit_whole(message: JSON) -> JSON:
    """The message itself where its JSON shows nothing odd: walking through it would be a third of the making."""
    told = json_text.dump(message)
    plain = told.isprintable() and "\\u00" not in told and "\ufffd" not in told
    return message if plain else dict(_fit(message))


def _fit(value: Any) -> Any:
    """What a message may hold: names and answers may be older than the cleaning of texts that come in.

    LINE refuses a whole message for one text that is empty, so a text of which nothing is left keeps a sign.
    """
    match value:
        case str():
            return value if value.isprintable() else sanitize(value) or "-"
        case dict():
            return {key: _fit(item) for key, item in value.items()}
        case list():
            return [_fit(item) for item in value]
    return value


def _message(said: Bubble, *, last: bool) -> JSON:
    message = _text(said.text) if isinstance(said, Text) else _flex(said)
    items = [_quick_reply(button) for button in said.buttons[:MAX_QUICK_REPLIES]] if last else []
    return {**message, "quickReply": {"items": items}} if items else message


def _text(text: str) -> JSON:
    return {"type": "text", "text": cut_utf16(text, MAX_TEXT)}


def _flex(card: Card) -> JSON:
    """A card that cannot be made to fit is told in words."""
    contents = bubble(card)
    if contents is None:
        return _text(card.alt)
    return {"type": "flex", "altText": cut_utf16(card.alt, MAX_ALT_TEXT), "contents": contents}


def _quick_reply(button: Button) -> JSON:
    return {"type": "action", "action": postback(button, MAX_QUICK_REPLY_LABEL)}
