"""The command line as an administrator meets it: its help, its refusals, and the commands that work by themselves."""

from __future__ import annotations

import os
import socket
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from bot.settings import read_settings
from storage.database import Storage
from storage.records import Photo
from tests.support.command_line import OFFICE, PLAN, Run


def test_help_lists_the_commands_in_thai(run: Run) -> None:
    heard = run("--help")
    assert heard.exit_code == 0
    assert "ลองใช้ทั้งหมดบนเครื่องนี้" in heard.output
    for name in ("demo", "office", "plan", "people", "round", "export", "serve", "worker", "tick", "check"):
        assert f"  {name} " in heard.output


@pytest.mark.parametrize("words", [["nonsense"], ["export", "khonkaen2"], ["people", "invite", "x", "--role", "king"]])
def test_wrong_usage_is_exit_2(run: Run, words: list[str]) -> None:
    assert run(*words).exit_code == 2


@pytest.mark.parametrize(
    "words",
    [
        ["office", "apply", "/no/such/file.toml"],
        ["round", "list", "nowhere"],
        ["export", "nowhere", "r", "--format", "json"],
        ["people", "list", "nowhere"],
        ["plan", "import", "nowhere", PLAN],
        ["tick", "--at", "tomorrow"],
        ["tick", "--at", "9999-12-31T23:59"],
        ["plan", "import", "khonkaen2", PLAN, "--fiscal-year", "2021"],
        ["plan", "import", "khonkaen2", PLAN, "--fiscal-year", "64"],
        ["plan", "import", "khonkaen2", PLAN, "--fiscal-year", "9" * 5000],
    ],
)
def test_a_refusal_is_one_thai_sentence_on_stderr_and_exit_1(run: Run, words: list[str]) -> None:
    heard = run(*words)
    assert heard.exit_code == 1
    assert heard.stdout == ""
    assert len(heard.stderr.strip().splitlines()) == 1
    assert any("\u0e00" <= letter <= "\u0e7f" for letter in heard.stderr)
    assert "Traceback" not in heard.stderr


@pytest.mark.parametrize("words", [["plan", "import", "khonkaen2"], ["audit", "--file"]])
def test_a_device_or_a_pipe_is_refused_at_once(run: Run, office: str, tmp_path: Path, words: list[str]) -> None:
    pipe = tmp_path / "plan.csv"
    os.mkfifo(pipe)
    for path in ("/dev/zero", pipe):
        heard = run(*words, path)
        assert heard.exit_code == 1
        assert "ไม่ใช่ไฟล์" in heard.stderr


@pytest.mark.parametrize("command", ["tick", "worker", "serve"])
def test_a_photo_store_that_cannot_be_used_is_told_at_the_start(
    run: Run, planned: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("TANROB_PHOTOS", (tmp_path / "file" / "photos").as_uri())
    heard = run(command)
    assert heard.exit_code == 1
    assert "TANROB_PHOTOS" in heard.stderr


def test_a_tick_with_nothing_due_says_so(run: Run, planned: str) -> None:
    assert "ถึงกำหนด 0 รายการ" in run("tick", "--at", "2021-03-14T09:00").output


def test_a_tick_fetches_photos(run: Run, planned: str) -> None:
    now = datetime(2021, 3, 14, 2, 0, tzinfo=UTC)
    found = read_settings()
    storage = Storage.open(found.database_url, found.secret_key)
    with storage.office(planned).work() as work:
        work.photos.add(Photo(uuid4(), planned, "500001", uuid4(), "a session", now, now))
        work.commit()
    run("tick", "--at", now.isoformat())
    with storage.office(planned).reading() as work:
        row = work.photos.of_message("500001")
    storage.close()
    assert row is not None
    assert (row.state, row.attempts) == ("waiting", 1)


def test_secrets_are_never_printed(run: Run, planned: str) -> None:
    for words in (["check"], ["round", "list", planned], ["office", "apply", OFFICE]):
        heard = run(*words)
        assert "a channel" not in heard.output


def test_serve_refuses_a_port_that_is_taken(run: Run, office: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        heard = run("serve", "--web-only", "--port", taken.getsockname()[1])
    assert heard.exit_code == 1
    assert "มีโปรแกรมอื่นใช้อยู่" in heard.stderr
    assert run("serve", "--port", "99999").exit_code == 2
