"""What people do on their phones: each act is seen in the chat and told to the account's webhook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import uuid4

from bot.simulator.chats import Chats
from bot.simulator.contents import Contents
from bot.simulator.directory import Directory
from bot.simulator.event_sender import EventSender
from bot.simulator.records import JSON, Account, ActionResult, Impossible, MediaContent
from bot.simulator.typed_text import Emoji, Mention, text_message
from messages.line_limits import MAX_TEXT
from messages.thai.text import utf16


class UserActions:
    """What LINE's own app would not let a person do raises Impossible.

    `account` may be left out where there is only one; in a group it is the group's own.
    """

    def __init__(self, directory: Directory, chats: Chats, contents: Contents, events: EventSender) -> None:
        self._directory = directory
        self._chats = chats
        self._contents = contents
        self._events = events

    def say(self, user: str, text: str, group: str | None = None, account: Account | None = None) -> ActionResult:
        """Types a text."""
        return self.write(user, [text], group, account)

    def write(
        self,
        user: str,
        pieces: Sequence[str | Mention | Emoji],
        group: str | None = None,
        account: Account | None = None,
    ) -> ActionResult:
        """Types a text with mentions and LINE's own emoji in it."""
        message = text_message(pieces)
        if not message["text"] or utf16(message["text"]) > MAX_TEXT:
            raise Impossible(f"LINE sends 1 to {MAX_TEXT} UTF-16 units")
        return self._send(user, message, group, account)

    def tap(
        self,
        user: str,
        data: str,
        display_text: str | None = None,
        group: str | None = None,
        account: Account | None = None,
        params: Mapping[str, str] | None = None,
    ) -> ActionResult:
        """Taps a button with postback `data`; `display_text` appears as the person's words, `params` are a picker's."""
        at = self._directory.account_for(user, group, account)
        if display_text:
            shown = {"id": self._chats.next_message_id(), "type": "text", "text": display_text}
            self._chats.add(at, group or user, user, shown, tapped=data)
        postback = {"data": data, **({"params": dict(params)} if params else {})}
        return self._events.send(at, self._events.event("postback", user, group, at, postback=postback))

    def send_sticker(
        self, user: str, group: str | None = None, account: Account | None = None, package: str = "446"
    ) -> ActionResult:
        """Sends a sticker."""
        sticker = {"type": "sticker", "packageId": package, "stickerId": "1988", "stickerResourceType": "STATIC"}
        return self._send(user, sticker, group, account)

    def send_image(
        self,
        user: str,
        data: bytes,
        group: str | None = None,
        account: Account | None = None,
        media_type: str = "image/jpeg",
        preparing: int = 0,
    ) -> ActionResult:
        """Sends a photo; its content is answered 202 `preparing` times before it can be fetched."""
        image = {"type": "image", "contentProvider": {"type": "line"}}
        return self._send_content(user, image, data, media_type, preparing, group, account)

    def send_audio(
        self,
        user: str,
        data: bytes,
        duration: int = 1000,
        group: str | None = None,
        account: Account | None = None,
        preparing: int = 0,
    ) -> ActionResult:
        """Sends a spoken message of `duration` milliseconds."""
        audio = {"type": "audio", "duration": duration, "contentProvider": {"type": "line"}}
        return self._send_content(user, audio, data, "audio/mp4", preparing, group, account)

    def send_file(
        self,
        user: str,
        name: str,
        data: bytes,
        group: str | None = None,
        account: Account | None = None,
    ) -> ActionResult:
        """Sends a file."""
        file = {"type": "file", "fileName": name, "fileSize": len(data)}
        return self._send_content(user, file, data, "application/octet-stream", 0, group, account)

    def send_location(
        self,
        user: str,
        latitude: float = 16.43,
        longitude: float = 102.83,
        title: str = "",
        group: str | None = None,
        account: Account | None = None,
    ) -> ActionResult:
        """Sends a place."""
        location = {"type": "location", "latitude": latitude, "longitude": longitude}
        return self._send(user, {**location, **({"title": title} if title else {})}, group, account)

    def unsend(self, user: str, message_id: str) -> ActionResult:
        """Takes a message back; its content is gone."""
        line = self._chats.take_back(user, message_id)
        self._contents.take_back(message_id)
        group = line.chat if line.chat != user else None
        fields = {"unsend": {"messageId": message_id}}
        event = self._events.event("unsend", user, group, line.account, replies=False, **fields)
        return self._events.send(line.account, event)

    def edit(self, user: str, message_id: str, text: str) -> ActionResult:
        """Changes a text in a group (LINE tells of edits in groups only)."""
        line = self._chats.edit(user, message_id, text)
        message = {"id": message_id, "type": "text", "text": text, "quoteToken": uuid4().hex}
        event = self._events.event("messageEdited", user, line.chat, line.account, message=message)
        return self._events.send(line.account, event)

    def _send(self, user: str, message: JSON, group: str | None, account: Account | None) -> ActionResult:
        at = self._directory.account_for(user, group, account)
        return self._show(at, user, group, {"id": self._chats.next_message_id(), **message})

    def _send_content(
        self,
        user: str,
        message: JSON,
        data: bytes,
        media_type: str,
        preparing: int,
        group: str | None,
        account: Account | None,
    ) -> ActionResult:
        at = self._directory.account_for(user, group, account)
        message_id = self._chats.next_message_id()
        self._contents.add(message_id, MediaContent(at, data, media_type, preparing))
        return self._show(at, user, group, {"id": message_id, **message})

    def _show(self, at: Account, user: str, group: str | None, message: JSON) -> ActionResult:
        self._chats.add(at, group or user, user, dict(message))
        quoted = {} if message["type"] in {"file", "audio", "location"} else {"quoteToken": uuid4().hex}
        sent = self._events.send(at, self._events.event("message", user, group, at, message={**message, **quoted}))
        return ActionResult(sent.event, sent.status, message["id"])
