"""What people do on their phones: each deed is seen in the chat and told to the channel's webhook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import uuid4

from bot.simulator.feed import Edited, Unsent
from bot.simulator.membership import Membership
from bot.simulator.records import JSON, Channel, Content, Impossible, Sent
from bot.simulator.writing import Emoji, Mention, text_message
from messages.line_limits import MAX_TEXT
from messages.thai.text import utf16


class Acting(Membership):
    """The deeds of people. Those LINE's own app would not allow raise Impossible."""

    def say(self, user: str, text: str, group: str | None = None, channel: Channel | None = None) -> Sent:
        """Types a text."""
        return self.write(user, [text], group, channel)

    def write(
        self,
        user: str,
        pieces: Sequence[str | Mention | Emoji],
        group: str | None = None,
        channel: Channel | None = None,
    ) -> Sent:
        """Types a text with mentions and LINE's own emoji in it."""
        message = text_message(pieces)
        if not message["text"] or utf16(message["text"]) > MAX_TEXT:
            raise Impossible(f"LINE sends 1 to {MAX_TEXT} UTF-16 units")
        return self._send(user, message, group, channel)

    def tap(
        self,
        user: str,
        data: str,
        display_text: str | None = None,
        group: str | None = None,
        channel: Channel | None = None,
        params: Mapping[str, str] | None = None,
    ) -> Sent:
        """Taps a button with postback `data`; `display_text` appears as the person's words, `params` are a picker's."""
        at = self._channel_for(user, group, channel)
        if display_text:
            shown = {"id": self.platform.next_message_id(), "type": "text", "text": display_text}
            self.platform.add_entry(at, group or user, user, shown, tapped=data)
        postback = {"data": data, **({"params": dict(params)} if params else {})}
        return self._tell(at, self.event("postback", user, group, at, postback=postback))

    def send_sticker(
        self, user: str, group: str | None = None, channel: Channel | None = None, package: str = "446"
    ) -> Sent:
        """Sends a sticker."""
        sticker = {"type": "sticker", "packageId": package, "stickerId": "1988", "stickerResourceType": "STATIC"}
        return self._send(user, sticker, group, channel)

    def send_image(
        self,
        user: str,
        data: bytes,
        group: str | None = None,
        channel: Channel | None = None,
        media_type: str = "image/jpeg",
        preparing: int = 0,
    ) -> Sent:
        """Sends a photo; its content is answered 202 `preparing` times before it can be fetched."""
        image = {"type": "image", "contentProvider": {"type": "line"}}
        return self._send_content(user, image, data, media_type, preparing, group, channel)

    def send_audio(
        self,
        user: str,
        data: bytes,
        duration: int = 1000,
        group: str | None = None,
        channel: Channel | None = None,
        preparing: int = 0,
    ) -> Sent:
        """Sends a spoken message of `duration` milliseconds."""
        audio = {"type": "audio", "duration": duration, "contentProvider": {"type": "line"}}
        return self._send_content(user, audio, data, "audio/mp4", preparing, group, channel)

    def send_file(
        self,
        user: str,
        name: str,
        data: bytes,
        group: str | None = None,
        channel: Channel | None = None,
    ) -> Sent:
        """Sends a file."""
        file = {"type": "file", "fileName": name, "fileSize": len(data)}
        return self._send_content(user, file, data, "application/octet-stream", 0, group, channel)

    def send_location(
        self,
        user: str,
        latitude: float = 16.43,
        longitude: float = 102.83,
        title: str = "",
        group: str | None = None,
        channel: Channel | None = None,
    ) -> Sent:
        """Sends a place."""
        location = {"type": "location", "latitude": latitude, "longitude": longitude}
        return self._send(user, {**location, **({"title": title} if title else {})}, group, channel)

    def unsend(self, user: str, message_id: str) -> Sent:
        """Takes a message back; its content is gone."""
        entry = self.platform.entry_of(user, message_id)
        with self.platform.changed:
            entry.message["unsent"] = True
            if content := self.platform.contents.get(message_id):
                content.unsent = True
            self.platform.feed.add(Unsent(entry))
        group = entry.chat if entry.chat != user else None
        fields = {"unsend": {"messageId": message_id}}
        return self._tell(entry.channel, self.event("unsend", user, group, entry.channel, replies=False, **fields))

    def edit(self, user: str, message_id: str, text: str) -> Sent:
        """Changes a text in a group (LINE tells of edits in groups only)."""
        entry = self.platform.entry_of(user, message_id)
        if entry.chat == user:
            raise Impossible("LINE tells of edits in groups only")
        with self.platform.changed:
            entry.message["text"] = text
            self.platform.feed.add(Edited(entry))
        message = {"id": message_id, "type": "text", "text": text, "quoteToken": uuid4().hex}
        return self._tell(entry.channel, self.event("messageEdited", user, entry.chat, entry.channel, message=message))

    def _send(self, user: str, message: JSON, group: str | None, channel: Channel | None) -> Sent:
        at = self._channel_for(user, group, channel)
        return self._said(at, user, group, {"id": self.platform.next_message_id(), **message})

    def _send_content(
        self,
        user: str,
        message: JSON,
        data: bytes,
        media_type: str,
        preparing: int,
        group: str | None,
        channel: Channel | None,
    ) -> Sent:
        at = self._channel_for(user, group, channel)
        message_id = self.platform.next_message_id()
        with self.platform.changed:
            self.platform.contents[message_id] = Content(at, data, media_type, preparing)
        return self._said(at, user, group, {"id": message_id, **message})

    def _said(self, at: Channel, user: str, group: str | None, message: JSON) -> Sent:
        self.platform.add_entry(at, group or user, user, dict(message))
        quoted = {} if message["type"] in {"file", "audio", "location"} else {"quoteToken": uuid4().hex}
        told = self._tell(at, self.event("message", user, group, at, message={**message, **quoted}))
        return Sent(told.event, told.status, message["id"])
