"""The command line on a database of its own, with an office, and with its plan."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.commands.root import tanrob
from tests.support.command_line import APPLIED, IMPORTED, Run, prepare


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'tanrob.db'}")
    monkeypatch.setenv("KHONKAEN2_CHANNEL_SECRET", "a channel secret")
    monkeypatch.setenv("KHONKAEN2_CHANNEL_ACCESS_TOKEN", "a channel token")
    monkeypatch.setenv("LINE_API_BASE", "http://127.0.0.1:9")
    monkeypatch.setenv("TANROB_NOW", "2021-03-15T08:00+07:00")
    return lambda *arguments: CliRunner().invoke(tanrob, [str(item) for item in arguments], prog_name="tanrob")


@pytest.fixture
def office(run: Run, tmp_path: Path) -> str:
    prepare(tmp_path, run, APPLIED)
    return "khonkaen2"


@pytest.fixture
def planned(run: Run, tmp_path: Path) -> str:
    prepare(tmp_path, run, APPLIED, IMPORTED)
    return "khonkaen2"
