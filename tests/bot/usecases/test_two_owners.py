"""Two owners of one project: neither takes the place of what the other sent without knowing it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.conversation.events import TextReceived
from bot.usecases.conversing import carry_out, decide
from storage.errors import Conflict
from storage.records import Submission
from tests.support.desk import OFFICE, ROUND, Desk, open_desk
from tests.support.identity import project_id

NIDA, SOMCHAI = "U1", "U2"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Nida and Somchai answer for no. 4 and no. 8."""
    with open_desk(tmp_path) as desk:
        desk.enrolled(NIDA, "นิดา", projects="4,8")
        desk.enrolled(SOMCHAI, "สมชาย", projects="4,8")
        yield desk


def revisions(desk: Desk, no: int = 4) -> list[tuple[int, object]]:
    with desk.storage.office(OFFICE).reading() as work:
        found: tuple[Submission, ...] = work.submissions.revisions(ROUND.id, project_id(no))
    return [(one.revision, one.answers.get("spent")) for one in found]


def begun(desk: Desk, user: str, spent: str = "200") -> None:
    """A draft with its figures, put away."""
    desk.say(user, "รายงาน 4", "2", spent, "พัก")


def sent(desk: Desk, user: str, spent: str = "100") -> str:
    return desk.say(user, "รายงาน 4", "2", spent, "ข้าม", "ยืนยัน")


def test_a_draft_resumed_is_shown_what_the_other_sent_before_it_goes_on(desk: Desk) -> None:
    begun(desk, NIDA)
    sent(desk, SOMCHAI)
    heard = desk.say(NIDA, "รายงาน 4")
    assert "สมชาย ส่งเมื่อ" in heard
    assert "100" in heard
    assert revisions(desk) == [(1, 100_00)]


def test_going_on_is_a_knowing_revision_with_the_answers_given_before(desk: Desk) -> None:
    begun(desk, NIDA)
    sent(desk, SOMCHAI)
    desk.say(NIDA, "รายงาน 4", "ใช่", "ยืนยัน", "ข้าม", "ยืนยัน")
    assert revisions(desk) == [(1, 100_00), (2, 200_00)]


def test_a_report_on_its_review_card_is_not_sent_over_one_that_came_meanwhile(desk: Desk) -> None:
    desk.say(NIDA, "รายงาน 4", "2", "200", "ข้าม")
    sent(desk, SOMCHAI)
    assert "สมชาย ส่งเมื่อ" in desk.say(NIDA, "ยืนยัน")
    assert revisions(desk) == [(1, 100_00)]
    desk.say(NIDA, "ใช่", "ยืนยัน")
    assert revisions(desk) == [(1, 100_00), (2, 200_00)]


def test_who_leaves_it_as_it_was_sent_keeps_the_answers(desk: Desk) -> None:
    begun(desk, NIDA)
    sent(desk, SOMCHAI)
    assert "ยังเก็บอยู่" in desk.say(NIDA, "รายงาน 4", "ไม่")
    assert revisions(desk) == [(1, 100_00)]
    assert "ทำต่อ" in desk.say(NIDA, "รายงาน 4")


def test_who_begins_on_what_another_sent_is_told_who_and_when(desk: Desk) -> None:
    sent(desk, SOMCHAI)
    assert "สมชาย ส่งรายงานนี้เมื่อ" in desk.say(NIDA, "รายงาน 4")


def test_the_first_hears_once_that_the_other_sent_it_anew(desk: Desk) -> None:
    sent(desk, SOMCHAI)
    desk.say(NIDA, "รายงาน 4", "แก้ 2", "300", "ยืนยัน")
    told = [call.text for call in desk.messenger.accepted if call.key and call.to == SOMCHAI]
    assert len(told) == 1
    assert "นิดา แก้รายงานที่คุณส่งไว้ ที่ 4" in told[0]
    assert "เบิกจ่าย 100 บาท เป็น 300 บาท" in told[0]


def test_a_correction_of_ones_own_tells_nobody(desk: Desk) -> None:
    sent(desk, SOMCHAI)
    desk.say(SOMCHAI, "แก้ 4", "แก้ 2", "300", "ยืนยัน")
    assert revisions(desk)[-1] == (2, 300_00)
    assert [call for call in desk.messenger.accepted if call.key] == []


def test_a_turn_decided_before_the_other_sent_is_decided_anew(desk: Desk) -> None:
    desk.say(NIDA, "รายงาน 4", "2", "200", "ข้าม")
    with desk.storage.office(OFFICE).reading() as work:
        nida = work.people.by_line_user(NIDA)
        assert nida
        decided = decide(work, nida, TextReceived("late", desk.now, "m", "ยืนยัน"))
    sent(desk, SOMCHAI)
    with desk.storage.office(OFFICE).work() as work, pytest.raises(Conflict):
        carry_out(desk.ports, work, decided, None)
    assert revisions(desk) == [(1, 100_00)]


def test_what_another_sent_is_not_swept_as_not_started(desk: Desk) -> None:
    desk.say(NIDA, "ยังไม่ดำเนินการทั้งหมด")
    sent(desk, SOMCHAI)
    desk.say(NIDA, "ยืนยัน")
    assert revisions(desk) == [(1, 100_00)]
    assert revisions(desk, 8) == [(1, 0)]
