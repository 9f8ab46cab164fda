"""What becomes of a call to LINE whose answer is late, lost, or leads elsewhere."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from threading import Thread
from uuid import uuid4

import pytest

from bot.line import messenger as module
from bot.line.messenger import LineMessenger
from bot.usecases.ports import Outcome
from storage.records import Channel
from tests.support.calls import called

CHANNEL = Channel("secret", "token")
HELLO = ({"type": "text", "text": "สวัสดี"},)
Answer = Callable[[socket.socket], None]


@contextmanager
def line(answer: Answer) -> Iterator[str]:
    """A LINE that reads one request and does `answer` on its connection."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                while b"\r\n\r\n" not in connection.recv(65536, socket.MSG_PEEK):
                    pass
                connection.recv(65536)
                answer(connection)

        thread = Thread(target=serve)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        thread.join()


def outcome(answer: Answer) -> Outcome:
    with line(answer) as url:
        return pushed(url)


def pushed(url: str) -> Outcome:
    messenger = LineMessenger(url)
    try:
        return called(messenger, "push", CHANNEL, "U1", HELLO, uuid4())
    finally:
        messenger.close()


def saying(status: str, *headers: str) -> Answer:
    return lambda connection: connection.sendall("\r\n".join((f"HTTP/1.1 {status}", *headers, "", "")).encode())


def test_a_line_that_cannot_be_reached_was_certainly_not_told() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        port = server.getsockname()[1]
    assert pushed(f"http://127.0.0.1:{port}") == Outcome("unavailable", "ClientConnectorError")


def test_an_answer_cut_off_leaves_it_unknown_whether_it_was_accepted() -> None:
    assert outcome(lambda connection: connection.close()).verdict == "unknown"


def test_half_an_answer_leaves_it_unknown_too() -> None:
    assert outcome(saying("200 OK", "Content-Length: 10")).verdict == "unknown"


def test_no_answer_in_time_leaves_it_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TIMEOUT", (3.0, 0.2))
    assert outcome(lambda connection: connection.recv(1) and None).verdict == "unknown"


def test_an_answer_that_comes_drop_by_drop_ends_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TIMEOUT", (0.2, 0.3))

    def drip(connection: socket.socket) -> None:
        connection.settimeout(0.1)
        with pytest.raises(OSError):  # noqa: PT011, PT012 – whichever way the other end goes away
            while True:
                connection.sendall(b"H")
                try:
                    if not connection.recv(1):
                        raise OSError
                except TimeoutError:
                    pass

    assert outcome(drip).verdict == "unknown"


def test_an_answer_that_leads_elsewhere_is_not_followed() -> None:
    elsewhere = saying("302 Found", "Location: http://127.0.0.1:9/", "Content-Length: 0")
    assert outcome(elsewhere) == Outcome("refused", "302")
