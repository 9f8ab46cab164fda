"""The postman's answers: by their token while it is fresh, by push where it is gone, never by both."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from bot.conversation.events import TextReceived
from bot.usecases.delivery.attempting import Addressed
from bot.usecases.delivery.postman import LEASE, Postman
from bot.usecases.incoming import Incoming
from bot.usecases.ports import Outcome, Verdict
from bot.usecases.turns.answering import answer
from tests.support.usecase_harness import CHANNEL, OFFICE, Call, UsecaseHarness

UNKNOWN, GONE = Outcome(Verdict.UNKNOWN, "ReadTimeoutError"), Outcome(Verdict.TOKEN_GONE, "400")
RATE = Outcome(Verdict.RATE, "429")
DOWN = Outcome(Verdict.UNAVAILABLE, "503")


pytestmark = pytest.mark.usefixtures("owner")


def hear(harness: UsecaseHarness) -> None:
    """A word of the owner's: its reply waits in the outbox."""
    harness.hear("U1", TextReceived, "m", "สถานะ")


def kinds(calls: list[Call]) -> list[str]:
    return ["reply" if call.key is None else "push" for call in calls]


def test_a_fresh_token_is_used_and_costs_nothing(harness: UsecaseHarness) -> None:
    hear(harness)
    harness.postman.deliver_all()
    assert kinds(harness.messenger.tried) == ["reply"]


def test_an_old_token_is_not_tried_and_the_answer_is_pushed(harness: UsecaseHarness) -> None:
    hear(harness)
    harness.wait(seconds=31)
    harness.postman.deliver_all()
    assert kinds(harness.messenger.tried) == ["push"]
    assert harness.messenger.accepted[0].to == "U1"


def test_a_token_line_does_not_know_becomes_a_push(harness: UsecaseHarness) -> None:
    hear(harness)
    harness.messenger.next_outcomes = [GONE]
    harness.postman.deliver_all()
    assert kinds(harness.messenger.tried) == ["reply", "push"]
    assert kinds(harness.messenger.accepted) == ["push"]


def test_a_reply_whose_answer_was_lost_is_tried_with_the_token_not_pushed_twice(harness: UsecaseHarness) -> None:
    hear(harness)
    harness.messenger.next_outcomes = [Outcome(Verdict.UNKNOWN, "ReadTimeoutError"), GONE]
    harness.postman.deliver_all()
    harness.wait(seconds=3)
    harness.postman.deliver_all()
    assert kinds(harness.messenger.tried) == ["reply", "reply"]
    harness.wait(hours=1)
    assert harness.postman.deliver_all() == 0


def test_a_token_refused_while_it_lives_after_a_crash_had_been_used(harness: UsecaseHarness) -> None:
    hear(harness)
    harness.storage.outbox.claim(harness.now, LEASE, 10)
    harness.now += LEASE
    harness.messenger.next_outcomes = [GONE]
    harness.postman.deliver_all()
    assert kinds(harness.messenger.tried) == ["reply"]
    assert harness.storage.outbox.waiting(OFFICE) == harness.storage.outbox.failures(OFFICE) == ()


def test_after_a_crash_the_token_is_tried_however_late_and_costs_nothing_where_line_takes_it(
    harness: UsecaseHarness,
) -> None:
    hear(harness)
    harness.storage.outbox.claim(harness.now, LEASE, 10)
    harness.wait(minutes=4)
    assert harness.postman.deliver_all() == 1
    assert kinds(harness.messenger.accepted) == ["reply"]


def test_an_old_token_refused_after_a_crash_proves_nothing_and_the_answer_is_pushed(harness: UsecaseHarness) -> None:
    hear(harness)
    harness.storage.outbox.claim(harness.now, LEASE, 10)
    harness.wait(minutes=4)
    harness.messenger.next_outcomes = [GONE]
    assert harness.postman.deliver_all() == 1
    assert kinds(harness.messenger.tried) == ["reply", "push"]


@pytest.mark.parametrize("seconds", [46, 90, 600])
@pytest.mark.parametrize("first", [UNKNOWN, DOWN, Outcome(Verdict.UNKNOWN, "200")])
def test_an_old_token_refused_after_an_unknown_end_proves_nothing_and_the_answer_is_pushed(
    harness: UsecaseHarness, first: Outcome, seconds: int
) -> None:
    """LINE stalled, or closed connections, or a proxy answered; then it healed."""
    hear(harness)
    harness.messenger.next_outcomes = [first, GONE]
    harness.postman.deliver_all()
    harness.wait(seconds=seconds)
    assert harness.postman.deliver_all() == 1
    assert kinds(harness.messenger.accepted) == ["push"]


def test_what_is_pushed_after_an_unknown_end_says_that_it_may_have_come_before(harness: UsecaseHarness) -> None:
    hear(harness)
    harness.messenger.next_outcomes = [UNKNOWN, GONE, UNKNOWN]
    harness.postman.deliver_all()
    harness.wait(minutes=2)
    harness.postman.deliver_all()
    harness.wait(minutes=2)
    harness.postman.deliver_all()
    replied, _, pushed, again = harness.messenger.tried
    assert "ส่งอีกครั้งเพื่อให้แน่ใจ" in pushed.text
    assert pushed.messages[1:] == replied.messages
    assert (again.key, again.messages) == (pushed.key, pushed.messages)  # LINE: one body with one retry key


def test_what_is_pushed_without_a_doubt_says_nothing_of_the_kind(harness: UsecaseHarness) -> None:
    hear(harness)
    harness.messenger.next_outcomes = [GONE]
    harness.postman.deliver_all()
    replied, pushed = harness.messenger.tried
    assert pushed.messages == replied.messages


def test_an_answer_of_five_messages_is_pushed_as_it_is(harness: UsecaseHarness) -> None:
    """LINE takes no sixth."""
    hear(harness)
    (posted,) = harness.storage.outbox.waiting(OFFICE)
    five = replace(posted, id=uuid4(), messages=posted.messages * 5, created_at=harness.now + timedelta(seconds=1))
    with harness.storage.office(OFFICE).work() as work:
        work.outbox.post(five)
        work.commit()
    harness.storage.outbox.claim(harness.now, LEASE, 10)
    harness.wait(minutes=2)
    harness.messenger.next_outcomes = [GONE, GONE]
    harness.postman.deliver_all()
    (pushed,) = [call for call in harness.messenger.tried if call.key == five.id]
    assert len(pushed.messages) == 5


def test_while_line_stalls_nothing_is_pushed_and_nothing_counts_as_sent(harness: UsecaseHarness) -> None:
    hear(harness)
    harness.messenger.next_outcomes = [UNKNOWN] * 6
    for _ in range(6):
        assert harness.postman.deliver_all() == 0
        harness.now = harness.storage.outbox.next_due() or harness.now
    assert kinds(harness.messenger.tried) == ["reply"] * 6


def test_a_token_refused_by_an_answer_that_came_late_proves_nothing(harness: UsecaseHarness) -> None:
    """The call was made while the token lived; the process slept before LINE read it."""

    class Sleeping(type(harness.messenger)):  # type: ignore[misc]
        async def reply(self, channel, reply_token, messages):  # type: ignore[no-untyped-def]
            outcome = await super().reply(channel, reply_token, messages)
            if outcome == GONE:
                harness.wait(minutes=1)
            return outcome

    hear(harness)
    harness.messenger.__class__ = Sleeping
    harness.messenger.next_outcomes = [UNKNOWN, GONE]
    harness.postman.deliver_all()
    harness.wait(seconds=3)
    harness.postman.deliver_all()
    assert kinds(harness.messenger.accepted) == ["push"]


def test_a_token_of_a_later_clock_proves_nothing(harness: UsecaseHarness) -> None:
    hear(harness)
    harness.messenger.next_outcomes = [UNKNOWN, GONE]
    harness.postman.deliver_all()
    harness.wait(hours=-30)
    harness.storage.outbox.pull_forward(harness.now, LEASE)
    harness.postman.deliver_all()
    assert kinds(harness.messenger.accepted) == ["push"]


def test_answers_of_a_later_clock_do_not_silence_those_given_after_it_was_set_back(harness: UsecaseHarness) -> None:
    hear(harness)
    harness.postman.deliver_all()
    harness.wait(hours=-30)
    hear(harness)
    harness.wait(seconds=31)
    assert harness.postman.deliver_all() == 1
    assert kinds(harness.messenger.accepted) == ["reply", "push"]


def heard_again(harness: UsecaseHarness, **since: float) -> None:
    """A word LINE sends again: its token is that of the first time."""
    made_at = harness.now - timedelta(**since)
    event = TextReceived("e", harness.now, "m", "สถานะ")
    answer(harness.ports, OFFICE, CHANNEL, Incoming(event, "U1", reply_token="t", happened_at=made_at))


def test_the_token_of_an_event_sent_again_is_tried(harness: UsecaseHarness) -> None:
    heard_again(harness, minutes=5)
    harness.postman.deliver_all()
    assert kinds(harness.messenger.accepted) == ["reply"]


def test_the_token_of_an_event_sent_again_may_be_too_old_to_prove_anything(harness: UsecaseHarness) -> None:
    heard_again(harness, minutes=5)
    harness.messenger.next_outcomes = [UNKNOWN, GONE]
    harness.postman.deliver_all()
    harness.wait(seconds=3)
    harness.postman.deliver_all()
    assert kinds(harness.messenger.accepted) == ["push"]


def test_a_pushed_answer_whose_end_is_unknown_is_pushed_again_under_its_key(harness: UsecaseHarness) -> None:
    hear(harness)
    harness.wait(seconds=31)
    harness.messenger.next_outcomes = [UNKNOWN]
    harness.postman.deliver_all()
    harness.wait(seconds=3)
    harness.postman.deliver_all()
    assert kinds(harness.messenger.tried) == ["push", "push"]
    assert len({call.key for call in harness.messenger.tried}) == 1


def test_the_token_is_forgotten_before_the_push_so_that_a_crash_leads_to_no_reply(harness: UsecaseHarness) -> None:
    tokens = []

    class Looking(type(harness.messenger)):  # type: ignore[misc]
        def push(self, channel, to, messages, retry_key, *, silent=False):  # type: ignore[no-untyped-def]
            tokens.extend(waiting.reply_token for waiting in harness.storage.outbox.waiting(OFFICE))
            return super().push(channel, to, messages, retry_key)

    hear(harness)
    harness.wait(seconds=31)
    harness.messenger.__class__ = Looking
    harness.postman.deliver_all()
    assert tokens == [None]


def test_a_fresh_token_refused_after_a_500_had_been_accepted(harness: UsecaseHarness) -> None:
    hear(harness)
    harness.messenger.next_outcomes = [DOWN, GONE]
    harness.postman.deliver_all()
    harness.wait(seconds=2)
    harness.postman.deliver_all()
    assert kinds(harness.messenger.tried) == ["reply", "reply"]
    assert harness.storage.outbox.waiting(OFFICE) == ()


def test_a_postman_that_slept_longer_than_its_lease_leaves_the_push_to_its_successor(harness: UsecaseHarness) -> None:
    hear(harness)
    (held,) = harness.storage.outbox.claim(harness.now, LEASE, 10)
    sleeper = Postman(harness.ports, lambda: held.created_at)
    harness.now += LEASE
    harness.postman.deliver_all()
    harness.messenger.next_outcomes = [GONE]
    asyncio.run(sleeper._send(harness.messenger, Addressed(held, CHANNEL)))
    assert kinds(harness.messenger.tried) == ["reply", "reply"]
    assert harness.storage.outbox.failures(OFFICE) == ()


def test_an_old_answer_whose_push_failed_is_not_pushed_behind_a_newer_one(harness: UsecaseHarness) -> None:
    hear(harness)
    harness.wait(seconds=31)
    harness.messenger.next_outcomes = [RATE]
    harness.postman.deliver_all()
    hear(harness)
    harness.wait(seconds=5)
    harness.postman.deliver_all()
    assert kinds(harness.messenger.tried) == ["push", "reply"]
    assert harness.storage.outbox.waiting(OFFICE) == ()


@pytest.mark.parametrize("first", [UNKNOWN, DOWN])
def test_a_doubt_outlasts_a_later_failure(harness: UsecaseHarness, first: Outcome) -> None:
    hear(harness)
    harness.messenger.next_outcomes = [first, RATE, GONE]
    for _ in range(3):
        harness.postman.deliver_all()
        harness.wait(seconds=10)
    assert kinds(harness.messenger.tried) == ["reply", "reply", "reply"]
    assert harness.storage.outbox.waiting(OFFICE) == ()


def test_a_crash_in_a_later_attempt_leaves_a_doubt_as_well(harness: UsecaseHarness) -> None:
    hear(harness)
    harness.messenger.next_outcomes = [RATE, GONE]
    harness.postman.deliver_all()
    harness.wait(seconds=5)
    harness.storage.outbox.claim(harness.now, LEASE, 10)
    harness.now += LEASE
    harness.postman.deliver_all()
    assert kinds(harness.messenger.tried) == ["reply", "reply"]
    assert harness.storage.outbox.waiting(OFFICE) == ()


@pytest.mark.parametrize(
    ("outcomes", "replies", "seconds"),
    [([RATE] * 3, 3, 30), ([*[DOWN] * 5, GONE], 6, 45), ([*[UNKNOWN] * 5, GONE], 6, 45)],
)
def test_an_answer_turns_into_a_push_as_soon_as_its_token_serves_no_more(
    harness: UsecaseHarness, outcomes: list[Outcome], replies: int, seconds: int
) -> None:
    hear(harness)
    heard_at = harness.now
    harness.messenger.next_outcomes = outcomes
    for _ in range(6):
        harness.now = harness.storage.outbox.next_due() or harness.now
        harness.postman.deliver_all()
    assert kinds(harness.messenger.tried) == ["reply"] * replies + ["push"]
    assert harness.now - heard_at == timedelta(seconds=seconds)


def test_an_old_answer_is_not_pushed_behind_a_newer_one(harness: UsecaseHarness) -> None:
    hear(harness)
    harness.wait(seconds=1)
    hear(harness)
    harness.wait(seconds=40)
    harness.postman.deliver_all()
    assert kinds(harness.messenger.accepted) == ["push"]
    assert harness.storage.outbox.waiting(OFFICE) == ()


def test_a_stranger_is_answered_by_reply_only(harness: UsecaseHarness) -> None:
    harness.hear("U9", TextReceived, "m", "สวัสดี")
    harness.messenger.next_outcomes = [GONE]
    harness.postman.deliver_all()
    assert kinds(harness.messenger.tried) == ["reply"]
    harness.hear("U9", TextReceived, "m", "สวัสดี")
    harness.wait(minutes=1)
    harness.postman.deliver_all()
    assert kinds(harness.messenger.tried) == ["reply"]


def test_an_old_answer_whose_token_still_works_is_not_given_behind_a_newer_one(harness: UsecaseHarness) -> None:
    hear(harness)
    harness.messenger.next_outcomes = [RATE]
    harness.postman.deliver_all()
    harness.wait(seconds=1)
    hear(harness)
    harness.wait(seconds=4)
    harness.postman.deliver_all()
    first, newer = harness.messenger.tried
    assert [call.to for call in harness.messenger.accepted] == [newer.to] != [first.to]
    assert harness.storage.outbox.waiting(OFFICE) == ()


@pytest.mark.parametrize("refusal", ["302", "403", "404"])
def test_what_somebody_else_answered_is_pushed_with_a_word_that_it_may_have_come(
    harness: UsecaseHarness, refusal: str
) -> None:
    """They may have passed it on, and said something else."""
    hear(harness)
    harness.messenger.next_outcomes = [Outcome(Verdict.UNAVAILABLE, refusal), GONE]
    harness.postman.deliver_all()
    harness.wait(seconds=3)
    harness.postman.deliver_all()
    assert "ส่งอีกครั้งเพื่อให้แน่ใจ" in harness.messenger.accepted[-1].text
