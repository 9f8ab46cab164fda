"""The door: codes, the privacy notice, and who gets in."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.usecases.setup.inviting import PeopleRefused, Wish, invite
from storage.records import Person
from storage.vocabulary import Role
from tests.support.identity import project_id
from tests.support.usecase_harness import KEY, OFFICE, UsecaseHarness


def person_of(harness: UsecaseHarness, user: str) -> Person | None:
    with harness.storage.office(OFFICE).reading() as work:
        return work.people.by_line_user(user)


def test_a_stranger_is_told_the_way_in(harness: UsecaseHarness) -> None:
    assert "รหัสเชิญ" in harness.say("U1", "สวัสดี")


def test_a_code_shows_the_privacy_notice_and_yes_enrols(harness: UsecaseHarness) -> None:
    notice = harness.say("U1", harness.code("นิดา", projects="4,8"))
    assert "ลงทะเบียนเป็นผู้รับผิดชอบ 2 โครงการ: ที่ 4, 8" in notice
    assert "ไอดี LINE" in notice
    assert person_of(harness, "U1") is None
    welcome = harness.say("U1", "ยอมรับ")
    assert "ลงทะเบียนแล้ว" in welcome
    assert "มอนเตสซอริ" in welcome
    person = person_of(harness, "U1")
    assert person is not None
    assert (person.name, person.consented_at) == ("นิดา", harness.now)


def test_the_buttons_of_the_notice_do_the_same(harness: UsecaseHarness) -> None:
    harness.say("U1", harness.code("นิดา", projects="4"))
    assert "ลบข้อมูลของฉัน" in harness.tap("U1", "q=consent&a=more")
    assert "ลงทะเบียนแล้ว" in harness.tap("U1", "q=consent&a=yes")


def test_yes_without_a_code_enrols_nobody(harness: UsecaseHarness) -> None:
    assert "ยังไม่ได้ลงทะเบียน" in harness.say("U1", "ยอมรับ")
    assert person_of(harness, "U1") is None


def test_a_code_serves_one_account_once(harness: UsecaseHarness) -> None:
    code = harness.code("นิดา", projects="4")
    harness.say("U1", code, "ยอมรับ")
    assert "ไม่พบรหัส" in harness.say("U2", code)
    assert "ยังไม่ได้ลงทะเบียน" in harness.say("U2", "ยอมรับ")


def test_a_code_that_somebody_began_to_use_is_theirs(harness: UsecaseHarness) -> None:
    code = harness.code("นิดา", projects="4")
    harness.say("U1", code)
    assert "ไม่พบรหัส" in harness.say("U2", code)
    assert "ลงทะเบียนแล้ว" in harness.say("U1", "ยอมรับ")


def test_a_code_expires(harness: UsecaseHarness) -> None:
    code = harness.code("นิดา", projects="4")
    harness.wait(days=15)
    assert "หมดอายุ" in harness.say("U1", code)


def test_a_code_accepted_too_late_enrols_nobody(harness: UsecaseHarness) -> None:
    harness.say("U1", harness.code("นิดา", projects="4"))
    harness.wait(days=15)
    assert "ยังไม่ได้ลงทะเบียน" in harness.say("U1", "ยอมรับ")


def test_guessing_is_stopped_after_five_codes_and_an_hour_later_allowed_again(harness: UsecaseHarness) -> None:
    code = harness.code("นิดา", projects="4")
    for guess in ("AAAA-AAAA", "AAAA-AAAB", "AAAA-AAAC", "AAAA-AAAD", "AAAA-AAAE"):
        assert "ไม่พบรหัส" in harness.say("U1", guess)
    assert "รอ 1 ชั่วโมง" in harness.say("U1", code)
    harness.wait(minutes=61)
    assert "ยอมรับ" in harness.say("U1", code)


def test_a_second_invitation_moves_the_person_to_the_new_account(harness: UsecaseHarness) -> None:
    harness.enrolled("U1", "นิดา", projects="4")
    harness.enrolled("U2", "นิดา")
    assert person_of(harness, "U1") is None
    person = person_of(harness, "U2")
    assert person is not None
    with harness.storage.office(OFFICE).reading() as work:
        assert work.people.projects_of(person.id, 2564) == (project_id(4),)


def test_a_code_meant_for_somebody_else_stays_unused(harness: UsecaseHarness) -> None:
    harness.enrolled("U1", "นิดา", projects="4")
    code = harness.code("สมชาย", projects="8")
    assert "ชื่ออื่น" in harness.say("U1", code)
    assert "ยอมรับ" in harness.say("U2", code)


def test_the_database_does_not_know_the_code(harness: UsecaseHarness, tmp_path: Path) -> None:
    code = harness.code("นิดา", projects="4").replace("-", "")
    stored = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert "นิดา".encode() in stored
    assert code.encode() not in stored


@pytest.mark.parametrize("projects", ["5", "4,x", "", ","])
def test_projects_that_are_not_in_the_plan_are_refused(harness: UsecaseHarness, projects: str) -> None:
    with pytest.raises(PeopleRefused):
        harness.code("นิดา", projects=projects)


def test_an_owner_without_projects_is_refused(harness: UsecaseHarness) -> None:
    with pytest.raises(PeopleRefused):
        harness.code("นิดา")


def test_all_projects_and_a_groups_projects_can_be_given(harness: UsecaseHarness) -> None:
    with harness.storage.office(OFFICE).work() as work:
        everything = invite(work, OFFICE, Wish("ก", Role.OWNER, "all"), KEY, harness.now)
        of_group = invite(work, OFFICE, Wish("ข", Role.OWNER, group="กลุ่มนิเทศ"), KEY, harness.now)
    assert everything.projects == (4, 8, 11)
    assert of_group.projects == (4, 11)


def test_a_name_already_invited_keeps_its_role(harness: UsecaseHarness) -> None:
    harness.enrolled("U3", "พรทิพย์", role="planner")
    with pytest.raises(PeopleRefused, match="กลุ่มนโยบายและแผน"):
        harness.code("พรทิพย์", projects="4")
    assert "ส่งแล้ว 0 จาก 3 โครงการ" in harness.say("U3", "สรุป")


def test_anything_said_before_the_yes_brings_the_notice_again(harness: UsecaseHarness) -> None:
    harness.say("U1", harness.code("นิดา", projects="4"))
    for said in ("สวัสดี", "รายงาน 4"):
        assert "ไอดี LINE" in harness.say("U1", said)
    assert "ลงทะเบียนแล้ว" in harness.say("U1", "yes")
