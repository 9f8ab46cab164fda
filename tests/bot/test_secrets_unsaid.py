"""A secret, however it was pasted and whatever fails because of it, is never printed, logged or quoted in a failure."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.commands.root import tanrob
from bot.settings import read_settings
from storage.database import Storage
from storage.records import Channel

OFFICE = str(files("messages.samples") / "khonkaen2" / "office.toml")
SENTINEL = "Ahongsaowaros"
"""Stands in every secret, and nowhere else."""

KEY = "a key of these tests, which opens nothing in life"
TANROB = Callable[..., str]
MALFORMED = (
    f"postgresql://tanrob:{SENTINEL}@127.0.0.1:54x/tanrob",
    f"postgresql://tanrob:p@{SENTINEL}@/tanrob",
    f"postgresql://tanrob:{SENTINEL}/x@127.0.0.1:1/tanrob",
    f"postgresql://tanrob:x%00{SENTINEL}@127.0.0.1:1/tanrob",
    f"postgresql://tanrob:x%zz{SENTINEL}@127.0.0.1:1/tanrob",
    f"postgresql://tanrob:{SENTINEL}@[::1/tanrob",
    f"postgresql://tanrob:{SENTINEL}@127.0.0.1:1/tanrob?sslmode={SENTINEL}",
    f"postgresql://127.0.0.1:1/tanrob?passwd={SENTINEL}",
    f"postgresql://127.0.0.1:1/tanrob?password={SENTINEL}&connect_timeout={SENTINEL}",
    f"postgresql://tanrob:'{SENTINEL} x@127.0.0.1:1/tanrob",
    f"postgresql+psycopg://tanrob:{SENTINEL}@127.0.0.1:1/tanrob",
    f"mysql://tanrob:{SENTINEL}@127.0.0.1/tanrob",
    f"{SENTINEL}",
)
COMMANDS = (
    ("check",),
    ("tick",),
    ("office", "apply", OFFICE),
    ("richmenu", "install", "khonkaen2"),
    ("people", "list", "khonkaen2"),
    ("serve", "--host", "203.0.113.1"),
)


@pytest.fixture
def said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> TANROB:
    """Runs the command line; gives all it printed, logged and failed with."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'tanrob.db'}")
    monkeypatch.setenv("KHONKAEN2_CHANNEL_SECRET", "0123456789abcdef0123456789abcdef")
    monkeypatch.setenv("KHONKAEN2_CHANNEL_ACCESS_TOKEN", "a+token/of=LINE")
    monkeypatch.setenv("LINE_API_BASE", "http://127.0.0.1:9")
    monkeypatch.setenv("TANROB_SECRET_KEY", KEY)

    def run(*words: str) -> str:
        result = CliRunner().invoke(tanrob, list(words), prog_name="tanrob")
        return result.output + told(result) + "".join(capfd.readouterr())

    return run


def told(result: Result) -> str:
    """A failure as Python would print it with all it comes from; a refusal is no failure."""
    if result.exc_info is None or isinstance(result.exc_info[1], SystemExit):
        return ""
    return "Traceback: " + "".join(traceback.format_exception(*result.exc_info))


@pytest.mark.parametrize("url", MALFORMED)
@pytest.mark.parametrize("command", [("check",), ("tick",), ("serve", "--host", "203.0.113.1")])
def test_a_database_address_that_cannot_be_used(
    said: TANROB, monkeypatch: pytest.MonkeyPatch, url: str, command: tuple[str, ...]
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    heard = said(*command)
    assert heard
    assert SENTINEL not in heard
    assert "Traceback" not in heard


@pytest.mark.parametrize(
    ("secret", "token"),
    [
        (f"{SENTINEL}\r", f"{SENTINEL}\r\nX-More: {SENTINEL}"),
        (f"{SENTINEL}\ufeff", f"{SENTINEL}\u0e01"),
        (f"{SENTINEL}\ud800", f"{SENTINEL}\x00"),
        ("", ""),
    ],
    ids=["lines", "thai", "half", "empty"],
)
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_channel_an_earlier_version_kept_as_it_was_pasted(
    said: TANROB, secret: str, token: str, command: tuple[str, ...]
) -> None:
    assert "Traceback" not in said("office", "apply", OFFICE, "--yes")
    storage = Storage.open(read_settings().database_url, KEY)
    with storage.office("khonkaen2").work() as work:
        work.office.save_channel(Channel(secret, token))
        work.commit()
    storage.close()
    heard = said(*command)
    assert SENTINEL not in heard
    assert "Traceback" not in heard


@pytest.mark.parametrize(
    ("name", "value", "key"),
    [
        ("KHONKAEN2_CHANNEL_SECRET", SENTINEL, "channel_secret"),
        ("KHONKAEN2_CHANNEL_SECRET", f"0123456789abcdef{SENTINEL}", "channel_secret"),
        ("KHONKAEN2_CHANNEL_SECRET", "0123456789abcdef\u200b0123456789abcdef", "channel_secret"),
        ("KHONKAEN2_CHANNEL_ACCESS_TOKEN", f"{SENTINEL}\nsecond line", "channel_access_token"),
        ("KHONKAEN2_CHANNEL_ACCESS_TOKEN", f"{SENTINEL}\u200b{SENTINEL}", "channel_access_token"),
        ("KHONKAEN2_CHANNEL_ACCESS_TOKEN", f"โทเคน{SENTINEL}", "channel_access_token"),
        ("TANROB_SECRET_KEY", SENTINEL, "TANROB_SECRET_KEY"),
        ("TANROB_PHOTOS", f"s3://key:{SENTINEL}@photos", "TANROB_PHOTOS"),
        ("TANROB_PUBLIC_URL", f"https://user:{SENTINEL}@tanrob.example.org", "TANROB_PUBLIC_URL"),
        ("TANROB_PUBLIC_URL", f"https://[{SENTINEL}/", "TANROB_PUBLIC_URL"),
    ],
)
def test_a_value_that_is_refused_is_named_and_not_quoted(
    said: TANROB, monkeypatch: pytest.MonkeyPatch, name: str, value: str, key: str
) -> None:
    monkeypatch.setenv("LINE_API_BASE", "https://api.line.me")
    monkeypatch.setenv(name, value)
    heard = said("office", "apply", OFFICE, "--yes")
    assert key in heard
    assert "·" in heard
    assert SENTINEL not in heard
    assert "Traceback" not in heard


def test_what_line_shows_is_taken_with_all_that_was_pasted_around_it(
    said: TANROB, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LINE_API_BASE", "https://api.line.me")
    monkeypatch.setenv("KHONKAEN2_CHANNEL_SECRET", "\ufeff '0123456789abcdef0123456789abcdef'\r\n")
    monkeypatch.setenv("KHONKAEN2_CHANNEL_ACCESS_TOKEN", "“a+token/of=LINE” \n")
    assert "ตั้งค่าช่อง LINE แล้ว" in said("office", "apply", OFFICE, "--yes")
    storage = Storage.open(read_settings().database_url, KEY)
    with storage.office("khonkaen2").reading() as work:
        assert work.office.channel() == Channel("0123456789abcdef0123456789abcdef", "a+token/of=LINE")
    storage.close()


def test_neither_settings_nor_a_channel_show_their_secrets(said: TANROB, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"postgresql://tanrob:{SENTINEL}@127.0.0.1/tanrob")
    monkeypatch.setenv("TANROB_SECRET_KEY", f"{SENTINEL} and all that follows, long enough")
    shown = repr(read_settings()) + repr(Channel(SENTINEL, SENTINEL))
    assert SENTINEL not in shown
