"""What is said of our own accord keeps LINE's limits, however many people and projects there are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from bot.line.render import render
from bot.simulator.rules.requests import check
from messages.chat import notices
from messages.chat.lists import Listed
from messages.project import ReportState
from messages.thai.dates import BANGKOK
from storage.records import Project, Round

ROUND = Round("2564-6m", 2564, (1, 2), date(2021, 3, 15), date(2021, 3, 25))
TODAY = date(2021, 3, 29)
MANY = [Project(no, "พัฒนาคุณภาพการศึกษา" * 9, 100) for no in range(1, 200)]


def missing(projects: Sequence[Project]) -> list[Listed]:
    return [(project, ReportState.MISSING) for project in projects]


def test_a_director_is_told_who_and_what_to_do_however_many_are_late() -> None:
    told = notices.escalation(ROUND, TODAY, [(f"ครูคนที่ {no}", list(range(300))) for no in range(60)])
    assert check(list(render([told]))) == []
    assert told.text.endswith('พิมพ์ "รายงาน" ในแชตกับทันรอบ')


def test_reminders_of_many_projects_keep_lines_limits() -> None:
    told = [
        notices.reminder(ROUND, TODAY, missing(MANY), 200, can_wait=True),
        notices.opening(ROUND, MANY),
        notices.returned_reports(ROUND, TODAY, MANY),
    ]
    assert check(list(render(told))) == []


def test_a_reminder_ends_in_the_way_to_put_it_off() -> None:
    told = notices.reminder(ROUND, TODAY, missing(MANY[:1]), 1, can_wait=True)
    assert told.text.endswith('ยังไม่ว่างพิมพ์ "เตือนพรุ่งนี้"')
    assert [button.label for button in told.buttons] == ["รายงานที่ 1", "เตือนพรุ่งนี้"]


def test_what_only_waits_to_be_confirmed_is_told_apart_with_its_way() -> None:
    some = [(MANY[0], ReportState.MISSING), (MANY[1], ReportState.UNCONFIRMED), (MANY[2], ReportState.DRAFT)]
    told = notices.reminder(ROUND, TODAY, some, 5, can_wait=False)
    assert "ตอบครบแล้ว รอยืนยัน 1 โครงการ\nที่ 2" in told.text
    assert 'ที่ 2 ตอบครบแล้ว รอยืนยัน · พิมพ์ "รายงาน 2" เพื่อตรวจและส่ง' in told.text
    assert "ยังไม่ได้รายงาน 2 จาก 5 โครงการ\nที่ 1" in told.text
    assert [button.label for button in told.buttons] == ["ตรวจและส่งที่ 2", "รายงานที่ 3", "รายงานที่ 1"]


def test_where_all_wait_to_be_confirmed_nothing_is_called_not_reported() -> None:
    told = notices.reminder(ROUND, TODAY, [(MANY[1], ReportState.UNCONFIRMED)], 5, can_wait=False)
    assert "ยังไม่ได้รายงาน" not in told.text


def test_who_put_a_reminder_off_hears_when_it_comes() -> None:
    told = notices.snooze_receipt(datetime(2021, 3, 30, 9, 0, tzinfo=BANGKOK), in_time=True)
    assert "วันอังคารที่ 30 มีนาคม 2564 เวลา 09.00 น." in told.text
