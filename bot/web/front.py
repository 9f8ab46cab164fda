"""What stands between the network and the Flask app: requests are read and answered by one event loop.

A thread is given to a request only when all of it is there, and is free again before its answer is read: slow clients
hold nobody up. Who waits too long for a thread, or whose thread hangs, is answered all the same. `/healthz` is
answered by the loop itself, whatever the threads do.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any, Protocol

from granian._granian import RSGIProtocolClosed

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

MAX_BODY_BYTES = 2 * 1024 * 1024
"""Bytes of one request; LINE's own stay far below."""
BODY_SECONDS = 5.0
"""For all of a request's body to come; LINE itself gives up after two."""
LARGE_BODY_BYTES = 64 * 1024
"""Bytes from which a body is large: LINE's are less but for the rarest."""
MAX_LARGE_BODIES = 8
"""Large bodies taken in at a time: what is being read must not fill the memory."""
WEBHOOK_THREADS = 32
"""For webhooks, in one process: turns that come together share a commit (storage/engine/group_commit.py).

64 gave 5 % more replies a second and took 14 MB more of a process's 140.
"""
WEBHOOK_SECONDS = 1.7
"""LINE waits two, and sends again what was answered 503. A turn that ends later is stored all the same, once."""
READY_THREADS = 2
READY_SECONDS = 4.0
"""Then the database hangs, and /readyz says so."""
OTHER_THREADS = 4
OTHER_SECONDS = 30.0

Headers = list[tuple[str, str]]


class Scope(Protocol):
    """granian's: what was asked."""

    method: str
    path: str
    query_string: str
    http_version: str
    client: str
    scheme: str
    authority: str | None

    @property
    def headers(self) -> Any: ...


class Exchange(Protocol):
    """granian's way to the client: the body in, the answer out."""

    async def __call__(self) -> bytes: ...

    def __aiter__(self) -> AsyncIterator[bytes]: ...

    def response_bytes(self, status: int, headers: Headers, body: bytes) -> None: ...

    def response_file(self, status: int, headers: Headers, file: str) -> None: ...


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """An HTTP answer. `file`: the path of the file that is its body."""

    status: int
    headers: Headers
    body: bytes = b""
    file: str = ""


class _RequestRefused(Exception):
    """The body is not taken in."""

    def __init__(self, answer: HttpAnswer) -> None:
        super().__init__(answer.status)
        self.answer = answer


class _File:
    """PEP 3333's wrapper: a body that the server reads from its file, as fast as the client takes it."""

    def __init__(self, file: Any, _block_size: int = 0) -> None:
        self.path: str = file.name
        self.close: Callable[[], object] = file.close

    def __iter__(self) -> Iterator[bytes]:
        return iter(())


def _plain_answer(status: int, text: str = "", **more: str) -> HttpAnswer:
    headers = {"content-type": "text/plain", "x-content-type-options": "nosniff", **more}
    return HttpAnswer(status, list(headers.items()), text.encode())


_ALIVE = _plain_answer(200, "ok\n")
_TOO_SLOW = _plain_answer(408, connection="close")
_CLIENT_GONE = _plain_answer(400, connection="close")
"""Who asked is gone, with a part of the body unsaid: nobody reads it."""
_TOO_LARGE = _plain_answer(413, connection="close")
_BUSY = _plain_answer(503, **{"retry-after": "3"})
_HANGS = _plain_answer(503, '{"database":"hangs"}\n', **{"content-type": "application/json"})


@dataclass(frozen=True, slots=True)
class Lane:
    """Threads of their own for one kind of request; after so many seconds it is answered `late`, whatever it does."""

    threads: ThreadPoolExecutor
    seconds: float
    late: HttpAnswer


class Front:
    """The RSGI app over a WSGI app. `lanes`: by the first part of the path; "" for all others."""

    def __init__(self, app: WSGIApplication, lanes: Mapping[str, Lane]) -> None:
        self._app = app
        self._lanes = lanes
        self._large = 0

    async def __call__(self, scope: Scope, exchange: Exchange) -> None:
        """granian calls it for each request."""
        answer = _ALIVE if scope.path == "/healthz" else await self._answer(scope, exchange)
        if answer.file:
            exchange.response_file(answer.status, answer.headers, answer.file)
        else:
            exchange.response_bytes(answer.status, answer.headers, answer.body)

    async def _answer(self, scope: Scope, exchange: Exchange) -> HttpAnswer:
        try:
            body = await self._body(scope, exchange)
        except TimeoutError:
            return _TOO_SLOW
        except _RequestRefused as refusal:
            return refusal.answer
        except RSGIProtocolClosed:
            return _CLIENT_GONE
        return await self._by_a_thread(scope, body)

    async def _body(self, scope: Scope, exchange: Exchange) -> bytes:
        """All of it. Raises TimeoutError, _RequestRefused."""
        size = _announced_size(scope.headers)
        if not size:
            return b""
        if size > MAX_BODY_BYTES:
            raise _RequestRefused(_TOO_LARGE)
        async with asyncio.timeout(BODY_SECONDS):
            return await (exchange() if size < LARGE_BODY_BYTES else self._large_body(exchange))

    async def _large_body(self, exchange: Exchange) -> bytes:
        if self._large >= MAX_LARGE_BODIES:
            raise _RequestRefused(_BUSY)
        self._large += 1
        try:
            parts, size = [], 0
            async for part in exchange:
                size += len(part)
                if size > MAX_BODY_BYTES:
                    raise _RequestRefused(_TOO_LARGE)
                parts.append(part)
            return b"".join(parts)
        finally:
            self._large -= 1

    async def _by_a_thread(self, scope: Scope, body: bytes) -> HttpAnswer:
        name = scope.path.removeprefix("/").partition("/")[0]  # of no path either, as in `OPTIONS *`
        lane = self._lanes.get(name) or self._lanes[""]
        called = asyncio.get_running_loop().run_in_executor(lane.threads, self._call, _environ(scope, body))
        try:
            async with asyncio.timeout(lane.seconds):
                return await called
        except TimeoutError:
            return lane.late

    def _call(self, environ: dict[str, Any]) -> HttpAnswer:
        """The WSGI app's answer, whole; on a thread."""
        begun: list[tuple[int, Headers]] = []

        def start(status: str, headers: Headers, _error: object = None) -> Callable[[bytes], object]:
            begun.append((int(status[:3]), headers))
            return lambda _: None

        parts = self._app(environ, start)
        try:
            body = b"".join(parts)
        finally:
            if close := getattr(parts, "close", None):
                close()
        status, headers = begun[-1]
        return HttpAnswer(status, headers, body, file=parts.path if isinstance(parts, _File) else "")


def make_front(app: WSGIApplication) -> Front:
    """The app behind the product's front: webhooks in a lane of their own; make it after the fork."""
    webhooks = Lane(ThreadPoolExecutor(WEBHOOK_THREADS, "webhook"), WEBHOOK_SECONDS, _BUSY)
    ready = Lane(ThreadPoolExecutor(READY_THREADS, "ready"), READY_SECONDS, _HANGS)
    others = Lane(ThreadPoolExecutor(OTHER_THREADS, "web"), OTHER_SECONDS, _BUSY)
    return Front(app, {"line": webhooks, "readyz": ready, "": others})


def _announced_size(headers: Any) -> int:
    """Bytes of the body as its headers tell; of one that comes in pieces and tells nothing, those of a large one."""
    length = headers.get("content-length")
    if length is not None:
        return int(length)  # hyper has refused what is no number
    return LARGE_BODY_BYTES if "transfer-encoding" in headers else 0


_ALWAYS: Mapping[str, Any] = {
    "SCRIPT_NAME": "",
    "wsgi.version": (1, 0),
    "wsgi.errors": sys.stderr,
    "wsgi.multithread": True,
    "wsgi.multiprocess": False,
    "wsgi.run_once": False,
    "wsgi.file_wrapper": _File,
}
_NAMED = frozenset({"content-length", "content-type", "transfer-encoding"})
"""The first two have names of their own, and what came in pieces is whole by now."""


def _environ(scope: Scope, body: bytes) -> dict[str, Any]:
    """PEP 3333's account of the request."""
    headers = scope.headers
    host, _, port = (scope.authority or headers.get("host") or "").partition(":")
    named = {f"HTTP_{name.upper().replace('-', '_')}": text for name, text in headers.items() if name not in _NAMED}
    return {
        **_ALWAYS,
        **named,
        "REQUEST_METHOD": scope.method,
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "SERVER_NAME": host or "localhost",
        "SERVER_PORT": port or "80",
        "REMOTE_ADDR": scope.client.rpartition(":")[0],
        "CONTENT_TYPE": headers.get("content-type", ""),
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": BytesIO(body),
    }
