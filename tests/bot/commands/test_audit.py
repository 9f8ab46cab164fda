"""`tanrob audit` as an administrator meets it: a round, or a finished report as a file."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from uuid import uuid4

import pytest

from bot.settings import read_settings
from storage.database import Storage
from storage.records import Person, Submission
from tests.messages.audit.made import workbook
from tests.messages.audit.real import khonkaen
from tests.support.answers import PlainAnswers, stored
from tests.support.command_line import Run

SAMPLE = files("messages.samples") / "rayong2"


@pytest.fixture
def planned(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    monkeypatch.setenv("RAYONG2_CHANNEL_SECRET", "a channel secret")
    monkeypatch.setenv("RAYONG2_CHANNEL_ACCESS_TOKEN", "a channel token")
    monkeypatch.setenv("TANROB_NOW", "2023-03-20T08:00+07:00")
    (tmp_path / "office.toml").write_text((SAMPLE / "office.toml").read_text("utf-8"), "utf-8")
    (tmp_path / "plan.xlsx").write_bytes((SAMPLE / "plan.xlsx").read_bytes())
    assert run("office", "apply", tmp_path / "office.toml").exit_code == 0
    assert run("plan", "import", "rayong2", tmp_path / "plan.xlsx").exit_code == 0
    return "rayong2"


def report(office: str, no: int, plain: PlainAnswers) -> None:
    """Stores what an owner confirmed."""
    found = read_settings()
    storage = Storage.open(found.database_url, found.secret_key)
    now = datetime(2023, 3, 20, 2, 0, tzinfo=UTC)
    with storage.office(office).work() as work:
        person = Person(uuid4(), "ครูนิดา", "owner")
        work.people.save(person)
        work.submissions.add(
            Submission(uuid4(), "2566-6m", 10_000 + no, 1, person.id, "quarterly-plan", 1, stored(plain), now)
        )
        work.commit()
    storage.close()


def test_a_round_is_audited_over_its_plan_and_its_answers(run: Run, planned: str) -> None:
    report(planned, 1, {"spent_q1": 0, "spent_q2": 33_000_01, "status": "not_started"})
    heard = run("audit", planned, "2566-6m", "--json")
    assert heard.exit_code == 0
    found = json.loads(heard.output)
    assert {key for finding in found for key in finding} == {
        "rule", "project", "severity", "text", "expected", "found", "reason"
    }  # fmt: skip
    assert [(item["rule"], item["project"], item["severity"]) for item in found] == [
        ("quarters_sum", 12, "error"),
        ("quarters_sum", 26, "error"),
        ("spent_but_not_started", 1, "error"),
        ("over_budget", 1, "question"),
    ]


def test_findings_are_told_in_sentences_errors_first(run: Run, planned: str) -> None:
    heard = run("audit", planned, "2566-6m")
    assert heard.exit_code == 0
    assert heard.output.splitlines()[0] == "ขัดกัน 2 รายการ · ควรตรวจ 0 รายการ"
    assert "15,480 = แผนไตรมาสที่ 3 ซ้ำกับไตรมาสที่ 2" in heard.output


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_a_finished_report_is_audited_without_an_office(run: Run, tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"report.{suffix}"
    if suffix == "xlsx":
        file.write_bytes(workbook(khonkaen()))
    else:
        with file.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows(khonkaen())
    heard = run("audit", "--file", file, "--json")
    assert heard.exit_code == 0
    assert sorted(item["project"] for item in json.loads(heard.output)) == [4, 6, 11, 14, 15, 18, 21, 22, 28]


def test_a_report_without_contradictions_is_told_so(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "report.csv"
    file.write_text("ที่,โครงการ,งบประมาณ,เบิกจ่าย,คงเหลือ\n1,ก,100,40,60\n", "utf-8")
    assert run("audit", "--file", file).output == "ไม่พบตัวเลขที่ขัดกัน\n"
    assert run("audit", "--file", file, "--json").output == "[]\n"


@pytest.mark.parametrize("name", ["missing.xlsx", "empty.csv", "letter.docx"])
def test_a_file_that_is_no_report_is_refused_in_one_sentence(run: Run, tmp_path: Path, name: str) -> None:
    if name != "missing.xlsx":
        (tmp_path / name).write_text("ก,ข\n1,2\n", "utf-8")
    heard = run("audit", "--file", tmp_path / name)
    assert heard.exit_code == 1
    assert len(heard.stderr.strip().splitlines()) == 1
    assert heard.stdout == ""


@pytest.mark.parametrize("words", [["audit"], ["audit", "rayong2"], ["audit", "rayong2", "r", "--file", "x.csv"]])
def test_neither_a_round_nor_a_file_or_both_is_wrong_usage(run: Run, words: list[str]) -> None:
    assert run(*words).exit_code == 2


@pytest.mark.parametrize("words", [["audit", "nowhere", "r"], ["audit", "rayong2", "2500-6m"]])
def test_an_unknown_office_or_round_is_refused(run: Run, planned: str, words: list[str]) -> None:
    assert run(*words).exit_code == 1
