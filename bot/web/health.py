"""What /readyz tells, looked at once for all who ask within some seconds: a trial of writing is a wait for the disk."""

from __future__ import annotations

from collections.abc import Mapping
from threading import Lock
from time import monotonic

from bot.clock import Clock
from bot.usecases.readiness import readiness
from storage.database import Storage

MAX_AGE_SECONDS = 3.0


class Health:
    """Of one web process; many threads may ask."""

    def __init__(self, storage: Storage, clock: Clock) -> None:
        self._storage, self._clock = storage, clock
        self._lock = Lock()
        self._found: Mapping[str, str] = {}
        self._until = 0.0

    def look(self) -> Mapping[str, str]:
        """As bot.usecases.readiness tells, not older than MAX_AGE_SECONDS."""
        with self._lock:
            if monotonic() >= self._until:
                self._found = readiness(self._storage, self._clock())
                self._until = monotonic() + MAX_AGE_SECONDS
            return self._found
