"""Reply, push and multicast by LINE's rules (deploy/docs/line-rules.md, "Money" and "Sending")."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Condition
from typing import Any
from uuid import uuid4

from bot.simulator.chats import Chats
from bot.simulator.directory import Directory
from bot.simulator.quota import Kind, QuotaCounter
from bot.simulator.records import JSON, Account, ApiAnswer, ApiRefusal
from bot.simulator.reply_tokens import ReplyTokens
from bot.simulator.rules import requests
from bot.simulator.rules.json_checks import Check, Problem

RETRY_KEY_LIFE = timedelta(hours=24)
_QUOTABLE = frozenset({"text", "textV2", "sticker", "image", "video", "template"})
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Accepted:
    request_id: str
    sent: Sequence[JSON]
    at: datetime


def validate(rule: Check, body: Any) -> None:
    """Raises ApiRefusal (400) naming everything wrong with the body."""
    _refuse_for(list(rule(body, ())))


def _refuse_for(problems: Sequence[Problem]) -> None:
    if problems:
        raise ApiRefusal(ApiAnswer(400, requests.refusal(problems)), invalid=True)


class Sending:
    """Sends what the official account says. Every method raises ApiRefusal where LINE would refuse."""

    def __init__(
        self,
        clock: Callable[[], datetime],
        directory: Directory,
        chats: Chats,
        tokens: ReplyTokens,
        quota: QuotaCounter,
        changed: Condition,
    ) -> None:
        self._clock = clock
        self._directory = directory
        self._chats = chats
        self._tokens = tokens
        self._quota = quota
        self._changed = changed
        self._accepted: dict[tuple[str, str], Accepted] = {}

    def reply(self, account: Account, body: Any, retry_key: str | None) -> ApiAnswer:
        """Free, once for each token, within a minute; takes no retry key."""
        if retry_key is not None:
            raise ApiRefusal(ApiAnswer(400, {"message": "The retry key cannot be used with this API"}), invalid=True)
        validate(requests.REPLY, body)
        with self._changed:
            token = self._tokens.find(account, body["replyToken"])
            if token is None:
                raise ApiRefusal(ApiAnswer(400, {"message": "Invalid reply token"}))
            self._check_mentions(token.chat, body["messages"])
            self._tokens.use(body["replyToken"])
            sent = self._deliver(account, token.chat, body["messages"], pushed=False)
        return ApiAnswer(200, {"sentMessages": sent})

    def push(self, account: Account, body: Any, retry_key: str | None, request_id: str) -> ApiAnswer:
        """Counted per recipient, to a group per member; unknown ids and left groups are refused."""
        validate(requests.PUSH, body)
        with self._changed:
            self._check_retry_key(account, retry_key)
            chat = body["to"]
            reached = self._directory.count_recipients(account, chat)
            if reached is None:
                raise ApiRefusal(ApiAnswer(400, {"message": "Failed to send messages"}))
            self._check_mentions(chat, body["messages"])
            kind: Kind = "group" if chat in self._directory.groups else "person"
            self._quota.charge(account, reached, kind)
            sent = self._deliver(account, chat, body["messages"])
            self._accept(account, retry_key, request_id, sent)
        return ApiAnswer(200, {"sentMessages": sent})

    def multicast(self, account: Account, body: Any, retry_key: str | None, request_id: str) -> ApiAnswer:
        """To people only; those unknown or out of reach are passed over and not counted. Answers {}, as LINE does."""
        validate(requests.MULTICAST, body)
        with self._changed:
            self._check_retry_key(account, retry_key)
            people = [one for one in dict.fromkeys(body["to"]) if self._directory.count_recipients(account, one)]
            self._check_mentions("", body["messages"])
            self._quota.charge(account, len(people), "multicast")
            for person in people:
                self._deliver(account, person, body["messages"])
            self._accept(account, retry_key, request_id, [])
        return ApiAnswer(200, {})

    def _deliver(self, account: Account, chat: str, messages: Sequence[JSON], *, pushed: bool = True) -> list[JSON]:
        """Puts the account's messages into the chat and gives LINE's `sentMessages`.

        A person who blocked the account sees none of it; the ids are given all the same.
        """
        sent = []
        for message in messages:
            message_id = self._chats.next_message_id()
            if self._directory.count_recipients(account, chat):
                self._chats.add(account, chat, account.bot_id, {"id": message_id, **message}, pushed=pushed)
            quotable = {"quoteToken": uuid4().hex} if message["type"] in _QUOTABLE else {}
            sent.append({"id": message_id, **quotable})
        return sent

    def _check_mentions(self, chat: str, messages: Sequence[JSON]) -> None:
        if chat not in self._directory.groups:
            _refuse_for(requests.mentions(messages))

    def _check_retry_key(self, account: Account, key: str | None) -> None:
        """The same key again within 24 hours is 409: LINE has accepted it already; after that it is a new send."""
        if key is None:
            return
        if not _UUID.fullmatch(key):
            raise ApiRefusal(ApiAnswer(400, {"message": "The retry key must be a UUID"}), invalid=True)
        before = self._accepted.get((account.bot_id, key.lower()))
        if before is None or self._clock() - before.at >= RETRY_KEY_LIFE:
            return
        sent = {"sentMessages": list(before.sent)} if before.sent else {}
        body = {"message": "The retry key is already accepted", **sent}
        raise ApiRefusal(ApiAnswer(409, body, {"X-Line-Accepted-Request-Id": before.request_id}))

    def _accept(self, account: Account, key: str | None, request_id: str, sent: Sequence[JSON]) -> None:
        if key is not None:
            accepted = Accepted(request_id, sent, self._clock())
            self._accepted[account.bot_id, key.lower()] = accepted
