"""Webhook events as LINE writes them. Pure: ids and moments come from outside."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.simulator.records import JSON

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def event_body(kind: str, source: JSON, at: datetime, event_id: str, **fields: Any) -> JSON:
    """One event of `kind`; `fields` are its own parts (message, postback, replyToken …)."""
    return {
        "type": kind,
        **fields,
        "mode": "active",
        "timestamp": milliseconds(at),
        "source": source,
        "webhookEventId": event_id,
        "deliveryContext": {"isRedelivery": False},
    }


def source_of(user: str | None, group: str | None) -> JSON:
    """Where an event comes from: a person, or a group with the person who acted (absent for join and leave)."""
    if group is None:
        return {"type": "user", "userId": user}
    return {"type": "group", "groupId": group, **({"userId": user} if user else {})}


def again(event: JSON) -> JSON:
    """The same event as LINE redelivers it: same id, same token."""
    return {**event, "deliveryContext": {"isRedelivery": True}}


def webhook_body(destination: str, events: Sequence[JSON]) -> bytes:
    """The raw body LINE posts."""
    body = {"destination": destination, "events": list(events)}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def signature(secret: str, body: bytes) -> str:
    """X-Line-Signature: base64(HMAC-SHA256(account secret, raw body))."""
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


def milliseconds(at: datetime) -> int:
    """Unix time in milliseconds, as LINE's timestamps."""
    return int(at.timestamp() * 1000)


def ulid(at: datetime, randomness: bytes) -> str:
    """A webhookEventId: 48 bits of milliseconds, then the 10 bytes of `randomness`, in Crockford's base 32."""
    value = milliseconds(at) << 80 | int.from_bytes(randomness, "big")
    return "".join(_CROCKFORD[value >> shift & 31] for shift in range(125, -1, -5))
