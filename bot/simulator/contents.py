"""Photos, sounds and files that people sent, by the ids of their messages."""

from __future__ import annotations

from threading import Condition

from bot.simulator.records import MediaContent


class Contents:
    """`changed` guards them."""

    def __init__(self, changed: Condition) -> None:
        self._changed = changed
        self._all: dict[str, MediaContent] = {}

    def add(self, message_id: str, content: MediaContent) -> None:
        with self._changed:
            self._all[message_id] = content

    def get(self, message_id: str) -> MediaContent | None:
        with self._changed:
            return self._all.get(message_id)

    def take_back(self, message_id: str) -> None:
        """Nobody gets it any more; of a message without content nothing is changed."""
        with self._changed:
            if content := self._all.get(message_id):
                content.unsent = True

    def clear(self) -> None:
        with self._changed:
            self._all.clear()
