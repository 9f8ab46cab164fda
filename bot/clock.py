"""The only reader of the clock. A pretended start (TANROB_NOW) runs on from there at the real pace."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]
"""Gives the moment now, aware UTC."""


@dataclass(frozen=True, slots=True)
class Pretended:
    """The clock showed `start` (aware) at the real moment `since` (Unix seconds): the same clock in every process."""

    start: datetime
    since: float


def pretend(start: datetime) -> Pretended:
    """A clock that shows `start` now."""
    return Pretended(start, time.time())


def clock_from(pretended: Pretended | None) -> Clock:
    """The real clock, or the pretended one."""
    if pretended is None:
        return lambda: datetime.now(UTC)
    return lambda: pretended.start.astimezone(UTC) + timedelta(seconds=time.time() - pretended.since)


class SettableClock:
    """A pretended clock somebody sets, for the demo: it runs on from wherever it was set."""

    def __init__(self, start: datetime) -> None:
        self._pretended = pretend(start)

    def __call__(self) -> datetime:
        return clock_from(self._pretended)()

    def set_to(self, moment: datetime) -> None:
        self._pretended = pretend(moment)
