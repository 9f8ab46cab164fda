"""Reminders through outages, restarts, clocks that jump and workers that compete: each once, none lost, none stale.

On both databases.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest

from bot.conversation.events import Followed, TextReceived
from bot.line.render import render
from bot.usecases.delivery.postman import LEASE, Postman
from bot.usecases.notices.notice import Notice, WordedNotice
from bot.usecases.notices.posting import post
from bot.usecases.notices.ticking import tick as tick_all
from bot.usecases.ports import LineMessages, Outcome, Ports, Verdict
from messages.chat.bubbles import Bubble, Text
from storage.database import Storage
from storage.kinds import DeliveryKind
from storage.records import BoundGroup, Person
from tests.support.reminder_harness import at, recipients_of, tick
from tests.support.usecase_harness import KEY, OFFICE, ROUND, UsecaseHarness, open_harness

DOWN = Outcome(Verdict.UNAVAILABLE, "503")
LOST = Outcome(Verdict.UNKNOWN, "ReadTimeoutError")
UNREACHABLE = Outcome(Verdict.UNREACHABLE)


@pytest.fixture
def harness(tmp_path: Path, database_url: str) -> Iterator[UsecaseHarness]:
    """Three owners before the round opens."""
    with open_harness(tmp_path, url=database_url) as harness:
        harness.now = at(12)
        for user, name, projects in (("U1", "นิดา", "4"), ("U2", "สมชาย", "8"), ("U3", "มาลี", "11")):
            harness.enrolled(user, name, projects=projects)
        yield harness


def pushed(harness: UsecaseHarness) -> list[str]:
    return recipients_of([call for call in harness.messenger.accepted if call.key])


def errors(harness: UsecaseHarness) -> list[str]:
    return [str(failure.last) for failure in harness.storage.outbox.failures(OFFICE)]


def person(harness: UsecaseHarness, user: str) -> Person:
    with harness.storage.office(OFFICE).reading() as work:
        found = work.people.by_line_user(user)
    assert found
    return found


def test_two_workers_on_one_database_remind_each_person_once(harness: UsecaseHarness, database_url: str) -> None:
    harness.now = at(15)
    other = Storage.open(database_url, KEY)
    start = Barrier(2)

    def work(ports: Ports) -> None:
        start.wait()
        tick_all(ports, harness.now)

    threads = [Thread(target=work, args=(replace(harness.ports, storage=one),)) for one in (harness.storage, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    postmen = [Postman(replace(harness.ports, storage=one), lambda: harness.now) for one in (harness.storage, other)]
    carriers = [Thread(target=postman.deliver_all) for postman in postmen]
    for carrier in carriers:
        carrier.start()
    for carrier in carriers:
        carrier.join()
    other.close()
    assert pushed(harness) == ["U1", "U2", "U3"]


def test_what_another_worker_told_meanwhile_is_left_out_of_a_message(harness: UsecaseHarness) -> None:
    def told(step: str) -> WordedNotice:
        notice = Notice(DeliveryKind.REMINDER, ROUND.id, (step,), harness.now, "somebody", "U1")
        return WordedNotice(notice, (Text(step),))

    with harness.storage.office(OFFICE).work() as work:
        assert post(harness.ports, work, [told("before-3")], harness.now) == 1
        assert post(harness.ports, work, [told("before-3"), told("returned-4-1")], harness.now) == 1
        work.commit()
    texts = [message["text"] for one in harness.storage.outbox.waiting(OFFICE) for message in one.messages]
    assert texts == ["returned-4-1"]


def test_a_tick_that_breaks_off_has_told_nobody_and_the_next_tells_everybody(harness: UsecaseHarness) -> None:
    whole, calls = harness.ports, iter(range(99))

    def breaks_off(bubbles: Sequence[Bubble]) -> LineMessages:
        if next(calls) == 1:
            raise ValueError
        return render(bubbles)

    harness.ports = replace(whole, render=breaks_off)
    assert tick(harness, 15) == []
    harness.ports = whole
    assert recipients_of(tick(harness, 15, 9, 1)) == ["U1", "U2", "U3"]


def test_a_postman_that_dies_between_two_people_leaves_the_rest_to_the_next(harness: UsecaseHarness) -> None:
    harness.now = at(15)
    tick_all(harness.ports, harness.now)
    (taken,) = harness.storage.outbox.claim(harness.now, LEASE, 1)
    assert harness.postman.deliver_all() == 2
    harness.now += LEASE
    harness.postman.deliver_all()
    assert pushed(harness) == ["U1", "U2", "U3"]
    assert taken.id in {call.key for call in harness.messenger.accepted}


def test_a_restart_asks_what_was_told_of_the_database(harness: UsecaseHarness, database_url: str) -> None:
    tick(harness, 15)
    harness.storage.close()
    restarted = Storage.open(database_url, KEY)
    assert tick_all(replace(harness.ports, storage=restarted), at(15, 9, 1)) == 0
    restarted.close()


def test_a_clock_that_jumps_ahead_and_back_tells_nothing_twice(harness: UsecaseHarness) -> None:
    assert len(tick(harness, 22)) == 3
    assert tick(harness, 18) == []
    assert tick(harness, 22) == []
    assert len(tick(harness, 24)) == 3


def test_while_line_is_down_for_hours_one_reminder_waits_and_is_carried_once(harness: UsecaseHarness) -> None:
    harness.messenger.next_outcomes = [DOWN] * 15
    assert tick(harness, 22) == []
    for hour in range(10, 17):
        harness.now = at(22, hour)
        harness.tick()
    assert pushed(harness) == ["U1", "U2", "U3"]


def test_a_reminder_that_could_not_be_carried_gives_way_to_the_next(harness: UsecaseHarness) -> None:
    harness.now = at(24, 10)
    tick_all(harness.ports, harness.now)
    calls = tick(harness, 25)
    assert recipients_of(calls) == ["U1", "U2", "U3"]
    assert all("ครบกำหนดวันนี้" in call.text for call in calls)
    assert errors(harness) == ["superseded"] * 3


def test_a_reminder_a_day_old_is_not_carried_any_more(harness: UsecaseHarness) -> None:
    harness.now = at(18)
    tick_all(harness.ports, harness.now)
    harness.now = at(19, 10)
    harness.postman.deliver_all()
    assert pushed(harness) == []
    assert errors(harness) == ["too_old"] * 3


def test_giving_up_on_a_reminder_is_visible(harness: UsecaseHarness) -> None:
    harness.messenger.next_outcomes = [DOWN] * 500
    tick(harness, 18)
    for hour in range(24):
        harness.now = at(18, 10) + timedelta(hours=hour)
        harness.postman.deliver_all()
    assert [error.partition(":")[0] for error in errors(harness)] == ["unavailable"] * 3


def test_a_reminder_is_not_tried_again_in_the_quiet_hours(harness: UsecaseHarness) -> None:
    harness.messenger.next_outcomes = [DOWN] * 3
    tick(harness, 22, 17, 59)
    harness.now = at(22, 18, 30)
    assert harness.postman.deliver_all() == 0
    assert pushed(harness) == []
    assert harness.storage.outbox.next_due() == at(23, 8)
    harness.now = at(23, 8)
    harness.postman.deliver_all()
    assert pushed(harness) == ["U1", "U2", "U3"]


def test_a_reply_is_carried_in_the_quiet_hours(harness: UsecaseHarness) -> None:
    harness.now = at(22, 23)
    assert "ยังไม่รายงาน" in harness.say("U1", "โครงการของฉัน")


def test_a_reply_that_failed_is_tried_again_in_the_quiet_hours(harness: UsecaseHarness) -> None:
    harness.now = at(22, 23)
    harness.messenger.next_outcomes = [DOWN]
    harness.say("U1", "สถานะ")
    assert harness.storage.outbox.next_due() == at(22, 23) + timedelta(seconds=2)


def test_an_answer_is_carried_however_late(harness: UsecaseHarness) -> None:
    harness.hear("U1", TextReceived, "m", "สถานะ")
    harness.wait(days=2)
    harness.postman.deliver_all()
    assert pushed(harness) == ["U1"]


def test_a_reminder_accepted_whose_answer_was_lost_is_not_said_twice(harness: UsecaseHarness) -> None:
    harness.messenger.next_outcomes = [LOST] * 3
    tick(harness, 22)
    harness.wait(seconds=5)
    harness.postman.deliver_all()
    keys = [call.key for call in harness.messenger.tried if call.key]
    assert len(keys) == 6
    assert len(set(keys)) == 3


def test_whom_line_cannot_reach_is_not_pushed_to_again_until_heard_of(harness: UsecaseHarness) -> None:
    harness.messenger.next_outcomes = [UNREACHABLE]
    lost = set("123") - {call.to[1] for call in tick(harness, 15)}
    user = f"U{lost.pop()}"
    assert person(harness, user).blocked_at == harness.now
    assert user not in recipients_of(tick(harness, 18))
    harness.hear(user, Followed)
    assert user in recipients_of(tick(harness, 22))


def test_a_request_line_refuses_for_what_it_says_flags_nobody(harness: UsecaseHarness) -> None:
    harness.messenger.next_outcomes = [Outcome(Verdict.REFUSED, "400")] * 3
    tick(harness, 15)
    assert [person(harness, user).blocked_at for user in ("U1", "U2", "U3")] == [None] * 3


def test_a_group_line_cannot_reach_is_bound_no_more(harness: UsecaseHarness) -> None:
    with harness.storage.office(OFFICE).work() as work:
        work.groups.bind(BoundGroup("C1", harness.now, person(harness, "U1").id))
        work.commit()
    tick(harness, 22)
    harness.messenger.next_outcomes = [UNREACHABLE]
    tick(harness, 22, 16)
    with harness.storage.office(OFFICE).reading() as work:
        assert work.groups.current() is None
