"""`tanrob serve` while what it stands on fails: LINE is answered in time, health tells, and it stops when told."""

from __future__ import annotations

import json
import signal
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest

from tests.support.desk import OFFICE, open_desk
from tests.support.standing import PATH, Standing, standing

LINE_WAITS = 2.0
STOPPED_WITHIN = 15.0

pytestmark = pytest.mark.slow


@contextmanager
def locked(served: Standing) -> Iterator[None]:
    """Another program writes to the database and does not end."""
    other = sqlite3.connect(served.database.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.close()


@contextmanager
def hanging_line() -> Iterator[str]:
    """A LINE that takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as found:
        yield f"http://127.0.0.1:{found.getsockname()[1]}"


def kept(served: Standing, event: str) -> bool:
    with sqlite3.connect(served.database.removeprefix("sqlite:///")) as connection:
        found = connection.execute("SELECT count(*) FROM inbox WHERE event_id = ?", (event,)).fetchone()
    return bool(found[0])


def warm(served: Standing) -> None:
    """The first turn loads what the others use."""
    assert any(served.post().status == 200 for _ in range(5))


def test_a_locked_database_keeps_nobody_waiting_and_loses_nothing(tmp_path: Path) -> None:
    with standing(tmp_path) as served:
        warm(served)
        with locked(served):
            put_off = served.post(event="during")
            alive, ready = served.get("/healthz"), served.get("/readyz")
        assert (put_off.status, alive.status, ready.status) == (503, 200, 503)
        assert put_off.seconds < LINE_WAITS
        assert alive.seconds < 1
        assert b"busy" in ready.body
        again = [served.post(event="during").status for _ in range(3)]
        assert 200 in again
        assert kept(served, "during")


def test_it_stops_in_time_though_all_turns_wait_for_the_database(tmp_path: Path) -> None:
    with standing(tmp_path) as served:
        warm(served)
        with locked(served):
            for _ in range(2):
                assert served.post().status == 503
            assert served.end() < STOPPED_WITHIN


def test_it_stops_in_time_though_line_says_nothing(tmp_path: Path) -> None:
    with hanging_line() as line, standing(tmp_path, "", "--processes", "2", LINE_API_BASE=line) as served:
        warm(served)
        with served.wire() as slow:
            slow.sendall(f"POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nabc".encode())
            assert served.end() < STOPPED_WITHIN


def test_a_worker_that_hears_nothing_is_killed(tmp_path: Path) -> None:
    with standing(tmp_path, "", "--processes", "1") as served:
        workers = [one for one in served.family() if "worker" in one.cmdline()]
        for one in workers:
            one.send_signal(signal.SIGSTOP)
        assert workers
        assert served.end() < STOPPED_WITHIN


def test_a_web_process_that_hears_nothing_is_killed(tmp_path: Path) -> None:
    with standing(tmp_path) as served:
        for one in served.family():
            one.send_signal(signal.SIGSTOP)
        assert served.end() < STOPPED_WITHIN


@pytest.mark.parametrize("how", ["removed", "replaced"])
def test_a_database_file_that_goes_is_noticed(tmp_path: Path, how: str) -> None:
    with standing(tmp_path) as served:
        warm(served)
        path = Path(served.database.removeprefix("sqlite:///"))
        if how == "removed":
            path.unlink()
        else:
            with open_desk(tmp_path / "other", url=f"sqlite:///{tmp_path}/other.db"):
                (tmp_path / "other.db").replace(path)
        assert served.post().status == 503
        ready = served.get("/readyz")
        assert (ready.status, ready.body.strip()) == (503, b'{"database":"replaced"}')
        assert OFFICE.encode() not in ready.body


def test_ready_tells_of_a_clock_once_a_worker_ticks(tmp_path: Path) -> None:
    with standing(tmp_path, "", "--processes", "1") as served:
        answers = (served.get("/readyz").body for _ in range(80) if not Event().wait(0.5))
        assert any(set(json.loads(body).values()) == {"ok"} for body in answers), served.log.read_text()[-2000:]
