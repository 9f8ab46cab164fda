"""What is measured, started as in life: `tanrob serve`, `tanrob worker`, and what they are held against."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import sleep, time

import psutil

from tests.bench.load_data import KEY, NOW

_PYTHON = (sys.executable, "-m")
_KIB = 1024


@dataclass(frozen=True)
class Served:
    """A started program. `url` is where it listens (nothing for a worker)."""

    process: subprocess.Popen[bytes]
    url: str = ""

    def memory(self) -> list[float]:
        """MB (PSS) of each of its processes."""
        parent = psutil.Process(self.process.pid)
        return [_pss(one.pid) for one in (parent, *parent.children(recursive=True))]


def _pss(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / _KIB


@contextmanager
def web(database: str, api_base: str, processes: int, clock: str = "") -> Iterator[Served]:
    """`tanrob serve --web-only`. `clock`: one it shares with others, by `clock_at`."""
    command = ("bot", "serve", "--web-only", "--processes", str(processes), "--port", "{port}")
    with _run_until_listening(*command, settings=_settings(database, api_base, clock)) as served:
        yield served


@contextmanager
def worker(database: str, api_base: str, clock: str = "") -> Iterator[Served]:
    """`tanrob worker`. `clock`: one it shares with others, by `clock_at`."""
    with _run_process(("bot", "worker"), _settings(database, api_base, clock)) as process:
        yield Served(process)


@contextmanager
def product(database: str, api_base: str, processes: int) -> Iterator[Served]:
    """`tanrob serve`: the web processes and a worker."""
    command = ("bot", "serve", "--processes", str(processes), "--port", "{port}")
    with _run_until_listening(*command, settings=_settings(database, api_base)) as served:
        yield served


@contextmanager
def bare(processes: int) -> Iterator[Served]:
    """The bare endpoint on the product's server."""
    with _run_until_listening("tests.bench.bare", "{port}", str(processes), settings={}) as served:
        yield served


@contextmanager
def echo(database: Path, api_base: str, threads: int = 0) -> Iterator[Served]:
    """The echo example as its README starts it, or under gunicorn with that many threads."""
    settings = {"ECHO_DATABASE": str(database), "LINE_API_BASE": api_base, "ECHO_PORT": "{port}"}
    gunicorn = ("gunicorn", "--threads", str(threads), "--bind", "127.0.0.1:{port}", "tests.bench.echo:app")
    with _run_until_listening(*(gunicorn if threads else ("tests.bench.echo",)), settings=settings) as served:
        yield served


def clock_at(moment: datetime) -> str:
    """A clock that shows that moment now, in whatever process: one alone begins when its process does."""
    return f"{moment.isoformat()}@{time()}"


def _settings(database: str, api_base: str, clock: str = "") -> dict[str, str]:
    return {
        "DATABASE_URL": database,
        "LINE_API_BASE": api_base,
        "TANROB_SECRET_KEY": KEY,
        "TANROB_NOW": clock or NOW.isoformat(),
        "TANROB_PHOTOS": "file:///tmp/tanrob-bench-photos",
    }


@contextmanager
def _run_until_listening(*command: str, settings: Mapping[str, str]) -> Iterator[Served]:
    port = str(_free_port())
    filled = tuple(part.replace("{port}", port) for part in command)
    with _run_process(filled, {name: value.replace("{port}", port) for name, value in settings.items()}) as process:
        _wait_for(int(port))
        yield Served(process, f"http://127.0.0.1:{port}")


@contextmanager
def _run_process(command: tuple[str, ...], settings: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    quiet = subprocess.DEVNULL
    process = subprocess.Popen((*_PYTHON, *command), env={**os.environ, **settings}, stdout=quiet, stderr=quiet)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait_for(port: int) -> None:
    """A connection alone does not tell: granian listens before its workers are there."""
    for _ in range(300):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1) as wire:
                wire.sendall(b"GET /healthz HTTP/1.0\r\nHost: bench\r\n\r\n")
                if wire.recv(12).startswith(b"HTTP/1."):
                    return
        except OSError:
            pass
        sleep(0.1)
    raise AssertionError("the server does not get ready")
