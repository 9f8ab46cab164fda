"""Tells the webhooks: events as LINE would send them now, one at a time or several in one body."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from bot.simulator.events import event_body, source_of, ulid
from bot.simulator.platform import Platform
from bot.simulator.records import JSON, Channel, Group, Impossible, Sent
from bot.simulator.webhooks import Courier


class Telling:
    """`channel` may be left out where there is only one; in a group it is the group's own."""

    def __init__(self, platform: Platform, courier: Courier) -> None:
        self.platform = platform
        self._courier = courier

    def event(
        self,
        kind: str,
        user: str | None,
        group: str | None = None,
        channel: Channel | None = None,
        *,
        replies: bool = True,
        **fields: Any,
    ) -> JSON:
        """An event as LINE would send it now, with a reply token that works unless `replies` is false; not sent."""
        at = channel or (self._in_group(self.platform.group(group)) if group else self.platform.only_channel(None))
        now = self.platform.clock()
        token = {"replyToken": self.platform.new_reply_token(at, group or user or "")} if replies else {}
        return event_body(kind, source_of(user, group), now, ulid(now, secrets.token_bytes(10)), **fields, **token)

    def message_event(self, user: str, text: str, group: str | None = None, channel: Channel | None = None) -> JSON:
        """The event of a typed text, not sent: for `post`, where several go in one webhook or one goes twice."""
        message = {"id": self.platform.next_message_id(), "type": "text", "text": text, "quoteToken": uuid4().hex}
        return self.event("message", user, group, channel, message=message)

    def post(self, events: Sequence[JSON], channel: Channel | None = None) -> int:
        """Sends these events in one webhook; gives its status, 0 for none."""
        return self._courier.send(self.platform.only_channel(channel), events)

    def deliver_raw(self, body: bytes, signature: str | None = None, channel: Channel | None = None) -> int:
        """Posts this body, rightly signed unless a signature is given; never redelivered. Gives the status."""
        return self._courier.post(self.platform.only_channel(channel), body, signature)

    def redeliver(self) -> list[int]:
        """Sends again, now, all that was not answered 200; gives the statuses."""
        return self._courier.redeliver()

    def _tell(self, at: Channel, event: JSON) -> Sent:
        return Sent(event, self._courier.send(at, [event]))

    def _channel_for(self, user: str, group_id: str | None, channel: Channel | None) -> Channel:
        if user not in self.platform.people:
            raise Impossible(f"no person {user}")
        if group_id is not None:
            group = self.platform.group(group_id)
            if user not in group.members:
                raise Impossible("only members speak in a group")
            return self._in_group(group)
        at = self.platform.only_channel(channel)
        if user in at.blocked:
            raise Impossible("nobody writes to an account they blocked")
        return at

    def _in_group(self, group: Group) -> Channel:
        if group.channel is None:
            raise Impossible("no account is in this group")
        return group.channel
