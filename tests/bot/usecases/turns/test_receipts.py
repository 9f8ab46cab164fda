"""That something was kept, or lost, is said in the end, whatever else was said since."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from bot.conversation.events import MediaReceived, TextReceived
from bot.usecases.incoming import Incoming, Unfollowed
from bot.usecases.photos.fetching import Fetcher
from bot.usecases.photos.replying import tell_of_photo
from bot.usecases.ports import Outcome, Verdict
from bot.usecases.turns.answering import answer
from tests.support.usecase_harness import CHANNEL, OFFICE, UsecaseHarness, open_harness

AWAY = Outcome(Verdict.UNAVAILABLE, "ClientConnectorError")
UNKNOWN, GONE = Outcome(Verdict.UNKNOWN, "SocketTimeoutError"), Outcome(Verdict.TOKEN_GONE, "400")


def confirmed_while(harness: UsecaseHarness, *outcomes: Outcome) -> None:
    """A report sent while LINE answers so; the owner, who has heard nothing, writes again half a minute later."""
    harness.say("U1", "รายงาน 4", "2", "525", "ข้าม")
    harness.messenger.accepted.clear()
    harness.messenger.next_outcomes = [*outcomes]
    harness.hear("U1", TextReceived, "m", "ยืนยัน")
    harness.postman.deliver_all()
    harness.wait(seconds=31)
    harness.messenger.next_outcomes = []


@pytest.mark.usefixtures("owner")
@pytest.mark.parametrize("first", [AWAY, UNKNOWN])
@pytest.mark.parametrize("then", ["ยืนยัน", "ช่วยเหลือ", "รายงาน 4"])
def test_a_report_kept_while_line_was_away_is_told_whatever_was_said_since(
    harness: UsecaseHarness, first: Outcome, then: str
) -> None:
    confirmed_while(harness, first)
    harness.hear("U1", TextReceived, "m2", then)
    harness.wait(seconds=31)
    harness.postman.deliver_all()
    assert sum("ส่งแล้ว · ที่ 4" in call.text for call in harness.messenger.accepted) == 1
    assert harness.storage.outbox.waiting(OFFICE) == harness.storage.outbox.failures(OFFICE) == ()


@pytest.mark.usefixtures("owner")
def test_a_report_sent_by_who_had_blocked_the_account_is_told_too(harness: UsecaseHarness) -> None:
    harness.say("U1", "รายงาน 4", "2", "525", "ข้าม")
    harness.hear("U1", Unfollowed, token=None)
    harness.messenger.accepted.clear()
    harness.messenger.next_outcomes = [AWAY]
    harness.hear("U1", TextReceived, "m", "ยืนยัน")
    harness.postman.deliver_all()
    harness.wait(seconds=31)
    harness.say("U1", "ช่วยเหลือ")
    assert harness.storage.outbox.failures(OFFICE) == ()
    assert len(harness.messenger.accepted) == 2


@pytest.fixture
def shown(tmp_path: Path) -> Iterator[UsecaseHarness]:
    """An owner who shows a photo, which LINE sends again five minutes later, and has it no more."""
    with open_harness(tmp_path, form="photos") as harness:
        harness.enrolled("U1", "นิดา", projects="4")
        harness.say("U1", "รายงาน 4", "ประชุมครู")
        harness.messenger.tried.clear()
        harness.messenger.accepted.clear()
        made_at = harness.now
        harness.wait(minutes=5)
        event = Incoming(
            MediaReceived("e", harness.now, "image", "a photo"), "U1", reply_token="t", happened_at=made_at
        )
        answer(harness.ports, OFFICE, CHANNEL, event)
        Fetcher(harness.ports, lambda: harness.now, partial(tell_of_photo, harness.ports)).fetch_all()
        yield harness


def test_of_a_photo_sent_again_the_token_may_be_too_old_to_prove_anything(shown: UsecaseHarness) -> None:
    shown.messenger.next_outcomes = [UNKNOWN, GONE]
    shown.postman.deliver_all()
    shown.wait(seconds=3)
    assert shown.postman.deliver_all() == 1
    assert [call.key is None for call in shown.messenger.tried] == [True, True, False]


def test_that_a_photo_is_lost_is_told_whatever_was_said_since(shown: UsecaseHarness) -> None:
    (lost,) = shown.storage.outbox.waiting(OFFICE)
    shown.messenger.next_outcomes = [AWAY]
    shown.postman.deliver_all()
    shown.wait(seconds=31)
    shown.say("U1", "ช่วยเหลือ")
    shown.postman.deliver_all()
    assert sum(call.messages == lost.messages for call in shown.messenger.accepted) == 1
