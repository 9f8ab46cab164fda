"""`tanrob office apply` with deadlines that look mistyped: asked about, shown, or meant."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.commands.root import tanrob

SAMPLE = (files("messages.samples") / "khonkaen2" / "office.toml").read_text("utf-8")
DEADLINE = "2021-03-25"

Apply = Callable[..., Result]


@pytest.fixture
def apply(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Apply:
    """Applies the sample's file with that deadline, on 16 March 2021."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'tanrob.db'}")
    monkeypatch.setenv("KHONKAEN2_CHANNEL_SECRET", "a channel secret")
    monkeypatch.setenv("KHONKAEN2_CHANNEL_ACCESS_TOKEN", "a channel token")
    monkeypatch.setenv("LINE_API_BASE", "http://127.0.0.1:9")
    monkeypatch.setenv("TANROB_NOW", "2021-03-16T08:00+07:00")
    file = tmp_path / "office.toml"

    def apply(deadline: str, *options: str) -> Result:
        file.write_text(SAMPLE.replace(f"deadline = {DEADLINE}", f"deadline = {deadline}"), "utf-8")
        return run("office", "apply", str(file), *options)

    return apply


def run(*words: str) -> Result:
    return CliRunner().invoke(tanrob, list(words), prog_name="tanrob")


def deadline() -> str:
    listed = json.loads(run("round", "list", "khonkaen2", "--json").output)
    return next(str(one["deadline"]) for one in listed if one["opens"] == "2021-03-15")


@pytest.fixture
def enrolled(apply: Apply) -> None:
    """The office with its plan; nobody has enrolled."""
    assert apply(DEADLINE).exit_code == 0


def test_a_deadline_moved_into_the_past_is_refused_and_says_what_would_happen(apply: Apply, enrolled: None) -> None:
    heard = apply("2021-03-15")
    assert (heard.exit_code, heard.stdout) == (1, "")
    (line,) = heard.stderr.strip().splitlines()
    assert "15 มีนาคม 2564 ซึ่งเลยมา 1 วันแล้ว" in line
    assert "ผู้รับผิดชอบ 0 คน" in line
    assert "--yes" in line
    assert deadline() == DEADLINE


def test_it_is_stored_where_it_is_meant(apply: Apply, enrolled: None) -> None:
    heard = apply("2021-03-15", "--yes")
    assert heard.exit_code == 0
    assert "จาก 25 มีนาคม 2564 เป็น 15 มีนาคม 2564" in heard.output
    assert deadline() == "2021-03-15"


def test_what_is_past_already_is_not_asked_about_again(apply: Apply, enrolled: None) -> None:
    apply("2021-03-15", "--yes")
    assert apply("2021-03-15").exit_code == 0


def test_a_new_round_past_its_deadline_is_stored_where_nobody_would_hear_of_it(apply: Apply) -> None:
    assert apply("2021-03-15").exit_code == 0
    assert deadline() == "2021-03-15"


def test_a_new_round_years_away_is_refused_and_no_office_is_stored(apply: Apply) -> None:
    assert apply("2031-03-25").exit_code == 1
    assert run("round", "list", "khonkaen2").exit_code == 1


def test_a_deadline_years_away_is_refused(apply: Apply, enrolled: None) -> None:
    heard = apply("2031-03-25")
    assert heard.exit_code == 1
    assert "25 มีนาคม 2574" in heard.stderr
    assert deadline() == DEADLINE


def test_a_closed_round_may_get_any_deadline(apply: Apply, enrolled: None) -> None:
    assert run("round", "close", "khonkaen2", "2564-6m").exit_code == 0
    assert apply("2021-03-15").exit_code == 0


def test_a_deadline_still_to_come_is_stored_at_once(apply: Apply, enrolled: None) -> None:
    assert apply("2021-03-16").exit_code == 0


@pytest.mark.parametrize("day", ["2021-03-15", "2021-03-26"])
def test_a_dry_run_shows_what_would_change_and_stores_nothing(apply: Apply, enrolled: None, day: str) -> None:
    heard = apply(day, "--dry-run")
    assert heard.exit_code == 0
    assert "จาก 25 มีนาคม 2564 เป็น" in heard.output
    assert "ยังไม่ได้บันทึกอะไร" in heard.output
    assert ("ซึ่งเลยมา" in heard.output) == (day < "2021-03-16")
    assert deadline() == DEADLINE


def test_a_dry_run_of_a_new_office_stores_none(apply: Apply) -> None:
    assert "เพิ่มสำนักงาน" in apply(DEADLINE, "--dry-run").output
    assert run("round", "list", "khonkaen2").exit_code == 1
