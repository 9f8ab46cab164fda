"""Sends webhook events as LINE would send them now, one at a time or several in one body."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from bot.simulator.accounts import Accounts
from bot.simulator.chats import Chats
from bot.simulator.directory import Directory
from bot.simulator.events import event_body, source_of, ulid
from bot.simulator.records import JSON, Account, ActionResult
from bot.simulator.reply_tokens import ReplyTokens
from bot.simulator.webhook_client import WebhookClient


class EventSender:
    """`account` may be left out where there is only one; in a group it is the group's own."""

    def __init__(
        self,
        clock: Callable[[], datetime],
        accounts: Accounts,
        directory: Directory,
        chats: Chats,
        tokens: ReplyTokens,
        webhooks: WebhookClient,
    ) -> None:
        self._clock = clock
        self._accounts = accounts
        self._directory = directory
        self._chats = chats
        self._tokens = tokens
        self._webhooks = webhooks

    def event(
        self,
        kind: str,
        user: str | None,
        group: str | None = None,
        account: Account | None = None,
        *,
        replies: bool = True,
        **fields: Any,
    ) -> JSON:
        """An event as LINE would send it now, with a reply token that works unless `replies` is false; not sent."""
        at = account or self._account_of(group)
        now = self._clock()
        token = {"replyToken": self._tokens.issue(at, group or user or "")} if replies else {}
        return event_body(kind, source_of(user, group), now, ulid(now, secrets.token_bytes(10)), **fields, **token)

    def message_event(self, user: str, text: str, group: str | None = None, account: Account | None = None) -> JSON:
        """The event of a typed text, not sent: for `post`, where several go in one webhook or one goes twice."""
        message = {"id": self._chats.next_message_id(), "type": "text", "text": text, "quoteToken": uuid4().hex}
        return self.event("message", user, group, account, message=message)

    def send(self, account: Account, event: JSON) -> ActionResult:
        """One event in a webhook of its own."""
        return ActionResult(event, self._webhooks.send(account, [event]))

    def post(self, events: Sequence[JSON], account: Account | None = None) -> int:
        """Sends these events in one webhook; gives its status, 0 for none."""
        return self._webhooks.send(self._accounts.only(account), events)

    def deliver_raw(self, body: bytes, signature: str | None = None, account: Account | None = None) -> int:
        """Posts this body, rightly signed unless a signature is given; never redelivered. Gives the status."""
        return self._webhooks.post(self._accounts.only(account), body, signature)

    def redeliver(self) -> list[int]:
        """Sends again, now, all that was not answered 200; gives the statuses."""
        return self._webhooks.redeliver()

    def _account_of(self, group: str | None) -> Account:
        return self._directory.account_in(self._directory.group(group)) if group else self._accounts.only()
