"""Workers on threads of this process who see to what a queue of the database holds for them."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Event
from typing import Generic, TypeVar

from storage.errors import StorageError

log = logging.getLogger(__name__)

T = TypeVar("T")


class Crew(ABC, Generic[T]):
    """`hands` threads, so that one slow thing holds up no other; idle, they look again after `pause` seconds."""

    def __init__(self, name: str, hands: int, pause: float) -> None:
        self.name = name
        self._hands = hands
        self._pause = pause
        self._pool = ThreadPoolExecutor(hands, thread_name_prefix=name)
        self._running: set[Future[None]] = set()

    @abstractmethod
    def _claim(self, most: int) -> Sequence[T]:
        """At most so many things that are due, claimed for this crew."""

    @abstractmethod
    def _see_to(self, claimed: T) -> None:
        """See to one thing, on a thread of its own; must not raise."""

    def take_up(self) -> int:
        """Claims as many due things as hands are free and starts on them; returns how many."""
        self._running = {future for future in self._running if not future.done()}
        claimed = self._claim(self._hands - len(self._running))
        self._running |= {self._pool.submit(self._see_to, one) for one in claimed}
        return len(claimed)

    def run(self, stop: Event) -> None:
        """Sees to what falls due until `stop` is set."""
        while not stop.is_set():
            try:
                busy = self.take_up() > 0
            except StorageError:
                log.exception("queue out of reach crew=%s", self.name)
                busy = False
            if not busy:
                stop.wait(self._pause)

    def close(self) -> None:
        """Waits for what is under way."""
        self._pool.shutdown(wait=True)

    def _see_to_all(self) -> int:
        """Until nothing is due; returns how many were taken up."""
        total = 0
        while taken := self.take_up():
            total += taken
            wait(self._running)
        return total
