"""The round of March 2021 as the tests of reminders play it: its moments, its people and what they do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.usecases.ports import Allowance
from bot.usecases.setup.configuring import apply_office
from bot.usecases.setup.inviting import Wish, invite
from bot.usecases.setup.office_file import OfficeFile
from storage.records import ReminderPolicy
from storage.vocabulary import Role, SubmissionState
from tests.support.identity import project_id
from tests.support.usecase_harness import KEY, OFFICE, ROUND, Call, UsecaseHarness

MEMBERS = 25
"""In the planning group."""


def at(day: int, hour: int = 9, minute: int = 0) -> datetime:
    """A moment of March 2021 in Bangkok."""
    return datetime(2021, 3, day, hour, minute, tzinfo=UTC) - timedelta(hours=7)


def enrol_two_owners(harness: UsecaseHarness) -> None:
    """นิดา of two projects and สมชาย of one, before the round opens."""
    harness.now = at(12)
    harness.enrolled("U1", "นิดา", projects="4,11")
    harness.enrolled("U2", "สมชาย", projects="8")


def enrol_planner_with_group(harness: UsecaseHarness) -> None:
    """พรทิพย์, who has bound the group C1."""
    harness.enrolled("U3", "พรทิพย์", role="planner")
    code = harness.say("U3", "ผูกกลุ่ม").partition("รหัสผูกกลุ่ม ")[2].split()[0]
    harness.say("U3", f"ผูกกลุ่ม {code}", group="C1")


def limit_quota(harness: UsecaseHarness) -> None:
    """Both owners and the planner, whose group has 25 members; LINE allows 300 messages a month."""
    enrol_two_owners(harness)
    enrol_planner_with_group(harness)
    harness.messenger.group_members = MEMBERS
    set_quota_left(harness, 300)


def set_quota_left(harness: UsecaseHarness, messages: int) -> None:
    """LINE tells that so many of 300 messages are left."""
    harness.messenger.month = Allowance(300, 300 - messages)


def tick(harness: UsecaseHarness, day: int, hour: int = 9, minute: int = 0) -> list[Call]:
    harness.now = at(day, hour, minute)
    return harness.tick()


def recipients_of(calls: Sequence[Call]) -> list[str]:
    return sorted(call.to for call in calls)


def settle(harness: UsecaseHarness, **policy: object) -> None:
    """Gives the office this policy of reminders."""
    with harness.storage.office(OFFICE).work() as work:
        office = work.office.load()
        assert office
        work.office.save(replace(office, reminders=ReminderPolicy(**policy)))  # type: ignore[arg-type]
        work.commit()


def move(harness: UsecaseHarness, deadline: date, opens: date | None = None) -> None:
    """Applies the office's file with other dates for the round."""
    with harness.storage.office(OFFICE).work() as work:
        office, round_ = work.office.load(), work.rounds.get(ROUND.id)
        assert office
        assert round_
        dated = replace(round_, deadline=deadline, opens=opens or round_.opens)
        apply_office(work, OfficeFile(office, None, (dated,)), harness.now)
        work.commit()


def report(harness: UsecaseHarness, user: str, no: int) -> None:
    harness.say(user, f"รายงาน {no}", "2", "100", "ข้าม", "ยืนยัน")


def send_back(harness: UsecaseHarness, no: int) -> None:
    with harness.storage.office(OFFICE).work() as work:
        sent = work.submissions.latest_of(ROUND.id, project_id(no))
        assert sent
        work.submissions.set_state(sent.id, SubmissionState.RETURNED)
        work.commit()


def enrol_director(harness: UsecaseHarness, user: str, group: str) -> None:
    with harness.storage.office(OFFICE).work() as work:
        invited = invite(work, OFFICE, Wish("ผอ.", Role.DIRECTOR, None, group), KEY, harness.now)
        work.commit()
    harness.say(user, invited.code, "ยอมรับ")
