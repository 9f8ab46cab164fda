"""A webhook's body: its signature, and its events one by one."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping
from typing import Any

from linebot.v3.webhook import SignatureValidator

from bot.line.translate import translate
from bot.usecases.incoming import Incoming

log = logging.getLogger(__name__)


def is_signed(channel_secret: str, body: str, signature: str) -> bool:
    """Whether LINE signed this raw body: base64(HMAC-SHA256(channel secret, body))."""
    return bool(SignatureValidator(channel_secret).validate(body, signature))


def events_of(body: str) -> Iterator[Incoming]:
    """The events Tanrob understands, in the order they happened; one that cannot be read does not stop the others."""
    for event in sorted(_raw_events(body), key=_timestamp):
        try:
            incoming = translate(event)
        except Exception as error:
            log.warning("event not understood type=%s error=%s", _type_of(event), type(error).__name__)
            continue
        if incoming is not None:
            yield incoming


def _raw_events(body: str) -> list[Mapping[str, Any]]:
    try:
        parsed = json.loads(body)
    except ValueError:
        return []
    events = parsed.get("events") if isinstance(parsed, dict) else None
    return [event for event in events if isinstance(event, dict)] if isinstance(events, list) else []


def _timestamp(event: Mapping[str, Any]) -> int:
    value = event.get("timestamp")
    return value if isinstance(value, int) else 0


def _type_of(event: Mapping[str, Any]) -> str:
    """Only a known shape of word reaches the log: the body is hostile until checked."""
    value = event.get("type")
    return value if isinstance(value, str) and value.isalpha() and len(value) < 40 else "?"
