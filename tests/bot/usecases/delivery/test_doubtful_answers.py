"""Answers whose fate nobody can tell: pushed again under the same key, and doubtful where that ends."""

from __future__ import annotations

import pytest

from bot.conversation.events import TextReceived
from bot.usecases.ports import Outcome, Verdict
from tests.support.usecase_harness import OFFICE, Call, UsecaseHarness

UNKNOWN, GONE = Outcome(Verdict.UNKNOWN, "ReadTimeoutError"), Outcome(Verdict.TOKEN_GONE, "400")


pytestmark = pytest.mark.usefixtures("owner")


def hear(harness: UsecaseHarness) -> None:
    """A word of the owner's: its reply waits in the outbox."""
    harness.hear("U1", TextReceived, "m", "สถานะ")


def kinds(calls: list[Call]) -> list[str]:
    return ["reply" if call.key is None else "push" for call in calls]


def outcomes(harness: UsecaseHarness) -> list[tuple[str | None, str]]:
    return [(one.outcome, str(one.last)) for one in harness.storage.outbox.failures(OFFICE)]


def give_up(harness: UsecaseHarness) -> None:
    for _ in range(30):
        harness.postman.deliver_all()
        harness.wait(hours=1)
    assert harness.storage.outbox.waiting(OFFICE) == ()


def test_an_answer_whose_push_nobody_confirms_for_a_day_is_doubtful(harness: UsecaseHarness) -> None:
    hear(harness)
    harness.wait(seconds=31)
    harness.messenger.next_outcomes = [UNKNOWN] * 99
    give_up(harness)
    assert outcomes(harness) == [("doubtful", "unknown:ReadTimeoutError")]


def test_an_answer_whose_fate_is_unknown_and_that_no_message_is_left_for_is_doubtful(harness: UsecaseHarness) -> None:
    hear(harness)
    harness.messenger.next_outcomes = [UNKNOWN, GONE] + [Outcome(Verdict.QUOTA, "429")] * 99
    give_up(harness)
    assert outcomes(harness) == [("doubtful", "unknown:ReadTimeoutError")]


@pytest.mark.parametrize("refusal", ["403", "302", "401"])
def test_what_a_proxy_keeps_from_line_is_tried_for_a_day_and_then_failed(harness: UsecaseHarness, refusal: str) -> None:
    hear(harness)
    harness.messenger.next_outcomes = [Outcome(Verdict.UNAVAILABLE, refusal)] * 99
    give_up(harness)
    assert len(harness.messenger.tried) > 20
    assert outcomes(harness) == [("failed", f"unavailable:{refusal}")]


def test_a_push_refused_after_an_unknown_end_is_doubtful(harness: UsecaseHarness) -> None:
    hear(harness)
    harness.messenger.next_outcomes = [UNKNOWN, GONE, Outcome(Verdict.REFUSED, "400")]
    harness.postman.deliver_all()
    harness.wait(minutes=2)
    harness.postman.deliver_all()
    assert outcomes(harness) == [("doubtful", "unknown:ReadTimeoutError")]


def test_a_strangers_answer_whose_fate_is_unknown_is_doubtful_and_never_pushed(harness: UsecaseHarness) -> None:
    harness.hear("U9", TextReceived, "m", "สวัสดี")
    harness.messenger.next_outcomes = [UNKNOWN, GONE]
    harness.postman.deliver_all()
    harness.wait(minutes=2)
    harness.postman.deliver_all()
    assert kinds(harness.messenger.tried) == ["reply", "reply"]
    assert outcomes(harness) == [("doubtful", "unknown:ReadTimeoutError")]
