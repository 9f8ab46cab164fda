"""Reply, push and multicast by LINE's rules (deploy/docs/line-rules.md, "Money" and "Sending")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.simulator import limits
from bot.simulator.checking import Check, Problem
from bot.simulator.platform import Platform
from bot.simulator.quota import Kind, charge
from bot.simulator.records import JSON, Answer, Channel, Refused

RETRY_KEY_LIFE = timedelta(hours=24)
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Accepted:
    request_id: str
    sent: Sequence[JSON]
    at: datetime


def validate(rule: Check, body: Any) -> None:
    """Raises Refused (400) naming everything wrong with the body."""
    _refuse_for(list(rule(body, ())))


def _refuse_for(problems: Sequence[Problem]) -> None:
    if problems:
        raise Refused(Answer(400, limits.refusal(problems)), invalid=True)


class Sending:
    """Sends what the official account says. Every method raises Refused where LINE would refuse."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._accepted: dict[tuple[str, str], Accepted] = {}

    def reply(self, channel: Channel, body: Any, retry_key: str | None) -> Answer:
        """Free, once for each token, within a minute; takes no retry key."""
        if retry_key is not None:
            raise Refused(Answer(400, {"message": "The retry key cannot be used with this API"}), invalid=True)
        validate(limits.REPLY, body)
        with self._platform.changed:
            token = self._platform.reply_token(channel, body["replyToken"])
            if token is None:
                raise Refused(Answer(400, {"message": "Invalid reply token"}))
            self._check_mentions(token.chat, body["messages"])
            self._platform.use_reply_token(body["replyToken"])
            sent = self._platform.deliver(channel, token.chat, body["messages"], pushed=False)
        return Answer(200, {"sentMessages": sent})

    def push(self, channel: Channel, body: Any, retry_key: str | None, request_id: str) -> Answer:
        """Counted per recipient, to a group per member; unknown ids and left groups are refused."""
        validate(limits.PUSH, body)
        with self._platform.changed:
            self._check_retry_key(channel, retry_key)
            chat = body["to"]
            reached = self._platform.members_reached(channel, chat)
            if reached is None:
                raise Refused(Answer(400, {"message": "Failed to send messages"}))
            self._check_mentions(chat, body["messages"])
            kind: Kind = "group" if chat in self._platform.groups else "person"
            charge(channel, reached, self._platform.clock(), kind)
            sent = self._platform.deliver(channel, chat, body["messages"])
            self._accept(channel, retry_key, request_id, sent)
        return Answer(200, {"sentMessages": sent})

    def multicast(self, channel: Channel, body: Any, retry_key: str | None, request_id: str) -> Answer:
        """To people only; those unknown or out of reach are passed over and not counted. Answers {}, as LINE does."""
        validate(limits.MULTICAST, body)
        with self._platform.changed:
            self._check_retry_key(channel, retry_key)
            people = [one for one in dict.fromkeys(body["to"]) if self._platform.members_reached(channel, one)]
            self._check_mentions("", body["messages"])
            charge(channel, len(people), self._platform.clock(), "multicast")
            for person in people:
                self._platform.deliver(channel, person, body["messages"])
            self._accept(channel, retry_key, request_id, [])
        return Answer(200, {})

    def _check_mentions(self, chat: str, messages: Sequence[JSON]) -> None:
        if chat not in self._platform.groups:
            _refuse_for(limits.mentions(messages))

    def _check_retry_key(self, channel: Channel, key: str | None) -> None:
        """The same key again within 24 hours is 409: LINE has accepted it already; after that it is a new send."""
        if key is None:
            return
        if not _UUID.fullmatch(key):
            raise Refused(Answer(400, {"message": "The retry key must be a UUID"}), invalid=True)
        before = self._accepted.get((channel.bot_id, key.lower()))
        if before is None or self._platform.clock() - before.at >= RETRY_KEY_LIFE:
            return
        sent = {"sentMessages": list(before.sent)} if before.sent else {}
        said = {"message": "The retry key is already accepted", **sent}
        raise Refused(Answer(409, said, {"X-Line-Accepted-Request-Id": before.request_id}))

    def _accept(self, channel: Channel, key: str | None, request_id: str, sent: Sequence[JSON]) -> None:
        if key is not None:
            accepted = Accepted(request_id, sent, self._platform.clock())
            self._accepted[channel.bot_id, key.lower()] = accepted
