"""`tanrob serve` while what it stands on fails: LINE is answered in time, health tells, and it stops when told."""

from __future__ import annotations

import json
import signal
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from tests.support.databases import migrated_sqlite
from tests.support.serve_process import PATH, ServeProcess, run_serve, wait_until_alive
from tests.support.usecase_harness import OFFICE, open_harness
from tests.support.waiting import comes_true, wait_until


@contextmanager
def locked(served: ServeProcess) -> Iterator[None]:
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


def kept(served: ServeProcess, event: str) -> bool:
    with sqlite3.connect(served.database.removeprefix("sqlite:///")) as connection:
        found = connection.execute("SELECT count(*) FROM inbox WHERE event_id = ?", (event,)).fetchone()
    return bool(found[0])


def warm(served: ServeProcess) -> None:
    """The first turn loads what the others use."""
    assert any(served.post().status == 200 for _ in range(5))


def test_a_locked_database_keeps_nobody_waiting_and_loses_nothing(tmp_path: Path) -> None:
    with run_serve(tmp_path) as served:
        warm(served)
        with locked(served):
            put_off = served.post(event="during")
            alive, ready = served.get("/healthz"), served.get("/readyz")
        assert (put_off.status, alive.status, ready.status) == (503, 200, 503)
        assert b"busy" in ready.body
        again = [served.post(event="during").status for _ in range(3)]
        assert 200 in again
        assert kept(served, "during")


def test_it_stops_in_time_though_all_turns_wait_for_the_database(tmp_path: Path) -> None:
    with run_serve(tmp_path) as served:
        warm(served)
        with locked(served):
            for _ in range(2):
                assert served.post().status == 503
            assert served.end()


def test_it_stops_in_time_though_line_says_nothing(tmp_path: Path) -> None:
    with hanging_line() as line, run_serve(tmp_path, "", "--processes", "2", LINE_API_BASE=line) as served:
        warm(served)
        with served.wire() as slow:
            slow.sendall(f"POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nabc".encode())
            assert served.end()


def test_a_worker_that_hears_nothing_is_killed(tmp_path: Path) -> None:
    with run_serve(tmp_path, "", "--processes", "1") as served:
        workers = [one for one in served.family() if "worker" in one.cmdline()]
        for one in workers:
            one.send_signal(signal.SIGSTOP)
        assert workers
        assert served.end()


def test_a_web_process_that_hears_nothing_is_killed(tmp_path: Path) -> None:
    with run_serve(tmp_path) as served:
        for one in served.family():
            one.send_signal(signal.SIGSTOP)
        assert served.end()


@pytest.mark.parametrize("how", ["removed", "replaced"])
def test_a_database_file_that_goes_is_noticed(tmp_path: Path, how: str) -> None:
    with run_serve(tmp_path) as served:
        warm(served)
        path = Path(served.database.removeprefix("sqlite:///"))
        if how == "removed":
            path.unlink()
        else:
            with open_harness(tmp_path / "other", url=migrated_sqlite(tmp_path / "other.db")):
                (tmp_path / "other.db").replace(path)
        assert served.post().status == 503
        ready = served.get("/readyz")
        assert (ready.status, ready.body.strip()) == (503, b'{"database":"replaced"}')
        assert OFFICE.encode() not in ready.body


def all_is_well(told: bytes) -> bool:
    return set(json.loads(told).values()) == {"ok"}


def test_ready_tells_of_a_clock_once_a_worker_ticks(tmp_path: Path) -> None:
    with run_serve(tmp_path, "", "--processes", "1") as served:
        assert comes_true(lambda: set(json.loads(served.get("/readyz").body).values()) == {"ok"}), (
            served.log.read_text()
        )


def web_of(served: ServeProcess) -> psutil.Process:
    """The web process, waited for where it is only just being started."""

    def found() -> list[psutil.Process]:
        own = served.process.pid
        return [one for one in served.family() if one.ppid() == own and one.status() != psutil.STATUS_ZOMBIE]

    assert comes_true(found), served.log.read_text()
    return found()[0]


def test_it_serves_again_though_its_web_process_dies_twice_at_once(tmp_path: Path) -> None:
    with run_serve(tmp_path) as served:
        for _ in range(2):
            web = web_of(served)
            web.kill()
            psutil.wait_procs([web], timeout=5)
        wait_until_alive(served)
        warm(served)
        assert served.end()


def test_it_can_be_stopped_while_no_web_process_can_begin(tmp_path: Path) -> None:
    with run_serve(tmp_path) as served:
        (tmp_path / "photos").rename(tmp_path / "away")
        (tmp_path / "photos").touch()
        web_of(served).kill()
        wait_until(lambda: "crash loop" in served.log.read_text(), "the log tells of it")
        assert served.end()


def test_a_log_removed_loses_no_answer_given(tmp_path: Path) -> None:
    with run_serve(tmp_path, "", "--processes", "1") as served:
        warm(served)
        answered = [event for event in map(str, range(5)) if served.post(event=event).status == 200]
        for suffix in ("-wal", "-shm"):
            Path(served.database.removeprefix("sqlite:///") + suffix).unlink()
        answered += [event for event in map(str, range(5, 15)) if served.post(event=event).status == 200]
        for one in served.family():
            one.kill()
        served.process.kill()
        served.process.wait()
        assert len(answered) > 10
        assert [event for event in answered if not kept(served, event)] == []
