"""What lies in the folder Tanrob is started in is never run: neither by it nor by the processes it starts."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.serve_process import answers_well
from tests.support.waiting import MAX_SECONDS, linger, wait_until

SECRET_KEY = "a key of a test, of which nobody knows"
SAFE_FROM = ("messages", "storage", "bot", "flask", "granian", "multiprocessing", "sitecustomize", "orjson", "wsgiref")
TANROB = (str(Path(sys.executable).parent / "tanrob"),)
MODULE = (sys.executable, "-m", "bot")
ROOT = Path(__file__).parents[2]


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A folder of modules by the names of ours and of libraries'; each would leave a trace."""
    folder = tmp_path / "downloads"
    folder.mkdir()
    for name in SAFE_FROM:
        trace = f"open({str(tmp_path / 'ran')!r}, 'a').write({name + chr(10)!r})\nraise SystemExit(9)\n"
        (folder / f"{name}.py").write_text(trace)
    return folder


def ran(folder: Path) -> str:
    trace = folder.parent / "ran"
    return trace.read_text() if trace.exists() else ""


def started(command: tuple[str, ...], folder: Path) -> subprocess.Popen[bytes]:
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{folder.parent / 'office.db'}",
        "TANROB_SECRET_KEY": SECRET_KEY,
        "LINE_API_BASE": "http://127.0.0.1:9",
    }
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, env=environment, cwd=folder, stdout=quiet, stderr=quiet)


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    wait_until(lambda: process.poll() is not None or answers_well(url), "it is ready")
    assert process.poll() is None, "it ended by itself"


@pytest.mark.parametrize(("words", "page"), [(("serve",), "/readyz"), (("demo",), "/")])
def test_a_program_runs_none_of_what_lies_in_its_working_folder(
    hostile: Path, words: tuple[str, ...], page: str
) -> None:
    port = free_port()
    process = started((*TANROB, *words, "--port", str(port)), hostile)
    try:
        wait_for(f"http://127.0.0.1:{port}{page}", process)
        linger(1.5)  # the worker, and the worker's clock
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(MAX_SECONDS)
    assert ran(hostile) == ""


def test_the_worker_runs_none_of_it(hostile: Path) -> None:
    process = started((*TANROB, "worker"), hostile)
    try:
        linger(4)
        assert process.poll() is None
    finally:
        process.terminate()
        process.wait(MAX_SECONDS)
    assert ran(hostile) == ""


def test_called_as_a_module_it_still_runs_none_of_what_is_called_like_a_library(hostile: Path) -> None:
    (hostile / "bot.py").unlink()  # Python itself looks there for the module it is told to run
    process = started((*MODULE, "office", "--help"), hostile)
    assert process.wait(MAX_SECONDS) == 0
    assert ran(hostile) == ""


def test_a_working_folder_that_is_gone_is_no_hindrance(tmp_path: Path) -> None:
    script = f'mkdir "{tmp_path}/gone" && cd "{tmp_path}/gone" && rmdir "{tmp_path}/gone" && exec "{TANROB[0]}" --help'
    process = subprocess.run(["sh", "-c", script], capture_output=True)
    assert process.returncode == 0, process.stderr


def test_the_source_tree_can_be_tried_out_from_its_own_folder() -> None:
    process = subprocess.run([sys.executable, "-m", "bot", "--help"], cwd=ROOT, capture_output=True)
    assert process.returncode == 0
