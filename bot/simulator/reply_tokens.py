"""Reply tokens: each answers once, for about a minute."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Condition
from uuid import uuid4

from bot.simulator.records import Account

REPLY_TOKEN_LIFE = timedelta(seconds=60)
"""deploy/docs/line-rules.md: once, about a minute. A redelivery carries the same token and does not renew it here."""


@dataclass(frozen=True, slots=True)
class IssuedReplyToken:
    """What one token lets its account reply into."""

    account: Account
    chat: str
    expires: datetime


class ReplyTokens:
    """Those given out and not used. `changed` guards them."""

    def __init__(self, clock: Callable[[], datetime], changed: Condition) -> None:
        self._clock = clock
        self._changed = changed
        self._issued: dict[str, IssuedReplyToken] = {}

    def issue(self, account: Account, chat: str) -> str:
        """A token for one reply into `chat`."""
        token = uuid4().hex
        with self._changed:
            self._issued[token] = IssuedReplyToken(account, chat, self._clock() + REPLY_TOKEN_LIFE)
        return token

    def find(self, account: Account, token: str) -> IssuedReplyToken | None:
        """What the token is for, unless it is unknown, used, expired or another account's."""
        with self._changed:
            found = self._issued.get(token)
        is_good = found is not None and found.account is account and self._clock() <= found.expires
        return found if is_good else None

    def use(self, token: str) -> None:
        """It replies no more."""
        with self._changed:
            self._issued.pop(token, None)

    def clear(self) -> None:
        with self._changed:
            self._issued.clear()
