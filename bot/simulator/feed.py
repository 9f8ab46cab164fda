"""What happened on the simulated LINE, numbered, so that a page that was cut off goes on where it stood."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Condition
from uuid import uuid4

from bot.simulator.records import Account, ApiCall, ChatLine

MAX_MISSED_EVENTS = 2000
"""Events a page may have missed; one that missed more begins anew."""


@dataclass(frozen=True, slots=True)
class LineTakenBack:
    """Somebody took a line back."""

    entry: ChatLine


@dataclass(frozen=True, slots=True)
class LineEdited:
    """Somebody changed a line in a group."""

    entry: ChatLine


@dataclass(frozen=True, slots=True)
class LoadingShown:
    """The account shows in a person's chat that it is at work, for `seconds` or until its next message."""

    account: Account
    chat: str
    seconds: int


@dataclass(frozen=True, slots=True)
class WebhookDelivered:
    """Events were carried to the channel's webhook: their kinds, and its answer (0: none in time)."""

    at: datetime
    account: Account
    kinds: Sequence[str]
    status: int
    again: bool


@dataclass(frozen=True, slots=True)
class PlatformCleared:
    """Everybody and everything is gone."""


FeedEvent = ChatLine | LineTakenBack | LineEdited | LoadingShown | ApiCall | WebhookDelivered | PlatformCleared


class Feed:
    """The newest events. `changed` guards them and wakes those who wait."""

    def __init__(self, changed: Condition) -> None:
        self._changed = changed
        self._kept: deque[tuple[int, FeedEvent]] = deque(maxlen=MAX_MISSED_EVENTS)
        self.run = uuid4().hex[:8]
        """Tells this simulator's numbers from those of one that ran before it."""
        self.last = 0
        self.closed = False

    def add(self, event: FeedEvent) -> None:
        """The next number is this event's."""
        with self._changed:
            self.last += 1
            self._kept.append((self.last, event))
            self._changed.notify_all()

    def after(self, number: int) -> list[tuple[int, FeedEvent]] | None:
        """What came after `number`; None where it was never reached, or some of what followed is kept no more."""
        with self._changed:
            if not self.last - len(self._kept) <= number <= self.last:
                return None
            return [(at, event) for at, event in self._kept if at > number]

    def wait_beyond(self, number: int, seconds: float) -> None:
        """Until something came after `number`, the feed is closed, or so many seconds of real time have passed."""
        with self._changed:
            self._changed.wait_for(lambda: self.closed or self.last > number, seconds)

    def close(self) -> None:
        """Nobody waits any longer."""
        with self._changed:
            self.closed = True
            self._changed.notify_all()
