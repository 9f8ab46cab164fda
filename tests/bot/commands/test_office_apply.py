"""`tanrob office apply` and `tanrob form`: an office file as it is applied, and a form of its own beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from messages.forms.loader import library
from tests.support.command_line import OFFICE, Run

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


def test_applying_the_same_office_again_changes_nothing(run: Run, office: str) -> None:
    assert "ไม่มีอะไรเปลี่ยน" in run("office", "apply", OFFICE).output


def test_a_changed_office_file_says_what_changed(run: Run, office: str, tmp_path: Path) -> None:
    changed = tmp_path / "office.toml"
    changed.write_text(Path(OFFICE).read_text("utf-8").replace("2021-03-25", "2021-03-26"), "utf-8")
    assert "จาก 25 มีนาคม 2564 เป็น 26 มีนาคม 2564" in run("office", "apply", changed).output


def test_another_person_to_call_is_said_and_nobody_too(run: Run, office: str, tmp_path: Path) -> None:
    changed, given = tmp_path / "office.toml", Path(OFFICE).read_text("utf-8")
    changed.write_text(given.replace("043 000 123 ต่อ 12", "043 000 999"), "utf-8")
    heard = run("office", "apply", changed).output
    assert "แก้ ผู้ที่ติดต่อได้ จาก กลุ่มนโยบายและแผน" in heard
    assert "043 000 123 ต่อ 12" in heard
    assert "เป็น กลุ่มนโยบายและแผน" in heard
    assert "043 000 999" in heard
    changed.write_text(given.partition("[contact]")[0] + "[[round]]" + given.partition("[[round]]")[2], "utf-8")
    assert run("office", "apply", changed).output.endswith("เป็น -\n")


def test_an_office_file_of_notepad_in_the_buddhist_era_is_applied_and_said_back(run: Run, tmp_path: Path) -> None:
    written = tmp_path / "office.toml"
    written.write_text("\ufeff" + Path(OFFICE).read_text("utf-8").replace("= 2021-", "= 2564-"), "utf-8")
    heard = run("office", "apply", written)
    assert "เปิด 15 มีนาคม 2564 ครบกำหนด 25 มีนาคม 2564" in heard.output


def test_a_folder_of_office_files_is_applied_whole_or_not_at_all(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "offices"
    folder.mkdir()
    (folder / "a.toml").write_text(Path(OFFICE).read_text("utf-8"), "utf-8")
    (folder / "b.toml").write_text("[office]\n", "utf-8")
    assert run("office", "apply", folder).exit_code == 1
    assert run("round", "list", "khonkaen2").exit_code == 1


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


def test_the_holidays_of_a_new_office_are_said_back(run: Run, tmp_path: Path) -> None:
    written = tmp_path / "office.toml"
    written.write_text(Path(OFFICE).read_text("utf-8") + "\n[reminders]\nholidays = [2564-04-12]\n", "utf-8")
    assert "วันหยุดของสำนักงาน 12 เมษายน 2564" in run("office", "apply", written).output
