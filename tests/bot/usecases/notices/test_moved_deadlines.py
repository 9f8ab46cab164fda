"""A deadline that moves: its steps are others, and who knew the old one hears of the new one once."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from bot.usecases.notices.preview import Preview, preview
from bot.usecases.notices.ticking import tick as tick_only
from bot.usecases.ports import Outcome, Verdict
from storage.records import ReminderPolicy
from tests.support.reminder_harness import (
    at,
    enrol_director,
    enrol_planner_with_group,
    enrol_two_owners,
    limit_quota,
    move,
    recipients_of,
    report,
    send_back,
    set_quota_left,
    settle,
    tick,
)
from tests.support.usecase_harness import OFFICE, ROUND, Call, UsecaseHarness

NEW_DATE = "กำหนดส่งเปลี่ยนเป็น"
APRIL = date(2021, 4, 9)


def march(day: int) -> date:
    return date(2021, 3, day)


def in_april(harness: UsecaseHarness, day: int, hour: int = 9) -> list[Call]:
    harness.now = at(1, hour) + timedelta(days=31 + day - 1)
    return harness.tick()


def to_owners(calls: list[Call]) -> list[str]:
    return recipients_of([call for call in calls if call.to.startswith("U")])


@pytest.fixture
def owners(harness: UsecaseHarness) -> UsecaseHarness:
    """Two owners of the round from 15 to 25 March, who have heard that it opened."""
    enrol_two_owners(harness)
    tick(harness, 15)
    return harness


def test_after_a_move_to_april_every_reminder_goes_out_again(owners: UsecaseHarness) -> None:
    for day in (18, 22, 24):
        assert to_owners(tick(owners, day)) == ["U1", "U2"]
    move(owners, APRIL)
    tick(owners, 24, 10)
    said = {day: in_april(owners, day) for day in (1, 2, 5, 7, 8, 9, 12)}
    assert {day: to_owners(calls) for day, calls in said.items() if calls} == {
        2: ["U1", "U2"],
        5: ["U1", "U2"],
        8: ["U1", "U2"],
        9: ["U1", "U2"],
    }
    assert "เหลืออีก 4 วัน · ส่งภายในวันศุกร์ที่ 9 เมษายน 2564" in said[5][0].text


def test_after_a_move_every_summary_goes_out_again(owners: UsecaseHarness) -> None:
    enrol_planner_with_group(owners)
    for day in (22, 24):
        tick(owners, day, 16)
    move(owners, APRIL)
    tick(owners, 24, 17)
    found = [day for day in range(1, 13) for call in in_april(owners, day, 16) if call.to == "C1"]
    assert found == [5, 8, 9]


def test_a_mistyped_past_deadline_put_right_within_a_minute_silences_nothing(owners: UsecaseHarness) -> None:
    owners.now = at(22, 8, 50)
    owners.say("U1", "เตือนพรุ่งนี้")
    tick(owners, 22)
    owners.now = at(22, 10)
    move(owners, march(15))
    (first, second) = tick(owners, 22, 10)
    assert recipients_of([first, second]) == ["U1", "U2"]
    assert "เลยกำหนด" in first.text
    move(owners, march(25))
    assert to_owners(tick(owners, 22, 10, 1)) == ["U1", "U2"]
    assert to_owners(tick(owners, 23)) == ["U1"]
    for day in (24, 25, 26, 29):
        assert to_owners(tick(owners, day)) == ["U1", "U2"]


def test_a_mistyped_deadline_put_right_before_anybody_was_told_says_nothing(owners: UsecaseHarness) -> None:
    owners.now = at(17, 19)
    move(owners, march(16))
    move(owners, march(25))
    tick(owners, 17, 20)
    calls = tick(owners, 18)
    assert recipients_of(calls) == ["U1", "U2"]
    assert not any(NEW_DATE in call.text for call in calls)


def test_who_owes_a_report_hears_of_the_new_date_once(owners: UsecaseHarness) -> None:
    report(owners, "U2", 8)
    owners.now = at(16, 10)
    move(owners, march(30))
    (call,) = tick(owners, 16, 10)
    assert call.to == "U1"
    assert f"{NEW_DATE}วันอังคารที่ 30 มีนาคม 2564" in call.text
    assert "ยังไม่ได้รายงาน 2 จาก 2 โครงการ" in call.text
    assert tick(owners, 16, 11) == []
    assert tick(owners, 17) == []


def test_of_two_moves_before_anybody_was_told_the_last_is_said(owners: UsecaseHarness) -> None:
    owners.now = at(16, 19)
    move(owners, march(30))
    move(owners, march(31))
    calls = tick(owners, 17)
    assert recipients_of(calls) == ["U1", "U2"]
    assert "31 มีนาคม" in calls[0].text
    assert tick(owners, 17, 10) == []


def test_each_of_several_announced_moves_is_announced_also_back_and_forth(owners: UsecaseHarness) -> None:
    for hour, day in ((10, 30), (11, 25), (12, 30), (13, 25)):
        owners.now = at(16, hour)
        move(owners, march(day))
        calls = tick(owners, 16, hour)
        assert recipients_of(calls) == ["U1", "U2"]
        assert f"ที่ {day} มีนาคม 2564" in calls[0].text.splitlines()[0]


def test_on_a_day_with_a_reminder_the_new_date_comes_with_it(owners: UsecaseHarness) -> None:
    owners.now = at(22, 8, 40)
    move(owners, march(29))
    assert tick(owners, 22, 8, 50) == []
    calls = tick(owners, 22)
    assert recipients_of(calls) == ["U1", "U2"]
    assert all(NEW_DATE in call.text and "เหลืออีก 7 วัน" in call.text for call in calls)


def test_the_new_date_waits_for_the_reminder_asked_for_this_morning(owners: UsecaseHarness) -> None:
    owners.now = at(16, 10)
    owners.say("U1", "เตือนพรุ่งนี้")
    owners.now = at(17, 8, 10)
    move(owners, march(30))
    assert recipients_of(tick(owners, 17, 8, 10)) == ["U2"]
    (call,) = tick(owners, 17)
    assert call.to == "U1"
    assert NEW_DATE in call.text
    assert tick(owners, 17, 10) == []


def test_moved_a_day_on_right_after_todays_reminder_the_step_comes_again_on_its_new_day(owners: UsecaseHarness) -> None:
    tick(owners, 18)
    tick(owners, 22)
    move(owners, march(26))
    assert all(NEW_DATE in call.text for call in tick(owners, 22, 10))
    assert to_owners(tick(owners, 23)) == ["U1", "U2"]
    assert tick(owners, 24) == []
    assert to_owners(tick(owners, 25)) == ["U1", "U2"]
    assert to_owners(tick(owners, 26)) == ["U1", "U2"]


def test_moved_back_so_that_several_steps_are_past_one_message_says_it(owners: UsecaseHarness) -> None:
    owners.now = at(17, 10)
    move(owners, march(18))
    calls = tick(owners, 17, 10)
    assert recipients_of(calls) == ["U1", "U2"]
    assert all(NEW_DATE in call.text for call in calls)
    assert tick(owners, 17, 11) == []
    assert to_owners(tick(owners, 18)) == ["U1", "U2"]


def test_a_step_heard_of_a_deadline_is_not_said_again_when_the_deadline_comes_back(owners: UsecaseHarness) -> None:
    tick(owners, 18)
    tick(owners, 22)
    move(owners, APRIL)
    tick(owners, 22, 10)
    move(owners, march(25))
    tick(owners, 22, 11)
    assert tick(owners, 23) == []
    assert to_owners(tick(owners, 24)) == ["U1", "U2"]


def test_a_reminder_asked_for_after_the_new_deadline_comes(owners: UsecaseHarness) -> None:
    owners.now = at(16, 10)
    owners.say("U1", "เตือนพรุ่งนี้")
    move(owners, march(15))
    tick(owners, 16, 10)
    assert "U1" in recipients_of(tick(owners, 17))


def test_a_round_that_opens_later_says_so_on_its_new_day(owners: UsecaseHarness) -> None:
    owners.now = at(15, 10)
    move(owners, march(25), opens=march(17))
    assert tick(owners, 16) == []
    calls = tick(owners, 17)
    assert recipients_of(calls) == ["U1", "U2"]
    assert all("เปิดรอบรายงาน" in call.text for call in calls)


def test_a_round_whose_opening_day_moves_back_says_no_second_reminder_that_day(harness: UsecaseHarness) -> None:
    enrol_two_owners(harness)
    move(harness, march(25), opens=march(22))
    tick(harness, 22)
    move(harness, march(25), opens=march(15))
    assert tick(harness, 22, 10) == []
    assert tick(harness, 23) == []
    assert to_owners(tick(harness, 24)) == ["U1", "U2"]


def test_before_it_opens_a_round_may_move_without_a_word(harness: UsecaseHarness) -> None:
    enrol_two_owners(harness)
    move(harness, march(30))
    calls = tick(harness, 15)
    assert recipients_of(calls) == ["U1", "U2"]
    assert all("30 มีนาคม" in call.text and NEW_DATE not in call.text for call in calls)


def test_who_enrols_after_the_move_was_told_the_new_date_at_the_door(owners: UsecaseHarness) -> None:
    owners.now = at(16, 10)
    move(owners, march(30))
    assert "30 มีนาคม" in owners.say("U9", owners.code("มาลี", projects="8"), "ยอมรับ")
    assert recipients_of(tick(owners, 16, 11)) == ["U1", "U2"]
    move(owners, march(31))
    assert recipients_of(tick(owners, 16, 12)) == ["U1", "U2", "U9"]


def test_moved_while_closed_it_is_said_once_the_round_takes_answers_again(owners: UsecaseHarness) -> None:
    owners.now = at(16, 10)
    with owners.storage.office(OFFICE).work() as work:
        work.rounds.close(ROUND.id, owners.now)
        work.commit()
    move(owners, march(30))
    assert tick(owners, 16, 10) == []
    with owners.storage.office(OFFICE).work() as work:
        work.rounds.reopen(ROUND.id)
        work.commit()
    assert all(NEW_DATE in call.text for call in tick(owners, 16, 11))
    assert tick(owners, 16, 12) == []


def test_it_is_said_neither_at_night_nor_on_a_day_off(owners: UsecaseHarness) -> None:
    owners.now = at(19, 19)
    move(owners, march(31))
    assert tick(owners, 19, 20) == []
    assert tick(owners, 20) == []
    assert recipients_of(tick(owners, 22)) == ["U1", "U2"]


def test_the_bound_group_hears_of_the_new_date_once(owners: UsecaseHarness) -> None:
    enrol_planner_with_group(owners)
    owners.now = at(16, 10)
    move(owners, march(30))
    (call,) = [call for call in tick(owners, 16, 10) if call.to == "C1"]
    assert f"{NEW_DATE}วันอังคารที่ 30 มีนาคม 2564" in call.text
    assert "นิดา" not in call.text
    assert tick(owners, 16, 11) == []


def test_without_a_group_each_planner_hears_of_it(owners: UsecaseHarness) -> None:
    owners.enrolled("U3", "พรทิพย์", role="planner")
    owners.now = at(16, 10)
    move(owners, march(30))
    assert recipients_of(tick(owners, 16, 10)) == ["U1", "U2", "U3"]
    assert tick(owners, 16, 11) == []


def test_on_a_day_with_a_summary_the_group_hears_of_it_with_the_summary(owners: UsecaseHarness) -> None:
    enrol_planner_with_group(owners)
    owners.now = at(22, 10)
    move(owners, march(23))
    assert [call for call in tick(owners, 22, 10) if call.to == "C1"] == []
    (call,) = [call for call in tick(owners, 22, 16) if call.to == "C1"]
    assert NEW_DATE in call.text
    assert "ส่งแล้ว 0 จาก 3 โครงการ" in call.text


def test_one_summary_a_day_however_the_deadline_moves(owners: UsecaseHarness) -> None:
    enrol_planner_with_group(owners)
    assert "C1" in recipients_of(tick(owners, 22, 16))
    move(owners, march(23))
    (call,) = [call for call in tick(owners, 22, 17) if call.to == "C1"]
    assert "ส่งแล้ว 0" not in call.text
    assert "C1" in recipients_of(tick(owners, 23, 16))


def test_a_director_hears_who_is_late_for_the_new_date_and_once_a_day(owners: UsecaseHarness) -> None:
    settle(owners, escalate_after=1)
    enrol_director(owners, "U5", "")
    assert "U5" in recipients_of(tick(owners, 26))
    move(owners, march(24))
    assert "U5" not in recipients_of(tick(owners, 26, 10))
    move(owners, march(29))
    tick(owners, 26, 11)
    assert "U5" in recipients_of(tick(owners, 30))


def test_where_messages_run_short_the_new_date_waits_for_more(harness: UsecaseHarness) -> None:
    limit_quota(harness)
    tick(harness, 15)
    harness.now = at(16, 10)
    move(harness, march(30))
    set_quota_left(harness, 0)
    assert tick(harness, 16, 11) == []
    set_quota_left(harness, 300)
    assert {"U1", "U2"} <= set(recipients_of(tick(harness, 16, 12)))


def test_a_reminder_line_did_not_take_is_outdated_by_the_new_date(owners: UsecaseHarness) -> None:
    owners.messenger.next_outcomes = [Outcome(Verdict.UNAVAILABLE, "503")] * 2
    tick(owners, 18)
    move(owners, march(30))
    calls = tick(owners, 18, 10)
    assert recipients_of(calls) == ["U1", "U2"]
    assert all(NEW_DATE in call.text for call in calls)


def test_an_announcement_that_could_not_go_at_once_is_said_as_things_are_then(owners: UsecaseHarness) -> None:
    owners.enrolled("U3", "พรทิพย์", role="planner")
    owners.now = at(16, 10)
    move(owners, march(30))
    owners.messenger.next_outcomes = [Outcome(Verdict.RATE, "429")] * 3
    tick(owners, 16, 10)
    report(owners, "U1", 4)
    calls = tick(owners, 16, 11)
    assert recipients_of(calls) == ["U1", "U2", "U3"]
    (nida,) = [call for call in calls if call.to == "U1"]
    assert NEW_DATE in nida.text
    assert "มอนเตสซอริ" not in nida.text


def test_a_report_sent_back_after_a_move_says_the_new_date(owners: UsecaseHarness) -> None:
    report(owners, "U2", 8)
    owners.now = at(16, 10)
    move(owners, march(30))
    tick(owners, 16, 10)
    send_back(owners, 8)
    (call,) = tick(owners, 16, 12)
    assert call.to == "U2"
    assert NEW_DATE in call.text


def shown(harness: UsecaseHarness) -> Preview:
    with harness.storage.office(OFFICE).reading() as work:
        office, round_ = work.office.load(), work.rounds.get(ROUND.id)
        assert office
        assert round_
        return preview(work, office, round_, harness.now)


def planned(harness: UsecaseHarness) -> list[tuple[datetime, str, int]]:
    return [(one.at, one.kind, len(one.people)) for one in shown(harness).planned]


def test_the_preview_shows_the_new_date_and_the_reminders_of_it(owners: UsecaseHarness) -> None:
    enrol_planner_with_group(owners)
    tick(owners, 22)
    move(owners, march(26))
    owners.now = at(22, 17)
    assert [(moment.day, kind, people) for moment, kind, people in planned(owners)] == [
        (22, "moved", 2),
        (22, "moved_group", 0),
        (23, "reminder", 2),
        (23, "summary", 0),
        (25, "reminder", 2),
        (25, "summary", 0),
        (26, "reminder", 2),
        (26, "summary", 0),
        (29, "reminder", 2),
        (29, "summary", 0),
        (2, "summary", 0),
    ]


@pytest.mark.slow  # every half hour of a month
@pytest.mark.parametrize("deadline", [16, 18, 23, 24, 26, 31])
def test_what_the_preview_shows_is_what_the_clock_says(owners: UsecaseHarness, deadline: int) -> None:
    settle(owners, escalate_after=1, days_before=ReminderPolicy().days_before)
    enrol_planner_with_group(owners)
    enrol_director(owners, "U5", "")
    tick(owners, 22)
    owners.say("U1", "เตือนพรุ่งนี้")
    move(owners, march(deadline))
    foreseen = {(at, kind, people) for at, kind, people in planned(owners)}
    said = set[datetime]()
    while owners.now < at(31) + timedelta(days=14):
        if tick_only(owners.ports, owners.now):
            said.add(owners.now)
        owners.postman.deliver_all()
        owners.wait(minutes=30)
    assert said == {at for at, _, _ in foreseen}
