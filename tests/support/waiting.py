"""Waiting in tests: for a state, never for a time. Nothing else in tests sleeps (tests/architecture/test_tests.py)."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from time import monotonic

MAX_SECONDS = 180.0
"""Seconds after which what is waited for will not come: far beyond what a loaded machine needs to start a program."""
STEP = 0.02
A_WHILE = 0.2
"""Seconds in which what must not come would come."""


def comes_true(reached: Callable[[], object], limit: float = MAX_SECONDS) -> bool:
    """Whether `reached` gives something true within `limit` seconds; returns as soon as it does."""
    deadline = monotonic() + limit
    while not reached():
        if monotonic() >= deadline:
            return False
        Event().wait(STEP)
    return True


def wait_until(reached: Callable[[], object], what: str, limit: float = MAX_SECONDS) -> None:
    """Raises AssertionError, with `what` it was, where it does not come true."""
    assert comes_true(reached, limit), f"still not so after {limit:g} seconds: {what}"


def stays(reached: Callable[[], object], seconds: float = A_WHILE) -> bool:
    """Whether it is so for all of a while. A loaded machine sees less of what comes too late, never what does not."""
    return not comes_true(lambda: not reached(), seconds)


def linger(seconds: float) -> None:
    """Plays what is slow, or leaves a program the time to do what it must not. Never for something to come."""
    Event().wait(seconds)
