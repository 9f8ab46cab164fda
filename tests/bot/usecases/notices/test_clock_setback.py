"""A clock that ran 35 hours ahead and is put right: nothing waits for its future, nothing is doubled or silenced."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.conversation.events import TextReceived
from bot.usecases.notices.clock_setback import mend
from bot.usecases.notices.ticking import tick as tick_only
from bot.usecases.ports import Outcome, Verdict
from tests.support.reminder_harness import at, enrol_planner_with_group, enrol_two_owners, recipients_of, tick
from tests.support.usecase_harness import OFFICE, UsecaseHarness

AHEAD = timedelta(hours=35)


@pytest.fixture
def owners(harness: UsecaseHarness) -> UsecaseHarness:
    """Two owners who have heard that the round opened."""
    enrol_two_owners(harness)
    tick(harness, 15)
    return harness


def consented_at(harness: UsecaseHarness, user: str) -> datetime | None:
    with harness.storage.office(OFFICE).reading() as work:
        person = work.people.by_line_user(user)
        assert person
        return person.consented_at


def test_the_next_tick_after_a_clock_put_right_carries_what_waited_for_its_future(owners: UsecaseHarness) -> None:
    owners.now = at(16, 10) + AHEAD
    owners.messenger.next_outcomes = [Outcome(Verdict.RATE, "429")] * 8
    owners.hear("U1", TextReceived, "m", "สถานะ")
    owners.postman.deliver_all()
    owners.tick()
    owners.messenger.next_outcomes.clear()
    owners.now = at(16, 10, 1)
    assert len(owners.tick()) == 1
    assert owners.storage.outbox.waiting(OFFICE) == ()


def test_rows_made_by_a_clock_that_ran_ahead_between_two_ticks_come_back_too(owners: UsecaseHarness) -> None:
    tick(owners, 16, 10)
    owners.now = at(16, 10) + AHEAD
    owners.hear("U1", TextReceived, "m", "สถานะ")
    owners.now = at(16, 10, 1)
    assert owners.postman.deliver_all() == 0
    assert len(owners.tick()) == 1


def test_what_was_put_off_for_hours_in_the_wrong_future_is_tried_again_at_once(owners: UsecaseHarness) -> None:
    owners.now = at(16, 10)
    owners.hear("U1", TextReceived, "m", "สถานะ")
    owners.now += timedelta(seconds=7140)
    owners.messenger.next_outcomes = [Outcome(Verdict.UNAVAILABLE, "503")]
    owners.tick()
    owners.now = at(16, 10, 1)
    assert len(owners.tick()) == 1


def test_an_ordinary_tick_mends_nothing(owners: UsecaseHarness) -> None:
    owners.wait(seconds=20)
    assert not mend(owners.ports, owners.now)
    owners.wait(seconds=-40)
    assert not mend(owners.ports, owners.now)
    owners.wait(minutes=-2)
    assert mend(owners.ports, owners.now)


def test_reminders_go_on_each_on_its_day_after_a_clock_that_ran_ahead(owners: UsecaseHarness) -> None:
    enrol_planner_with_group(owners)
    tick(owners, 17)
    tick(owners, 18)
    tick(owners, 21, 22)
    assert [(day, recipients_of(tick(owners, day, 16))) for day in (22, 23, 24, 25)] == [
        (22, ["C1", "U1", "U2"]),
        (23, []),
        (24, ["C1", "U1", "U2"]),
        (25, ["C1", "U1", "U2"]),
    ]


def test_a_reminder_sent_in_the_wrong_future_is_not_sent_again_on_its_day_and_costs_no_other(
    owners: UsecaseHarness,
) -> None:
    tick(owners, 18)
    assert recipients_of(tick(owners, 24)) == ["U1", "U2"]
    assert tick(owners, 19) == []
    assert recipients_of(tick(owners, 22)) == ["U1", "U2"]
    assert tick(owners, 24) == []
    assert recipients_of(tick(owners, 25)) == ["U1", "U2"]


def test_a_message_of_the_wrong_future_is_that_days_once_the_clock_is_right(owners: UsecaseHarness) -> None:
    assert recipients_of(tick(owners, 22)) == ["U1", "U2"]
    assert tick(owners, 18) == []
    assert tick(owners, 19) == []
    assert recipients_of(tick(owners, 24)) == ["U1", "U2"]


def test_a_reminder_asked_for_comes_though_the_wrong_future_reminded_on_that_day(owners: UsecaseHarness) -> None:
    tick(owners, 18)
    assert recipients_of(tick(owners, 24)) == ["U1", "U2"]
    tick(owners, 23)
    owners.say("U1", "เตือนพรุ่งนี้")
    assert recipients_of(tick(owners, 24)) == ["U1"]


def test_a_reminder_asked_for_again_comes_though_the_wrong_future_sent_that_days_already(
    owners: UsecaseHarness,
) -> None:
    owners.now = at(16, 10)
    owners.say("U1", "เตือนพรุ่งนี้")
    assert recipients_of(tick(owners, 17)) == ["U1"]
    tick(owners, 16, 11)
    owners.say("U1", "เตือนพรุ่งนี้")
    assert recipients_of(tick(owners, 17)) == ["U1"]
    assert tick(owners, 17, 10) == []


def test_who_enrolled_in_the_wrong_future_is_reminded_like_everybody(owners: UsecaseHarness) -> None:
    owners.now = at(22, 8) + AHEAD
    owners.enrolled("U9", "มาลี", projects="8")
    tick_only(owners.ports, owners.now)
    tick(owners, 22, 8)
    assert consented_at(owners, "U9") == at(22, 8)
    assert "U9" in recipients_of(tick(owners, 22))


def test_how_long_an_answer_is_tried_is_reckoned_from_when_the_clock_was_put_right(owners: UsecaseHarness) -> None:
    owners.now = at(16, 10) + AHEAD
    owners.hear("U1", TextReceived, "m", "สถานะ")
    owners.now = at(16, 10)
    tick_only(owners.ports, owners.now)
    (waiting,) = owners.storage.outbox.waiting(OFFICE)
    assert (waiting.created_at, waiting.due_at, waiting.token_at) == (owners.now, owners.now, None)
