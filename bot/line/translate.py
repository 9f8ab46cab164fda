"""LINE's event → Incoming. None for what Tanrob has no use for; raises for what is not an event at all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from linebot.v3.webhooks import (
    Event,
    FollowEvent,
    GroupSource,
    ImageMessageContent,
    JoinEvent,
    LeaveEvent,
    MessageContent,
    MessageEvent,
    PostbackEvent,
    TextMessageContent,
    UnfollowEvent,
    UnsendEvent,
    UserSource,
)

from bot.usecases.incoming import (
    BotJoined,
    BotLeft,
    ButtonTapped,
    Content,
    Followed,
    Incoming,
    MessageUnsent,
    OtherShown,
    TextSaid,
    Unfollowed,
)
from messages.postback import unpack


def translate(raw: Mapping[str, Any]) -> Incoming | None:
    """What happened, to whom and where. A channel in standby (another bot has the chat) says nothing."""
    if raw.get("mode", "active") != "active":
        return None
    event = Event.from_dict(_completed(raw))
    content = _content(event)
    if content is None:
        return None
    source = event.source
    if not isinstance(source, UserSource | GroupSource):
        return None
    return Incoming(
        event_id=event.webhook_event_id,
        content=content,
        user_id=source.user_id,
        group_id=source.group_id if isinstance(source, GroupSource) else None,
        reply_token=getattr(event, "reply_token", None),
    )


def _completed(raw: Mapping[str, Any]) -> dict[str, Any]:
    """The event with what the SDK insists on and Tanrob does not need; LINE leaves some of it out."""
    event = {"mode": "active", "timestamp": 0, "deliveryContext": {"isRedelivery": False}, **raw}
    if event.get("type") == "follow":
        event["follow"] = {"isUnblocked": False, **(event.get("follow") or {})}
    if isinstance(event.get("message"), dict):
        event["message"] = {"quoteToken": "", **event["message"]}
    return event


def _content(event: object) -> Content | None:
    match event:
        case MessageEvent(message=TextMessageContent() as message):
            return TextSaid(message.id, message.text)
        case MessageEvent(message=message):
            return OtherShown(_kind(message), message.id)
        case PostbackEvent():
            return ButtonTapped(unpack(event.postback.data))
        case UnsendEvent():
            return MessageUnsent(event.unsend.message_id)
    return _coming_and_going(event)


def _kind(message: MessageContent) -> str:
    """LINE's name of the kind; a picture that LINE does not hold itself cannot be fetched from it."""
    if isinstance(message, ImageMessageContent) and message.content_provider.type != "line":
        return "other"
    return str(message.type)


def _coming_and_going(event: object) -> Content | None:
    match event:
        case FollowEvent():
            return Followed()
        case UnfollowEvent():
            return Unfollowed()
        case JoinEvent():
            return BotJoined()
        case LeaveEvent():
            return BotLeft()
    return None
