"""A notice does not come into a report that is being typed: it would take away the buttons of the open question."""

from __future__ import annotations

import pytest

from bot.usecases.delivery.postponing import PAUSE
from tests.support.reminder_harness import at, enrol_two_owners, recipients_of, tick
from tests.support.usecase_harness import UsecaseHarness


@pytest.fixture
def owners(harness: UsecaseHarness) -> UsecaseHarness:
    """Two owners before nine on a day of reminders; U2 is in the middle of a report."""
    enrol_two_owners(harness)
    harness.now = at(22, 8)
    harness.wait(minutes=59)
    harness.say("U2", "รายงาน 8")
    return harness


def reminded(harness: UsecaseHarness, **after: float) -> list[str]:
    harness.wait(**after)
    return [to for to in recipients_of(harness.tick()) if to.startswith("U")]


def test_who_is_typing_a_report_is_reminded_when_they_pause(owners: UsecaseHarness) -> None:
    assert recipients_of(tick(owners, 22)) == ["U1"]
    assert reminded(owners, seconds=119) == []
    assert reminded(owners, seconds=1) == ["U2"]


def test_every_answer_puts_the_notice_off_again(owners: UsecaseHarness) -> None:
    tick(owners, 22)
    owners.say("U2", "กำลังทำ")
    owners.say("U2", "ดำเนินการแล้วเสร็จ")
    assert reminded(owners, seconds=PAUSE.total_seconds() - 1) == []
    assert reminded(owners, seconds=1) == ["U2"]


def test_who_leaves_the_report_is_reminded_in_good_time(owners: UsecaseHarness) -> None:
    owners.say("U2", "พัก")
    assert recipients_of(tick(owners, 22)) == ["U1", "U2"]


def test_a_notice_waits_for_an_hour_at_most(owners: UsecaseHarness) -> None:
    tick(owners, 22)
    for _ in range(59):
        assert reminded(owners, minutes=1) == []
        owners.say("U2", "ย้อนกลับ")
        owners.say("U2", "ดำเนินการแล้วเสร็จ")
    assert reminded(owners, minutes=1) == ["U2"]
