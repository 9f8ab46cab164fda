"""`tanrob plan`: a plan imported, asked about, imported again and undone."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from tests.support.command_line import FOUR, PLAN, Run, csv_plan
from tests.support.hostile_plans import HOSTILE

INSERTED = "1,อบรมครูผู้ช่วย,100,ก\n2,ค่ายลูกเสือ,50,ง\n3,พัฒนาห้องสมุด,200,ข\n4,ตรวจสอบภายใน,300,ค\n"


def test_a_christian_year_of_a_plan_is_answered_with_the_year_to_write(run: Run, office: str) -> None:
    heard = run("plan", "import", office, PLAN, "--fiscal-year", "2021")
    assert heard.stderr.strip() == "--fiscal-year 2021 เป็นปี ค.ศ. · เขียนเป็น พ.ศ. คือ 2564"


def test_a_dry_run_shows_every_project_and_stores_none(run: Run, office: str) -> None:
    heard = run("plan", "import", office, PLAN, "--dry-run")
    assert heard.exit_code == 0
    assert "3,256,025" in heard.output
    assert run("people", "invite", office, "--name", "ก", "--role", "owner", "--projects", "1").exit_code == 1


def test_the_plan_as_json_has_every_project(run: Run, office: str) -> None:
    found = json.loads(run("plan", "import", office, PLAN, "--json").output)
    assert len(found["projects"]) == 37
    assert found["fiscal_year"] == 2564


def test_a_file_that_is_no_plan_changes_nothing(run: Run, planned: str, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("ก,ข\n1,2\n", "utf-8")
    heard = run("plan", "import", planned, wrong)
    assert heard.exit_code == 1
    assert "ยังไม่ได้บันทึกอะไร" in heard.stderr
    assert '"expected": 37' in run("round", "list", planned, "--json").output


@pytest.fixture
def doubtful(tmp_path: Path) -> Path:
    """A workbook of two plans, of which one is read: a question before it is stored."""
    header = ("ที่", "โครงการ", "งบประมาณ", "กลุ่ม")
    book = openpyxl.Workbook()
    for row in (header, (1, "อบรมครู", 500, "กลุ่มนิเทศ"), (2, "นิเทศ", 700, "กลุ่มนิเทศ")):
        book.active.append(row)
    other = book.create_sheet("แผนสำรอง")
    for row in (header, (1, "จัดซื้อ", 900, "กลุ่มนิเทศ")):
        other.append(row)
    path = tmp_path / "doubtful.xlsx"
    book.save(path)
    return path


def expected_reports(run: Run, office: str) -> int:
    (round_,) = json.loads(run("round", "list", office, "--json").output)
    return int(round_["expected"])


def test_a_plan_with_questions_is_shown_and_not_stored(run: Run, office: str, doubtful: Path) -> None:
    heard = run("plan", "import", office, doubtful)
    assert heard.exit_code == 1
    assert "ต้องยืนยันก่อนบันทึก 1 รายการ" in heard.output
    assert "--yes" in heard.output
    assert expected_reports(run, office) == 0


def test_a_yes_stores_a_plan_with_questions_as_shown(run: Run, office: str, doubtful: Path) -> None:
    heard = run("plan", "import", office, doubtful, "--yes")
    assert heard.exit_code == 0
    assert "ยืนยันแล้ว 1 รายการ" in heard.output
    assert expected_reports(run, office) == 2


def test_questions_stand_in_the_json_and_nothing_is_stored(run: Run, office: str, doubtful: Path) -> None:
    heard = run("plan", "import", office, doubtful, "--json")
    found = json.loads(heard.output)
    assert heard.exit_code == 1
    assert [question["rule"] for question in found["questions"]] == ["other_sheets"]
    assert found["stored"] is False
    assert expected_reports(run, office) == 0


def test_a_dry_run_of_a_plan_with_questions_shows_them_and_is_done(run: Run, office: str, doubtful: Path) -> None:
    heard = run("plan", "import", office, doubtful, "--dry-run", "--yes")
    assert heard.exit_code == 0
    assert "แผนสำรอง" in heard.output
    assert expected_reports(run, office) == 0


def test_the_sheet_named_is_the_one_read(run: Run, office: str, doubtful: Path) -> None:
    heard = run("plan", "import", office, doubtful, "--sheet", "แผนสำรอง", "--json")
    assert [project["name"] for project in json.loads(heard.output)["projects"]] == ["จัดซื้อ"]


def test_a_sheet_that_is_not_there_is_refused_naming_those_there_are(run: Run, office: str, doubtful: Path) -> None:
    heard = run("plan", "import", office, doubtful, "--sheet", "ไม่มี")
    assert heard.exit_code == 1
    assert "แผนสำรอง" in heard.stderr


def test_similar_labels_are_asked_once(run: Run, office: str, tmp_path: Path) -> None:
    plan = tmp_path / "plan.csv"
    plan.write_text("ที่,โครงการ,งบประมาณ,กลุ่ม\n1,อบรม,500,อำนวยการ\n2,นิเทศ,600,กลุ่มอำนวยการ\n", "utf-8")
    first = run("plan", "import", office, plan)
    assert first.exit_code == 1
    assert '"อำนวยการ", "กลุ่มอำนวยการ"' in first.output
    assert run("plan", "import", office, plan, "--yes").exit_code == 0
    assert run("plan", "import", office, plan).exit_code == 0


def test_a_plan_that_would_take_the_memory_changes_nothing_and_the_next_is_read(
    run: Run, planned: str, tmp_path: Path
) -> None:
    bomb = tmp_path / "plan.xls"
    bomb.write_bytes(HOSTILE["many-sectors.xls"]())
    heard = run("plan", "import", planned, bomb)
    assert heard.exit_code == 1
    assert len(heard.stderr.strip().splitlines()) == 1
    assert expected_reports(run, planned) == 37
    assert run("plan", "import", planned, PLAN).exit_code == 0


def test_a_project_that_goes_names_the_owner_it_has_and_keeps_him(run: Run, office: str, tmp_path: Path) -> None:
    run("plan", "import", office, csv_plan(tmp_path, "1,ก,100,ก\n2,ข,200,ข\n"))
    run("people", "invite", office, "--name", "นิดา", "--role", "owner", "--projects", "1,2")
    heard = run("plan", "import", office, csv_plan(tmp_path, "1,ก,100,ก\n"), "--yes")
    assert "ตัดออก ที่ 2 ข · ไม่มีในไฟล์ใหม่\n  ผู้รับผิดชอบ: นิดา" in heard.output
    run("plan", "import", office, csv_plan(tmp_path, "1,ก,100,ก\n2,ข,200,ข\n"))
    assert "1, 2" in run("people", "list", office).output


def test_other_numbers_are_shown_and_stored_only_with_a_yes(run: Run, office: str, tmp_path: Path) -> None:
    run("plan", "import", office, csv_plan(tmp_path, FOUR))
    run("people", "invite", office, "--name", "นิดา", "--role", "owner", "--projects", "2")
    heard = run("plan", "import", office, csv_plan(tmp_path, INSERTED))
    assert heard.exit_code == 1
    assert "ที่ 2 เป็นที่ 3 พัฒนาห้องสมุด" in heard.output
    assert "--yes" in heard.output
    assert "โครงการที่ 2" in run("people", "list", office).output
    told = json.loads(run("plan", "import", office, csv_plan(tmp_path, INSERTED), "--json").output)
    assert (told["stored"], [each["was_no"] for each in told["changes"]["changed"]]) == (False, [2, 3])
    assert run("plan", "import", office, csv_plan(tmp_path, INSERTED), "--yes").exit_code == 0
    assert "โครงการที่ 3" in run("people", "list", office).output


def test_the_office_says_which_project_is_which(run: Run, office: str, tmp_path: Path) -> None:
    run("plan", "import", office, csv_plan(tmp_path, FOUR))
    renamed = csv_plan(tmp_path, FOUR.replace("2,พัฒนาห้องสมุด,200,ข", "2,มุมหนังสือ,7,ง"))
    assert run("plan", "import", office, renamed).exit_code == 1
    assert run("plan", "import", office, renamed, "--same", "2=2").exit_code == 0
    for pair in ("2:2", "9=2", "2=9"):
        assert run("plan", "import", office, renamed, "--same", pair).exit_code == 1


@pytest.mark.parametrize("pairs", [("2=3", "4=3"), ("2=3", "2=4")])
def test_one_project_is_not_said_to_be_two(run: Run, office: str, tmp_path: Path, pairs: tuple[str, str]) -> None:
    plan = csv_plan(tmp_path, FOUR)
    run("plan", "import", office, plan)
    heard = run("plan", "import", office, plan, "--same", pairs[0], "--same", pairs[1], "--yes")
    assert (heard.exit_code, pairs[1] in heard.stderr) == (1, True)


def test_the_year_a_plan_is_kept_for_is_said_back(run: Run, office: str) -> None:
    heard = run("plan", "import", office, PLAN, "--fiscal-year", "2565", "--dry-run")
    assert "แผนของปีงบประมาณ 2565" in heard.output


def test_a_fiscal_year_far_from_this_one_is_refused(run: Run, office: str) -> None:
    heard = run("plan", "import", office, PLAN, "--fiscal-year", "2654", "--yes")
    assert (heard.exit_code, heard.output.strip().splitlines()) == (1, [heard.output.strip()])
    assert "--fiscal-year 2654 ห่างจากปีนี้ (2564)" in heard.output


def test_the_last_import_is_shown_and_undone_with_a_yes(run: Run, office: str, tmp_path: Path) -> None:
    run("plan", "import", office, csv_plan(tmp_path, FOUR))
    run("people", "invite", office, "--name", "นิดา", "--role", "owner", "--projects", "2")
    run("plan", "import", office, csv_plan(tmp_path, INSERTED), "--yes")
    heard = run("plan", "undo", office)
    assert (heard.exit_code, "ที่: 3 → 2" in heard.output) == (1, True)
    assert "โครงการที่ 3" in run("people", "list", office).output
    assert json.loads(run("plan", "undo", office, "--yes", "--json").output)["undone"]
    assert "โครงการที่ 2" in run("people", "list", office).output


def test_undoing_goes_back_one_import_after_the_other_and_no_further(run: Run, office: str, tmp_path: Path) -> None:
    assert "ไม่มีการนำเข้าแผนที่ย้อนได้" in run("plan", "undo", office, "--yes").stderr
    for plan in (FOUR, FOUR, INSERTED):
        run("plan", "import", office, csv_plan(tmp_path, plan), "--yes")
    assert [run("plan", "undo", office, "--yes").exit_code for _ in range(3)] == [0, 0, 1]
    assert run("plan", "undo", office, "--dry-run").exit_code == 1
