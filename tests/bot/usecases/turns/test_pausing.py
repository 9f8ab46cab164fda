"""What keeps failing is tried again ever more seldom, and at its own pace once it succeeds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from threading import Event, Thread
from time import monotonic

import pytest

from bot.backoff import Backoff
from bot.usecases.delivery.postman import Postman
from bot.usecases.photos.fetching import Fetcher
from bot.wiring import make_fetcher
from storage.database import Storage
from storage.errors import DatabaseDown
from tests.support.usecase_harness import UsecaseHarness
from tests.support.waiting import comes_true, wait_until


class Away:
    """A queue of a database that does not answer until `back` is set; `asked`: when it was."""

    def __init__(self) -> None:
        self.back = Event()
        self.asked: list[float] = []

    def claim(self, *_: object) -> tuple[()]:
        self.asked.append(monotonic())
        if not self.back.is_set():
            raise DatabaseDown
        return ()


class StorageAway:
    def __init__(self, storage: Storage) -> None:
        self.office = storage.office
        self.outbox = self.photo_queue = Away()


@pytest.fixture(params=["postman", "fetcher"])
def at_work(request: pytest.FixtureRequest, harness: UsecaseHarness) -> Iterator[Away]:
    """The queue of one of them, at work."""
    away = StorageAway(harness.storage)
    ports, stop = replace(harness.ports, storage=away), Event()
    worker: Fetcher | Postman
    worker = (
        Postman(ports, lambda: harness.now) if request.param == "postman" else make_fetcher(ports, lambda: harness.now)
    )
    thread = Thread(target=worker.run, args=(stop,))
    thread.start()
    yield away.outbox
    stop.set()
    thread.join()


def test_a_pause_doubles_up_to_the_longest() -> None:
    pause = Backoff(0.5, 3)
    assert [pause.next_delay() for _ in range(5)] == [0.5, 1, 2, 3, 3]


def test_a_pause_begins_anew() -> None:
    pause = Backoff(0.5, 3)
    pause.next_delay()
    pause.reset()
    assert pause.next_delay() == 0.5


def test_a_database_that_does_not_answer_is_asked_seldom(at_work: Away) -> None:
    wait_until(lambda: len(at_work.asked) >= 6, "it asks on")
    assert at_work.asked[5] - at_work.asked[0] > 0.7  # at an even pace: 0.15


def test_a_database_that_answers_again_is_asked_as_before(at_work: Away) -> None:
    wait_until(lambda: len(at_work.asked) >= 6, "it has come to ask seldom")
    at_work.back.set()
    before = len(at_work.asked)
    assert comes_true(lambda: len(at_work.asked) > before + 3 and at_work.asked[-1] - at_work.asked[-3] < 0.6)
