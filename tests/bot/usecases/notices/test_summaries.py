"""The planning group's summary: what it knows beside the figures, on request and at its hours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from bot.line.render import render
from bot.simulator.rules.requests import check
from bot.usecases.incoming import BotLeft, Unfollowed
from bot.usecases.notices.summaries import summary_now
from bot.usecases.ports import Allowance
from messages.chat.bubbles import Card
from storage.records import Person, Project, Quota, ReminderPolicy, Round, Submission, SummaryPolicy
from tests.storage.samples import id_of
from tests.support.answers import PlainAnswers, stored
from tests.support.identity import project_id
from tests.support.reminder_harness import at, enrol_planner_with_group, enrol_two_owners, send_back
from tests.support.usecase_harness import OFFICE, ROUND, Call, UsecaseHarness, open_harness

TARGETS = (None, Decimal("54.5"), None, None)


@pytest.fixture
def harness(tmp_path: Path, database_url: str) -> Iterator[UsecaseHarness]:
    """Two owners of two and one projects, and a planner whose group is bound; the round has opened."""
    with open_harness(tmp_path, url=database_url) as harness:
        enrol_two_owners(harness)
        enrol_planner_with_group(harness)
        harness.now = at(22, 10)
        yield harness


def to_group(harness: UsecaseHarness, day: int, hour: int = 16) -> Call:
    """The one summary the group gets then."""
    harness.now = at(day, hour)
    (call,) = [call for call in harness.tick() if call.to == "C1"]
    return call


def to_group_or_none(harness: UsecaseHarness, day: int) -> Call | None:
    """The summary the group gets at its hour of that day."""
    harness.now = at(day, 16)
    return next((call for call in harness.tick() if call.to == "C1"), None)


def report(harness: UsecaseHarness, user: str, no: int, spent: str = "100") -> None:
    harness.say(user, f"รายงาน {no}", "2", spent, "ข้าม", "ยืนยัน")


def keep(harness: UsecaseHarness, no: int, revision: int, plain: PlainAnswers) -> None:
    """A report as its owner confirmed it."""
    with harness.storage.office(OFFICE).work() as work:
        owner = work.people.by_line_user("U2")
        assert owner
        sent = Submission(
            uuid4(), ROUND.id, project_id(no), revision, owner.id, "cumulative", 1, stored(plain), harness.now
        )
        work.submissions.add(sent)
        work.commit()


def change(harness: UsecaseHarness, **fields: Any) -> None:
    """Other facts of the office."""
    with harness.storage.office(OFFICE).work() as work:
        office = work.office.load()
        assert office
        work.office.save(replace(office, **fields))
        work.commit()


def told(harness: UsecaseHarness, *, names_people: bool = False) -> Card:
    with harness.storage.office(OFFICE).reading() as work:
        (card,) = summary_now(work, harness.now, names_people=names_people)
    assert isinstance(card, Card)
    return card


def value(harness: UsecaseHarness, beginning: str) -> str:
    (found,) = [row.value for row in told(harness).rows if row.label.startswith(beginning)]
    return found


def has(harness: UsecaseHarness, beginning: str) -> bool:
    return any(row.label.startswith(beginning) for row in told(harness).rows)


# When, to whom, and whether it makes a sound


def test_near_the_deadline_it_comes_without_a_sound_and_on_its_day_with_one(harness: UsecaseHarness) -> None:
    assert [to_group(harness, day).silent for day in (22, 24, 25)] == [True, True, False]


def test_after_the_deadline_it_comes_as_long_as_anything_is_missing(harness: UsecaseHarness) -> None:
    report(harness, "U1", 4)
    report(harness, "U1", 11)
    assert not to_group(harness, 26).silent
    harness.now = at(29, 10)
    report(harness, "U2", 8)
    assert to_group_or_none(harness, 29) is None


def test_after_the_deadline_a_report_sent_back_is_missing(harness: UsecaseHarness) -> None:
    for user, no in (("U1", 4), ("U1", 11), ("U2", 8)):
        report(harness, user, no)
    assert to_group_or_none(harness, 26) is None
    send_back(harness, 8)
    assert to_group_or_none(harness, 29) is not None


def test_an_office_may_have_none_after_the_deadline(harness: UsecaseHarness) -> None:
    change(harness, summary=SummaryPolicy(overdue_days=()))
    assert [to_group_or_none(harness, day) for day in (26, 29)] == [None, None]


# Whom it names


def test_a_planner_alone_is_told_whose_reports_are_missing(harness: UsecaseHarness) -> None:
    report(harness, "U1", 11)
    heard = harness.say("U3", "สรุป")
    assert "ผู้ที่ยังไม่ส่ง 2 คน: นิดา ที่ 4 · สมชาย ที่ 8" in heard


@pytest.mark.parametrize("said", ["สรุป", "สถานะ", "ใครยังไม่ส่ง", "ช่วยเหลือ"])
def test_a_group_is_told_nobodys_name(harness: UsecaseHarness, said: str) -> None:
    heard = harness.say("U1", said, group="C1")
    assert heard
    assert not any(name in heard for name in ("นิดา", "สมชาย"))


def test_one_sent_of_its_own_accord_names_nobody_to_the_group_and_somebody_to_a_planner_alone(
    harness: UsecaseHarness,
) -> None:
    assert "นิดา" not in to_group(harness, 24).text
    harness.hear("U9", BotLeft, group="C1", token=None)
    harness.now = at(25, 16)
    (call,) = [call for call in harness.tick() if call.to == "U3"]
    assert "นิดา ที่ 4, 11" in call.text


def test_a_reminder_always_makes_a_sound(harness: UsecaseHarness) -> None:
    harness.now = at(22)
    assert {call.silent for call in harness.tick()} == {False}


@pytest.mark.parametrize(("user", "group"), [("U3", None), ("U1", "C1")])
def test_on_request_it_is_a_free_reply(harness: UsecaseHarness, user: str, group: str | None) -> None:
    before = len(harness.messenger.accepted)
    assert "ส่งแล้ว 0 จาก 3 โครงการ" in harness.say(user, "สรุป", group=group)
    assert [call.key for call in harness.messenger.accepted[before:]] == [None]


def test_what_is_sent_is_what_line_accepts(harness: UsecaseHarness) -> None:
    call = to_group(harness, 22)
    assert check([dict(message) for message in call.messages]) == []
    assert [message["type"] for message in call.messages] == ["flex"]


def test_between_two_rounds_there_is_none(harness: UsecaseHarness) -> None:
    with harness.storage.office(OFFICE).work() as work:
        work.rounds.close(ROUND.id, harness.now)
        work.commit()
    assert "ส่งแล้ว" not in harness.say("U3", "สรุป")


# What it compares with


def test_it_tells_what_was_sent_since_the_group_had_one(harness: UsecaseHarness) -> None:
    report(harness, "U1", 4)
    assert not has(harness, "ตั้งแต่สรุปครั้งก่อน")
    to_group(harness, 22)
    assert value(harness, "ตั้งแต่สรุปครั้งก่อน 22 มีนาคม 2564 16.00 น.") == "ยังไม่มีรายงานเพิ่ม"
    harness.wait(minutes=1)
    report(harness, "U2", 8)
    assert value(harness, "ตั้งแต่สรุปครั้งก่อน").startswith("ส่งเพิ่ม 1 โครงการ: ที่ 8")


def test_one_that_was_asked_for_is_no_summary_to_compare_with(harness: UsecaseHarness) -> None:
    harness.say("U3", "สรุป", group="C1")
    assert not has(harness, "ตั้งแต่สรุปครั้งก่อน")


def test_it_holds_what_was_spent_against_the_offices_target(harness: UsecaseHarness) -> None:
    assert not has(harness, "เป้า")
    change(harness, summary=SummaryPolicy(targets=TARGETS))
    report(harness, "U1", 4, spent="450,000")
    assert value(harness, "เป้าถึงสิ้นไตรมาสที่ 2 ร้อยละ 54.5") == "ต่ำกว่าเป้าร้อยละ 4.50"


# What needs somebody


def test_a_contradiction_stays_to_be_decided_with_the_reason_its_owner_gives(harness: UsecaseHarness) -> None:
    keep(harness, 8, 1, {"status": "done", "spent": 0})
    assert value(harness, "ต้องตัดสินใจ 1") == "ที่ 8 ดำเนินการแล้วเสร็จแต่ไม่มียอดเบิก · ไม่ได้บอกเหตุผล"
    keep(harness, 8, 2, {"status": "done", "spent": 0, "reason_done_with_nothing_spent": "โรงเรียนออกเงินเอง"})
    assert value(harness, "ต้องตัดสินใจ 1") == "ที่ 8 ดำเนินการแล้วเสร็จแต่ไม่มียอดเบิก · โรงเรียนออกเงินเอง"


def test_a_decision_uses_the_words_of_the_offices_form(harness: UsecaseHarness) -> None:
    change(harness, form="policy-status")
    keep(harness, 8, 1, {"status": "not_started", "spent_q2": 500_00})
    assert value(harness, "ต้องตัดสินใจ 1") == "ที่ 8 มียอดเบิกแต่ยังไม่ได้ดำเนินการ · ไม่ได้บอกเหตุผล"


def test_projects_whose_owner_blocked_the_account_are_to_be_telephoned(harness: UsecaseHarness) -> None:
    assert not has(harness, "เตือนทาง LINE ไม่ถึง")
    harness.hear("U1", Unfollowed)
    assert value(harness, "เตือนทาง LINE ไม่ถึง 2 โครงการ") == "ที่ 4, 11 · โทรหาผู้รับผิดชอบ"


def test_a_project_whose_other_owner_is_reached_is_not_out_of_reach(harness: UsecaseHarness) -> None:
    harness.hear("U1", Unfollowed)
    harness.enrolled("U4", "วิชัย", projects="4")
    assert value(harness, "เตือนทาง LINE ไม่ถึง 1 โครงการ") == "ที่ 11 · โทรหาผู้รับผิดชอบ"


def test_who_never_enrolled_is_out_of_reach_too(harness: UsecaseHarness) -> None:
    with harness.storage.office(OFFICE).work() as work:
        person = Person(id_of("not enrolled"), "วิชัย", "owner")
        work.people.save(person)
        work.plan.save(2564, [*work.plan.projects(2564), Project(20, "ใหม่", 100, id=project_id(20))])
        work.people.assign(person.id, 2564, [project_id(20)])
        work.commit()
    assert value(harness, "เตือนทาง LINE ไม่ถึง 1 โครงการ").startswith("ที่ 20 ")


def test_reminders_held_back_for_want_of_messages_are_counted(harness: UsecaseHarness) -> None:
    harness.messenger.month = Allowance(300, 299)
    harness.now = at(22, 9)
    harness.tick()
    assert value(harness, "งดเตือนไว้ 2 คน").startswith("ข้อความของเดือนเหลือ 0 ")


def test_the_summary_of_its_hour_tells_what_is_held_back(harness: UsecaseHarness) -> None:
    change(harness, reminders=ReminderPolicy(reserve=0))
    harness.messenger.month, harness.now = Allowance(300, 296), at(22)
    harness.tick()
    harness.messenger.month, harness.now = Allowance(300, 297), at(22, 16)
    (call,) = harness.tick()
    assert "งดเตือนไว้ 2 คน: ข้อความของเดือนเหลือ 3 " in call.text


def test_what_may_be_sent_is_not_called_held_back(harness: UsecaseHarness) -> None:
    assert not has(harness, "งดเตือนไว้")
    with harness.storage.office(OFFICE).work() as work:
        work.quota.save(Quota("2021-03", harness.now, most=300, used=200))
        work.commit()
    assert not has(harness, "งดเตือนไว้")


# Large offices, and forms that ask otherwise


@pytest.mark.parametrize("groups", [15, 60])
def test_sixty_projects_fit_whatever_the_groups(harness: UsecaseHarness, groups: int) -> None:
    name = "กลุ่มส่งเสริมการศึกษาทางไกล เทคโนโลยีสารสนเทศและการสื่อสาร"
    with harness.storage.office(OFFICE).work() as work:
        work.plan.save(2564, [Project(no, name, no * 100, group=f"{no % groups} {name}") for no in range(1, 61)])
        work.commit()
    assert check([*render([told(harness)])]) == []
    assert told(harness).tables[-1].label.startswith("กลุ่ม")


def test_a_form_that_asks_for_no_status_has_a_summary_without_one(harness: UsecaseHarness) -> None:
    change(harness, form="every-quarter")
    keep(harness, 8, 1, {"spent_q1": 0, "spent_q2": 100, "results_q1": "-"})
    assert [table.label for table in told(harness).tables] == ["กลุ่ม (ส่งแล้ว/ทั้งหมด · ร้อยละที่เบิกจ่าย)"]
    assert check([*render([told(harness)])]) == []


def test_a_new_round_does_not_compare_with_the_summary_of_the_one_before(harness: UsecaseHarness) -> None:
    to_group(harness, 25)
    assert has(harness, "ตั้งแต่สรุปครั้งก่อน")
    with harness.storage.office(OFFICE).work() as work:
        work.rounds.save(Round("2564-9m", 2564, (3,), date(2021, 3, 26), date(2021, 6, 25)))
        work.commit()
    harness.now = at(29)
    assert not has(harness, "ตั้งแต่สรุปครั้งก่อน")
