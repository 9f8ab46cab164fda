"""The postman's answers: by their token while it is fresh, by push where it is gone, never by both."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from bot.usecases.answering import answer
from bot.usecases.attempting import Addressed
from bot.usecases.delivering import LEASE, Postman
from bot.usecases.incoming import Incoming, TextSaid
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


def test_a_token_refused_while_it_lives_after_a_crash_had_been_used(desk: Desk) -> None:
    hear(desk)
    desk.storage.outbox.claim(desk.now, LEASE, 10)
    desk.now += LEASE
    desk.messenger.next_outcomes = [GONE]
    desk.postman.deliver_all()
    assert kinds(desk.messenger.tried) == ["reply"]
    assert desk.storage.outbox.waiting(OFFICE) == desk.storage.outbox.failures(OFFICE) == ()


def test_after_a_crash_the_token_is_tried_however_late_and_costs_nothing_where_line_takes_it(desk: Desk) -> None:
    hear(desk)
    desk.storage.outbox.claim(desk.now, LEASE, 10)
    desk.wait(minutes=4)
    assert desk.postman.deliver_all() == 1
    assert kinds(desk.messenger.accepted) == ["reply"]


def test_an_old_token_refused_after_a_crash_proves_nothing_and_the_answer_is_pushed(desk: Desk) -> None:
    hear(desk)
    desk.storage.outbox.claim(desk.now, LEASE, 10)
    desk.wait(minutes=4)
    desk.messenger.next_outcomes = [GONE]
    assert desk.postman.deliver_all() == 1
    assert kinds(desk.messenger.tried) == ["reply", "push"]


@pytest.mark.parametrize("seconds", [46, 90, 600])
@pytest.mark.parametrize("first", [UNKNOWN, DOWN, Outcome("unknown", "200")])
def test_an_old_token_refused_after_an_unknown_end_proves_nothing_and_the_answer_is_pushed(
    desk: Desk, first: Outcome, seconds: int
) -> None:
    """LINE stalled, or closed connections, or a proxy answered; then it healed."""
    hear(desk)
    desk.messenger.next_outcomes = [first, GONE]
    desk.postman.deliver_all()
    desk.wait(seconds=seconds)
    assert desk.postman.deliver_all() == 1
    assert kinds(desk.messenger.accepted) == ["push"]


def test_what_is_pushed_after_an_unknown_end_says_that_it_may_have_come_before(desk: Desk) -> None:
    hear(desk)
    desk.messenger.next_outcomes = [UNKNOWN, GONE, UNKNOWN]
    desk.postman.deliver_all()
    desk.wait(minutes=2)
    desk.postman.deliver_all()
    desk.wait(minutes=2)
    desk.postman.deliver_all()
    replied, _, pushed, again = desk.messenger.tried
    assert "ส่งอีกครั้งเพื่อให้แน่ใจ" in pushed.text
    assert pushed.messages[1:] == replied.messages
    assert (again.key, again.messages) == (pushed.key, pushed.messages)  # LINE: one body with one retry key


def test_what_is_pushed_without_a_doubt_says_nothing_of_the_kind(desk: Desk) -> None:
    hear(desk)
    desk.messenger.next_outcomes = [GONE]
    desk.postman.deliver_all()
    replied, pushed = desk.messenger.tried
    assert pushed.messages == replied.messages


def test_an_answer_of_five_messages_is_pushed_as_it_is(desk: Desk) -> None:
    """LINE takes no sixth."""
    hear(desk)
    (posted,) = desk.storage.outbox.waiting(OFFICE)
    five = replace(posted, id=uuid4(), messages=posted.messages * 5, created_at=desk.now + timedelta(seconds=1))
    with desk.storage.office(OFFICE).work() as work:
        work.outbox.post(five)
        work.commit()
    desk.storage.outbox.claim(desk.now, LEASE, 10)
    desk.wait(minutes=2)
    desk.messenger.next_outcomes = [GONE, GONE]
    desk.postman.deliver_all()
    (pushed,) = [call for call in desk.messenger.tried if call.key == five.id]
    assert len(pushed.messages) == 5


def test_while_line_stalls_nothing_is_pushed_and_nothing_counts_as_sent(desk: Desk) -> None:
    hear(desk)
    desk.messenger.next_outcomes = [UNKNOWN] * 6
    for _ in range(6):
        assert desk.postman.deliver_all() == 0
        desk.now = desk.storage.outbox.next_due() or desk.now
    assert kinds(desk.messenger.tried) == ["reply"] * 6


def test_a_token_refused_by_an_answer_that_came_late_proves_nothing(desk: Desk) -> None:
    """The call was made while the token lived; the process slept before LINE read it."""

    class Sleeping(type(desk.messenger)):  # type: ignore[misc]
        async def reply(self, channel, reply_token, messages):  # type: ignore[no-untyped-def]
            outcome = await super().reply(channel, reply_token, messages)
            if outcome == GONE:
                desk.wait(minutes=1)
            return outcome

    hear(desk)
    desk.messenger.__class__ = Sleeping
    desk.messenger.next_outcomes = [UNKNOWN, GONE]
    desk.postman.deliver_all()
    desk.wait(seconds=3)
    desk.postman.deliver_all()
    assert kinds(desk.messenger.accepted) == ["push"]


def test_a_token_of_a_later_clock_proves_nothing(desk: Desk) -> None:
    hear(desk)
    desk.messenger.next_outcomes = [UNKNOWN, GONE]
    desk.postman.deliver_all()
    desk.wait(hours=-30)
    desk.storage.outbox.pull_forward(desk.now, LEASE)
    desk.postman.deliver_all()
    assert kinds(desk.messenger.accepted) == ["push"]


def test_answers_of_a_later_clock_do_not_silence_those_given_after_it_was_set_back(desk: Desk) -> None:
    hear(desk)
    desk.postman.deliver_all()
    desk.wait(hours=-30)
    hear(desk)
    desk.wait(seconds=31)
    assert desk.postman.deliver_all() == 1
    assert kinds(desk.messenger.accepted) == ["reply", "push"]


def heard_again(desk: Desk, **since: float) -> None:
    """A word LINE sends again: its token is that of the first time."""
    made_at = desk.now - timedelta(**since)
    content = TextSaid("m", "สถานะ")
    answer(desk.ports, OFFICE, CHANNEL, Incoming("e", content, "U1", reply_token="t", happened_at=made_at), desk.now)


def test_the_token_of_an_event_sent_again_is_tried(desk: Desk) -> None:
    heard_again(desk, minutes=5)
    desk.postman.deliver_all()
    assert kinds(desk.messenger.accepted) == ["reply"]


def test_the_token_of_an_event_sent_again_may_be_too_old_to_prove_anything(desk: Desk) -> None:
    heard_again(desk, minutes=5)
    desk.messenger.next_outcomes = [UNKNOWN, GONE]
    desk.postman.deliver_all()
    desk.wait(seconds=3)
    desk.postman.deliver_all()
    assert kinds(desk.messenger.accepted) == ["push"]


def outcomes(desk: Desk) -> list[tuple[str | None, str]]:
    return [(one.outcome, one.error) for one in desk.storage.outbox.failures(OFFICE)]


def give_up(desk: Desk) -> None:
    for _ in range(30):
        desk.postman.deliver_all()
        desk.wait(hours=1)
    assert desk.storage.outbox.waiting(OFFICE) == ()


def test_an_answer_whose_push_nobody_confirms_for_a_day_is_doubtful(desk: Desk) -> None:
    hear(desk)
    desk.wait(seconds=31)
    desk.messenger.next_outcomes = [UNKNOWN] * 99
    give_up(desk)
    assert outcomes(desk) == [("doubtful", "unknown:ReadTimeoutError")]


def test_an_answer_whose_fate_is_unknown_and_that_no_message_is_left_for_is_doubtful(desk: Desk) -> None:
    hear(desk)
    desk.messenger.next_outcomes = [UNKNOWN, GONE] + [Outcome("quota", "429")] * 99
    give_up(desk)
    assert outcomes(desk) == [("doubtful", "unknown:ReadTimeoutError")]


@pytest.mark.parametrize("refusal", ["403", "302", "401"])
def test_what_a_proxy_keeps_from_line_is_tried_for_a_day_and_then_failed(desk: Desk, refusal: str) -> None:
    hear(desk)
    desk.messenger.next_outcomes = [Outcome("unavailable", refusal)] * 99
    give_up(desk)
    assert len(desk.messenger.tried) > 20
    assert outcomes(desk) == [("failed", f"unavailable:{refusal}")]


def test_a_push_refused_after_an_unknown_end_is_doubtful(desk: Desk) -> None:
    hear(desk)
    desk.messenger.next_outcomes = [UNKNOWN, GONE, Outcome("refused", "400")]
    desk.postman.deliver_all()
    desk.wait(minutes=2)
    desk.postman.deliver_all()
    assert outcomes(desk) == [("doubtful", "unknown:ReadTimeoutError")]


def test_a_strangers_answer_whose_fate_is_unknown_is_doubtful_and_never_pushed(desk: Desk) -> None:
    desk.hear("U9", TextSaid("m", "สวัสดี"))
    desk.messenger.next_outcomes = [UNKNOWN, GONE]
    desk.postman.deliver_all()
    desk.wait(minutes=2)
    desk.postman.deliver_all()
    assert kinds(desk.messenger.tried) == ["reply", "reply"]
    assert outcomes(desk) == [("doubtful", "unknown:ReadTimeoutError")]


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
    asyncio.run(sleeper._carry(desk.messenger, Addressed(held, CHANNEL)))
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


@pytest.mark.parametrize(
    ("outcomes", "replies", "seconds"),
    [([RATE] * 3, 3, 30), ([*[DOWN] * 5, GONE], 6, 45), ([*[UNKNOWN] * 5, GONE], 6, 45)],
)
def test_an_answer_turns_into_a_push_as_soon_as_its_token_serves_no_more(
    desk: Desk, outcomes: list[Outcome], replies: int, seconds: int
) -> None:
    hear(desk)
    heard_at = desk.now
    desk.messenger.next_outcomes = outcomes
    for _ in range(6):
        desk.now = desk.storage.outbox.next_due() or desk.now
        desk.postman.deliver_all()
    assert kinds(desk.messenger.tried) == ["reply"] * replies + ["push"]
    assert desk.now - heard_at == timedelta(seconds=seconds)


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


def test_an_old_answer_whose_token_still_works_is_not_given_behind_a_newer_one(desk: Desk) -> None:
    hear(desk)
    desk.messenger.next_outcomes = [UNKNOWN]
    desk.postman.deliver_all()
    desk.wait(seconds=1)
    hear(desk)
    desk.postman.deliver_all()
    desk.wait(seconds=1)
    desk.postman.deliver_all()
    first, newer = desk.messenger.tried
    assert [call.to for call in desk.messenger.accepted] == [newer.to] != [first.to]
    assert desk.storage.outbox.waiting(OFFICE) == ()


@pytest.mark.parametrize("refusal", ["302", "403", "404"])
def test_what_somebody_else_answered_is_pushed_with_a_word_that_it_may_have_come(desk: Desk, refusal: str) -> None:
    """They may have passed it on, and said something else."""
    hear(desk)
    desk.messenger.next_outcomes = [Outcome("unavailable", refusal), GONE]
    desk.postman.deliver_all()
    desk.wait(seconds=3)
    desk.postman.deliver_all()
    assert "ส่งอีกครั้งเพื่อให้แน่ใจ" in desk.messenger.accepted[-1].text
