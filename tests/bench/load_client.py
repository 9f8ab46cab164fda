"""LINE and the people behind it, in a process of their own: signed webhooks to a bot, and the replies it makes.

Each person says a word, waits for the webhook's answer (and for the reply, where replies count), and says the next.
With a rate, words are said at their moments however the bot keeps up, and each waits from its own moment on.
"""

from __future__ import annotations

import asyncio
import base64
import gc
import hashlib
import hmac
import json
import multiprocessing
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection as Pipe
from multiprocessing.process import BaseProcess
from random import getrandbits
from time import perf_counter, time
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

from tests.bench.line import RELIABLE, Faults, Line, serve_line

_SPAWN = multiprocessing.get_context("spawn")
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MAX_WAIT = 30.0
"""Seconds after which a webhook or a reply counts as failed."""


@dataclass(frozen=True)
class Person:
    """A LINE user and the office whose account they write to."""

    user_id: str
    office_id: str


@dataclass(frozen=True)
class Load:
    """What the people do: `path` has {office} in it; `rate` is in words a second (0: as fast as it goes)."""

    url: str
    path: str
    secret: str
    people: Sequence[Person]
    words: Sequence[str]
    seconds: float
    rate: float = 0
    replies: bool = False


@dataclass
class LoadResult:
    """Seconds each webhook's answer and each reply took; `failed`: no 200, or no reply, in time."""

    seconds: float = 0
    answers: list[float] = field(default_factory=list)
    replies: list[float] = field(default_factory=list)
    failed: int = 0

    @property
    def rate(self) -> float:
        """Words a second that were answered (and replied to, where replies count)."""
        return len(self.replies or self.answers) / self.seconds


class LoadClient:
    """The process, seen from outside. `base_url` is LINE's API."""

    def __init__(self, latency: float = 0.1, faults: Faults = RELIABLE) -> None:
        self._pipe, theirs = _SPAWN.Pipe()
        self._process: BaseProcess = _SPAWN.Process(target=_run, args=(theirs, latency, faults), daemon=True)
        self._process.start()
        theirs.close()
        self.base_url = f"http://127.0.0.1:{self._pipe.recv()}"

    def __enter__(self) -> LoadClient:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._process.kill()
        self._process.join()
        self._pipe.close()

    def play(self, play: Load) -> LoadResult:
        """Runs the load to its end."""
        self.begin(play)
        return self.end()

    def begin(self, play: Load) -> None:
        """Runs the load while the caller goes on."""
        self._pipe.send(play)

    def end(self) -> LoadResult:
        """What the load begun came to."""
        played: LoadResult = self._pipe.recv()
        return played

    def line(self) -> Line:
        """What LINE has accepted so far."""
        self._pipe.send(None)
        line: Line = self._pipe.recv()
        return line


def _run(pipe: Pipe, latency: float, faults: Faults) -> None:
    gc.collect()
    gc.freeze()  # a later collection of all that is imported took 0.2 s, which counted as the bot's
    asyncio.run(_serve(pipe, Line(latency, faults)))


async def _serve(pipe: Pipe, line: Line) -> None:
    loop = asyncio.get_running_loop()
    plays: set[asyncio.Task[None]] = set()
    async with serve_line(line) as port:
        pipe.send(port)
        while True:
            asked = await loop.run_in_executor(None, pipe.recv)
            if asked is None:
                pipe.send(Line(line.latency, line.faults, str, line.accepted, line.recipients, line.calls))
            else:
                plays.add(loop.create_task(_play(pipe, line, asked)))


async def _play(pipe: Pipe, line: Line, play: Load) -> None:
    pipe.send(await _LoadRun(line, play).finish())


class _LoadRun:
    """One load, run to its end."""

    def __init__(self, line: Line, play: Load) -> None:
        self._line, self._play = line, play
        self._result = LoadResult()
        self._waiting: dict[str, asyncio.Future[None]] = {}
        line.heard = self._receive_reply

    async def finish(self) -> LoadResult:
        began = perf_counter()
        self._until = began + self._play.seconds
        await asyncio.gather(*(self._person(number, one) for number, one in enumerate(self._play.people)))
        self._result.seconds = perf_counter() - began
        return self._result

    async def _person(self, number: int, person: Person) -> None:
        play, line = self._play, _Wire(self._play.url)
        gap = len(play.people) / play.rate if play.rate else 0.0
        moment = perf_counter() + gap * number / len(play.people)
        said = number
        while True:
            if play.rate:
                await asyncio.sleep(max(moment - perf_counter(), 0))
            else:
                moment = perf_counter()
            if perf_counter() >= self._until:
                break
            await self._say(line, person, play.words[said % len(play.words)], moment)
            said, moment = said + 1, moment + gap
        line.close()

    async def _say(self, wire: _Wire, person: Person, word: str, began: float) -> None:
        token = ulid(time())
        path = self._play.path.format(office=person.office_id)
        heard = asyncio.get_running_loop().create_future()
        self._waiting[token] = heard
        try:
            async with asyncio.timeout(MAX_WAIT):
                status = await wire.post(path, *_sign(self._play.secret, _event(person, word, token)))
                if status != 200:
                    raise ConnectionError
                self._result.answers.append(perf_counter() - began)
                if self._play.replies:
                    await heard
                    self._result.replies.append(perf_counter() - began)
        except (OSError, TimeoutError, asyncio.IncompleteReadError):
            self._result.failed += 1
            wire.close()
        finally:
            self._waiting.pop(token, None)

    def _receive_reply(self, token: str) -> None:
        heard = self._waiting.get(token)
        if heard and not heard.done():
            heard.set_result(None)


class _Wire:
    """A connection to the bot, kept as long as the bot keeps it."""

    def __init__(self, url: str) -> None:
        self._address = urlsplit(url)
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def post(self, path: str, body: bytes, signature: str) -> int:
        """The status answered. Raises OSError and IncompleteReadError."""
        if self._streams is None:
            self._streams = await asyncio.open_connection(self._address.hostname, self._address.port)
        reader, writer = self._streams
        writer.write(
            f"POST {path} HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\n"
            f"X-Line-Signature: {signature}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
            + body
        )
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        length = head.partition(b"content-length: ")[2].partition(b"\r\n")[0]
        await reader.readexactly(int(length or 0))
        if b"connection: close" in head or head.startswith(b"http/1.0"):
            self.close()
        return int(head.split(b" ", 2)[1])

    def close(self) -> None:
        if self._streams:
            self._streams[1].close()
        self._streams = None


def _sign(secret: str, event: dict[str, Any]) -> tuple[bytes, str]:
    body = json.dumps({"destination": "U", "events": [event]}).encode()
    return body, base64.b64encode(hmac.digest(secret.encode(), body, hashlib.sha256)).decode()


def ulid(seconds: float) -> str:
    """An event's id as LINE makes them: the time, then chance, so that ids of the same moment lie together."""
    number = int(seconds * 1000) << 80 | getrandbits(80)
    return "".join(_CROCKFORD[number >> shift & 31] for shift in range(125, -1, -5))


def made_at(ulid: str) -> float:
    """The seconds an event's id was made of."""
    return sum(_CROCKFORD.index(letter) << 5 * place for place, letter in enumerate(reversed(ulid[:10]))) / 1000


def _event(person: Person, said: str, token: str) -> dict[str, Any]:
    return {
        "type": "message",
        "mode": "active",
        "timestamp": 1616382000000,
        "source": {"type": "user", "userId": person.user_id},
        "webhookEventId": token,
        "deliveryContext": {"isRedelivery": False},
        "replyToken": token,
        "message": {"type": "text", "id": token, "text": said, "quoteToken": "q"},
    }
