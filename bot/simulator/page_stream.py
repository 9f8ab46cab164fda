"""Server-sent events: what changed on the simulated LINE reaches the page as it happens."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from bot.simulator.feed import Feed, FeedEvent
from bot.simulator.page_state import PageState
from bot.simulator.platform import Platform

POLL_SECONDS = 0.5
"""Seconds between two looks at what changes without a word (the clock), and at whether anybody still listens."""
_KEEP_ALIVE = ": \n\n"
_RETRY = "retry: 1000\n\n"
"""Milliseconds until a page that was cut off tries again."""


class PageStream:
    """One stream for each page that listens."""

    def __init__(self, platform: Platform, state: PageState) -> None:
        self._platform = platform
        self._state = state

    @property
    def _feed(self) -> Feed:
        return self._platform.feed

    def stream(self, last_id: str) -> Iterator[str]:
        """Ends with the simulator. `last_id`: the last event the page has seen, empty for a new one.

        A page that missed more than is kept, and a new one, are told "reload": they read the chats from the start.
        """
        yield _RETRY
        number = self._number_in(last_id)
        shown: dict[str, str] = {}
        while not self._feed.closed:
            events = self._feed.after(number)
            lines = "".join(self._changes(shown))
            if events is None:
                number = self._feed.last
                lines += self._format_numbered("reload", {}, number)
            else:
                lines += "".join(self._event_lines(events))
                number = events[-1][0] if events else number
            yield lines or _KEEP_ALIVE
            self._feed.wait_beyond(number, POLL_SECONDS)

    def _number_in(self, last_id: str) -> int:
        """-1, which the feed never reached, where the id is none of this run's."""
        run, _, number = last_id.partition(".")
        return int(number) if run == self._feed.run and number.isdecimal() else -1

    def _changes(self, shown: dict[str, str]) -> Iterator[str]:
        """The states that are not as `shown`, which is brought up to date."""
        for name, state in self._state.states().items():
            written = json.dumps(state, ensure_ascii=False)
            if shown.get(name) != written:
                shown[name] = written
                yield _format(name, written)

    def _event_lines(self, events: list[tuple[int, FeedEvent]]) -> Iterator[str]:
        for number, event in events:
            yield self._format_numbered(*self._state.event_of(event), number)

    def _format_numbered(self, name: str, data: Mapping[str, Any], number: int) -> str:
        return f"id: {self._feed.run}.{number}\n" + _format(name, json.dumps(data, ensure_ascii=False))


def _format(name: str, data: str) -> str:
    """JSON holds no line breaks of its own: one line of data is the whole."""
    return f"event: {name}\ndata: {data}\n\n"
