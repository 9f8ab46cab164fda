"""Trouble on demand: LINE answering 429 or 500, before or after it accepted, slow, hanging or cut off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from threading import Event, Lock
from typing import Literal

from bot.simulator.records import ApiAnswer

When = Literal["before", "after"]
Kind = Literal["status", "drop", "hang"]

SENDING = ("/message/reply", "/message/push", "/message/multicast")
SLOW_SECONDS = 3.0
"""What a call waits while LINE is switched to slow."""

_BODIES = {
    401: "Authentication failed. Confirm that the access token in the authorization header is valid.",
    429: "The API rate limit has been exceeded. Try again later.",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One prepared trouble; `on` is a part of the path, empty for the calls that send."""

    kind: Kind
    when: When
    status: int = 0
    on: str = ""

    def concerns(self, path: str) -> bool:
        """Whether this call meets it."""
        return self.on in path if self.on else path.endswith(SENDING)

    def answer(self) -> ApiAnswer:
        """What LINE says then."""
        return ApiAnswer(self.status, {"message": _BODIES.get(self.status, "An error occurred on the server")})


LASTING: Mapping[str, Fault] = {
    "down": Fault("status", "before", 500, "/"),
    "lost": Fault("drop", "after"),
}
"""Troubles that last until they are switched off, by name: all calls answered 500, all answers lost on the way."""


class Faults:
    """`latency`: seconds every API call waits. Prepared faults are met in order, each by one call.

    `lasting`: names of LASTING, met by every call that meets no prepared fault.
    """

    def __init__(self) -> None:
        self.latency = 0.0
        self.lasting: set[str] = set()
        self._prepared: list[Fault] = []
        self._released = Event()
        self._lock = Lock()

    def fail_next(self, n: int = 1, status: int = 500, when: When = "before", on: str = "") -> None:
        """The next `n` calls are answered `status`; "after": LINE accepts the call first and says so all the same."""
        self._prepare(n, Fault("status", when, status, on))

    def drop_response_after_accept(self, n: int = 1, on: str = "") -> None:
        """The next `n` calls are accepted, and the connection is cut before the answer."""
        self._prepare(n, Fault("drop", "after", 0, on))

    def hang_next(self, n: int = 1, when: When = "before", on: str = "") -> None:
        """The next `n` calls get no answer until `release` or the simulator's end, and then none either."""
        self._prepare(n, Fault("hang", when, 0, on))

    def set_lasting(self, name: str, *, on: bool) -> None:
        """Switches one of LASTING on or off."""
        with self._lock:
            if on:
                self.lasting.add(name)
            else:
                self.lasting.discard(name)

    def clear(self) -> None:
        """Nothing more goes wrong."""
        with self._lock:
            self._prepared.clear()
            self.lasting.clear()
        self.latency = 0.0
        self.release()

    def release(self) -> None:
        """Cuts off those who hang; calls after this may hang anew."""
        with self._lock:
            self._released.set()
            self._released = Event()

    def take(self, path: str) -> Fault | None:
        """The fault this call meets, if any; a prepared one is used up."""
        with self._lock:
            for fault in self._prepared:
                if fault.concerns(path):
                    self._prepared.remove(fault)
                    return fault
            lasting = (LASTING[name] for name in sorted(self.lasting))
            return next((fault for fault in lasting if fault.concerns(path)), None)

    def hang(self) -> None:
        """Waits for `release`."""
        self._hold(None)

    def delay(self) -> None:
        """Waits the latency out."""
        if self.latency:
            self._hold(self.latency)

    def _hold(self, seconds: float | None) -> None:
        with self._lock:
            released = self._released
        released.wait(seconds)

    def _prepare(self, n: int, fault: Fault) -> None:
        with self._lock:
            self._prepared.extend([fault] * n)
