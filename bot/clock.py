"""The only reader of the clock. A pretended start (TANROB_NOW) runs on from there at the real pace."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]
"""Gives the moment now, aware UTC."""


def clock_from(start: datetime | None) -> Clock:
    """The real clock, or one that starts at `start` (aware) now."""
    if start is None:
        return lambda: datetime.now(UTC)
    began = time.monotonic()
    return lambda: start.astimezone(UTC) + timedelta(seconds=time.monotonic() - began)
