"""APScheduler drives the tick, whatever the wall clock does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from queue import Empty, Queue
from threading import Event

import apscheduler.schedulers.base
import apscheduler.triggers.interval
import pytest

import bot.clock
from bot.scheduler import Nights, start_ticking
from tests.support.waiting import A_WHILE, MAX_SECONDS, stays

SECONDS = 0.05


def here_and_now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Wall:
    """The machine's clock, as far ahead of the right time as somebody set it."""

    ahead: timedelta = timedelta(0)

    def __call__(self) -> datetime:
        return here_and_now() + self.ahead


@pytest.fixture
def wall(monkeypatch: pytest.MonkeyPatch) -> Wall:
    """Every clock that APScheduler and the product read."""
    wall = Wall()

    class Shown(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            return wall().astimezone(tz)

    for module in (apscheduler.schedulers.base, apscheduler.triggers.interval, bot.clock):
        monkeypatch.setattr(module, "datetime", Shown)
    return wall


@pytest.fixture
def ticks(wall: Wall) -> Iterator[Queue[datetime]]:
    """What the clock showed at each tick."""
    ticked = Queue[datetime]()
    stop = start_ticking(lambda: ticked.put(wall()), lambda: None, wall, SECONDS)
    yield ticked
    stop()


def heard(ticks: Queue[datetime], times: int) -> int:
    """How many of so many ticks come at all."""
    count = 0
    try:
        for _ in range(times):
            ticks.get(timeout=MAX_SECONDS)
            count += 1
    except Empty:
        pass
    return count


def test_it_ticks_at_once_and_stops_when_told() -> None:
    ticked, tidied = Event(), Event()
    stop = start_ticking(ticked.set, tidied.set, here_and_now)
    assert ticked.wait(MAX_SECONDS)
    stop()
    ticked.clear()
    assert stays(lambda: not ticked.is_set())
    assert not tidied.is_set()


def test_a_tick_that_fails_does_not_stop_the_next() -> None:
    called = Queue[datetime]()

    def fail() -> None:
        called.put(here_and_now())
        raise RuntimeError

    stop = start_ticking(fail, lambda: None, here_and_now, SECONDS)
    assert heard(called, 2) == 2
    stop()


def test_it_goes_on_when_the_clock_is_set_ahead_and_back(wall: Wall, ticks: Queue[datetime]) -> None:
    assert heard(ticks, 2) == 2
    wall.ahead = timedelta(hours=35)
    assert heard(ticks, 3) == 3
    wall.ahead = timedelta(0)
    assert heard(ticks, 5) == 5


def test_a_slow_tick_is_not_begun_twice(wall: Wall) -> None:
    begun, go_on = Queue[None](), Event()

    def slow() -> None:
        begun.put(None)
        go_on.wait(5)

    stop = start_ticking(slow, lambda: None, wall, 0.01)
    begun.get(timeout=MAX_SECONDS)
    with pytest.raises(Empty):
        begun.get(timeout=A_WHILE)
    go_on.set()
    stop()


def night(day: int, hour: int) -> datetime:
    return datetime(2021, 3, day, hour, tzinfo=UTC) - timedelta(hours=7)


def test_a_night_has_come_once_at_three_in_the_morning() -> None:
    nights = Nights(night(15, 12))
    assert [nights.has_come(night(day, hour)) for day, hour in ((15, 23), (16, 2), (16, 3), (16, 4), (17, 2))] == [
        False,
        False,
        True,
        False,
        False,
    ]


def test_nights_go_on_after_a_clock_that_ran_ahead() -> None:
    nights = Nights(night(15, 12))
    nights.has_come(night(18, 4))
    nights.has_come(night(15, 13))
    assert nights.has_come(night(16, 4))
