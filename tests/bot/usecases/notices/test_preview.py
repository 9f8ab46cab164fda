"""What a round would still say, and what that costs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.usecases.notices.preview import Preview, preview
from storage.vocabulary import SubmissionState
from tests.support.identity import project_id
from tests.support.usecase_harness import OFFICE, ROUND, UsecaseHarness


@pytest.fixture(autouse=True)
def staffed(harness: UsecaseHarness) -> None:
    """Two owners, one who never enrolled, and a planner whose group is bound."""
    harness.now = at(12)
    harness.enrolled("U1", "นิดา", projects="4,11")
    harness.enrolled("U2", "สมชาย", projects="8")
    harness.code("มาลี", projects="8")
    harness.enrolled("U3", "พรทิพย์", role="planner")
    code = harness.say("U3", "ผูกกลุ่ม").partition("รหัสผูกกลุ่ม ")[2].split()[0]
    harness.say("U3", f"ผูกกลุ่ม {code}", group="C1")


def at(day: int, hour: int = 9) -> datetime:
    """A moment of March 2021 in Bangkok."""
    return datetime(2021, 3, day, hour, tzinfo=UTC) - timedelta(hours=7)


def shown(harness: UsecaseHarness) -> Preview:
    with harness.storage.office(OFFICE).reading() as work:
        office, round_ = work.office.load(), work.rounds.get(ROUND.id)
        assert office
        assert round_
        return preview(work, office, round_, harness.now)


def kinds(found: Preview) -> list[tuple[int, str, int]]:
    return [(one.at.day, one.kind, one.messages) for one in found.planned]


def test_everything_to_come_is_shown_with_its_day_and_its_cost(harness: UsecaseHarness) -> None:
    assert kinds(shown(harness)) == [
        (15, "opening", 2),
        (18, "reminder", 2),
        (22, "reminder", 2),
        (22, "summary", 25),
        (24, "reminder", 2),
        (24, "summary", 25),
        (25, "reminder", 2),
        (25, "summary", 25),
        (26, "reminder", 2),
        (26, "summary", 25),
        (29, "reminder", 2),
        (29, "summary", 25),
        (1, "summary", 25),
    ]


def test_the_months_cost_is_the_sum_of_it(harness: UsecaseHarness) -> None:
    assert shown(harness).months == {"2021-03": 139, "2021-04": 25}


def test_people_are_named_and_those_out_of_reach_apart(harness: UsecaseHarness) -> None:
    found = shown(harness)
    assert found.planned[0].people == ("นิดา", "สมชาย")
    assert found.out_of_reach == ("มาลี",)


def test_what_was_said_already_is_not_shown(harness: UsecaseHarness) -> None:
    harness.now = at(22, 16)
    harness.tick()
    assert [day for day, _, _ in kinds(shown(harness))] == [24, 24, 25, 25, 26, 26, 29, 29, 1]


def test_who_has_reported_would_hear_nothing(harness: UsecaseHarness) -> None:
    harness.now = at(15)
    harness.tick()
    harness.say("U2", "รายงาน 8", "2", "100", "ข้าม", "ยืนยัน")
    assert {name for one in shown(harness).planned for name in one.people} == {"นิดา"}


def test_a_preview_says_nothing_to_anybody(harness: UsecaseHarness) -> None:
    shown(harness)
    harness.now = at(15)
    assert len(harness.tick()) == 2


def test_a_reminder_put_off_is_shown(harness: UsecaseHarness) -> None:
    harness.now = at(18)
    harness.tick()
    harness.say("U2", "เตือนพรุ่งนี้")
    assert kinds(shown(harness))[0] == (19, "reminder", 1)


def test_a_closed_round_says_nothing_more(harness: UsecaseHarness) -> None:
    with harness.storage.office(OFFICE).work() as work:
        work.rounds.close(ROUND.id, harness.now)
        work.commit()
    assert shown(harness).planned == ()


@pytest.mark.parametrize(("day", "hour"), [(19, 19), (20, 10), (21, 23)])
def test_on_days_off_what_is_left_over_is_shown_on_the_next_working_day(
    harness: UsecaseHarness, day: int, hour: int
) -> None:
    harness.now = at(day, hour)
    assert kinds(shown(harness))[0] == (22, "reminder", 2)


def test_a_reminder_asked_for_this_morning_is_shown(harness: UsecaseHarness) -> None:
    harness.now = at(15)
    harness.tick()
    harness.say("U2", "เตือนพรุ่งนี้")
    harness.now = at(16, 8)
    first = shown(harness).planned[0]
    assert (first.at, first.people, first.messages) == (at(16), ("สมชาย",), 1)


def test_what_goes_to_one_person_together_costs_one_message(harness: UsecaseHarness) -> None:
    harness.now = at(15)
    harness.tick()
    harness.say("U2", "รายงาน 8", "2", "100", "ข้าม", "ยืนยัน")
    with harness.storage.office(OFFICE).work() as work:
        sent = work.submissions.latest_of(ROUND.id, project_id(8))
        assert sent
        work.submissions.set_state(sent.id, SubmissionState.RETURNED)
        work.commit()
    harness.now = at(18, 7)
    together = [one for one in shown(harness).planned if one.at == at(18, 8)]
    assert [(one.kind, one.messages) for one in together] == [("returned", 1)]
    harness.now = at(18)
    at_nine = [one for one in shown(harness).planned if one.at == at(18)]
    assert sorted((one.kind, one.messages) for one in at_nine) == [("reminder", 2), ("returned", 0)]
    spent = len({call.to for call in harness.tick()})
    assert spent == 2
