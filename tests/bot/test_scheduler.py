"""APScheduler drives the tick."""

from __future__ import annotations

from threading import Event

from bot.scheduler import start_ticking


def test_it_ticks_at_once_and_stops_when_told() -> None:
    ticked, tidied = Event(), Event()
    stop = start_ticking(ticked.set, tidied.set)
    assert ticked.wait(5)
    stop()
    ticked.clear()
    assert not ticked.wait(0.1)
    assert not tidied.is_set()


def test_a_tick_that_fails_does_not_stop_the_next() -> None:
    called = Event()

    def fail() -> None:
        called.set()
        raise RuntimeError

    stop = start_ticking(fail, lambda: None)
    assert called.wait(5)
    stop()
