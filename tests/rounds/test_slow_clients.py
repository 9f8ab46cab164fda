"""Slow clients keep nobody out: a hundred by header, by body and by reading, beside one who is not slow."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from select import select

import pytest

from bot.web.front import MAX_LARGE_BODIES
from tests.support.serve_process import PATH, ServeProcess, run_serve, sign_webhook
from tests.support.waiting import wait_until

MANY = 100
HEAD = f"POST {PATH} HTTP/1.1\r\nHost: x\r\n"


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServeProcess]:
    with run_serve(tmp_path_factory.mktemp("slow")) as started:
        assert any(started.post().status == 200 for _ in range(5))  # the first turn loads what the others use
        yield started


@pytest.fixture
def served(started: ServeProcess) -> ServeProcess:
    """With room for a large body: those of the test before may still be leaving."""
    wait_until(lambda: in_pieces(started) == b"HTTP/1.1 200", "those who left make room for large bodies")
    return started


def half_signed() -> bytes:
    body, signature = sign_webhook("สถานะ", "half")
    head = f"{HEAD}X-Line-Signature: {signature}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body[: len(body) // 2]


SLOW = {
    "by saying nothing": b"",
    "by header": HEAD.encode(),
    "by body": f"{HEAD}Content-Length: 1000\r\n\r\nabc".encode(),
    "by signed body": half_signed(),
    "by body in pieces": f"{HEAD}Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n".encode(),
    "by reading": b"GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n" * 20,
}


def in_pieces(served: ServeProcess) -> bytes:
    """Sends a signed webhook in pieces, which counts as a large body; gives the beginning of its answer."""
    body, signature = sign_webhook("สถานะ", "in pieces")
    with served.wire() as wire:
        wire.sendall(f"{HEAD}X-Line-Signature: {signature}\r\nTransfer-Encoding: chunked\r\n\r\n".encode())
        for part in (body[:100], body[100:], b""):
            wire.sendall(f"{len(part):x}\r\n".encode() + part + b"\r\n")
        return wire.recv(12)


def given_up(wires: list[socket.socket]) -> list[bytes]:
    """What the server has told those it waits for no longer: that they are too slow, or nothing but its end."""
    readable, _, _ = select(wires, [], [], 0)
    return [told for wire in readable if (told := wire.recv(12)) in {b"", b"HTTP/1.1 408"}]


@pytest.mark.parametrize("how", SLOW)
def test_a_hundred_slow_clients_keep_nobody_out(served: ServeProcess, how: str) -> None:
    with ExitStack() as held:
        wires = [held.enter_context(served.wire()) for _ in range(MANY)]
        for wire in wires:
            wire.sendall(SLOW[how])
        answers = served.get("/healthz").status, served.post().status
        assert answers == (200, 200)
        assert given_up(wires) == [], "they were answered after the slow ones, not beside them"


def test_a_body_that_does_not_come_is_not_waited_for(served: ServeProcess) -> None:
    with served.wire() as wire:
        wire.sendall(SLOW["by body"])
        assert wire.recv(12) == b"HTTP/1.1 408"


def test_a_head_that_does_not_come_is_not_waited_for(served: ServeProcess) -> None:
    with served.wire() as wire:
        assert wire.recv(1) == b""


@pytest.mark.parametrize(
    "length", ["Content-Length: 3000000\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n300000\r\n" + "x" * 0x300000]
)
def test_a_body_too_large_is_refused(served: ServeProcess, length: str) -> None:
    with served.wire() as wire:
        wire.sendall((HEAD + length).encode())
        assert wire.recv(12) == b"HTTP/1.1 413"


def test_large_bodies_take_turns_and_small_ones_pass_them(served: ServeProcess) -> None:
    head = f"{HEAD}Content-Length: 1000000\r\n\r\n".encode()
    with ExitStack() as held:
        for _ in range(MAX_LARGE_BODIES):
            held.enter_context(served.wire()).sendall(head)
        wait_until(lambda: in_pieces(served) == b"HTTP/1.1 503", "one more large body is put off")
        assert served.post().status == 200


def test_a_body_in_pieces_is_read_whole(served: ServeProcess) -> None:
    assert in_pieces(served) == b"HTTP/1.1 200"


def test_the_path_reaches_the_app_as_it_was_asked(served: ServeProcess) -> None:
    paths = {"/line/%00/webhook": 405, "/line/สำนักงาน": 404, "/d/%E0%B8%81": 404, "//": 404, "/d/a%2Fb": 404}
    assert {path: served.get(path).status for path in paths} == paths


def test_a_request_for_no_path_is_answered(served: ServeProcess) -> None:
    with served.wire() as wire:
        wire.sendall(b"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n")
        assert wire.recv(12) == b"HTTP/1.1 404"


def test_who_leaves_in_the_middle_of_a_body_is_not_taken_for_a_fault_of_ours(served: ServeProcess) -> None:
    with served.wire() as wire:
        wire.sendall(half_signed())
    assert served.post().status == 200
    assert "raised an exception" not in served.log.read_text()


def test_it_stops_at_once_though_slow_clients_stay(tmp_path: Path) -> None:
    with run_serve(tmp_path) as served, ExitStack() as held:
        for how in SLOW.values():
            held.enter_context(served.wire()).sendall(how)
        assert served.end()
