"""`tanrob report --explain` and `--send`, and what `round close` sends."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from uuid import UUID

import pytest
from click.testing import Result

from bot.settings import read_settings
from messages.forms.loader import library
from storage.database import Storage
from storage.records import Person, Submission
from tests.support.answers import stored
from tests.support.command_line import APPLIED, IMPORTED, Run, prepare

SAMPLE = files("messages.samples") / "khonkaen2"
OFFICE, ROUND = "khonkaen2", "2564-6m"
TABLE = library()["table"]
SENT_AT = datetime(2021, 3, 20, 2, 0, tzinfo=UTC)
OWNER = Person(UUID(int=7), "มาลี ใจดี", "owner")
PLANNER = Person(UUID(int=8), "พรทิพย์", "planner", line_user_id="U8", consented_at=SENT_AT)


@pytest.fixture
def run(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Commands on an office with its plan and one report, of project 26."""
    monkeypatch.setenv("TANROB_NOW", "2021-03-24T08:00+07:00")
    prepare(tmp_path, run, APPLIED, IMPORTED)
    send(100_000)
    return run


def storage() -> Storage:
    found = read_settings()
    return Storage.open(found.database_url, found.secret_key)


def send(spent: int, revision: int = 1) -> None:
    opened = storage()
    with opened.office(OFFICE).work() as work:
        work.people.save(OWNER)
        answers = stored(status="in_progress", spent=spent, progress="ประชุม")
        work.submissions.add(
            Submission(UUID(int=revision), ROUND, 10_026, revision, OWNER.id, TABLE.id, TABLE.version, answers, SENT_AT)
        )
        work.commit()
    opened.close()


def enrol_planner() -> None:
    opened = storage()
    with opened.office(OFFICE).work() as work:
        work.people.save(PLANNER)
        work.commit()
    opened.close()


def waiting() -> list[tuple[str, str, int]]:
    opened = storage()
    found = [(one.kind, one.to, one.priority) for one in opened.outbox.waiting(OFFICE)]
    opened.close()
    return found


def report(run: Run, out: Path, *options: str) -> Result:
    return run("report", OFFICE, ROUND, "--format", "xlsx", "--out", out, *options)


def test_a_file_is_explained_without_naming_office_and_round(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "report.xlsx"
    report(run, out)
    heard = run("report", "--explain", out, "--project", 26)
    assert heard.exit_code == 0
    assert "- รอบ 6 เดือน ปีงบประมาณ 2564 ส่งครั้งที่ 1 · มาลี ใจดี · 20 มีนาคม 2564 09.00 น. · ใช้ในเอกสารนี้" in heard.stdout
    assert heard.stdout.endswith("หลังทำเอกสารนี้ไม่มีการแก้ไข\n")


def test_programs_are_told_what_was_revised_since(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "report.xlsx"
    report(run, out)
    send(740_600, revision=2)
    told = json.loads(run("report", "--explain", out, "--project", 26, "--json").stdout)
    (project,) = told["projects"]
    assert project["revised_since"] is True
    assert [(one["revision"], one["figures"]["spent"], one["used"]) for one in project["statements"]] == [
        (1, "1000.00", True),
        (2, "7406.00", False),
    ]


def test_without_a_project_all_are_told(run: Run, tmp_path: Path) -> None:
    report(run, tmp_path / "report.xlsx")
    told = json.loads(run("report", "--explain", tmp_path / "report.xlsx", "--json").stdout)
    assert len(told["projects"]) == 37


def test_a_file_from_elsewhere_is_refused_with_one_sentence(run: Run, tmp_path: Path) -> None:
    (tmp_path / "other.xlsx").write_bytes(b"PK")
    heard = run("report", "--explain", tmp_path / "other.xlsx")
    assert (heard.exit_code, heard.stdout, heard.stderr.count("\n")) == (1, "", 1)
    assert heard.stderr.startswith(f"ไม่รู้จักไฟล์ {tmp_path / 'other.xlsx'}")


def test_a_project_it_does_not_have_is_refused(run: Run, tmp_path: Path) -> None:
    report(run, tmp_path / "report.xlsx")
    heard = run("report", "--explain", tmp_path / "report.xlsx", "--project", 99)
    assert (heard.exit_code, heard.stderr) == (1, "เอกสารนี้ไม่มีโครงการที่ 99 · ดูทุกโครงการโดยไม่ระบุ --project\n")


def test_a_file_that_cannot_be_read_is_told(run: Run, tmp_path: Path) -> None:
    heard = run("report", "--explain", tmp_path / "nowhere.xlsx")
    assert (heard.exit_code, "เปิดไฟล์" in heard.stderr) == (1, True)


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        (OFFICE,),
        (OFFICE, ROUND, "--format", "pdf"),
        (OFFICE, ROUND, "--out", "a.pdf"),
        (OFFICE, ROUND, "--explain", "a.pdf"),
        (OFFICE, ROUND, "--send"),
    ],
)
def test_half_an_order_is_answered_by_how_to_use_it(run: Run, arguments: tuple[str, ...]) -> None:
    heard = run("report", *arguments)
    assert (heard.exit_code, "--explain" in heard.stderr) == (2, True)


def test_the_same_answers_written_again_are_the_document_of_the_first_time(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = tmp_path / "first.xlsx", tmp_path / "second.xlsx"
    report(run, first)
    monkeypatch.setenv("TANROB_NOW", "2021-03-25T08:00+07:00")
    report(run, second)
    assert first.read_bytes() == second.read_bytes()
    told = json.loads(run("report", "--explain", second, "--json").stdout)
    assert told["written_at"] == "2021-03-24T08:00:00+07:00"


def test_sending_queues_one_message_to_each_planner_after_summaries_priority(run: Run, tmp_path: Path) -> None:
    enrol_planner()
    heard = report(run, tmp_path / "report.xlsx", "--send")
    assert (heard.exit_code, "ส่งลิงก์ให้เจ้าหน้าที่แผน 1 คน" in heard.stdout) == (0, True)
    assert waiting() == [("documents", "U8", 20)]


def test_the_same_document_is_not_sent_twice(run: Run, tmp_path: Path) -> None:
    enrol_planner()
    report(run, tmp_path / "report.xlsx", "--send")
    heard = report(run, tmp_path / "report.xlsx", "--send")
    assert "ไม่มีเจ้าหน้าที่แผนที่ต้องส่งลิงก์เพิ่ม" in heard.stdout
    assert len(waiting()) == 1


def test_nothing_is_sent_unless_asked_for(run: Run, tmp_path: Path) -> None:
    enrol_planner()
    report(run, tmp_path / "report.xlsx")
    assert waiting() == []


def test_closing_the_round_sends_planners_the_links_once(run: Run) -> None:
    enrol_planner()
    heard = [run("round", "close", OFFICE, ROUND).stdout for _ in range(2)]
    assert ["ส่งลิงก์" in stdout for stdout in heard] == [True, False]
    assert waiting() == [("documents", "U8", 20)]


def test_a_round_closed_again_after_it_was_reopened_is_told_again(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    enrol_planner()
    run("round", "close", OFFICE, ROUND)
    run("round", "reopen", OFFICE, ROUND)
    monkeypatch.setenv("TANROB_NOW", "2021-03-25T08:00+07:00")
    assert "ส่งลิงก์" in run("round", "close", OFFICE, ROUND).stdout


def test_a_round_closes_without_anybody_to_send_to(run: Run) -> None:
    heard = run("round", "close", OFFICE, ROUND)
    assert (heard.exit_code, heard.stdout.count("\n")) == (0, 1)
