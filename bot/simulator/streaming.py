"""Server-sent events: what changed on the simulated LINE reaches the page as it happens."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from bot.simulator.feed import Feed, Happening
from bot.simulator.platform import Platform
from bot.simulator.showing import Showing

PATIENCE = 0.5
"""Seconds between two looks at what changes without a word (the clock), and at whether anybody still listens."""
_NOTHING = ": \n\n"
_COME_BACK = "retry: 1000\n\n"
"""Milliseconds until a page that was cut off tries again."""


class Streaming:
    """One stream for each page that listens."""

    def __init__(self, platform: Platform, showing: Showing) -> None:
        self._platform = platform
        self._showing = showing

    @property
    def _feed(self) -> Feed:
        return self._platform.feed

    def stream(self, last_id: str) -> Iterator[str]:
        """Ends with the simulator. `last_id`: the last event the page has seen, empty for a new one.

        A page that missed more than is kept, and a new one, are told "anew": they read the chats from the start.
        """
        yield _COME_BACK
        number = self._number_in(last_id)
        shown: dict[str, str] = {}
        while not self._feed.closed:
            happened = self._feed.after(number)
            told = "".join(self._changes(shown))
            if happened is None:
                number = self._feed.last
                told += self._event("anew", {}, number)
            else:
                told += "".join(self._told(happened))
                number = happened[-1][0] if happened else number
            yield told or _NOTHING
            self._feed.wait_beyond(number, PATIENCE)

    def _number_in(self, last_id: str) -> int:
        """-1, which the feed never reached, where the id is none of this run's."""
        run, _, number = last_id.partition(".")
        return int(number) if run == self._feed.run and number.isdecimal() else -1

    def _changes(self, shown: dict[str, str]) -> Iterator[str]:
        """The states that are not as `shown`, which is brought up to date."""
        for name, state in self._showing.states().items():
            written = json.dumps(state, ensure_ascii=False)
            if shown.get(name) != written:
                shown[name] = written
                yield _written(name, written)

    def _told(self, happened: list[tuple[int, Happening]]) -> Iterator[str]:
        for number, happening in happened:
            yield self._event(*self._showing.told(happening), number)

    def _event(self, name: str, data: Mapping[str, Any], number: int) -> str:
        return f"id: {self._feed.run}.{number}\n" + _written(name, json.dumps(data, ensure_ascii=False))


def _written(name: str, data: str) -> str:
    """JSON holds no line breaks of its own: one line of data is the whole."""
    return f"event: {name}\ndata: {data}\n\n"
