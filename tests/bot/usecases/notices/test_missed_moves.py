"""A moved deadline, or a reminder asked for, that is missed: a mistyped day, a group that goes, LINE out of order."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from bot.usecases.incoming import BotLeft
from bot.usecases.notices.preview import preview
from bot.usecases.ports import Outcome, Verdict
from tests.support.reminder_harness import (
    at,
    enrol_planner_with_group,
    enrol_two_owners,
    move,
    recipients_of,
    settle,
    tick,
)
from tests.support.usecase_harness import OFFICE, ROUND, Call, UsecaseHarness

NEW_DATE = "กำหนดส่งเปลี่ยนเป็น"


def march(day: int) -> date:
    return date(2021, 3, day)


def told(calls: list[Call]) -> list[str]:
    """Whom the new date was told."""
    return recipients_of([call for call in calls if NEW_DATE in call.text])


def bind(harness: UsecaseHarness, group: str) -> None:
    code = harness.say("U3", "ผูกกลุ่ม").partition("รหัสผูกกลุ่ม ")[2].split()[0]
    harness.say("U3", f"ผูกกลุ่ม {code}", group=group)


@pytest.fixture
def owners(harness: UsecaseHarness) -> UsecaseHarness:
    """Two owners of the round from 15 to 25 March, who have heard that it opened."""
    enrol_two_owners(harness)
    tick(harness, 15)
    return harness


@pytest.mark.parametrize("is_ticked_between", [False, True])
def test_a_mistyped_opening_day_does_not_hide_a_deadline_moved_with_its_mending(
    owners: UsecaseHarness, is_ticked_between: bool
) -> None:
    owners.now = at(16, 10)
    move(owners, march(25), opens=march(18))
    if is_ticked_between:
        tick(owners, 16, 10, 1)
    move(owners, march(30), opens=march(15))
    assert told(tick(owners, 16, 10, 2)) == ["U1", "U2"]
    assert tick(owners, 16, 11) == []


def test_a_deadline_moved_after_a_clock_that_ran_ahead_had_opened_the_round_is_told(harness: UsecaseHarness) -> None:
    enrol_two_owners(harness)
    tick(harness, 15)
    harness.now = at(12, 10)
    move(harness, march(30))
    harness.tick()
    assert told(tick(harness, 15)) == ["U1", "U2"]


def test_a_reminder_asked_for_a_day_that_became_a_holiday_comes_on_the_next(owners: UsecaseHarness) -> None:
    tick(owners, 18)
    owners.say("U1", "เตือนพรุ่งนี้")
    settle(owners, holidays=(march(19),), days_before=(0,))
    assert tick(owners, 19) == []
    assert recipients_of(tick(owners, 22)) == ["U1"]
    assert tick(owners, 23) == []


def test_a_reminder_asked_for_a_day_the_clock_left_out_comes_at_its_hour_afterwards(owners: UsecaseHarness) -> None:
    owners.now = at(15, 10)
    owners.say("U1", "เตือนพรุ่งนี้")
    assert tick(owners, 17, 8, 30) == []
    assert recipients_of(tick(owners, 17)) == ["U1"]
    assert tick(owners, 17, 10) == []


def test_a_reminder_asked_for_long_ago_is_no_news(owners: UsecaseHarness) -> None:
    settle(owners, days_before=(0,))
    owners.now = at(15, 10)
    owners.say("U1", "เตือนพรุ่งนี้")
    assert tick(owners, 22) == []


def test_a_step_missed_yesterday_waits_for_the_hour_of_todays(owners: UsecaseHarness) -> None:
    owners.now = at(15, 10)
    move(owners, march(24))
    tick(owners, 15, 10)
    assert tick(owners, 24, 8, 30) == []
    assert recipients_of(tick(owners, 24)) == ["U1", "U2"]
    assert tick(owners, 25, 8, 30) == []


def test_a_step_at_an_hour_in_which_nobody_is_written_to_comes_in_the_morning(owners: UsecaseHarness) -> None:
    settle(owners, send_at=time(19), days_before=(1, 0))
    assert tick(owners, 24, 19) == []
    assert recipients_of(tick(owners, 25, 8)) == ["U1", "U2"]
    assert recipients_of(tick(owners, 26, 8)) == ["U1", "U2"]


def test_where_the_group_goes_before_it_was_told_the_planner_is(owners: UsecaseHarness) -> None:
    enrol_planner_with_group(owners)
    owners.now = at(16, 18, 30)
    move(owners, march(30))
    owners.hear("U3", BotLeft, group="C1", token=None)
    assert told(tick(owners, 17)) == ["U1", "U2", "U3"]
    assert tick(owners, 17, 10) == []


def test_a_group_bound_before_the_planner_was_told_is_told_instead(owners: UsecaseHarness) -> None:
    owners.enrolled("U3", "พรทิพย์", role="planner")
    owners.now = at(16, 18, 30)
    move(owners, march(30))
    bind(owners, "C1")
    assert told(tick(owners, 17)) == ["C1", "U1", "U2"]
    assert tick(owners, 17, 10) == []


def test_a_group_that_takes_anothers_place_is_told_what_that_was_not(owners: UsecaseHarness) -> None:
    enrol_planner_with_group(owners)
    owners.now = at(16, 18, 30)
    move(owners, march(30))
    bind(owners, "C2")
    assert told(tick(owners, 17)) == ["C2", "U1", "U2"]


def test_a_group_that_takes_the_place_of_one_that_was_told_is_not(owners: UsecaseHarness) -> None:
    enrol_planner_with_group(owners)
    owners.now = at(16, 10)
    move(owners, march(30))
    tick(owners, 16, 10)
    bind(owners, "C2")
    assert tick(owners, 16, 11) == []


def test_a_new_date_line_would_not_take_for_a_day_is_told_when_it_does(owners: UsecaseHarness) -> None:
    owners.now = at(16, 10)
    move(owners, march(30))
    owners.messenger.next_outcomes = [Outcome(Verdict.RATE, "429")] * 1000
    for hour in range(10, 18):
        tick(owners, 16, hour)
    owners.messenger.next_outcomes = []
    calls = [call for minute in (0, 1, 2) for call in tick(owners, 17, 10, minute)]
    assert told(calls) == ["U1", "U2"]


def test_a_new_date_line_may_have_taken_is_not_told_again(owners: UsecaseHarness) -> None:
    owners.now = at(16, 10)
    move(owners, march(30))
    owners.messenger.next_outcomes = [Outcome(Verdict.UNKNOWN, "timeout")] * 1000
    for hour in range(10, 18):
        tick(owners, 16, hour)
    owners.messenger.next_outcomes = []
    assert [call for minute in (0, 1, 2) for call in tick(owners, 17, 10, minute)] == []


def shown(harness: UsecaseHarness) -> list[tuple[datetime, str, tuple[str, ...]]]:
    with harness.storage.office(OFFICE).reading() as work:
        office, round_ = work.office.load(), work.rounds.get(ROUND.id)
        assert office
        assert round_
        return [(one.at, one.kind, one.people) for one in preview(work, office, round_, harness.now).planned]


def test_the_preview_shows_a_reminder_asked_for_while_the_clock_was_ahead(owners: UsecaseHarness) -> None:
    settle(owners, days_before=())
    owners.now = at(18, 10)
    owners.say("U1", "เตือนพรุ่งนี้")
    owners.now = at(16, 10)
    assert (at(19), "reminder", ("นิดา",)) in shown(owners)


def test_the_preview_tells_a_new_date_when_the_round_opens_again(owners: UsecaseHarness) -> None:
    enrol_planner_with_group(owners)
    owners.now = at(16, 10)
    move(owners, march(31), opens=march(18))
    assert shown(owners)[:2] == [(at(18, 8), "moved_group", ()), (at(18), "opening", ("นิดา", "สมชาย"))]
    assert tick(owners, 17) == []
    assert recipients_of(tick(owners, 18, 8)) == ["C1"]
