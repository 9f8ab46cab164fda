"""Threads of this process that handle one thing each at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from queue import SimpleQueue
from threading import Thread
from typing import Generic, TypeVar

T = TypeVar("T")


class WorkerPool(Generic[T]):
    """Up to `size` threads, so that one slow thing holds up no other; they are started as they are needed.

    Its methods belong to one thread, the one that leads.
    """

    def __init__(self, name: str, size: int, handle: Callable[[T], object]) -> None:
        """`handle` runs on the threads and must not raise."""
        self._name = name
        self._size = size
        self._handle = handle
        self._threads: list[Thread] = []
        self._given: SimpleQueue[T | None] = SimpleQueue()
        self._done: SimpleQueue[None] = SimpleQueue()
        self._under_way = 0

    def count_free(self) -> int:
        """How many things can be started on now."""
        while not self._done.empty():
            self._wait_for_one()
        return self._size - self._under_way

    def start(self, things: Iterable[T]) -> None:
        """Has each handled; no more of them than are free."""
        for thing in things:
            self._under_way += 1
            if self._under_way > len(self._threads):
                self._add_thread()
            self._given.put(thing)

    def drain(self) -> None:
        """Waits until nothing is under way."""
        while self._under_way:
            self._wait_for_one()

    def close(self) -> None:
        """Waits for what is under way, and ends the threads."""
        for _ in self._threads:
            self._given.put(None)
        for thread in self._threads:
            thread.join()
        self._threads.clear()

    def _add_thread(self) -> None:
        thread = Thread(target=self._work, name=f"{self._name}-{len(self._threads)}", daemon=True)
        self._threads.append(thread)
        thread.start()

    def _wait_for_one(self) -> None:
        self._done.get()
        self._under_way -= 1

    def _work(self) -> None:
        while (thing := self._given.get()) is not None:
            try:
                self._handle(thing)
            finally:
                self._done.put(None)
