"""A small HTTP/1.1 server for WSGI apps on loopback: keeps connections alive, closes every one at its end."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from itertools import chain
from threading import Lock, Thread
from typing import Any
from urllib.parse import unquote
from wsgiref.types import WSGIApplication, WSGIEnvironment

from bot.simulator.line_api import DROP

STREAM = "text/event-stream"
"""The content type of answers that do not end: they leave as they come."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    """Headers and body leave together; with Nagle's algorithm a second small packet would wait 40 ms."""

    server: LoopbackServer

    def _serve(self) -> None:
        environ = self._environ()
        head: list[Any] = []

        def start_response(status: str, headers: list[tuple[str, str]], *_: Any) -> Callable[[bytes], object]:
            head[:] = [status, headers]
            return lambda _: None

        chunks = self.server.app(environ, start_response)
        try:
            self._answer(environ, head, chunks)
        finally:
            close = getattr(chunks, "close", None)
            if close is not None:
                close()

    def finish(self) -> None:
        """Whoever went away before the answer: what is left of it is lost, and both streams end all the same."""
        with suppress(OSError), self.rfile:
            super().finish()

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = do_OPTIONS = _serve  # noqa: N815 - http.server names them

    def _answer(self, environ: WSGIEnvironment, head: list[Any], chunks: Iterable[bytes]) -> None:
        started = iter(chunks)
        first = next(started, b"")
        if environ.get(DROP):
            self.close_connection = True
        elif dict(head[1]).get("Content-Type") == STREAM:
            self._stream(head[0], head[1], chain((first,), started))
        else:
            self._write(head[0], head[1], first + b"".join(started))

    def _write(self, status: str, headers: list[tuple[str, str]], body: bytes) -> None:
        self._head(status, headers)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _stream(self, status: str, headers: list[tuple[str, str]], chunks: Iterable[bytes]) -> None:
        """Each chunk leaves at once; the connection's end is the body's."""
        self._head(status, headers)
        self.send_header("Connection", "close")
        self.end_headers()
        for chunk in chunks:
            self.wfile.write(chunk)
            self.wfile.flush()

    def _head(self, status: str, headers: list[tuple[str, str]]) -> None:
        code, _, reason = status.partition(" ")
        self.send_response(int(code), reason)
        for name, value in headers:
            if name.lower() != "content-length":
                self.send_header(name, value)

    def _environ(self) -> WSGIEnvironment:
        path, _, query = self.path.partition("?")
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        environ: dict[str, Any] = {
            f"HTTP_{name.upper().replace('-', '_')}": value for name, value in self.headers.items()
        }
        host, port = self.server.server_address[:2]
        return environ | {
            "REQUEST_METHOD": self.command,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote(path, "iso-8859-1"),
            "QUERY_STRING": query,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": str(len(body)),
            "SERVER_NAME": str(host),
            "SERVER_PORT": str(port),
            "SERVER_PROTOCOL": self.request_version,
            "REMOTE_ADDR": self.client_address[0],
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(body),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - http.server's own signature
        """Nothing: bodies and paths are people's."""


class LoopbackServer(ThreadingHTTPServer):
    """Serves `app` from its making on. Raises OSError where the port is taken. Chunked bodies are not read."""

    daemon_threads = False
    request_queue_size = 128

    def __init__(self, host: str, port: int, app: WSGIApplication) -> None:
        super().__init__((host, port), _Handler)
        self.app = app
        self._open: set[socket.socket] = set()
        self._lock = Lock()
        self._thread = Thread(target=self.serve_forever, args=(0.05,), name="simulator")
        self._thread.start()

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        with self._lock:
            self._open.add(request)
        try:
            super().process_request_thread(request, client_address)
        finally:
            with self._lock:
                self._open.discard(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Nothing: clients that go away in the middle are part of the play."""

    def close(self) -> None:
        """Ends the listening and every connection, and waits for their threads."""
        self.shutdown()
        self._thread.join()
        with self._lock:
            for connection in self._open:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
        self.server_close()
