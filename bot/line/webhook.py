"""A webhook's body: its signature, and its events one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from linebot.v3.webhook import SignatureValidator

from bot.clock import Clock
from bot.conversation.events import TextReceived
from bot.line.translate import translate
from bot.usecases.incoming import Incoming
from storage import json_text


def is_signed(channel_secret: str, body: str, signature: str) -> bool:
    """Whether LINE signed this raw body: base64(HMAC-SHA256(channel secret, body))."""
    return bool(SignatureValidator(channel_secret).validate(body, signature))


def events_of(body: str, clock: Clock) -> Iterator[Incoming]:
    """The events Tanrob understands, in the order they happened; one that cannot be read does not stop the others.

    Each is given the moment at which it is taken from the iterator.
    """
    said: set[str | None] = set()
    for raw in sorted(_raw_events(body), key=_timestamp):
        incoming = translate(raw, clock())
        if incoming is not None:
            yield _with_message_before(incoming) if incoming.user_id in said else incoming
            said.add(incoming.user_id)


def _with_message_before(incoming: Incoming) -> Incoming:
    """The message of somebody of whom one has come in the same body: no answer to that was there when it was sent."""
    event = incoming.event
    return replace(incoming, event=replace(event, together=True)) if isinstance(event, TextReceived) else incoming


def _raw_events(body: str) -> list[Mapping[str, Any]]:
    try:
        parsed = json_text.load(body)
    except ValueError:
        return []
    events = parsed.get("events") if isinstance(parsed, dict) else None
    return [event for event in events if isinstance(event, dict)] if isinstance(events, list) else []


def _timestamp(event: Mapping[str, Any]) -> int:
    value = event.get("timestamp")
    return value if isinstance(value, int) else 0
