"""What was said in each chat, and what a test or the page may ask of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from itertools import count
from threading import Condition
from typing import Any

from bot.simulator.feed import Feed, LineEdited, LineTakenBack
from bot.simulator.records import JSON, Account, ChatLine, Impossible


class Chats:
    """The lines of every chat, by its id (a person's or a group's). `changed` guards them and wakes those who wait."""

    def __init__(self, clock: Callable[[], datetime], changed: Condition, feed: Feed) -> None:
        self._clock = clock
        self._changed = changed
        self._feed = feed
        self._lines: dict[str, list[ChatLine]] = {}
        self._numbers = count(1)
        self._message_ids = count(500_000_000_000_000_001)

    def next_message_id(self) -> str:
        """Ids of messages grow, as LINE's do."""
        return str(next(self._message_ids))

    def next_number(self) -> int:
        """A number above every line's so far, and below those to come."""
        return next(self._numbers)

    def add(
        self,
        account: Account,
        chat: str,
        sender: str,
        message: JSON,
        *,
        pushed: bool = False,
        tapped: str | None = None,
    ) -> None:
        """One more line in the chat."""
        with self._changed:
            line = ChatLine(next(self._numbers), account, chat, sender, self._clock(), message, pushed, tapped)
            self._lines.setdefault(chat, []).append(line)
            self._feed.add(line)

    def lines_in(self, chat: str, account: Account | None = None, since: int = 0) -> list[ChatLine]:
        """What both sides said after line number `since`, in order; with one account or with all."""
        with self._changed:
            return [
                line
                for line in self._lines.get(chat, ())
                if line.number > since and (account is None or line.account is account)
            ]

    def messages_to(self, chat: str, account: Account | None = None) -> list[JSON]:
        """The account's messages that reached this person or group, in order, as LINE's JSON."""
        return [
            {name: value for name, value in line.message.items() if name != "id"}
            for line in self.lines_in(chat, account)
            if line.from_bot
        ]

    def last_quick_replies(self, chat: str, account: Account | None = None) -> list[JSON]:
        """The actions of the quick replies one sees: those of the last message, if the account sent it."""
        lines = self.lines_in(chat, account)
        if not lines or not lines[-1].from_bot:
            return []
        quick: dict[str, Any] = lines[-1].message.get("quickReply") or {}
        return [item["action"] for item in quick.get("items", [])]

    def wait_for(self, chat: str, count: int, timeout: float = 5.0, account: Account | None = None) -> bool:
        """Waits until `count` messages of the account have reached the chat; false after `timeout` real seconds."""
        with self._changed:
            return self._changed.wait_for(lambda: len(self.messages_to(chat, account)) >= count, timeout)

    def take_back(self, user: str, message_id: str) -> ChatLine:
        """Marks what this person sent as unsent. Raises Impossible where they did not send it."""
        with self._changed:
            line = self._line_of(user, message_id)
            line.message["unsent"] = True
            self._feed.add(LineTakenBack(line))
            return line

    def edit(self, user: str, message_id: str, text: str) -> ChatLine:
        """Changes a text in a group. Raises Impossible elsewhere, and where this person did not send it."""
        with self._changed:
            line = self._line_of(user, message_id)
            if line.chat == user:
                raise Impossible("LINE tells of edits in groups only")
            line.message["text"] = text
            self._feed.add(LineEdited(line))
            return line

    def _line_of(self, user: str, message_id: str) -> ChatLine:
        for lines in self._lines.values():
            for line in lines:
                if line.message["id"] == message_id and line.sender == user:
                    return line
        raise Impossible(f"{user} has not sent {message_id}")

    def forget(self, chat: str) -> None:
        """Empties a chat, for a test that starts from a state reached before."""
        with self._changed:
            self._lines.pop(chat, None)

    def clear(self) -> None:
        with self._changed:
            self._lines.clear()
