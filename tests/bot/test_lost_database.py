"""A database file that is gone while its key is there: no command but one makes an empty one in its place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.commands.root import tanrob

OFFICE_FILE = Path(__file__).parents[2] / "deploy" / "offices" / "example" / "office.toml"


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """That of an office set up; its key lies beside it."""
    for name in ("KHONKAEN2_CHANNEL_SECRET", "KHONKAEN2_CHANNEL_ACCESS_TOKEN"):
        monkeypatch.setenv(name, "0123456789abcdef" * 2)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/tanrob.db")
    monkeypatch.setenv("LINE_API_BASE", "http://127.0.0.1:9")
    monkeypatch.delenv("TANROB_SECRET_KEY", raising=False)
    assert run("office", "apply", "--yes", str(OFFICE_FILE)) == (0, "")
    return tmp_path / "tanrob.db"


def run(*words: str) -> tuple[int, str]:
    """The exit code, and what went wrong."""
    ended = CliRunner().invoke(tanrob, words)
    return ended.exit_code, ended.stderr if ended.exit_code else ""


def remove(database: Path) -> None:
    database.unlink()


def empty(database: Path) -> None:
    database.write_bytes(b"")


@pytest.mark.parametrize("lose", [remove, empty])
@pytest.mark.parametrize("words", ["serve", "worker", "check", "people list khonkaen2"])
def test_no_empty_database_takes_its_place(database: Path, lose: object, words: str) -> None:
    assert callable(lose)
    lose(database)
    code, told = run(*words.split())
    assert code == 1
    assert "ไฟล์กุญแจ" in told
    assert not database.exists() or database.stat().st_size == 0


@pytest.mark.parametrize("words", ["serve", "worker"])
def test_where_the_log_is_json_why_it_does_not_begin_is_json(
    database: Path, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    monkeypatch.setenv("TANROB_LOG", "json")
    remove(database)
    code, told = run(words)
    assert code == 1
    assert ["ไฟล์กุญแจ" in json.loads(line)["message"] for line in told.splitlines()] == [True]


def test_an_office_applied_anew_begins_another(database: Path) -> None:
    remove(database)
    assert run("office", "apply", "--yes", str(OFFICE_FILE)) == (0, "")
    assert database.stat().st_size > 0
