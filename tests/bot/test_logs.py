"""What the log says while something is down, and that every line of it is JSON where that was asked for."""

from __future__ import annotations

import json
import logging
from io import StringIO
from pathlib import Path

import pytest

from bot import logs
from bot.logs import MAX_WRITTEN, JsonLines, RepeatFilter
from storage.errors import DatabaseDown, DiskFull
from tests.support.serve_process import run_serve


class Said(logging.Logger):
    """A logger under no other, and the lines it has written."""

    def __init__(self) -> None:
        super().__init__("a test")
        self._stream = StringIO()
        handler = logging.StreamHandler(self._stream)
        handler.addFilter(RepeatFilter())
        self.addHandler(handler)

    @property
    def lines(self) -> list[str]:
        return self._stream.getvalue().splitlines()


@pytest.fixture
def log() -> Said:
    return Said()


def fail(log: logging.Logger, text: str, error: Exception) -> None:
    try:
        raise error
    except type(error):
        log.exception(text, "x")


def test_of_one_kind_a_few_are_written(log: Said) -> None:
    for number in range(1000):
        log.warning("refused event=%s", number)
    assert log.lines == [f"refused event={number}" for number in range(MAX_WRITTEN)]


def test_how_many_were_left_out_is_told_later(log: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(100):
        log.warning("refused")
    monkeypatch.setattr(logs, "WINDOW_SECONDS", 0.0)
    log.warning("refused")
    assert log.lines[-1] == f"refused ({100 - MAX_WRITTEN} more like it in the last minutes)"


def test_other_kinds_are_written_meanwhile(log: Said) -> None:
    for _ in range(100):
        fail(log, "queue out of reach worker=%s", DatabaseDown())
    fail(log, "queue out of reach worker=%s", DiskFull())
    log.info("said")
    assert len(log.lines) == MAX_WRITTEN + 2


def test_a_failure_of_the_database_needs_no_traceback(log: Said) -> None:
    fail(log, "queue out of reach worker=%s", DatabaseDown("OperationalError"))
    assert log.lines == ["queue out of reach worker=x DatabaseDown: The database does not answer. (OperationalError)"]


def test_a_traceback_is_written_once(log: Said) -> None:
    for _ in range(3):
        fail(log, "event failed event=%s", ValueError("what a person wrote"))
    lines = log.lines
    assert sum(line.startswith("Traceback") for line in lines) == 1
    assert lines[-2:] == ["event failed event=x ValueError"] * 2


def test_what_is_no_warning_is_always_written(log: Said) -> None:
    for _ in range(50):
        log.info("ticked")
    assert len(log.lines) == 50


def test_a_json_line_holds_its_traceback() -> None:
    log, stream = logging.getLogger("json"), StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    log.addHandler(handler)
    fail(log, "failed %s", ValueError())
    log.removeHandler(handler)
    assert "Traceback" in json.loads(stream.getvalue())["exception"]


@pytest.mark.slow
def test_every_line_of_serve_is_json_while_its_database_is_gone(tmp_path: Path) -> None:
    with run_serve(tmp_path, "", "--processes", "1", TANROB_LOG="json") as served:
        assert any(served.post().status == 200 for _ in range(5))
        (tmp_path / "office.db").unlink()
        for _ in range(20):
            assert served.post().status == 503
        served.end()
        lines = served.log.read_text().splitlines()
    assert all(json.loads(line)["message"] for line in lines)
    assert lines
    assert len(lines) < 100
