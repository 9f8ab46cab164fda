"""A stand-in for LINE's API: fast, as slow as it is told to be, and as unreliable.

It keeps what LINE keeps: a reply token works once and for a while, a retry key is accepted once and answered 409 from
then on. It checks no message; the simulator does that.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from math import inf
from random import Random

_READ = {
    "/v2/bot/message/quota": {"type": "none"},
    "/v2/bot/message/quota/consumption": {"totalUsage": 0},
    "/v2/bot/info": {"userId": "U", "basicId": "@", "displayName": "", "chatMode": "bot", "markAsReadMode": "auto"},
}
_MEMBERS = {"count": 5}
_GONE = b'{"message":"Invalid reply token"}'
_KNOWN = b'{"message":"The retry key is already accepted"}'
_RATE = b'{"message":"The API rate limit has been exceeded. Try again later."}'
_DOWN = b'{"message":"Internal server error"}'
_PAGE = b"<!doctype html><title>Sign in</title>"
_REFUSALS = {
    "down": (500, _DOWN),
    "rate": (429, _RATE),
    "reset": (0, b""),
    "stalled": (0, b""),
    "closed": (0, b""),
    "page": (200, _PAGE),
    "empty": (200, b""),
    "nothing": (204, b""),
    "other": (200, b'{"ok":true}'),
    "forbidden": (403, _PAGE),
    "moved": (302, b""),
}
"""What is answered instead of accepting."""
_INSTEAD = {"down_after": (500, _DOWN), "garbled": (200, _PAGE)}
"""What is answered though it was accepted."""
ELSEWHERE = "/elsewhere"
"""Where a proxy would have the call go."""
HANG_SECONDS = 15
"""Longer than the product waits for an answer."""
_ACCEPTING = 0.05
"""Seconds within which a connection accepted last has become a call."""


@dataclass(frozen=True)
class Faults:
    """How many calls of a hundred go wrong, each in its way.

    `lost`, `hung`, `down_after` and `garbled` ones (a page of a proxy instead of LINE's answer) were accepted before.
    None of the others is: `stalled` ones are never answered, `closed` ones cut at once, and from `page` on somebody
    else answers in LINE's place.
    """

    down: float = 0
    down_after: float = 0
    rate: float = 0
    reset: float = 0
    lost: float = 0
    hung: float = 0
    garbled: float = 0
    stalled: float = 0
    closed: float = 0
    page: float = 0
    empty: float = 0
    nothing: float = 0
    other: float = 0
    forbidden: float = 0
    moved: float = 0

    def draw(self, random: Random) -> str:
        """The name of a fault, or nothing."""
        left = random.random() * 100
        for name in self.__dataclass_fields__:
            left -= getattr(self, name)
            if left < 0:
                return name
        return ""


RELIABLE = Faults()
ALWAYS = 100
"""Of a hundred."""


@dataclass
class Line:
    """What LINE remembers. `latency` in seconds; `heard` is told each accepted reply token or retry key.

    `token_life`: seconds for which a reply token works, and `token_at` tells the moment it was made; `followed`: calls
    that went where a proxy would have them.
    """

    latency: float
    faults: Faults = RELIABLE
    heard: Callable[[str], None] = lambda _: None
    token_life: float = inf
    token_at: Callable[[str], float] = lambda _: inf
    followed: int = 0
    accepted: Counter[str] = field(default_factory=Counter)
    recipients: Counter[str] = field(default_factory=Counter)
    calls: Counter[str] = field(default_factory=Counter)
    random: Random = field(default_factory=lambda: Random(5))
    _numbers: count[int] = field(default_factory=count)

    def take(self, path: str, key: str, body: bytes) -> tuple[int, bytes]:
        """LINE's answer to one call, accepted or not."""
        if path == "/v2/bot/message/reply":
            token = json.loads(body)["replyToken"]
            is_old = time.time() - self.token_at(token) > self.token_life
            return (400, _GONE) if is_old else self._once(token, "", body, 400, _GONE)
        if path == "/v2/bot/message/push":
            return self._once(key, json.loads(body)["to"], body, 409, _KNOWN)
        self.followed += path == ELSEWHERE
        found = _MEMBERS if path.endswith("/members/count") else _READ.get(path, {})
        return 200, json.dumps(found).encode()

    def _once(self, name: str, to: str, body: bytes, otherwise: int, why: bytes) -> tuple[int, bytes]:
        if self.accepted[name]:
            return otherwise, why
        self.accepted[name] += 1
        self.recipients[to] += 1
        self.heard(name)
        sent = [{"id": str(next(self._numbers)), "quoteToken": "q"} for _ in json.loads(body)["messages"]]
        return 200, json.dumps({"sentMessages": sent}).encode()


class _Call(asyncio.Protocol):
    """One kept connection of the product's to LINE, one of the `open_calls`."""

    def __init__(self, line: Line, open_calls: set[_Call]) -> None:
        self._line = line
        self._open = open_calls
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._open.add(self)
        if self._line.faults.closed == ALWAYS:
            self._line.calls["closed"] += 1
            self.abort()

    def connection_lost(self, _: Exception | None) -> None:
        self._open.discard(self)

    def abort(self) -> None:
        self._transport.abort()

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        head, found, rest = self._buffer.partition(b"\r\n\r\n")
        if not found:
            return
        headers = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:])
        length = int(headers.get(b"content-length", 0))
        if len(rest) < length:
            return
        self._buffer = rest[length:]
        path = head.split(b" ", 2)[1].decode()
        self._count_call(path, headers.get(b"x-line-retry-key", b"").decode(), rest[:length])

    def _count_call(self, path: str, key: str, body: bytes) -> None:
        line = self._line
        fault = line.faults.draw(line.random)
        line.calls[fault] += 1
        status, answer = _REFUSALS.get(fault) or line.take(path, key, body)
        status, answer = _INSTEAD.get(fault, (status, answer))
        if not status or fault == "lost":
            wait = {"stalled": HANG_SECONDS, "closed": 0}.get(fault, line.latency)
            asyncio.get_running_loop().call_later(wait, self.abort)
            return
        wait = HANG_SECONDS if fault == "hung" else line.latency
        asyncio.get_running_loop().call_later(wait, self._answer, status, answer)

    def _answer(self, status: int, body: bytes) -> None:
        if not self._transport.is_closing():
            where = b"Location: %s\r\n" % ELSEWHERE.encode() if status == 302 else b""
            head = b"HTTP/1.1 %d X\r\nContent-Type: application/json\r\n%sContent-Length: %d\r\n\r\n"
            self._transport.write(head % (status, where, len(body)) + body)


@asynccontextmanager
async def serve_line(line: Line) -> AsyncIterator[int]:
    """Serves `line` on the loopback and gives the port; no connection is left open afterwards."""
    calls: set[_Call] = set()
    server = await asyncio.get_running_loop().create_server(lambda: _Call(line, calls), "127.0.0.1", 0, backlog=1024)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        await asyncio.sleep(_ACCEPTING)
        for call in calls:
            call.abort()
        while calls:
            await asyncio.sleep(0)
