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

from bot.line.render import render
from bot.usecases.delivering import LEASE, Postman
from bot.usecases.incoming import Followed, TextSaid
from bot.usecases.notices import Notice
from bot.usecases.ports import LineMessages, Outcome, Ports
from bot.usecases.posting import post
from bot.usecases.ticking import tick as tick_all
from messages.bubbles import Bubble, Text
from storage.database import Storage
from storage.records import BoundGroup, Person
from tests.support.desk import KEY, OFFICE, ROUND, Desk, open_desk
from tests.support.march import at, heard, tick

DOWN = Outcome("unavailable", "503")
LOST = Outcome("unknown", "ReadTimeoutError")
UNREACHABLE = Outcome("refused", "unreachable")


@pytest.fixture
def desk(tmp_path: Path, database_url: str) -> Iterator[Desk]:
    """Three owners before the round opens."""
    with open_desk(tmp_path, url=database_url) as desk:
        desk.now = at(12)
        for user, name, projects in (("U1", "นิดา", "4"), ("U2", "สมชาย", "8"), ("U3", "มาลี", "11")):
            desk.enrolled(user, name, projects=projects)
        yield desk


def pushed(desk: Desk) -> list[str]:
    return heard([call for call in desk.messenger.accepted if call.key])


def errors(desk: Desk) -> list[str]:
    return [failure.error for failure in desk.storage.outbox.failures(OFFICE)]


def person(desk: Desk, user: str) -> Person:
    with desk.storage.office(OFFICE).reading() as work:
        found = work.people.by_line_user(user)
    assert found
    return found


def test_two_workers_on_one_database_remind_each_person_once(desk: Desk, database_url: str) -> None:
    desk.now = at(15)
    other = Storage.open(database_url, KEY)
    start = Barrier(2)

    def work(ports: Ports) -> None:
        start.wait()
        tick_all(ports, desk.now)

    threads = [Thread(target=work, args=(replace(desk.ports, storage=one),)) for one in (desk.storage, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    postmen = [Postman(replace(desk.ports, storage=one), lambda: desk.now) for one in (desk.storage, other)]
    carriers = [Thread(target=postman.deliver_all) for postman in postmen]
    for carrier in carriers:
        carrier.start()
    for carrier in carriers:
        carrier.join()
    other.close()
    assert pushed(desk) == ["U1", "U2", "U3"]


def test_what_another_worker_told_meanwhile_is_left_out_of_a_message(desk: Desk) -> None:
    def told(step: str) -> Notice:
        return Notice("reminder", ROUND.id, (step,), desk.now, "somebody", "U1", (Text(step),))

    with desk.storage.office(OFFICE).work() as work:
        assert post(desk.ports, work, [told("before-3")], desk.now) == 1
        assert post(desk.ports, work, [told("before-3"), told("returned-4-1")], desk.now) == 1
        work.commit()
    texts = [message["text"] for one in desk.storage.outbox.waiting(OFFICE) for message in one.messages]
    assert texts == ["returned-4-1"]


def test_a_tick_that_breaks_off_has_told_nobody_and_the_next_tells_everybody(desk: Desk) -> None:
    whole, calls = desk.ports, iter(range(99))

    def breaks_off(bubbles: Sequence[Bubble]) -> LineMessages:
        if next(calls) == 1:
            raise ValueError
        return render(bubbles)

    desk.ports = replace(whole, render=breaks_off)
    assert tick(desk, 15) == []
    desk.ports = whole
    assert heard(tick(desk, 15, 9, 1)) == ["U1", "U2", "U3"]


def test_a_postman_that_dies_between_two_people_leaves_the_rest_to_the_next(desk: Desk) -> None:
    desk.now = at(15)
    tick_all(desk.ports, desk.now)
    (taken,) = desk.storage.outbox.claim(desk.now, LEASE, 1)
    assert desk.postman.deliver_all() == 2
    desk.now += LEASE
    desk.postman.deliver_all()
    assert pushed(desk) == ["U1", "U2", "U3"]
    assert taken.id in {call.key for call in desk.messenger.accepted}


def test_a_restart_asks_what_was_told_of_the_database(desk: Desk, database_url: str) -> None:
    tick(desk, 15)
    desk.storage.close()
    restarted = Storage.open(database_url, KEY)
    assert tick_all(replace(desk.ports, storage=restarted), at(15, 9, 1)) == 0
    restarted.close()


def test_a_clock_that_jumps_ahead_and_back_tells_nothing_twice(desk: Desk) -> None:
    assert len(tick(desk, 22)) == 3
    assert tick(desk, 18) == []
    assert tick(desk, 22) == []
    assert len(tick(desk, 24)) == 3


def test_while_line_is_down_for_hours_one_reminder_waits_and_is_carried_once(desk: Desk) -> None:
    desk.messenger.next_outcomes = [DOWN] * 15
    assert tick(desk, 22) == []
    for hour in range(10, 17):
        desk.now = at(22, hour)
        desk.tick()
    assert pushed(desk) == ["U1", "U2", "U3"]


def test_a_reminder_that_could_not_be_carried_gives_way_to_the_next(desk: Desk) -> None:
    desk.now = at(24, 10)
    tick_all(desk.ports, desk.now)
    calls = tick(desk, 25)
    assert heard(calls) == ["U1", "U2", "U3"]
    assert all("ครบกำหนดวันนี้" in call.text for call in calls)
    assert errors(desk) == ["superseded"] * 3


def test_a_reminder_a_day_old_is_not_carried_any_more(desk: Desk) -> None:
    desk.now = at(18)
    tick_all(desk.ports, desk.now)
    desk.now = at(19, 10)
    desk.postman.deliver_all()
    assert pushed(desk) == []
    assert errors(desk) == ["too_old"] * 3


def test_giving_up_on_a_reminder_is_visible(desk: Desk) -> None:
    desk.messenger.next_outcomes = [DOWN] * 500
    tick(desk, 18)
    for hour in range(24):
        desk.now = at(18, 10) + timedelta(hours=hour)
        desk.postman.deliver_all()
    assert [error.partition(":")[0] for error in errors(desk)] == ["unavailable"] * 3


def test_a_reminder_is_not_tried_again_in_the_quiet_hours(desk: Desk) -> None:
    desk.messenger.next_outcomes = [DOWN] * 3
    tick(desk, 22, 17, 59)
    desk.now = at(22, 18, 30)
    assert desk.postman.deliver_all() == 0
    assert pushed(desk) == []
    assert desk.storage.outbox.next_due() == at(23, 8)
    desk.now = at(23, 8)
    desk.postman.deliver_all()
    assert pushed(desk) == ["U1", "U2", "U3"]


def test_a_reply_is_carried_in_the_quiet_hours(desk: Desk) -> None:
    desk.now = at(22, 23)
    assert "ยังไม่รายงาน" in desk.say("U1", "โครงการของฉัน")


def test_a_reply_that_failed_is_tried_again_in_the_quiet_hours(desk: Desk) -> None:
    desk.now = at(22, 23)
    desk.messenger.next_outcomes = [DOWN]
    desk.say("U1", "สถานะ")
    assert desk.storage.outbox.next_due() == at(22, 23) + timedelta(seconds=2)


def test_an_answer_is_carried_however_late(desk: Desk) -> None:
    desk.hear("U1", TextSaid("m", "สถานะ"))
    desk.wait(days=2)
    desk.postman.deliver_all()
    assert pushed(desk) == ["U1"]


def test_a_reminder_accepted_whose_answer_was_lost_is_not_said_twice(desk: Desk) -> None:
    desk.messenger.next_outcomes = [LOST] * 3
    tick(desk, 22)
    desk.wait(seconds=5)
    desk.postman.deliver_all()
    keys = [call.key for call in desk.messenger.tried if call.key]
    assert len(keys) == 6
    assert len(set(keys)) == 3


def test_whom_line_cannot_reach_is_not_pushed_to_again_until_heard_of(desk: Desk) -> None:
    desk.messenger.next_outcomes = [UNREACHABLE]
    lost = set("123") - {call.to[1] for call in tick(desk, 15)}
    user = f"U{lost.pop()}"
    assert person(desk, user).blocked_at == desk.now
    assert user not in heard(tick(desk, 18))
    desk.hear(user, Followed())
    assert user in heard(tick(desk, 22))


def test_a_request_line_refuses_for_what_it_says_flags_nobody(desk: Desk) -> None:
    desk.messenger.next_outcomes = [Outcome("refused", "400")] * 3
    tick(desk, 15)
    assert [person(desk, user).blocked_at for user in ("U1", "U2", "U3")] == [None] * 3


def test_a_group_line_cannot_reach_is_bound_no_more(desk: Desk) -> None:
    with desk.storage.office(OFFICE).work() as work:
        work.groups.bind(BoundGroup("C1", desk.now, person(desk, "U1").id))
        work.commit()
    tick(desk, 22)
    desk.messenger.next_outcomes = [UNREACHABLE]
    tick(desk, 22, 16)
    with desk.storage.office(OFFICE).reading() as work:
        assert work.groups.bound() is None
