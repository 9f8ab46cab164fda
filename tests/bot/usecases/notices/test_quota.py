"""Messages that are counted: what is known of them, and what is sent when they run short."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.usecases.notices import quota
from bot.usecases.notices.notice import Batch, Notice
from bot.usecases.ports import Outcome, Verdict
from storage.database import Storage
from storage.kinds import DeliveryKind, Rank
from storage.records import Quota
from tests.support.reminder_harness import MEMBERS, at, limit_quota, recipients_of, set_quota_left, tick
from tests.support.usecase_harness import KEY, OFFICE, UsecaseHarness, open_harness

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


def batch(rank: Rank, count: int, *, whole: bool = False, cost: int = 1, instead: int = 0) -> Batch:
    notices = [notice(f"{rank.name.lower()}-{number}", cost) for number in range(count)]
    return Batch(rank, notices, whole=whole, instead=[notice("instead", instead)] if instead else ())


def notice(to: str, cost: int = 1) -> Notice:
    return Notice(DeliveryKind.REMINDER, "r", ("step",), at(15), to, to, cost)


def chosen(left: int | None, *batches: Batch, reserve: int = 0, last_calls: int = 0) -> list[str]:
    return [one.to.partition("-")[0] for one in quota.affordable(batches, left, reserve, last_calls)]


# What is chosen


def test_without_a_limit_everything_is_sent() -> None:
    assert len(chosen(None, batch(Rank.OPENING, 50), batch(Rank.SUMMARY, 1, cost=900), reserve=40)) == 51


def test_the_dearer_comes_first_where_not_everything_can_be_sent() -> None:
    everything = [batch(Rank.OPENING, 1), batch(Rank.SUMMARY, 1), batch(Rank.RETURNED, 1), batch(Rank.LAST_CALL, 1)]
    assert chosen(3, *everything) == ["last_call", "returned", "summary"]


def test_summaries_and_openings_leave_the_reserve() -> None:
    assert chosen(42, batch(Rank.SUMMARY, 1, cost=2, whole=True), batch(Rank.OPENING, 1), reserve=40) == ["summary"]


def test_a_returned_report_may_use_the_reserve() -> None:
    assert chosen(40, batch(Rank.RETURNED, 1), reserve=40) == ["returned"]


def test_earlier_reminders_leave_what_the_last_day_needs() -> None:
    assert chosen(60, batch(Rank.REMINDER, 31, whole=True), last_calls=30) == []
    assert len(chosen(61, batch(Rank.REMINDER, 31, whole=True), last_calls=30)) == 31


def test_the_last_day_reaches_as_many_as_there_are_messages() -> None:
    assert chosen(2, batch(Rank.LAST_CALL, 5), reserve=40) == ["last_call", "last_call"]


def test_a_summary_too_dear_for_the_group_goes_to_the_planner_alone() -> None:
    assert chosen(60, batch(Rank.SUMMARY, 1, cost=25, whole=True, instead=1), reserve=40) == ["instead"]


def test_nothing_is_sent_where_nothing_is_left() -> None:
    everything = [batch(Rank.LAST_CALL, 3), batch(Rank.OPENING, 3), batch(Rank.SUMMARY, 1, instead=1)]
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


def test_line_is_asked_before_something_is_pushed_and_what_was_posted_is_counted(harness: UsecaseHarness) -> None:
    set_quota_left(harness, 200)
    tick(harness, 15)
    assert (harness.messenger.asked, known(harness).left, known(harness).members) == (1, 198, MEMBERS)


def test_line_is_not_asked_while_nothing_is_due(harness: UsecaseHarness) -> None:
    tick(harness, 12)
    assert harness.messenger.asked == 0


def test_line_is_asked_again_only_after_a_few_minutes(harness: UsecaseHarness) -> None:
    set_quota_left(harness, 2)
    for minute in (0, 1, 4):
        tick(harness, 15, 9, minute)
    assert harness.messenger.asked == 1
    tick(harness, 15, 9, 5)
    assert harness.messenger.asked == 2


def test_messages_bought_after_the_last_were_used_are_known_at_the_next_tick(harness: UsecaseHarness) -> None:
    set_quota_left(harness, 0)
    tick(harness, 15)
    assert "งดเตือนไว้ 2 คน: ข้อความของเดือนเหลือ 0" in harness.say("U3", "สรุป")
    set_quota_left(harness, 300)
    tick(harness, 15, 9, 1)
    assert "งดเตือนไว้" not in harness.say("U3", "สรุป")


def test_messages_bought_in_the_evening_are_known_though_nobody_is_written_to(harness: UsecaseHarness) -> None:
    set_quota_left(harness, 0)
    tick(harness, 15)
    set_quota_left(harness, 300)
    assert tick(harness, 15, 20) == []
    assert "งดเตือนไว้" not in harness.say("U3", "สรุป")


def test_messages_line_refused_are_asked_about_though_nothing_else_is_due(harness: UsecaseHarness) -> None:
    set_quota_left(harness, 200)
    harness.messenger.next_outcomes = [USED_UP] * 2
    tick(harness, 15)
    assert known(harness).left == 0
    tick(harness, 15, 9, 1)
    assert known(harness).left == 200


def test_where_line_did_not_tell_it_is_asked_again_at_the_next_tick(harness: UsecaseHarness) -> None:
    set_quota_left(harness, 2)
    tick(harness, 15)
    harness.messenger.month = None
    tick(harness, 15, 9, 6)
    set_quota_left(harness, 300)
    tick(harness, 15, 9, 7)
    assert known(harness).left == 298


def test_what_waits_to_be_carried_is_not_forgotten_when_line_tells_its_count(harness: UsecaseHarness) -> None:
    set_quota_left(harness, 200)
    harness.messenger.next_outcomes = [Outcome(Verdict.UNAVAILABLE, "503")] * 2
    tick(harness, 15)
    harness.now = at(15, 10)
    quota.refresh(harness.ports, OFFICE, harness.now)
    assert known(harness).left == 198


def test_a_summary_counts_once_for_each_member_of_the_group(harness: UsecaseHarness) -> None:
    set_quota_left(harness, 200)
    tick(harness, 15)
    set_quota_left(harness, 198)
    calls = tick(harness, 22, 16)
    assert "C1" in recipients_of(calls)
    assert known(harness).left == 198 - 2 - MEMBERS


def test_where_line_does_not_tell_everything_is_sent_as_ever(harness: UsecaseHarness) -> None:
    harness.messenger.month = None
    assert recipients_of(tick(harness, 15)) == ["U1", "U2"]
    assert known(harness).left is None


def test_what_was_known_stays_when_line_does_not_tell_any_more(harness: UsecaseHarness) -> None:
    set_quota_left(harness, 200)
    tick(harness, 15)
    harness.messenger.month = None
    tick(harness, 18)
    assert known(harness).left == 196


def test_a_new_month_begins_with_all_its_messages(harness: UsecaseHarness) -> None:
    set_quota_left(harness, 0)
    tick(harness, 15)
    harness.now = datetime(2021, 4, 1, 2, 0, tzinfo=UTC)
    assert known(harness).left == 300


def test_what_is_known_survives_a_restart(harness: UsecaseHarness, database_url: str) -> None:
    set_quota_left(harness, 200)
    tick(harness, 15)
    restarted = Storage.open(database_url, KEY)
    with restarted.office(OFFICE).reading() as work:
        assert work.quota.load() == Quota("2021-03", at(15), most=300, used=100, spent=2, members=MEMBERS)
    restarted.close()
