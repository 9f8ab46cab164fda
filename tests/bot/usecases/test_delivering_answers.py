"""The postman's answers: by their token while it is fresh, by push where it is gone, never by both."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.usecases.delivering import LEASE, Postman, _Addressed
from bot.usecases.incoming import TextSaid
from bot.usecases.ports import Outcome
from tests.support.desk import CHANNEL, OFFICE, Call, Desk

UNKNOWN, GONE, RATE = Outcome("unknown", "ReadTimeoutError"), Outcome("token_gone", "400"), Outcome("rate", "429")
DOWN = Outcome("unavailable", "503")


pytestmark = pytest.mark.usefixtures("owner")


def hear(desk: Desk) -> None:
    """A word of the owner's: its reply waits in the outbox."""
    desk.hear("U1", TextSaid("m", "สถานะ"))


def kinds(calls: list[Call]) -> list[str]:
    return ["reply" if call.key is None else "push" for call in calls]


def test_a_fresh_token_is_used_and_costs_nothing(desk: Desk) -> None:
    hear(desk)
    desk.postman.deliver_all()
    assert kinds(desk.messenger.tried) == ["reply"]


def test_an_old_token_is_not_tried_and_the_answer_is_pushed(desk: Desk) -> None:
    hear(desk)
    desk.wait(seconds=31)
    desk.postman.deliver_all()
    assert kinds(desk.messenger.tried) == ["push"]
    assert desk.messenger.accepted[0].to == "U1"


def test_a_token_line_does_not_know_becomes_a_push(desk: Desk) -> None:
    hear(desk)
    desk.messenger.next_outcomes = [GONE]
    desk.postman.deliver_all()
    assert kinds(desk.messenger.tried) == ["reply", "push"]
    assert kinds(desk.messenger.accepted) == ["push"]


def test_a_reply_whose_answer_was_lost_is_tried_with_the_token_not_pushed_twice(desk: Desk) -> None:
    hear(desk)
    desk.messenger.next_outcomes = [Outcome("unknown", "ReadTimeoutError"), GONE]
    desk.postman.deliver_all()
    desk.wait(seconds=3)
    desk.postman.deliver_all()
    assert kinds(desk.messenger.tried) == ["reply", "reply"]
    desk.wait(hours=1)
    assert desk.postman.deliver_all() == 0


def test_after_a_crash_the_token_tells_however_late_and_nothing_is_said_twice(desk: Desk) -> None:
    hear(desk)
    desk.storage.outbox.claim(desk.now, LEASE, 10)
    desk.wait(minutes=4)
    desk.messenger.next_outcomes = [GONE]
    desk.postman.deliver_all()
    assert kinds(desk.messenger.tried) == ["reply"]
    assert desk.storage.outbox.waiting(OFFICE) == ()


def test_a_pushed_answer_whose_end_is_unknown_is_pushed_again_under_its_key(desk: Desk) -> None:
    hear(desk)
    desk.wait(seconds=31)
    desk.messenger.next_outcomes = [UNKNOWN]
    desk.postman.deliver_all()
    desk.wait(seconds=3)
    desk.postman.deliver_all()
    assert kinds(desk.messenger.tried) == ["push", "push"]
    assert len({call.key for call in desk.messenger.tried}) == 1


def test_the_token_is_forgotten_before_the_push_so_that_a_crash_leads_to_no_reply(desk: Desk) -> None:
    tokens = []

    class Looking(type(desk.messenger)):  # type: ignore[misc]
        def push(self, channel, to, messages, retry_key, *, silent=False):  # type: ignore[no-untyped-def]
            tokens.extend(waiting.reply_token for waiting in desk.storage.outbox.waiting(OFFICE))
            return super().push(channel, to, messages, retry_key)

    hear(desk)
    desk.wait(seconds=31)
    desk.messenger.__class__ = Looking
    desk.postman.deliver_all()
    assert tokens == [None]


def test_a_fresh_token_refused_after_a_500_had_been_accepted(desk: Desk) -> None:
    hear(desk)
    desk.messenger.next_outcomes = [DOWN, GONE]
    desk.postman.deliver_all()
    desk.wait(seconds=2)
    desk.postman.deliver_all()
    assert kinds(desk.messenger.tried) == ["reply", "reply"]
    assert desk.storage.outbox.waiting(OFFICE) == ()


def test_a_postman_that_slept_longer_than_its_lease_leaves_the_push_to_its_successor(desk: Desk) -> None:
    hear(desk)
    (held,) = desk.storage.outbox.claim(desk.now, LEASE, 10)
    sleeper = Postman(desk.ports, lambda: held.created_at)
    desk.now += LEASE
    desk.postman.deliver_all()
    desk.messenger.next_outcomes = [GONE]
    asyncio.run(sleeper._carry(desk.messenger, _Addressed(held, CHANNEL)))
    assert kinds(desk.messenger.tried) == ["reply", "reply"]
    assert desk.storage.outbox.failures(OFFICE) == ()


def test_an_old_answer_whose_push_failed_is_not_pushed_behind_a_newer_one(desk: Desk) -> None:
    hear(desk)
    desk.wait(seconds=31)
    desk.messenger.next_outcomes = [DOWN]
    desk.postman.deliver_all()
    hear(desk)
    desk.wait(seconds=2)
    desk.postman.deliver_all()
    assert kinds(desk.messenger.tried) == ["push", "reply"]
    assert desk.storage.outbox.waiting(OFFICE) == ()


@pytest.mark.parametrize("first", [UNKNOWN, DOWN])
def test_a_doubt_outlasts_a_later_failure(desk: Desk, first: Outcome) -> None:
    hear(desk)
    desk.messenger.next_outcomes = [first, RATE, GONE]
    for _ in range(3):
        desk.postman.deliver_all()
        desk.wait(seconds=10)
    assert kinds(desk.messenger.tried) == ["reply", "reply", "reply"]
    assert desk.storage.outbox.waiting(OFFICE) == ()


def test_a_crash_in_a_later_attempt_leaves_a_doubt_as_well(desk: Desk) -> None:
    hear(desk)
    desk.messenger.next_outcomes = [RATE, GONE]
    desk.postman.deliver_all()
    desk.wait(seconds=5)
    desk.storage.outbox.claim(desk.now, LEASE, 10)
    desk.now += LEASE
    desk.postman.deliver_all()
    assert kinds(desk.messenger.tried) == ["reply", "reply"]
    assert desk.storage.outbox.waiting(OFFICE) == ()


def test_while_line_is_down_the_answer_turns_into_a_push_as_soon_as_the_token_is_stale(desk: Desk) -> None:
    hear(desk)
    heard_at = desk.now
    desk.messenger.next_outcomes = [DOWN] * 4
    for _ in range(5):
        desk.postman.deliver_all()
        due = desk.storage.outbox.next_due()
        desk.now = due or desk.now
    assert kinds(desk.messenger.tried) == ["reply"] * 4 + ["push"]
    assert kinds(desk.messenger.accepted) == ["push"]
    assert desk.now - heard_at == timedelta(seconds=30)


def test_an_old_answer_is_not_pushed_behind_a_newer_one(desk: Desk) -> None:
    hear(desk)
    desk.wait(seconds=1)
    hear(desk)
    desk.wait(seconds=40)
    desk.postman.deliver_all()
    assert kinds(desk.messenger.accepted) == ["push"]
    assert desk.storage.outbox.waiting(OFFICE) == ()


def test_a_stranger_is_answered_by_reply_only(desk: Desk) -> None:
    desk.hear("U9", TextSaid("m", "สวัสดี"))
    desk.messenger.next_outcomes = [GONE]
    desk.postman.deliver_all()
    assert kinds(desk.messenger.tried) == ["reply"]
    desk.hear("U9", TextSaid("m", "สวัสดี"))
    desk.wait(minutes=1)
    desk.postman.deliver_all()
    assert kinds(desk.messenger.tried) == ["reply"]
