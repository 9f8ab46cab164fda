"""The product's programs, started as in life, killed at any moment and started again; ended as groups of processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import psutil

from tests.bench.load_data import KEY, NOW
from tests.bench.served import _free_port, _wait_for

PACE = 20
"""How many times as fast as in life they live (tests/bench/fast_clock)."""
_ROOT = Path(__file__).parents[2]
_FAST_CLOCK = Path(__file__).parent / "fast_clock"
_ALONE: Mapping[str, Sequence[str]] = {"serve": ("serve",)}
_TOGETHER: Mapping[str, Sequence[str]] = {
    "web1": ("serve", "--web-only"),
    "web2": ("serve", "--web-only"),
    "worker1": ("worker",),
    "worker2": ("worker",),
}


class Program:
    """`tanrob …` in a group of processes of its own. What it logs is in `log`.

    `was_struck`: one of its children was killed since it was started, and it may give up.
    """

    def __init__(self, command: Sequence[str], settings: Mapping[str, str], log: Path) -> None:
        self.log = log
        self.port = _free_port() if "serve" in command else 0
        listening = ("--port", str(self.port)) if self.port else ()
        self._command = (sys.executable, "-m", "bot", *command, *listening)
        self._settings = settings
        self.was_struck = False
        self._process = self._start_process()

    @property
    def name(self) -> str:
        return self.log.stem

    @property
    def has_fallen(self) -> bool:
        """Whether it ended without being told to."""
        return self._process.poll() is not None

    def wait_until_ready(self) -> None:
        if self.port:
            _wait_for(self.port)

    def children(self) -> list[psutil.Process]:
        try:
            return psutil.Process(self._process.pid).children(recursive=True)
        except psutil.NoSuchProcess:
            return []

    def kill(self) -> None:
        """kill -9, the whole group."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def start(self) -> None:
        """Again, as a supervisor does."""
        self.was_struck = False
        self._process = self._start_process()

    def end(self) -> None:
        """As a supervisor does: politely, then not."""
        self._process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(10)
        self.kill()

    def _start_process(self) -> subprocess.Popen[bytes]:
        environment = {**os.environ, **self._settings}
        with self.log.open("ab") as log:
            return subprocess.Popen(self._command, env=environment, stdout=log, stderr=log, start_new_session=True)


def kill_some(programs: Sequence[Program], random: Random) -> str:
    """Kills a random process: one at the head of a program with its whole group, and it is started again at once.

    A child alone is the program's to replace. Gives the name of what was struck.
    """
    program, child = random.choice([(program, one) for program in programs for one in (None, *program.children())])
    if child is None:
        program.kill()
        program.start()
        return program.name
    program.was_struck = True
    with suppress(psutil.NoSuchProcess):
        child.kill()
    return f"{program.name}'s child"


def moment(seconds: float, since: float) -> datetime:
    """The product's time at `seconds`, both of this machine's clock, where it began at `since`."""
    return NOW + timedelta(seconds=(seconds - since) * PACE)


@contextmanager
def product(database: str, api_base: str, folder: Path, since: float) -> Iterator[list[Program]]:
    """On SQLite `tanrob serve`; on PostgreSQL two `serve --web-only` and two `worker`s. `since`: see `moment`."""
    settings = _settings(database, api_base, folder, str(since))
    commands = _ALONE if database.startswith("sqlite") else _TOGETHER
    programs: list[Program] = []
    try:
        for name, command in commands.items():
            programs.append(Program(command, settings, folder / f"{name}.log"))
        for program in programs:
            program.wait_until_ready()
        yield programs
    finally:
        for program in programs:
            program.end()


def _settings(database: str, api_base: str, folder: Path, since: str) -> Mapping[str, str]:
    return {
        "DATABASE_URL": database,
        "LINE_API_BASE": api_base,
        "TANROB_SECRET_KEY": KEY,
        "TANROB_NOW": f"{NOW.isoformat()}@{since}",
        "TANROB_PHOTOS": (folder / "photos").as_uri(),
        "HURRY_PACE": str(PACE),
        "HURRY_SINCE": since,
        "PYTHONPATH": os.pathsep.join((str(_FAST_CLOCK), str(_ROOT))),
        # A restart is to cost what it costs in life, where the modules are compiled once.
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir(), "tanrob-compiled")),
    }
