"""The command line as an administrator meets it."""

from __future__ import annotations

import csv
import io
import json
import os
import socket
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from uuid import uuid4

import openpyxl
import pytest
from click.testing import CliRunner, Result

from bot.commands.root import tanrob
from bot.settings import read_settings
from messages.forms.loader import library
from storage.database import Storage
from storage.kinds import DeliveryKind
from storage.records import BoundGroup, Delivery, Person, Photo
from tests.support.hostile_plans import HOSTILE

PLAN = str(files("messages.samples") / "khonkaen2" / "plan.xlsx")
OFFICE = str(files("messages.samples") / "khonkaen2" / "office.toml")

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'tanrob.db'}")
    monkeypatch.setenv("KHONKAEN2_CHANNEL_SECRET", "a channel secret")
    monkeypatch.setenv("KHONKAEN2_CHANNEL_ACCESS_TOKEN", "a channel token")
    monkeypatch.setenv("LINE_API_BASE", "http://127.0.0.1:9")
    monkeypatch.setenv("TANROB_NOW", "2021-03-15T08:00+07:00")
    return lambda *arguments: CliRunner().invoke(tanrob, [str(item) for item in arguments], prog_name="tanrob")


@pytest.fixture
def office(run: Run) -> str:
    assert run("office", "apply", OFFICE).exit_code == 0
    return "khonkaen2"


@pytest.fixture
def planned(run: Run, office: str) -> str:
    assert run("plan", "import", office, PLAN).exit_code == 0
    return office


def test_help_lists_the_commands_in_thai(run: Run) -> None:
    heard = run("--help")
    assert heard.exit_code == 0
    assert "ลองใช้ทั้งหมดบนเครื่องนี้" in heard.output
    for name in ("demo", "office", "plan", "people", "round", "export", "serve", "worker", "tick", "check"):
        assert f"  {name} " in heard.output


@pytest.mark.parametrize("words", [["nonsense"], ["export", "khonkaen2"], ["people", "invite", "x", "--role", "king"]])
def test_wrong_usage_is_exit_2(run: Run, words: list[str]) -> None:
    assert run(*words).exit_code == 2


def test_applying_the_same_office_again_changes_nothing(run: Run, office: str) -> None:
    assert "ไม่มีอะไรเปลี่ยน" in run("office", "apply", OFFICE).output


def test_a_changed_office_file_says_what_changed(run: Run, office: str, tmp_path: Path) -> None:
    changed = tmp_path / "office.toml"
    changed.write_text(Path(OFFICE).read_text("utf-8").replace("2021-03-25", "2021-03-26"), "utf-8")
    assert "จาก 25 มีนาคม 2564 เป็น 26 มีนาคม 2564" in run("office", "apply", changed).output


def test_an_office_file_of_notepad_in_the_buddhist_era_is_applied_and_said_back(run: Run, tmp_path: Path) -> None:
    written = tmp_path / "office.toml"
    written.write_text("\ufeff" + Path(OFFICE).read_text("utf-8").replace("= 2021-", "= 2564-"), "utf-8")
    heard = run("office", "apply", written)
    assert "เปิด 15 มีนาคม 2564 ครบกำหนด 25 มีนาคม 2564" in heard.output


def test_a_christian_year_of_a_plan_is_answered_with_the_year_to_write(run: Run, office: str) -> None:
    heard = run("plan", "import", office, PLAN, "--fiscal-year", "2021")
    assert heard.stderr.strip() == "--fiscal-year 2021 เป็นปี ค.ศ. · เขียนเป็น พ.ศ. คือ 2564"


def test_a_folder_of_office_files_is_applied_whole_or_not_at_all(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "offices"
    folder.mkdir()
    (folder / "a.toml").write_text(Path(OFFICE).read_text("utf-8"), "utf-8")
    (folder / "b.toml").write_text("[office]\n", "utf-8")
    assert run("office", "apply", folder).exit_code == 1
    assert run("round", "list", "khonkaen2").exit_code == 1


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


@pytest.mark.parametrize("words", [["plan", "import", "khonkaen2"], ["audit", "--file"]])
def test_a_device_or_a_pipe_is_refused_at_once(run: Run, office: str, tmp_path: Path, words: list[str]) -> None:
    pipe = tmp_path / "plan.csv"
    os.mkfifo(pipe)
    for path in ("/dev/zero", pipe):
        heard = run(*words, path)
        assert heard.exit_code == 1
        assert "ไม่ใช่ไฟล์" in heard.stderr


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


def test_an_invitation_prints_its_code_and_its_end(run: Run, planned: str) -> None:
    heard = json.loads(
        run("people", "invite", planned, "--name", "นิดา", "--role", "owner", "--projects", "4,8", "--json").output
    )
    assert len(heard["code"].replace("-", "")) == 8
    assert heard["expires"] == "2021-03-29T08:00:00+07:00"
    assert heard["projects"] == [4, 8]
    (row,) = json.loads(run("people", "list", planned, "--json").output)
    assert (row["name"], row["state"], row["projects"]) == ("นิดา", "invited", [4, 8])


def test_a_person_is_removed_by_name(run: Run, planned: str) -> None:
    run("people", "invite", planned, "--name", "นิดา", "--role", "planner")
    assert run("people", "remove", planned, "--name", "นิดา").exit_code == 0
    assert json.loads(run("people", "list", planned, "--json").output) == []


def test_the_group_a_removed_planner_bound_ends_with_all_that_knows_their_account(run: Run, planned: str) -> None:
    found, at, user = read_settings(), datetime(2021, 3, 15, 1, tzinfo=UTC), "U0c75e2e5de9b4bd2be9ce3ba4d6a2f71"
    storage = Storage.open(found.database_url, found.secret_key)
    person = Person(uuid4(), "นิดา", "planner", line_user_id=user)
    with storage.office(planned).work() as work:
        work.people.save(person)
        work.groups.bind(BoundGroup("C1", at, person.id))
        work.outbox.post(Delivery(uuid4(), planned, DeliveryKind.REMINDER, user, (), at, at))
        work.commit()
    assert "กลุ่ม LINE ที่ นิดา ผูกไว้" in run("people", "remove", planned, "--name", "นิดา").output
    with storage.office(planned).reading() as work:
        assert work.groups.bound() is None
    storage.close()
    file = Path(found.database_url.removeprefix("sqlite:///"))
    assert [one.name for one in file.parent.glob(f"{file.name}*") if user.encode() in one.read_bytes()] == []


def test_a_round_is_closed_and_reopened(run: Run, planned: str) -> None:
    assert run("round", "close", planned, "2564-6m").exit_code == 0
    assert '"closed": true' in run("round", "list", planned, "--json").output
    assert run("round", "reopen", planned, "2564-6m").exit_code == 0
    assert '"closed": false' in run("round", "list", planned, "--json").output


def test_an_export_before_any_report_has_the_budget_and_no_spending(run: Run, planned: str) -> None:
    found = json.loads(run("export", planned, "2564-6m", "--format", "json").output)
    assert {row["state"] for row in found["projects"]} == {"missing"}
    assert Decimal(found["totals"]["budget"]) == 3_256_025
    assert found["projects"][0]["spent_total"] is None


def test_a_csv_export_goes_to_a_file_excel_opens(run: Run, planned: str, tmp_path: Path) -> None:
    out = tmp_path / "report.csv"
    assert run("export", planned, "2564-6m", "--format", "csv", "--out", out).exit_code == 0
    rows = list(csv.reader(io.StringIO(out.read_text("utf-8-sig"))))
    assert len(rows) == 1 + 37 + 1


def test_check_names_what_is_missing_and_exits_1(run: Run, planned: str) -> None:
    heard = run("check", planned)
    assert heard.exit_code == 1
    assert "ยังไม่มีผู้รับผิดชอบ" in heard.stderr


def posted(run: Run, planned: str, kind: DeliveryKind = DeliveryKind.REPLY) -> tuple[Storage, Delivery]:
    """An answer to นิดา of this morning, or something else, and the database."""
    found, at = read_settings(), datetime(2021, 3, 15, 1, 0, tzinfo=UTC)
    storage = Storage.open(found.database_url, found.secret_key)
    delivery = Delivery(uuid4(), planned, kind, "U1", (), at, at)
    with storage.office(planned).work() as work:
        work.people.save(Person(uuid4(), "นิดา", "owner", line_user_id="U1"))
        work.outbox.post(delivery)
        work.commit()
    return storage, delivery


def test_check_tells_of_an_answer_that_may_not_have_arrived_and_what_to_do(run: Run, planned: str) -> None:
    storage, delivery = posted(run, planned)
    storage.outbox.doubtful(delivery, delivery.created_at, "unknown:TimeoutError")
    storage.close()
    heard = run("check", planned)
    assert heard.exit_code == 1
    assert "คำตอบถึง นิดา เมื่อ 15 มีนาคม 2564 08.00 น. ไม่ทราบว่าถึงหรือไม่" in heard.stderr
    assert "ถามผู้รับโดยตรง" in heard.stderr


@pytest.mark.parametrize("kind", [kind for kind in DeliveryKind if kind.traits.is_pushed])
def test_check_tells_of_whatever_did_not_arrive(run: Run, planned: str, kind: DeliveryKind) -> None:
    storage, delivery = posted(run, planned, kind)
    storage.outbox.failed(delivery, delivery.created_at, "400")
    storage.close()
    assert "ถึง นิดา เมื่อ 15 มีนาคม 2564" in run("check", planned).stderr


def test_check_tells_of_answers_that_wait_for_the_months_messages(run: Run, planned: str) -> None:
    storage, delivery = posted(run, planned)
    (claimed,) = storage.outbox.claim(delivery.due_at, timedelta(seconds=1), 9)
    storage.outbox.retry(claimed, claimed.due_at, "quota:429")
    storage.close()
    assert "1 ข้อความยังส่งไม่ได้ เพราะใช้ข้อความของเดือนนี้หมดแล้ว" in run("check", planned).stderr


def test_check_leaves_what_did_not_arrive_a_week_ago(run: Run, planned: str, monkeypatch: pytest.MonkeyPatch) -> None:
    storage, delivery = posted(run, planned)
    storage.outbox.failed(delivery, delivery.created_at, "400")
    storage.close()
    assert "คำตอบถึง นิดา" in run("check", planned).stderr
    monkeypatch.setenv("TANROB_NOW", "2021-03-22T08:01+07:00")
    assert "คำตอบถึง นิดา" not in run("check", planned).stderr


@pytest.mark.parametrize(
    ("error", "advice"),
    [
        ("unavailable:401", "ออก token ใหม่"),
        ("unavailable:403", "ตรวจอินเทอร์เน็ตและพร็อกซี"),
        ("unknown:200", "ตรวจอินเทอร์เน็ตและพร็อกซี"),
        ("unavailable:ClientConnectorError", "ตรวจอินเทอร์เน็ตและพร็อกซี"),
    ],
)
def test_check_tells_of_messages_line_does_not_take(run: Run, planned: str, error: str, advice: str) -> None:
    storage, delivery = posted(run, planned)
    due = delivery.due_at
    for _ in range(3):
        assert advice not in run("check", planned).stderr
        (claimed,) = storage.outbox.claim(due, timedelta(seconds=1), 9)
        due = claimed.due_at
        storage.outbox.retry(claimed, due, error)
    storage.close()
    assert advice in run("check", planned).stderr


def test_check_names_where_photos_are_kept(run: Run, planned: str, tmp_path: Path) -> None:
    assert (tmp_path / "photos").as_uri() in run("check", planned).output


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


OWN_FORM = """
id = "own"
version = 1
title = "แบบของสำนักงาน"
[[question]]
id = "spent"
kind = "amount"
label = "เบิกจ่าย"
ask = "เบิกไปเท่าไร"
"""


@pytest.fixture
def own_office(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "form.toml").write_text(OWN_FORM, "utf-8")
    office = folder / "office.toml"
    office.write_text(Path(OFFICE).read_text("utf-8").replace('"table"', '"form.toml"'), "utf-8")
    return office


def test_an_offices_own_form_is_read_beside_its_file(run: Run, own_office: Path) -> None:
    assert run("office", "apply", own_office).exit_code == 0
    assert "ไม่มีอะไรเปลี่ยน" in run("office", "apply", own_office).output


def test_an_own_form_changed_without_a_new_version_is_refused(run: Run, own_office: Path) -> None:
    run("office", "apply", own_office)
    form = own_office.with_name("form.toml")
    form.write_text(OWN_FORM.replace("เบิกไปเท่าไร", "เบิกกี่บาท"), "utf-8")
    heard = run("office", "apply", own_office)
    assert heard.exit_code == 1
    assert "version" in heard.stderr
    form.write_text(OWN_FORM.replace("เบิกไปเท่าไร", "เบิกกี่บาท").replace("version = 1", "version = 2"), "utf-8")
    assert run("office", "apply", own_office).exit_code == 0


def test_a_wrong_own_form_is_refused_with_every_problem(run: Run, own_office: Path) -> None:
    own_office.with_name("form.toml").write_text('id = "own"\nversion = 1\n', "utf-8")
    heard = run("office", "apply", own_office)
    assert heard.exit_code == 1
    assert len(heard.stderr.strip().splitlines()) == 2


def test_a_form_is_checked_and_previewed_by_name_and_by_file(run: Run, own_office: Path) -> None:
    assert f"ใช้ได้ มี {len(library()['table'].questions)} ข้อ" in run("form", "check", "table").output
    assert "ใช้ได้ มี 1 ข้อ" in run("form", "check", own_office.with_name("form.toml")).output
    assert "เบิกจ่ายเฉพาะไตรมาสที่ 1 กี่บาท" in run("form", "preview", "quarterly-plan").output
    assert run("form", "check", "/no/such/form.toml").exit_code == 1


def csv_plan(tmp_path: Path, rows: str) -> Path:
    plan = tmp_path / "plan.csv"
    plan.write_text("ที่,โครงการ,งบประมาณ,กลุ่มผู้รับผิดชอบ\n" + rows, "utf-8")
    return plan


def test_a_project_that_goes_names_the_owner_it_has_and_keeps_him(run: Run, office: str, tmp_path: Path) -> None:
    run("plan", "import", office, csv_plan(tmp_path, "1,ก,100,ก\n2,ข,200,ข\n"))
    run("people", "invite", office, "--name", "นิดา", "--role", "owner", "--projects", "1,2")
    heard = run("plan", "import", office, csv_plan(tmp_path, "1,ก,100,ก\n"), "--yes")
    assert "ตัดออก ที่ 2 ข · ไม่มีในไฟล์ใหม่\n  ผู้รับผิดชอบ: นิดา" in heard.output
    run("plan", "import", office, csv_plan(tmp_path, "1,ก,100,ก\n2,ข,200,ข\n"))
    assert "1, 2" in run("people", "list", office).output


FOUR = "1,อบรมครูผู้ช่วย,100,ก\n2,พัฒนาห้องสมุด,200,ข\n3,ตรวจสอบภายใน,300,ค\n"
INSERTED = "1,อบรมครูผู้ช่วย,100,ก\n2,ค่ายลูกเสือ,50,ง\n3,พัฒนาห้องสมุด,200,ข\n4,ตรวจสอบภายใน,300,ค\n"


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


def test_inviting_again_adds_projects_and_taking_takes_them_away(run: Run, office: str, tmp_path: Path) -> None:
    run("plan", "import", office, csv_plan(tmp_path, FOUR))
    for projects in ("1", "2,3"):
        heard = run("people", "invite", office, "--name", "นิดา", "--role", "owner", "--projects", projects)
    assert "1, 2, 3" in heard.output
    assert "1, 3" in run("people", "take", office, "--name", "นิดา", "--projects", "2").output
    assert run("people", "take", office, "--name", "นิดา", "--projects", "2").exit_code == 1
    assert run("people", "take", office, "--name", "สมชาย", "--projects", "1").exit_code == 1
    assert "1, 3" in run("people", "list", office).output


def test_serve_refuses_a_port_that_is_taken(run: Run, office: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        heard = run("serve", "--web-only", "--port", taken.getsockname()[1])
    assert heard.exit_code == 1
    assert "มีโปรแกรมอื่นใช้อยู่" in heard.stderr
    assert run("serve", "--port", "99999").exit_code == 2


def test_the_holidays_of_a_new_office_are_said_back(run: Run, tmp_path: Path) -> None:
    written = tmp_path / "office.toml"
    written.write_text(Path(OFFICE).read_text("utf-8") + "\n[reminders]\nholidays = [2564-04-12]\n", "utf-8")
    assert "วันหยุดของสำนักงาน 12 เมษายน 2564" in run("office", "apply", written).output


def test_the_year_a_plan_is_kept_for_is_said_back(run: Run, office: str) -> None:
    heard = run("plan", "import", office, PLAN, "--fiscal-year", "2565", "--dry-run")
    assert "แผนของปีงบประมาณ 2565" in heard.output


def test_a_fiscal_year_far_from_this_one_is_refused(run: Run, office: str) -> None:
    heard = run("plan", "import", office, PLAN, "--fiscal-year", "2654", "--yes")
    assert (heard.exit_code, heard.output.strip().splitlines()) == (1, [heard.output.strip()])
    assert "--fiscal-year 2654 ห่างจากปีนี้ (2564)" in heard.output


def test_a_round_named_in_half_an_emoji_is_refused(run: Run, office: str) -> None:
    heard = run("round", "close", office, "\ud83d")
    assert (heard.exit_code, isinstance(heard.exception, SystemExit)) == (1, True)


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
