"""The server: one port for everything, connections kept, nothing left open."""

from __future__ import annotations

import gc
import http.client
import socket
import struct
import warnings
from collections.abc import Iterable
from threading import Event, active_count
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest

from bot.simulator.http_server import LoopbackServer
from bot.simulator.server import Simulator
from tests.simulator.line_harness import TOKEN, Clock, LineHarness, open_line_harness


def test_a_taken_port_is_an_error_to_catch(harness: LineHarness) -> None:
    second = Simulator(clock=Clock(), port=int(harness.simulator.base_url.rpartition(":")[2]))
    with pytest.raises(OSError, match="in use"):
        second.start()
    second.stop()


def test_it_starts_again_on_its_port() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    for _ in range(2):
        line = Simulator(clock=Clock(), port=port)
        line.start()
        line.stop()
    assert line.base_url == f"http://127.0.0.1:{port}"


def test_a_connection_carries_many_calls(harness: LineHarness) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", int(harness.simulator.base_url.rpartition(":")[2]))
    try:
        sockets = set()
        for _ in range(3):
            connection.request("GET", "/v2/bot/info", headers={"Authorization": f"Bearer {TOKEN}"})
            assert connection.getresponse().read()
            assert connection.sock is not None
            sockets.add(connection.sock.getsockname())
    finally:
        connection.close()
    assert len(sockets) == 1


def test_a_refused_call_leaves_the_connection_in_order(harness: LineHarness) -> None:
    assert harness.push_raw({"type": "text", "text": "a"}, Authorization="Bearer wrong").status == 401
    assert harness.push_raw({"type": "text", "text": "a"}).status == 200


def test_everything_else_is_the_products(harness: LineHarness) -> None:
    def product(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [environ["PATH_INFO"].encode("latin-1"), b"?", environ["QUERY_STRING"].encode()]

    harness.simulator.mount(product)
    assert harness.get("/desk/%E0%B8%81?a=1").data.decode() == "/desk/ก?a=1"
    assert harness.get("/v2/bot/info").json()["displayName"] == "Tanrob"


def test_at_the_end_no_thread_is_left() -> None:
    before = active_count()
    with open_line_harness() as harness:
        harness.push()
        harness.simulator.users.say(harness.user, "hello")
    assert active_count() == before


def test_who_goes_away_before_the_answer_leaves_no_connection_open(recwarn: pytest.WarningsRecorder) -> None:
    asked, gone = Event(), Event()

    def product(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        asked.set()
        gone.wait(10)
        try:
            {}["no such key"]
        except KeyError as error:
            kept = error  # its frame holds it, and by its callers the connection: left to the garbage collector
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [str(kept).encode(), b"x" * 10_000_000]

    server = LoopbackServer("127.0.0.1", 0, product)
    with socket.create_connection(server.server_address[:2]) as wire:
        wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # hangs up by a reset
        wire.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert asked.wait(10)
    gone.set()
    server.close()
    warnings.simplefilter("always")
    gc.collect()
    assert [str(told.message) for told in recwarn if issubclass(told.category, ResourceWarning)] == []
