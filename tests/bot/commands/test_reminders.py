"""`tanrob reminders preview`, and what `tanrob check` tells of messages and of whom they do not reach."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import pytest

from bot.settings import read_settings
from storage.database import Storage
from storage.records import BoundGroup, Quota
from tests.support.command_line import APPLIED, IMPORTED, Command, Run, prepare

SAMPLE = files("messages.samples") / "khonkaen2"
OFFICE, ROUND = "khonkaen2", "2564-6m"
NOW = datetime(2021, 3, 15, 1, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def office(run: Run, tmp_path: Path) -> None:
    """The sample office with its plan; นิดา has enrolled, สมชาย has not."""
    prepare(tmp_path, run, APPLIED, IMPORTED, invitation("นิดา", "1,2"), invitation("สมชาย", "3"))
    change_person("นิดา", line_user_id="U1", consented_at=NOW)


def invitation(name: str, projects: str) -> Command:
    return "people", "invite", OFFICE, "--name", name, "--role", "owner", "--projects", projects


def change_person(name: str, **changes: object) -> None:
    settings = read_settings()
    storage = Storage.open(settings.database_url, settings.secret_key)
    with storage.office(OFFICE).work() as work:
        person = next(person for person in work.people.all() if person.name == name)
        work.people.save(replace(person, **changes))  # type: ignore[arg-type]
        work.commit()
    storage.close()


def know(left: int) -> None:
    settings = read_settings()
    storage = Storage.open(settings.database_url, settings.secret_key)
    with storage.office(OFFICE).work() as work:
        work.quota.save(Quota("2021-03", NOW, most=300, used=300 - left))
        work.commit()
    storage.close()


def test_the_preview_tells_who_would_hear_what_and_when(run: Run) -> None:
    heard = run("reminders", "preview", OFFICE, ROUND)
    assert heard.exit_code == 0
    assert "15 มีนาคม 2564 09.00 น. · แจ้งเปิดรอบ · 1 คน · 1 ข้อความ\n– นิดา" in heard.output
    assert "มีนาคม 2564: รวม 7 ข้อความ" in heard.output


def test_the_preview_names_those_it_cannot_reach(run: Run) -> None:
    assert "เตือนไม่ได้ 1 คน" in run("reminders", "preview", OFFICE, ROUND).output


def test_the_preview_weighs_the_cost_against_what_is_left(run: Run) -> None:
    know(left=3)
    heard = run("reminders", "preview", OFFICE, ROUND).output
    assert "ใช้ไปแล้ว 297 จาก 300 ข้อความ เหลือ 3 ข้อความ" in heard
    assert "ต้องใช้มากกว่าที่มี 4 ข้อความ" in heard


def test_the_preview_is_read_by_scripts_too(run: Run) -> None:
    know(left=200)
    told = json.loads(run("reminders", "preview", OFFICE, ROUND, "--json").stdout)
    assert told["planned"][0] == {
        "at": "2021-03-15T09:00:00+07:00",
        "kind": "opening",
        "people": ["นิดา"],
        "messages": 1,
    }
    assert told["months"] == {"2021-03": 7}
    assert told["quota"] == {"month": "2021-03", "limit": 300, "left": 200}
    assert told["out_of_reach"] == ["สมชาย"]


def test_a_round_that_is_not_there_is_refused(run: Run) -> None:
    assert run("reminders", "preview", OFFICE, "nowhere").exit_code == 1


def test_check_tells_how_many_messages_are_left(run: Run) -> None:
    know(left=200)
    assert "ข้อความ LINE เดือนนี้เหลือ 200 จาก 300" in run("check", OFFICE).output


def test_check_names_who_has_blocked_the_account_and_owes_a_report(run: Run) -> None:
    assert "บล็อกบัญชี" not in run("check", OFFICE).output
    change_person("นิดา", blocked_at=NOW)
    assert "นิดา ยังไม่ส่งที่ 1, 2 แต่บล็อกบัญชี" in run("check", OFFICE).output


def test_check_tells_a_group_never_bound_from_one_the_bot_has_left(run: Run) -> None:
    assert "ยังไม่ได้ผูกกลุ่ม LINE" in run("check", OFFICE).output
    settings = read_settings()
    storage = Storage.open(settings.database_url, settings.secret_key)
    with storage.office(OFFICE).work() as work:
        work.groups.bind(BoundGroup("C1", NOW, next(iter(work.people.all())).id, left_at=NOW))
        work.commit()
    storage.close()
    told = run("check", OFFICE).output
    assert "ทันรอบไม่อยู่ในกลุ่ม LINE ที่ผูกไว้แล้วตั้งแต่" in told
    assert "ยังไม่ได้ผูกกลุ่ม LINE" not in told


def test_check_tells_what_the_months_messages_hold_back(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    know(left=1)
    monkeypatch.setenv("TANROB_NOW", "2021-03-15T09:00+07:00")
    assert "1 ข้อความที่ถึงกำหนดแต่ยังไม่ส่ง" in run("check", OFFICE).output
