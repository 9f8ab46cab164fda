"""Messages that are counted: what is known of them, and what is sent when they run short."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from bot.usecases import quota
from bot.usecases.notices import Batch, Notice, Rank
from bot.usecases.ports import Allowance, Outcome
from bot.usecases.ticking import due_in, held_back
from storage.database import Storage
from storage.records import Delivery, Quota, ReminderPolicy
from tests.support.desk import KEY, OFFICE, Call, Desk, open_desk

MEMBERS = 25
USED_UP = Outcome("quota", "429")


@pytest.fixture
def desk(tmp_path: Path, database_url: str) -> Iterator[Desk]:
    """Two owners, a planner whose group of 25 is bound, and LINE that tells its limit."""
    with open_desk(tmp_path, url=database_url) as desk:
        desk.now = at(12)
        desk.enrolled("U1", "นิดา", projects="4,11")
        desk.enrolled("U2", "สมชาย", projects="8")
        desk.enrolled("U3", "พรทิพย์", role="planner")
        code = desk.say("U3", "ผูกกลุ่ม").partition("รหัสผูกกลุ่ม ")[2].split()[0]
        desk.say("U3", f"ผูกกลุ่ม {code}", group="C1")
        desk.messenger.group_members = MEMBERS
        desk.messenger.month = Allowance(300, 0)
        yield desk


def at(day: int, hour: int = 9, minute: int = 0) -> datetime:
    """A moment of March 2021 in Bangkok."""
    return datetime(2021, 3, day, hour, minute, tzinfo=UTC) - timedelta(hours=7)


def tick(desk: Desk, day: int, hour: int = 9, minute: int = 0) -> list[Call]:
    desk.now = at(day, hour, minute)
    return desk.tick()


def heard(calls: list[Call]) -> list[str]:
    return sorted(call.to for call in calls)


def left_of(desk: Desk, messages: int) -> None:
    """LINE tells that so many of 300 messages are left."""
    desk.messenger.month = Allowance(300, 300 - messages)


def known(desk: Desk) -> Quota:
    with desk.storage.office(OFFICE).reading() as work:
        return quota.known(work, desk.now)


def batch(rank: Rank, count: int, *, whole: bool = False, cost: int = 1, instead: int = 0) -> Batch:
    notices = [notice(f"{rank}-{number}", cost) for number in range(count)]
    return Batch(rank, notices, whole=whole, instead=[notice("instead", instead)] if instead else ())


def notice(to: str, cost: int = 1) -> Notice:
    return Notice("reminder", "r", ("step",), at(15), to, to, (), cost)


def chosen(left: int | None, *batches: Batch, reserve: int = 0, last_calls: int = 0) -> list[str]:
    return [one.to.partition("-")[0] for one in quota.affordable(batches, left, reserve, last_calls)]


# What is chosen


def test_without_a_limit_everything_is_sent() -> None:
    assert len(chosen(None, batch("opening", 50), batch("summary", 1, cost=900), reserve=40)) == 51


def test_the_dearer_comes_first_where_not_everything_can_be_sent() -> None:
    everything = [batch("opening", 1), batch("summary", 1), batch("returned", 1), batch("last_call", 1)]
    assert chosen(3, *everything) == ["last_call", "returned", "summary"]


def test_summaries_and_openings_leave_the_reserve() -> None:
    assert chosen(42, batch("summary", 1, cost=2, whole=True), batch("opening", 1), reserve=40) == ["summary"]


def test_a_returned_report_may_use_the_reserve() -> None:
    assert chosen(40, batch("returned", 1), reserve=40) == ["returned"]


def test_earlier_reminders_leave_what_the_last_day_needs() -> None:
    assert chosen(60, batch("reminder", 31, whole=True), last_calls=30) == []
    assert len(chosen(61, batch("reminder", 31, whole=True), last_calls=30)) == 31


def test_the_last_day_reaches_as_many_as_there_are_messages() -> None:
    assert chosen(2, batch("last_call", 5), reserve=40) == ["last_call", "last_call"]


def test_a_summary_too_dear_for_the_group_goes_to_the_planner_alone() -> None:
    assert chosen(60, batch("summary", 1, cost=25, whole=True, instead=1), reserve=40) == ["instead"]


def test_nothing_is_sent_where_nothing_is_left() -> None:
    everything = [batch("last_call", 3), batch("opening", 3), batch("summary", 1, instead=1)]
    assert chosen(0, *everything) == []


# The month


def test_months_turn_when_line_counts_anew_in_japan() -> None:
    turn = datetime(2021, 3, 31, 15, 0, tzinfo=UTC)
    assert quota.month_of(turn - timedelta(seconds=1)) == "2021-03"
    assert quota.month_of(turn) == "2021-04"
    assert quota.month_turns(turn - timedelta(seconds=1)) == turn


def test_a_year_turns_like_any_month() -> None:
    assert quota.month_turns(datetime(2021, 12, 30, tzinfo=UTC)) == datetime(2021, 12, 31, 15, 0, tzinfo=UTC)


# What is known


def test_line_is_asked_before_something_is_pushed_and_what_was_posted_is_counted(desk: Desk) -> None:
    left_of(desk, 200)
    tick(desk, 15)
    assert (desk.messenger.asked, known(desk).left, known(desk).members) == (1, 198, MEMBERS)


def test_line_is_not_asked_while_nothing_is_due(desk: Desk) -> None:
    tick(desk, 12)
    assert desk.messenger.asked == 0


def test_line_is_asked_again_only_after_a_few_minutes(desk: Desk) -> None:
    left_of(desk, 0)
    for minute in (0, 1, 4):
        tick(desk, 15, 9, minute)
    assert desk.messenger.asked == 1
    tick(desk, 15, 9, 5)
    assert desk.messenger.asked == 2


def test_what_waits_to_be_carried_is_not_forgotten_when_line_tells_its_count(desk: Desk) -> None:
    left_of(desk, 200)
    desk.messenger.next_outcomes = [Outcome("unavailable", "503")] * 2
    tick(desk, 15)
    desk.now = at(15, 10)
    quota.refresh(desk.ports, OFFICE, desk.now)
    assert known(desk).left == 198


def test_a_summary_counts_once_for_each_member_of_the_group(desk: Desk) -> None:
    left_of(desk, 200)
    tick(desk, 15)
    left_of(desk, 198)
    calls = tick(desk, 22, 16)
    assert "C1" in heard(calls)
    assert known(desk).left == 198 - 2 - MEMBERS


def test_where_line_does_not_tell_everything_is_sent_as_ever(desk: Desk) -> None:
    desk.messenger.month = None
    assert heard(tick(desk, 15)) == ["U1", "U2"]
    assert known(desk).left is None


def test_what_was_known_stays_when_line_does_not_tell_any_more(desk: Desk) -> None:
    left_of(desk, 200)
    tick(desk, 15)
    desk.messenger.month = None
    tick(desk, 18)
    assert known(desk).left == 196


def test_a_new_month_begins_with_all_its_messages(desk: Desk) -> None:
    left_of(desk, 0)
    tick(desk, 15)
    desk.now = datetime(2021, 4, 1, 2, 0, tzinfo=UTC)
    assert known(desk).left == 300


def test_what_is_known_survives_a_restart(desk: Desk, database_url: str) -> None:
    left_of(desk, 200)
    tick(desk, 15)
    restarted = Storage.open(database_url, KEY)
    with restarted.office(OFFICE).reading() as work:
        assert work.quota.load() == Quota("2021-03", at(15), most=300, used=100, spent=2, members=MEMBERS)
    restarted.close()


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
        work.people.assign(planner.id, 2564, [11])
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
