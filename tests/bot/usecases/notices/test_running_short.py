"""What goes and what waits when the month's messages run short, and LINE's own refusals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from bot.usecases.notices import quota
from bot.usecases.notices.round_facts import read_current_facts
from bot.usecases.notices.sources import find_due
from bot.usecases.notices.ticking import count_held_back
from bot.usecases.ports import Outcome, Verdict
from storage.kinds import DeliveryKind
from storage.records import Delivery, Quota, ReminderPolicy
from tests.support.identity import project_id
from tests.support.reminder_harness import at, limit_quota, recipients_of, set_quota_left, tick
from tests.support.usecase_harness import OFFICE, UsecaseHarness, open_harness

USED_UP = Outcome(Verdict.QUOTA, "429")


@pytest.fixture
def harness(tmp_path: Path, database_url: str) -> Iterator[UsecaseHarness]:
    """Two owners, a planner whose group of 25 is bound, and LINE that tells its limit."""
    with open_harness(tmp_path, url=database_url) as harness:
        limit_quota(harness)
        yield harness


def known(harness: UsecaseHarness) -> Quota:
    with harness.storage.office(OFFICE).reading() as work:
        return quota.load_quota(work, harness.now)


# When messages run short


def test_openings_are_not_sent_where_messages_run_short(harness: UsecaseHarness) -> None:
    set_quota_left(harness, 41)
    assert "U1" not in recipients_of(tick(harness, 15))


def test_planners_are_told_once_that_messages_run_short_and_what_to_do(harness: UsecaseHarness) -> None:
    set_quota_left(harness, 41)
    (call,) = [call for call in tick(harness, 15) if call.to == "U3"]
    assert "เหลือ 41 จาก 300 ข้อความ" in call.text
    assert "LINE Official Account Manager" in call.text
    set_quota_left(harness, 30)
    assert "U3" not in recipients_of(tick(harness, 18))


def test_the_last_days_messages_are_kept_until_they_are_sent_and_within_their_month(harness: UsecaseHarness) -> None:
    with harness.storage.office(OFFICE).reading() as work:
        facts = [read_current_facts(work, at(day)) for day in (15, 24, 25, 26)]
        kept = [find_due(each).last_calls for each in facts if each]
    assert kept == [2, 2, 0, 0]


def test_planners_are_not_told_while_there_is_plenty(harness: UsecaseHarness) -> None:
    set_quota_left(harness, 200)
    assert "U3" not in recipients_of(tick(harness, 15))


def test_a_planner_who_owes_a_report_hears_the_warning_apart_from_the_reminder(harness: UsecaseHarness) -> None:
    with harness.storage.office(OFFICE).work() as work:
        planner = next(one for one in work.people.all() if one.role == "planner")
        work.people.assign(planner.id, 2564, [project_id(11)])
        work.commit()
    set_quota_left(harness, 34)
    told = [call for call in tick(harness, 24) if call.to == "U3"]
    assert [len(call.messages) for call in told] == [1, 1]
    assert sorted("ยังไม่ได้รายงาน" in call.text for call in told) == [False, True]


def test_with_little_left_the_reminders_before_the_day_are_merged_into_that_days(harness: UsecaseHarness) -> None:
    set_quota_left(harness, 4)
    assert recipients_of(tick(harness, 22)) == ["U3"]
    set_quota_left(harness, 2)
    assert recipients_of(tick(harness, 24)) == []
    assert recipients_of(tick(harness, 25)) == ["U1", "U2"]


def test_the_summary_goes_to_the_planner_alone_where_the_group_would_cost_too_much(harness: UsecaseHarness) -> None:
    set_quota_left(harness, 60)
    (call,) = [call for call in tick(harness, 22, 16) if "แทนกลุ่ม" in call.text]
    assert call.to == "U3"
    assert "C1" not in recipients_of(tick(harness, 22, 17))


def test_what_was_held_back_goes_once_there_are_messages_again(harness: UsecaseHarness) -> None:
    set_quota_left(harness, 0)
    assert tick(harness, 25) == []
    set_quota_left(harness, 300)
    assert recipients_of(tick(harness, 25, 10)) == ["U1", "U2"]


def test_when_the_month_turns_the_newest_reminder_goes_with_its_new_words(harness: UsecaseHarness) -> None:
    set_quota_left(harness, 0)
    with harness.storage.office(OFFICE).work() as work:
        round_ = work.rounds.all()[0]
        work.rounds.save(type(round_)(round_.id, 2564, (1, 2), round_.opens, at(31).date()))
        work.commit()
    assert tick(harness, 31) == []
    set_quota_left(harness, 300)
    harness.now = datetime(2021, 4, 1, 2, 0, tzinfo=UTC)
    calls = harness.tick()
    assert recipients_of(calls) == ["U1", "U2"]
    assert "เลยกำหนดมา 1 วัน" in calls[0].text


# LINE's own refusals


def test_a_reminder_refused_for_want_of_messages_is_tried_again_an_hour_later(harness: UsecaseHarness) -> None:
    set_quota_left(harness, 200)
    harness.messenger.next_outcomes = [USED_UP, USED_UP]
    assert tick(harness, 25) == []
    harness.now = at(25, 9, 59)
    assert harness.postman.deliver_all() == 0
    harness.now = at(25, 10)
    assert harness.postman.deliver_all() == 2
    assert recipients_of(harness.messenger.accepted[-2:]) == ["U1", "U2"]


def test_a_reminder_refused_for_want_of_messages_is_tried_again_as_soon_as_the_month_turns(
    harness: UsecaseHarness,
) -> None:
    turn = quota.month_turns(at(31))
    shortly = turn - timedelta(minutes=5)
    reminder = Delivery(
        uuid4(), OFFICE, DeliveryKind.REMINDER, "U1", ({"type": "text", "text": "เตือน"},), shortly, shortly
    )
    with harness.storage.office(OFFICE).work() as work:
        office = work.office.load()
        assert office
        work.office.save(replace(office, reminders=ReminderPolicy(quiet=None)))
        work.outbox.post(reminder)
        work.commit()
    harness.now = shortly
    harness.messenger.next_outcomes = [USED_UP]
    harness.postman.deliver_all()
    assert harness.storage.outbox.next_due() == turn


def test_where_no_round_is_open_nothing_is_held_back(harness: UsecaseHarness) -> None:
    harness.now = at(12)
    with harness.storage.office(OFFICE).work() as work:
        work.quota.save(Quota("2021-03", harness.now, most=1))
        assert count_held_back(work, harness.now) == 0


def test_what_is_held_back_is_counted_without_the_warning(harness: UsecaseHarness) -> None:
    set_quota_left(harness, 41)
    tick(harness, 15)
    with harness.storage.office(OFFICE).work() as work:
        assert count_held_back(work, harness.now) == 2


def test_an_opening_refused_for_want_of_messages_is_dropped_and_shown(harness: UsecaseHarness) -> None:
    set_quota_left(harness, 200)
    harness.messenger.next_outcomes = [USED_UP, USED_UP]
    tick(harness, 15)
    assert [str(one.last) for one in harness.storage.outbox.failures(OFFICE)] == ["quota", "quota"]


def test_after_such_a_refusal_nothing_more_is_posted_until_line_tells_otherwise(harness: UsecaseHarness) -> None:
    set_quota_left(harness, 200)
    harness.messenger.next_outcomes = [USED_UP, USED_UP]
    tick(harness, 15)
    assert known(harness).left == 0


def test_too_many_at_once_is_tried_again_after_seconds(harness: UsecaseHarness) -> None:
    set_quota_left(harness, 200)
    harness.messenger.next_outcomes = [Outcome(Verdict.RATE, "429"), Outcome(Verdict.RATE, "429")]
    assert tick(harness, 15) == []
    assert known(harness).left == 198
    harness.wait(seconds=5)
    assert harness.postman.deliver_all() == 2
