"""Workers on threads of this process who see to what a queue of the database holds for them."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from collections.abc import Sequence
from queue import SimpleQueue
from threading import Event, Thread
from typing import Generic, TypeVar

from bot.backoff import Backoff
from storage.errors import StorageError

log = logging.getLogger(__name__)

FAILED_SECONDS = 2.0
"""The longest pause between two looks while the database does not answer."""

T = TypeVar("T")


class Crew(ABC, Generic[T]):
    """`hands` threads, so that one slow thing holds up no other; they look for more every `pause` seconds.

    Also when there was something: what comes in meanwhile is claimed together. `take_up`, `run` and `close` belong to
    one thread, the one that leads.
    """

    def __init__(self, name: str, hands: int, pause: float) -> None:
        self.name = name
        self._hands = hands
        self._pause = pause
        self._threads: list[Thread] = []
        self._given: SimpleQueue[T | None] = SimpleQueue()
        self._done: SimpleQueue[None] = SimpleQueue()
        self._under_way = 0

    @abstractmethod
    def _claim(self, most: int) -> Sequence[T]:
        """At most so many things that are due, claimed for this crew."""

    @abstractmethod
    def _see_to(self, claimed: T) -> None:
        """See to one thing, on a thread of its own; must not raise."""

    def take_up(self) -> int:
        """Claims as many due things as hands are free and starts on them; returns how many."""
        while not self._done.empty():
            self._wait_for_one()
        claimed = self._claim(self._hands - self._under_way)
        for one in claimed:
            self._give(one)
        return len(claimed)

    def run(self, stop: Event) -> None:
        """Sees to what falls due until `stop` is set, and ends what is under way."""
        failed = Backoff(self._pause, FAILED_SECONDS)
        while not stop.is_set():
            try:
                self.take_up()
            except StorageError:
                log.exception("queue out of reach crew=%s", self.name)
                stop.wait(failed.next_delay())
            else:
                failed.reset()
                stop.wait(self._pause)
        self.close()

    def close(self) -> None:
        """Waits for what is under way."""
        for _ in self._threads:
            self._given.put(None)
        for thread in self._threads:
            thread.join()
        self._threads.clear()

    def _see_to_all(self) -> int:
        """Until nothing is due; returns how many were taken up."""
        total = 0
        while taken := self.take_up():
            total += taken
            while self._under_way:
                self._wait_for_one()
        return total

    def _give(self, claimed: T) -> None:
        self._under_way += 1
        if self._under_way > len(self._threads):
            thread = Thread(target=self._work, name=f"{self.name}-{len(self._threads)}", daemon=True)
            self._threads.append(thread)
            thread.start()
        self._given.put(claimed)

    def _wait_for_one(self) -> None:
        self._done.get()
        self._under_way -= 1

    def _work(self) -> None:
        while (claimed := self._given.get()) is not None:
            try:
                self._see_to(claimed)
            finally:
                self._done.put(None)
