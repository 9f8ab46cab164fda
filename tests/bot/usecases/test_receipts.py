"""That something was kept, or lost, is said in the end, whatever else was said since."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from bot.usecases.answering import answer
from bot.usecases.fetching import Fetcher
from bot.usecases.incoming import Incoming, OtherShown, TextSaid, Unfollowed
from bot.usecases.photos import tell_of_photo
from bot.usecases.ports import Outcome
from tests.support.desk import CHANNEL, OFFICE, Desk, open_desk

AWAY = Outcome("unavailable", "ClientConnectorError")
UNKNOWN, GONE = Outcome("unknown", "SocketTimeoutError"), Outcome("token_gone", "400")


def confirmed_while(desk: Desk, *outcomes: Outcome) -> None:
    """A report sent while LINE answers so; the owner, who has heard nothing, writes again half a minute later."""
    desk.say("U1", "รายงาน 4", "2", "525", "ข้าม")
    desk.messenger.accepted.clear()
    desk.messenger.next_outcomes = [*outcomes]
    desk.hear("U1", TextSaid("m", "ยืนยัน"))
    desk.postman.deliver_all()
    desk.wait(seconds=31)
    desk.messenger.next_outcomes = []


@pytest.mark.usefixtures("owner")
@pytest.mark.parametrize("first", [AWAY, UNKNOWN])
@pytest.mark.parametrize("then", ["ยืนยัน", "ช่วยเหลือ", "รายงาน 4"])
def test_a_report_kept_while_line_was_away_is_told_whatever_was_said_since(
    desk: Desk, first: Outcome, then: str
) -> None:
    confirmed_while(desk, first)
    desk.hear("U1", TextSaid("m2", then))
    desk.wait(seconds=31)
    desk.postman.deliver_all()
    assert sum("ส่งแล้ว · ที่ 4" in call.text for call in desk.messenger.accepted) == 1
    assert desk.storage.outbox.waiting(OFFICE) == desk.storage.outbox.failures(OFFICE) == ()


@pytest.mark.usefixtures("owner")
def test_a_report_sent_by_who_had_blocked_the_account_is_told_too(desk: Desk) -> None:
    """Whose turn is decided within the transaction, not before."""
    desk.say("U1", "รายงาน 4", "2", "525", "ข้าม")
    desk.hear("U1", Unfollowed(), token=None)
    desk.messenger.accepted.clear()
    desk.messenger.next_outcomes = [AWAY]
    desk.hear("U1", TextSaid("m", "ยืนยัน"))
    desk.postman.deliver_all()
    desk.wait(seconds=31)
    desk.say("U1", "ช่วยเหลือ")
    assert desk.storage.outbox.failures(OFFICE) == ()
    assert len(desk.messenger.accepted) == 2


@pytest.fixture
def shown(tmp_path: Path) -> Iterator[Desk]:
    """An owner who shows a photo, which LINE sends again five minutes later, and has it no more."""
    with open_desk(tmp_path, form="quarterly-narrative") as desk:
        desk.enrolled("U1", "นิดา", projects="4")
        desk.say("U1", "รายงาน 4", "0", "0", "ประชุมครู")
        desk.messenger.tried.clear()
        desk.messenger.accepted.clear()
        made_at = desk.now
        desk.wait(minutes=5)
        event = Incoming("e", OtherShown("image", "a photo"), "U1", reply_token="t", happened_at=made_at)
        answer(desk.ports, OFFICE, CHANNEL, event, desk.now)
        Fetcher(desk.ports, lambda: desk.now, partial(tell_of_photo, desk.ports)).fetch_all()
        yield desk


def test_of_a_photo_sent_again_the_token_may_be_too_old_to_prove_anything(shown: Desk) -> None:
    shown.messenger.next_outcomes = [UNKNOWN, GONE]
    shown.postman.deliver_all()
    shown.wait(seconds=3)
    assert shown.postman.deliver_all() == 1
    assert [call.key is None for call in shown.messenger.tried] == [True, True, False]


def test_that_a_photo_is_lost_is_told_whatever_was_said_since(shown: Desk) -> None:
    (lost,) = shown.storage.outbox.waiting(OFFICE)
    shown.messenger.next_outcomes = [AWAY]
    shown.postman.deliver_all()
    shown.wait(seconds=31)
    shown.say("U1", "ช่วยเหลือ")
    shown.postman.deliver_all()
    assert sum(call.messages == lost.messages for call in shown.messenger.accepted) == 1
