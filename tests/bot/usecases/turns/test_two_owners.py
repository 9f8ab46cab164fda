"""Two owners of one project: neither takes the place of what the other sent without knowing it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.conversation.events import TextReceived
from bot.usecases.turns.conversing import carry_out, decide
from messages.answer_values import amount, answers_from_json
from storage.errors import Conflict
from storage.records import Submission
from tests.support.identity import project_id
from tests.support.usecase_harness import OFFICE, ROUND, UsecaseHarness, open_harness

NIDA, SOMCHAI = "U1", "U2"


@pytest.fixture
def harness(tmp_path: Path) -> Iterator[UsecaseHarness]:
    """Nida and Somchai answer for no. 4 and no. 8."""
    with open_harness(tmp_path) as harness:
        harness.enrolled(NIDA, "นิดา", projects="4,8")
        harness.enrolled(SOMCHAI, "สมชาย", projects="4,8")
        yield harness


def revisions(harness: UsecaseHarness, no: int = 4) -> list[tuple[int, object]]:
    with harness.storage.office(OFFICE).reading() as work:
        found: tuple[Submission, ...] = work.submissions.revisions(ROUND.id, project_id(no))
    return [(one.revision, amount(answers_from_json(one.answers), "spent")) for one in found]


def begun(harness: UsecaseHarness, user: str, spent: str = "200") -> None:
    """A draft with its figures, put away."""
    harness.say(user, "รายงาน 4", "2", spent, "พัก")


def sent(harness: UsecaseHarness, user: str, spent: str = "100") -> str:
    return harness.say(user, "รายงาน 4", "2", spent, "ข้าม", "ยืนยัน")


def test_a_draft_resumed_is_shown_what_the_other_sent_before_it_goes_on(harness: UsecaseHarness) -> None:
    begun(harness, NIDA)
    sent(harness, SOMCHAI)
    heard = harness.say(NIDA, "รายงาน 4")
    assert "สมชาย ส่งเมื่อ" in heard
    assert "100" in heard
    assert revisions(harness) == [(1, 100_00)]


def test_going_on_is_a_knowing_revision_with_the_answers_given_before(harness: UsecaseHarness) -> None:
    begun(harness, NIDA)
    sent(harness, SOMCHAI)
    harness.say(NIDA, "รายงาน 4", "ใช่", "ยืนยัน", "ข้าม", "ยืนยัน")
    assert revisions(harness) == [(1, 100_00), (2, 200_00)]


def test_a_report_on_its_review_card_is_not_sent_over_one_that_came_meanwhile(harness: UsecaseHarness) -> None:
    harness.say(NIDA, "รายงาน 4", "2", "200", "ข้าม")
    sent(harness, SOMCHAI)
    assert "สมชาย ส่งเมื่อ" in harness.say(NIDA, "ยืนยัน")
    assert revisions(harness) == [(1, 100_00)]
    harness.say(NIDA, "ใช่", "ยืนยัน")
    assert revisions(harness) == [(1, 100_00), (2, 200_00)]


def test_who_leaves_it_as_it_was_sent_keeps_the_answers(harness: UsecaseHarness) -> None:
    begun(harness, NIDA)
    sent(harness, SOMCHAI)
    assert "ยังเก็บอยู่" in harness.say(NIDA, "รายงาน 4", "ไม่")
    assert revisions(harness) == [(1, 100_00)]
    assert "ทำต่อ" in harness.say(NIDA, "รายงาน 4")


def test_who_begins_on_what_another_sent_is_told_who_and_when(harness: UsecaseHarness) -> None:
    sent(harness, SOMCHAI)
    assert "สมชาย ส่งรายงานนี้เมื่อ" in harness.say(NIDA, "รายงาน 4")


def test_the_first_hears_once_that_the_other_sent_it_anew(harness: UsecaseHarness) -> None:
    sent(harness, SOMCHAI)
    harness.say(NIDA, "รายงาน 4", "แก้ 2", "300", "ยืนยัน")
    told = [call.text for call in harness.messenger.accepted if call.key and call.to == SOMCHAI]
    assert len(told) == 1
    assert "นิดา แก้รายงานที่คุณส่งไว้ ที่ 4" in told[0]
    assert "เบิกจ่าย 100 บาท เป็น 300 บาท" in told[0]


def test_a_correction_of_ones_own_tells_nobody(harness: UsecaseHarness) -> None:
    sent(harness, SOMCHAI)
    harness.say(SOMCHAI, "แก้ 4", "แก้ 2", "300", "ยืนยัน")
    assert revisions(harness)[-1] == (2, 300_00)
    assert [call for call in harness.messenger.accepted if call.key] == []


def test_a_turn_decided_before_the_other_sent_is_decided_anew(harness: UsecaseHarness) -> None:
    harness.say(NIDA, "รายงาน 4", "2", "200", "ข้าม")
    with harness.storage.office(OFFICE).reading() as work:
        nida = work.people.by_line_user(NIDA)
        assert nida
        decided = decide(harness.ports, work, nida, TextReceived("late", harness.now, "m", "ยืนยัน"))
    sent(harness, SOMCHAI)
    with harness.storage.office(OFFICE).work() as work, pytest.raises(Conflict):
        carry_out(harness.ports, work, decided, None)
    assert revisions(harness) == [(1, 100_00)]


def test_what_another_sent_is_not_swept_as_not_started(harness: UsecaseHarness) -> None:
    harness.say(NIDA, "ยังไม่ดำเนินการทั้งหมด")
    sent(harness, SOMCHAI)
    harness.say(NIDA, "ยืนยัน")
    assert revisions(harness) == [(1, 100_00)]
    assert revisions(harness, 8) == [(1, 0)]
