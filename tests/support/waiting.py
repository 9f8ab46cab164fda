"""Waiting in tests: for a state, never for a time."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from time import monotonic

MAX_SECONDS = 60.0
"""Seconds after which what is waited for will not come: far beyond what a loaded machine needs."""
STEP = 0.02


def wait_until(reached: Callable[[], object], what: str, limit: float = MAX_SECONDS) -> None:
    """Returns as soon as `reached` gives something true. Raises AssertionError, with `what` it was, after `limit`."""
    deadline = monotonic() + limit
    while not reached():
        assert monotonic() < deadline, f"still not so after {limit:g} seconds: {what}"
        Event().wait(STEP)
