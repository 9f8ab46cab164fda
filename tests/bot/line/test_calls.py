"""What becomes of a call to LINE whose answer is late, lost, or leads elsewhere."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from threading import Thread
from uuid import uuid4

import pytest

from bot.line import messenger as module
from bot.line.messenger import LineMessenger
from bot.usecases.ports import Outcome, Verdict
from storage.records import Channel
from tests.support.calls import call_line

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
        return call_line(messenger, "push", CHANNEL, "U1", HELLO, uuid4())
    finally:
        messenger.close()


def saying(status: str, *headers: str) -> Answer:
    return lambda connection: connection.sendall("\r\n".join((f"HTTP/1.1 {status}", *headers, "", "")).encode())


def test_a_line_that_cannot_be_reached_was_certainly_not_told() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        port = server.getsockname()[1]
    assert pushed(f"http://127.0.0.1:{port}") == Outcome(Verdict.UNAVAILABLE, "ClientConnectorError")


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


def test_an_answer_without_an_end_is_not_read_to_the_end() -> None:
    def pour(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        with suppress(OSError):
            while True:
                connection.sendall(b"x" * 65536)

    assert outcome(pour) == Outcome(Verdict.UNKNOWN, "200")


def test_a_handshake_that_stalls_was_certainly_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TIMEOUT", (0.2, 10.0))
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        assert pushed(f"https://127.0.0.1:{server.getsockname()[1]}") == Outcome(
            "unavailable", "ConnectionTimeoutError"
        )


def test_an_answer_that_leads_elsewhere_is_not_followed_and_the_message_is_tried_again() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as elsewhere:
        elsewhere.setblocking(False)
        where = f"Location: http://127.0.0.1:{elsewhere.getsockname()[1]}/"
        assert outcome(saying("302 Found", where, "Content-Length: 0")) == Outcome(Verdict.UNAVAILABLE, "302")
        with pytest.raises(BlockingIOError):
            elsewhere.accept()


HTML = "<!doctype html><title>Sign in</title>"


@pytest.mark.parametrize(
    ("status", "body", "proved"),
    [
        (200, '{"sentMessages":[{"id":"1","quoteToken":"q"}]}', Outcome(Verdict.ACCEPTED)),
        (200, '{"sentMessages":[{"id":"1"}],"new":{"field":1}}', Outcome(Verdict.ACCEPTED)),
        (200, HTML, Outcome(Verdict.UNKNOWN, "200")),
        (200, "", Outcome(Verdict.UNKNOWN, "200")),
        (200, "{}", Outcome(Verdict.UNKNOWN, "200")),
        (200, '{"ok":true}', Outcome(Verdict.UNKNOWN, "200")),
        (200, '{"sentMessages":"all"}', Outcome(Verdict.UNKNOWN, "200")),
        (200, '{"sentMessages":[]}', Outcome(Verdict.UNKNOWN, "200")),
        (200, '{"sentMessages":[null]}', Outcome(Verdict.UNKNOWN, "200")),
        (200, '{"sentMessages":[{"id":""}]}', Outcome(Verdict.UNKNOWN, "200")),
        (200, '{"sentMessages":[{"id":"1"},{"id":"2"}]}', Outcome(Verdict.UNKNOWN, "200")),
        (206, '{"sentMessages":[{"id":"1"}]}', Outcome(Verdict.UNKNOWN, "206")),
        (200, '["sentMessages"]', Outcome(Verdict.UNKNOWN, "200")),
        (202, '{"sentMessages":[]}', Outcome(Verdict.UNKNOWN, "202")),
        (204, "", Outcome(Verdict.UNKNOWN, "204")),
        (301, "", Outcome(Verdict.UNAVAILABLE, "301")),
        (307, HTML, Outcome(Verdict.UNAVAILABLE, "307")),
        (400, '{"message":"Invalid reply token"}', Outcome(Verdict.TOKEN_GONE, "400")),
        (400, '{"message":"Failed to send messages"}', Outcome(Verdict.UNREACHABLE)),
        (400, '{"message":"The request body has 1 error(s)"}', Outcome(Verdict.REFUSED, "400")),
        (400, HTML, Outcome(Verdict.UNAVAILABLE, "400")),
        (401, '{"message":"Authentication failed"}', Outcome(Verdict.UNAVAILABLE, "401")),
        (403, '{"message":"Forbidden"}', Outcome(Verdict.UNAVAILABLE, "403")),
        (403, HTML, Outcome(Verdict.UNAVAILABLE, "403")),
        (404, HTML, Outcome(Verdict.UNAVAILABLE, "404")),
        (405, '{"message":"Method Not Allowed"}', Outcome(Verdict.UNAVAILABLE, "405")),
        (407, HTML, Outcome(Verdict.UNAVAILABLE, "407")),
        (408, "", Outcome(Verdict.UNAVAILABLE, "408")),
        (409, '{"message":"The retry key is already accepted"}', Outcome(Verdict.ACCEPTED, "409")),
        (409, HTML, Outcome(Verdict.UNAVAILABLE, "409")),
        (409, '{"message":"Conflict"}', Outcome(Verdict.UNAVAILABLE, "409")),
        (413, '{"message":"Request exceeds the max size"}', Outcome(Verdict.REFUSED, "413")),
        (413, HTML, Outcome(Verdict.UNAVAILABLE, "413")),
        (429, '{"message":"You have reached your monthly limit."}', Outcome(Verdict.QUOTA, "429")),
        (429, '{"message":"The API rate limit has been exceeded"}', Outcome(Verdict.RATE, "429")),
        (429, HTML, Outcome(Verdict.RATE, "429")),
        (500, '{"message":"An error occurred"}', Outcome(Verdict.UNAVAILABLE, "500")),
        (502, HTML, Outcome(Verdict.UNAVAILABLE, "502")),
    ],
)
def test_only_lines_own_words_prove_what_became_of_a_call(status: int, body: str, proved: Outcome) -> None:
    assert outcome(answering(status, body)) == proved


def answering(status: int, body: str) -> Answer:
    length = [] if status == 204 else [f"Content-Length: {len(body.encode())}"]
    answer = "\r\n".join((f"HTTP/1.1 {status} X", *length, "", body)).encode()
    return lambda connection: connection.sendall(answer)


def test_of_a_reply_that_has_no_retry_key_nothing_says_that_the_key_is_known() -> None:
    with line(answering(409, '{"message":"The retry key is already accepted"}')) as url:
        messenger = LineMessenger(url)
        assert call_line(messenger, "reply", CHANNEL, "a token", HELLO) == Outcome(Verdict.UNAVAILABLE, "409")
        messenger.close()
