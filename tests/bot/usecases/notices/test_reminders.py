"""Who hears what of a round: the policy of reminders, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest

from bot.usecases.incoming import Unfollowed
from bot.usecases.notices.round_facts import read_current_facts
from bot.usecases.notices.sources import find_due
from storage.records import Project, Round
from tests.support.reminder_harness import (
    at,
    enrol_director,
    enrol_two_owners,
    recipients_of,
    report,
    send_back,
    settle,
    tick,
)
from tests.support.usecase_harness import OFFICE, ROUND, Call, UsecaseHarness, open_harness


@pytest.fixture
def harness(tmp_path: Path, database_url: str) -> Iterator[UsecaseHarness]:
    with open_harness(tmp_path, url=database_url) as harness:
        enrol_two_owners(harness)
        yield harness


# Hours and holidays


@pytest.mark.parametrize(("hour", "minute"), [(18, 0), (23, 0), (0, 0), (7, 59)])
def test_nothing_is_pushed_or_composed_in_the_quiet_hours(harness: UsecaseHarness, hour: int, minute: int) -> None:
    assert tick(harness, 16, hour, minute) == []
    assert harness.storage.outbox.waiting(OFFICE) == ()


def test_what_falls_due_in_the_quiet_hours_is_pushed_at_their_end(harness: UsecaseHarness) -> None:
    settle(harness, quiet=(time(12, 0), time(13, 0)), send_at=time(12, 30))
    assert tick(harness, 15, 12, 59) == []
    assert recipients_of(tick(harness, 15, 13)) == ["U1", "U2"]


def test_an_office_without_quiet_hours_is_served_at_any_hour(harness: UsecaseHarness) -> None:
    settle(harness, quiet=None)
    assert recipients_of(tick(harness, 15, 23)) == ["U1", "U2"]


def test_after_an_outage_nobody_is_written_to_on_a_weekend(harness: UsecaseHarness) -> None:
    assert tick(harness, 20, 10) == []


def test_a_holiday_of_the_offices_own_moves_the_reminder_to_the_working_day_before(harness: UsecaseHarness) -> None:
    settle(harness, holidays=(date(2021, 3, 18),))
    tick(harness, 15)
    assert recipients_of(tick(harness, 17)) == ["U1", "U2"]
    assert tick(harness, 18) == []


# Snooze


def test_a_reminder_can_be_put_off_to_the_next_working_morning(harness: UsecaseHarness) -> None:
    tick(harness, 18)
    assert "วันศุกร์ที่ 19 มีนาคม 2564 เวลา 09.00 น." in harness.say("U2", "เตือนพรุ่งนี้")
    assert tick(harness, 19, 8, 59) == []
    assert recipients_of(tick(harness, 19)) == ["U2"]
    assert tick(harness, 19, 10) == []


def test_the_button_of_a_reminder_does_the_same(harness: UsecaseHarness) -> None:
    (reminder,) = [call for call in tick(harness, 18) if call.to == "U2"]
    buttons = [item["action"] for item in reminder.messages[-1]["quickReply"]["items"]]
    data = next(button["data"] for button in buttons if button["label"] == "เตือนพรุ่งนี้")
    assert "จะเตือนอีกครั้ง" in harness.tap("U2", data)
    assert recipients_of(tick(harness, 19)) == ["U2"]


def test_a_reminder_put_off_on_friday_comes_on_monday_once_with_that_days_own(harness: UsecaseHarness) -> None:
    tick(harness, 19)
    assert "วันจันทร์ที่ 22" in harness.say("U2", "เตือนพรุ่งนี้")
    calls = tick(harness, 22)
    assert recipients_of(calls) == ["U1", "U2"]
    assert [len(call.messages) for call in calls] == [1, 1]
    assert tick(harness, 22, 10) == []


def offers_snooze(call: Call) -> bool:
    offered = [item["action"]["label"] for item in call.messages[-1]["quickReply"]["items"]]
    assert ("เตือนพรุ่งนี้" in offered) == ("เตือนพรุ่งนี้" in call.text)
    return "เตือนพรุ่งนี้" in offered


@pytest.mark.parametrize(("day", "offered"), [(22, True), (25, False), (26, True)])
def test_on_the_last_day_no_reminder_is_offered_for_the_day_after(
    harness: UsecaseHarness, day: int, offered: bool
) -> None:
    tick(harness, day - 1)
    assert [offers_snooze(call) for call in tick(harness, day)] == [offered, offered]


def test_the_last_working_day_before_a_deadline_on_a_holiday_is_the_last_day(harness: UsecaseHarness) -> None:
    settle(harness, holidays=(date(2021, 3, 25),))
    assert [offers_snooze(call) for call in tick(harness, 24)] == [False, False]


def test_who_puts_off_on_the_last_day_is_told_that_it_will_be_too_late(harness: UsecaseHarness) -> None:
    tick(harness, 25)
    heard = harness.say("U2", "เตือนพรุ่งนี้")
    assert "วันศุกร์ที่ 26 มีนาคม 2564 เวลา 09.00 น. ซึ่งเลยกำหนดส่งแล้ว" in heard
    assert recipients_of(tick(harness, 26)) == ["U1", "U2"]


def test_a_reminder_put_off_is_not_sent_to_who_has_reported_meanwhile(harness: UsecaseHarness) -> None:
    tick(harness, 18)
    harness.say("U2", "เตือนพรุ่งนี้")
    report(harness, "U2", 8)
    assert tick(harness, 19) == []


def test_a_reminder_put_off_is_not_sent_once_the_round_is_closed(harness: UsecaseHarness) -> None:
    tick(harness, 18)
    harness.say("U2", "เตือนพรุ่งนี้")
    with harness.storage.office(OFFICE).work() as work:
        work.rounds.close(ROUND.id, harness.now)
        work.commit()
    assert tick(harness, 19) == []


def test_who_has_reported_everything_need_not_put_off_anything(harness: UsecaseHarness) -> None:
    harness.now = at(18)
    report(harness, "U2", 8)
    assert "ไม่ต้องเตือน" in harness.say("U2", "เตือนพรุ่งนี้")


def test_putting_off_leaves_the_open_question_open(harness: UsecaseHarness) -> None:
    harness.now = at(18)
    harness.say("U2", "รายงาน 8")
    assert "ข้อ 1 จาก 3" in harness.say("U2", "เตือนพรุ่งนี้")


# Reports that wait to be confirmed


def test_a_report_that_only_waits_to_be_confirmed_is_not_called_unreported(harness: UsecaseHarness) -> None:
    tick(harness, 21)
    harness.say("U1", "รายงาน 4", "2", "7,406", "ข้าม", "พัก")
    harness.say("U2", "รายงาน 8", "2", "พัก")
    told = {call.to: call.text for call in tick(harness, 22)}
    assert "ตอบครบแล้ว รอยืนยัน 1 โครงการ" in told["U1"]
    assert 'พิมพ์ "รายงาน 4" เพื่อตรวจและส่ง' in told["U1"]
    assert "ยังไม่ได้รายงาน 1 จาก 2 โครงการ" in told["U1"]
    assert "รอยืนยัน" not in told["U2"]
    assert "ยังไม่ได้รายงาน 1 จาก 1 โครงการ" in told["U2"]


# Reports sent back


def test_a_report_sent_back_is_told_to_its_owner_once(harness: UsecaseHarness) -> None:
    tick(harness, 15)
    report(harness, "U2", 8)
    send_back(harness, 8)
    (call,) = tick(harness, 16, 10)
    assert (call.to, "ส่งกลับให้แก้" in call.text, "แก้ 8" in call.text) == ("U2", True, True)
    assert tick(harness, 17, 10) == []


def test_a_corrected_report_sent_back_again_is_told_again(harness: UsecaseHarness) -> None:
    tick(harness, 15)
    report(harness, "U2", 8)
    send_back(harness, 8)
    tick(harness, 16, 10)
    harness.say("U2", "แก้ 8", "2", "200", "ข้าม", "ยืนยัน")
    assert tick(harness, 16, 11) == []
    send_back(harness, 8)
    assert recipients_of(tick(harness, 16, 12)) == ["U2"]


def test_what_is_due_and_what_was_sent_back_are_one_message(harness: UsecaseHarness) -> None:
    tick(harness, 15)
    report(harness, "U2", 8)
    send_back(harness, 8)
    (call,) = [call for call in tick(harness, 18) if call.to == "U2"]
    assert len(call.messages) == 2
    assert "เหลืออีก 7 วัน" in call.messages[-1]["text"]


def test_who_had_reported_hears_of_what_came_back_and_not_of_a_day_gone_by(harness: UsecaseHarness) -> None:
    tick(harness, 15)
    report(harness, "U2", 8)
    tick(harness, 18)
    send_back(harness, 8)
    (call,) = tick(harness, 19)
    assert (call.to, len(call.messages)) == ("U2", 1)
    assert tick(harness, 19, 10) == []
    assert recipients_of(tick(harness, 22)) == ["U1", "U2"]


def test_who_owes_more_than_what_came_back_hears_of_a_day_gone_by(harness: UsecaseHarness) -> None:
    tick(harness, 15)
    report(harness, "U1", 4)
    send_back(harness, 4)
    assert recipients_of(tick(harness, 19)) == ["U1", "U2"]


def test_once_the_next_round_is_open_nobody_hears_of_the_one_before(harness: UsecaseHarness) -> None:
    """Answers go to the round that opened last: of an earlier one nobody could report any more."""
    tick(harness, 18)
    with harness.storage.office(OFFICE).work() as work:
        work.rounds.save(Round("next", 2564, (1, 2, 3), date(2021, 3, 22), date(2021, 4, 5)))
        work.commit()
    calls = tick(harness, 22)
    assert recipients_of(calls) == ["U1", "U2"]
    assert all("เปิดรอบรายงาน" in call.text and len(call.messages) == 1 for call in calls)
    harness.say("U2", "รายงาน 8", "2", "100", "100", "ข้าม", "ยืนยัน")
    assert [call.to for call in tick(harness, 25)] == []
    assert recipients_of(tick(harness, 29)) == ["U1"]


# Directors


def test_directors_hear_nothing_unless_the_office_asks_for_it(harness: UsecaseHarness) -> None:
    enrol_director(harness, "U9", "กลุ่มนิเทศ")
    assert "U9" not in recipients_of(tick(harness, 29))


def test_a_director_hears_once_who_of_the_group_is_missing(harness: UsecaseHarness) -> None:
    settle(harness, escalate_after=3)
    enrol_director(harness, "U9", "กลุ่มนิเทศ")
    tick(harness, 26)
    report(harness, "U1", 4)
    (call,) = [call for call in tick(harness, 29) if call.to == "U9"]
    assert "นิดา ที่ 11" in call.text
    assert "สมชาย" not in call.text
    assert [call for call in tick(harness, 30) if call.to == "U9"] == []


def test_a_director_whose_group_has_reported_hears_nothing(harness: UsecaseHarness) -> None:
    settle(harness, escalate_after=3)
    enrol_director(harness, "U9", "กลุ่มส่งเสริม")
    harness.now = at(25)
    report(harness, "U2", 8)
    assert "U9" not in recipients_of(tick(harness, 29))


def test_a_director_of_no_group_hears_of_the_whole_office(harness: UsecaseHarness) -> None:
    settle(harness, escalate_after=3)
    enrol_director(harness, "U9", "")
    (call,) = [call for call in tick(harness, 29) if call.to == "U9"]
    assert "ยังไม่ส่งรายงาน 3 โครงการ" in call.text


def test_a_project_of_two_owners_is_missing_once(harness: UsecaseHarness) -> None:
    settle(harness, escalate_after=3)
    enrol_director(harness, "U9", "")
    harness.enrolled("U3", "มาลี", projects="4,8")
    (call,) = [call for call in tick(harness, 29) if call.to == "U9"]
    assert "ยังไม่ส่งรายงาน 3 โครงการ" in call.text
    assert "มาลี ที่ 4, 8" in call.text


def test_what_was_told_is_due_no_more(harness: UsecaseHarness) -> None:
    settle(harness, escalate_after=3)
    enrol_director(harness, "U9", "")
    tick(harness, 26)
    report(harness, "U2", 8)
    send_back(harness, 8)
    harness.say("U1", "เตือนพรุ่งนี้")
    tick(harness, 29)
    harness.say("U1", "เตือนพรุ่งนี้")
    assert recipients_of(tick(harness, 30)) == ["U1"]
    with harness.storage.office(OFFICE).reading() as work:
        facts = read_current_facts(work, harness.now)
        assert facts
        assert find_due(facts).is_empty


# Out of reach


def test_who_writes_again_is_reminded_again(harness: UsecaseHarness) -> None:
    harness.hear("U2", Unfollowed)
    assert recipients_of(tick(harness, 15)) == ["U1"]
    harness.say("U2", "สถานะ")
    assert recipients_of(tick(harness, 16)) == ["U2"]


def test_many_projects_are_still_one_message(tmp_path: Path) -> None:
    with open_harness(tmp_path, [Project(no, f"โครงการ {no}", 100) for no in range(1, 31)]) as harness:
        harness.now = at(12)
        harness.enrolled("U1", "นิดา", projects="all")
        assert len(tick(harness, 18)) == 1
