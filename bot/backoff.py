"""How long to wait before trying again what keeps failing."""

from __future__ import annotations


class Backoff:
    """Seconds that double with each failure up to `most`, and begin anew with what succeeds."""

    def __init__(self, first: float, most: float) -> None:
        self._first, self._most = first, most
        self._next = first

    def next_delay(self) -> float:
        """The seconds to wait now."""
        now, self._next = self._next, min(self._next * 2, self._most)
        return now

    def reset(self) -> None:
        self._next = self._first
