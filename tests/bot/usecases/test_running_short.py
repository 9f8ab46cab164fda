"""What goes and what waits when the month's messages run short, and LINE's own refusals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from bot.usecases import quota
from bot.usecases.ports import Outcome
from bot.usecases.ticking import due_in, held_back
from storage.records import Delivery, Quota, ReminderPolicy
from tests.support.desk import OFFICE, Desk, open_desk
from tests.support.identity import project_id
from tests.support.march import at, heard, left_of, tick, with_a_limit

USED_UP = Outcome("quota", "429")


@pytest.fixture
def desk(tmp_path: Path, database_url: str) -> Iterator[Desk]:
    """Two owners, a planner whose group of 25 is bound, and LINE that tells its limit."""
    with open_desk(tmp_path, url=database_url) as desk:
        with_a_limit(desk)
        yield desk


def known(desk: Desk) -> Quota:
    with desk.storage.office(OFFICE).reading() as work:
        return quota.known(work, desk.now)


# When messages run short


def test_openings_are_not_sent_where_messages_run_short(desk: Desk) -> None:
    left_of(desk, 41)
    assert "U1" not in heard(tick(desk, 15))


def test_planners_are_told_once_that_messages_run_short_and_what_to_do(desk: Desk) -> None:
    left_of(desk, 41)
    (call,) = [call for call in tick(desk, 15) if call.to == "U3"]
    assert "เหลือ 41 จาก 300 ข้อความ" in call.text
    assert "LINE Official Account Manager" in call.text
    left_of(desk, 30)
    assert "U3" not in heard(tick(desk, 18))


def test_the_last_days_messages_are_kept_until_they_are_sent_and_within_their_month(desk: Desk) -> None:
    with desk.storage.office(OFFICE).reading() as work:
        office = work.office.load()
        assert office
        kept = [due_in(work, office, at(day)).last_calls for day in (15, 24, 25, 26)]
    assert kept == [2, 2, 0, 0]


def test_planners_are_not_told_while_there_is_plenty(desk: Desk) -> None:
    left_of(desk, 200)
    assert "U3" not in heard(tick(desk, 15))


def test_a_planner_who_owes_a_report_hears_the_warning_apart_from_the_reminder(desk: Desk) -> None:
    with desk.storage.office(OFFICE).work() as work:
        planner = next(one for one in work.people.all() if one.role == "planner")
        work.people.assign(planner.id, 2564, [project_id(11)])
        work.commit()
    left_of(desk, 34)
    told = [call for call in tick(desk, 24) if call.to == "U3"]
    assert [len(call.messages) for call in told] == [1, 1]
    assert sorted("ยังไม่ได้รายงาน" in call.text for call in told) == [False, True]


def test_with_little_left_the_reminders_before_the_day_are_merged_into_that_days(desk: Desk) -> None:
    left_of(desk, 4)
    assert heard(tick(desk, 22)) == ["U3"]
    left_of(desk, 2)
    assert heard(tick(desk, 24)) == []
    assert heard(tick(desk, 25)) == ["U1", "U2"]


def test_the_summary_goes_to_the_planner_alone_where_the_group_would_cost_too_much(desk: Desk) -> None:
    left_of(desk, 60)
    (call,) = [call for call in tick(desk, 22, 16) if "แทนกลุ่ม" in call.text]
    assert call.to == "U3"
    assert "C1" not in heard(tick(desk, 22, 17))


def test_what_was_held_back_goes_once_there_are_messages_again(desk: Desk) -> None:
    left_of(desk, 0)
    assert tick(desk, 25) == []
    left_of(desk, 300)
    assert heard(tick(desk, 25, 10)) == ["U1", "U2"]


def test_when_the_month_turns_the_newest_reminder_goes_with_its_new_words(desk: Desk) -> None:
    left_of(desk, 0)
    with desk.storage.office(OFFICE).work() as work:
        round_ = work.rounds.all()[0]
        work.rounds.save(type(round_)(round_.id, 2564, (1, 2), round_.opens, at(31).date()))
        work.commit()
    assert tick(desk, 31) == []
    left_of(desk, 300)
    desk.now = datetime(2021, 4, 1, 2, 0, tzinfo=UTC)
    calls = desk.tick()
    assert heard(calls) == ["U1", "U2"]
    assert "เลยกำหนดมา 1 วัน" in calls[0].text


# LINE's own refusals


def test_a_reminder_refused_for_want_of_messages_is_tried_again_an_hour_later(desk: Desk) -> None:
    left_of(desk, 200)
    desk.messenger.next_outcomes = [USED_UP, USED_UP]
    assert tick(desk, 25) == []
    desk.now = at(25, 9, 59)
    assert desk.postman.deliver_all() == 0
    desk.now = at(25, 10)
    assert desk.postman.deliver_all() == 2
    assert heard(desk.messenger.accepted[-2:]) == ["U1", "U2"]


def test_a_reminder_refused_for_want_of_messages_is_tried_again_as_soon_as_the_month_turns(desk: Desk) -> None:
    turn = quota.month_turns(at(31))
    shortly = turn - timedelta(minutes=5)
    reminder = Delivery(uuid4(), OFFICE, "reminder", "U1", ({"type": "text", "text": "เตือน"},), shortly, shortly)
    with desk.storage.office(OFFICE).work() as work:
        office = work.office.load()
        assert office
        work.office.save(replace(office, reminders=ReminderPolicy(quiet=None)))
        work.outbox.post(reminder)
        work.commit()
    desk.now = shortly
    desk.messenger.next_outcomes = [USED_UP]
    desk.postman.deliver_all()
    assert desk.storage.outbox.next_due() == turn


def test_where_no_round_is_open_nothing_is_held_back(desk: Desk) -> None:
    desk.now = at(12)
    with desk.storage.office(OFFICE).work() as work:
        work.quota.save(Quota("2021-03", desk.now, most=1))
        assert held_back(work, desk.now) == 0


def test_what_is_held_back_is_counted_without_the_warning(desk: Desk) -> None:
    left_of(desk, 41)
    tick(desk, 15)
    with desk.storage.office(OFFICE).work() as work:
        assert held_back(work, desk.now) == 2


def test_an_opening_refused_for_want_of_messages_is_dropped_and_shown(desk: Desk) -> None:
    left_of(desk, 200)
    desk.messenger.next_outcomes = [USED_UP, USED_UP]
    tick(desk, 15)
    assert [one.error for one in desk.storage.outbox.failures(OFFICE)] == ["quota", "quota"]


def test_after_such_a_refusal_nothing_more_is_posted_until_line_tells_otherwise(desk: Desk) -> None:
    left_of(desk, 200)
    desk.messenger.next_outcomes = [USED_UP, USED_UP]
    tick(desk, 15)
    assert known(desk).left == 0


def test_too_many_at_once_is_tried_again_after_seconds(desk: Desk) -> None:
    left_of(desk, 200)
    desk.messenger.next_outcomes = [Outcome("rate", "429"), Outcome("rate", "429")]
    assert tick(desk, 15) == []
    assert known(desk).left == 198
    desk.wait(seconds=5)
    assert desk.postman.deliver_all() == 2
