"""What others notice of a hundred slow clients: `python -m tests.bench.crowded [--seconds 4] [--clients 100]`.

A web process serves a steady few webhooks a second while slow clients hold on: by header, by body (signed and not), by
reading answers that are never taken, and a document's link is opened in a loop.
"""

from __future__ import annotations

import socket
import tempfile
import threading
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from threading import Event
from time import monotonic, sleep

import psutil
import urllib3

from bot.usecases.reports.link_tokens import Linked, link_to
from tests.bench.table import percentile_99
from tests.support.report_steps import send
from tests.support.serve_process import PATH, ServeProcess, run_serve, sign_webhook
from tests.support.usecase_harness import OFFICE, ROUND, open_harness

RATE = 20
"""Webhooks a second, far below what it can."""
Slow = Callable[[ServeProcess, int], AbstractContextManager[None]]
LOST = 10.0
"""Seconds an answer is waited for."""


@dataclass(frozen=True)
class Noticed:
    """Seconds of each webhook and each /healthz; how many of them were not answered 200; MB of the web process."""

    webhooks: list[float]
    alive: list[float]
    failed: int
    megabytes: float


def half_a_body(*, is_signed: bool) -> bytes:
    body, signature = sign_webhook("สถานะ", "half")
    head = f"POST {PATH} HTTP/1.1\r\nHost: x\r\nX-Line-Signature: {signature if is_signed else 'x'}\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body[:100]


def slow(first: bytes) -> Slow:
    """Each says the first part, then nothing, reads nothing, and comes back when it is sent away."""

    @contextmanager
    def hold(served: ServeProcess, clients: int) -> Iterator[None]:
        ended = Event()
        threads = [threading.Thread(target=_hold, args=(served, first, ended), daemon=True) for _ in range(clients)]
        for thread in threads:
            thread.start()
        yield
        ended.set()
        for thread in threads:
            thread.join()

    return hold


def _hold(served: ServeProcess, first: bytes, ended: Event) -> None:
    while not ended.is_set():
        try:
            with socket.create_connection(("127.0.0.1", served.port), timeout=LOST) as wire:
                wire.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
                wire.sendall(first)
                wire.settimeout(0.5)
                while not ended.is_set() and not _is_closed(wire):
                    pass
        except OSError:
            ended.wait(0.1)


def _is_closed(wire: socket.socket) -> bool:
    """Looks without taking anything."""
    try:
        closed = not wire.recv(1, socket.MSG_PEEK)
    except TimeoutError:
        return False
    if not closed:
        sleep(0.5)
    return closed


@contextmanager
def nobody(_served: ServeProcess, _clients: int) -> Iterator[None]:
    yield


def openers(link: str) -> Slow:
    """Four who open a document's link in a loop."""

    @contextmanager
    def open_links(served: ServeProcess, _clients: int) -> Iterator[None]:
        ended = Event()

        def loop() -> None:
            while not ended.is_set():
                with suppress(urllib3.exceptions.HTTPError):
                    served.get(link, timeout=60)

        threads = [threading.Thread(target=loop, daemon=True) for _ in range(4)]
        for thread in threads:
            thread.start()
        yield
        ended.set()
        for thread in threads:
            thread.join()

    return open_links


def measure(served: ServeProcess, seconds: float) -> Noticed:
    """What one who is not slow meets, at RATE."""
    webhooks, alive, failed = [], [], 0
    until = monotonic() + seconds
    while (began := monotonic()) < until:
        for taken, ask in ((webhooks, served.post), (alive, lambda **more: served.get("/healthz", **more))):
            try:
                heard = ask(timeout=LOST)
                taken.append(heard.seconds)
                failed += heard.status != 200
            except urllib3.exceptions.HTTPError:
                taken.append(LOST)
                failed += 1
        sleep(max(1 / RATE - (monotonic() - began), 0))
    megabytes = max(one.memory_info().rss for one in psutil.Process(served.process.pid).children()) / 1024**2
    return Noticed(webhooks, alive, failed, megabytes)


def document_link(folder: Path) -> str:
    with open_harness(folder) as harness:
        send(harness, 4, 740_600)
        url = link_to(harness.ports, Linked(OFFICE, ROUND.id, "docx"), harness.now)
        return url.removeprefix(harness.ports.public_url)


def main() -> None:
    asked = ArgumentParser(prog="python -m tests.bench.crowded", description=__doc__)
    asked.add_argument("--seconds", type=float, default=8)
    asked.add_argument("--clients", type=int, default=100)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as place, ExitStack() as resources:
        link = document_link(Path(place))
        served = resources.enter_context(run_serve(Path(place)))
        for _ in range(20):
            served.post()
        crowds: Mapping[str, Slow] = {
            "nobody": nobody,
            "by saying nothing": slow(b""),
            "by header": slow(f"POST {PATH} HTTP/1.1\r\nHost: x\r\n".encode()),
            "by body": slow(half_a_body(is_signed=False)),
            "by signed body": slow(half_a_body(is_signed=True)),
            "by reading /metrics": slow(b"GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n" * 20),
            "by reading a document": slow(f"GET {link} HTTP/1.1\r\nHost: x\r\n\r\n".encode()),
            "a link opened in a loop": openers(link),
        }
        print(
            f"{given.clients} slow clients{'webhook median':>26}{'99 %':>9}{'healthz 99 %':>14}{'failed':>8}{'MB':>7}"
        )
        for name, load_client in crowds.items():
            with load_client(served, given.clients):
                sleep(1)
                told = measure(served, given.seconds)
            print_row(name, told)


def print_row(name: str, told: Noticed) -> None:
    middle = median(told.webhooks) * 1000
    high, alive = (percentile_99(one) * 1000 if len(one) > 1 else one[0] * 1000 for one in (told.webhooks, told.alive))
    row = f"{name:<25}{middle:>15.0f} ms{high:>6.0f} ms{alive:>11.0f} ms{told.failed:>8}{told.megabytes:>7.0f}"
    print(row, flush=True)


if __name__ == "__main__":
    main()
