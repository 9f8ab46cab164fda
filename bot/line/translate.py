"""LINE's event → Incoming. None for what Tanrob has no use for, cannot read, or could not store (a NUL in an id).

Read from the JSON itself: the SDK's models refuse an event for what LINE leaves out of it and Tanrob does not need
(quoteToken, deliveryContext …), and checking the rest costs more than the conversation's next step.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.conversation.events import ButtonTapped, Followed, MediaReceived, MessageUnsent, TextReceived
from bot.line.spans import without_emoji_and_own_name
from bot.usecases.incoming import BotJoined, BotLeft, Incoming, LineEvent, Unfollowed
from messages.chat.postback import unpack
from messages.thai.text import sanitize

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST = 2**42
"""Milliseconds, in the year 2109."""
_MEMBERSHIP: Mapping[str, type[Followed | Unfollowed | BotJoined | BotLeft]] = {
    "follow": Followed,
    "unfollow": Unfollowed,
    "join": BotJoined,
    "leave": BotLeft,
}
"""By LINE's type of event: a person or the bot comes or goes."""


def translate(raw: Mapping[str, Any], now: datetime) -> Incoming | None:
    """What happened, to whom and where. A channel in standby (another bot has the chat) says nothing."""
    event_id, source, token = raw.get("webhookEventId"), _source(raw), raw.get("replyToken")
    event = _event(event_id, now, raw) if isinstance(event_id, str) else None
    if not event or not source or raw.get("mode", "active") != "active":
        return None
    user_id, group_id = source
    if any(name and name != sanitize(name) for name in (event.id, user_id, group_id, _message_id(event))):
        return None
    token = sanitize(token) if isinstance(token, str) else None
    return Incoming(event, user_id, group_id, token, _happened_at(raw))


def _message_id(event: LineEvent) -> str:
    return event.message_id if isinstance(event, TextReceived | MediaReceived | MessageUnsent) else ""


def _happened_at(raw: Mapping[str, Any]) -> datetime | None:
    match raw.get("timestamp"):
        case int(milliseconds):
            return _EPOCH + timedelta(milliseconds=min(max(milliseconds, 0), _LATEST))
    return None


def _source(raw: Mapping[str, Any]) -> tuple[str | None, str | None] | None:
    """(user, group), the user unknown in some groups; a room is nothing Tanrob can be bound to."""
    match raw.get("source"):
        case {"type": "user", "userId": str(user_id)}:
            return user_id, None
        case {"type": "group", "groupId": str(group_id), "userId": str(user_id)}:
            return user_id, group_id
        case {"type": "group", "groupId": str(group_id)}:
            return None, group_id
    return None


def _event(event_id: str, now: datetime, raw: Mapping[str, Any]) -> LineEvent | None:
    match raw:
        case {"type": "message", "message": {"type": "text", "id": str(message_id), "text": str()} as message}:
            return _text(event_id, now, message_id, message, _happened_at(raw))
        case {"type": "message", "message": {"type": "text"}}:
            return None
        case {"type": "message", "message": {"type": str(kind), "id": str(message_id)} as message}:
            return MediaReceived(event_id, now, _kind(kind, message), message_id)
        case {"type": "postback", "postback": {"data": str(data)}}:
            return ButtonTapped(event_id, now, unpack(sanitize(data)))
        case {"type": "unsend", "unsend": {"messageId": str(message_id)}}:
            return MessageUnsent(event_id, now, message_id)
    return _membership(event_id, now, raw.get("type"))


def _text(
    event_id: str, now: datetime, message_id: str, message: Mapping[str, Any], sent_at: datetime | None
) -> LineEvent:
    """The words typed; LINE's emoji alone say as much as a sticker."""
    text = sanitize(without_emoji_and_own_name(message))
    if text.strip() or not message.get("emojis"):
        return TextReceived(event_id, now, message_id, text, sent_at)
    return MediaReceived(event_id, now, "sticker", message_id)


def _kind(kind: str, message: Mapping[str, Any]) -> str:
    """LINE's name of the kind; a picture that LINE does not hold itself cannot be fetched from it."""
    match message:
        case {"type": "image", "contentProvider": {"type": "line"}}:
            return kind
        case {"type": "image"}:
            return "other"
    return kind


def _membership(event_id: str, now: datetime, kind: object) -> LineEvent | None:
    found = _MEMBERSHIP.get(kind) if isinstance(kind, str) else None
    return found(event_id, now) if found else None
