"""Every call of the API, in order."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Condition
from typing import overload

from bot.simulator.feed import Feed
from bot.simulator.records import ApiCall


class CallLog(Sequence[ApiCall]):
    """`changed` guards it; the feed tells of each."""

    def __init__(self, changed: Condition, feed: Feed) -> None:
        self._changed = changed
        self._feed = feed
        self._calls: list[ApiCall] = []

    @overload
    def __getitem__(self, index: int) -> ApiCall: ...
    @overload
    def __getitem__(self, index: slice) -> list[ApiCall]: ...
    def __getitem__(self, index: int | slice) -> ApiCall | list[ApiCall]:
        with self._changed:
            return self._calls[index]

    def __len__(self) -> int:
        return len(self._calls)

    def add(self, call: ApiCall) -> None:
        with self._changed:
            self._calls.append(call)
            self._feed.add(call)

    def refused(self) -> list[ApiCall]:
        """The calls answered 4xx because the request itself was wrong."""
        return [call for call in self[:] if call.invalid]

    def clear(self) -> None:
        with self._changed:
            self._calls.clear()
