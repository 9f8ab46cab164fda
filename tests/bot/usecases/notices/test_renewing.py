"""Reminders that could not go at once: carried later they say what is owed then, or nothing. On both databases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.usecases.notices.ticking import tick as tick_all
from bot.usecases.ports import Outcome, Verdict
from tests.support.identity import project_id
from tests.support.reminder_harness import at, enrol_director, enrol_two_owners, report, send_back, settle, tick
from tests.support.usecase_harness import OFFICE, ROUND, Call, UsecaseHarness, open_harness

REFUSED = Outcome(Verdict.RATE, "429")
DOWN = Outcome(Verdict.UNAVAILABLE, "503")
LOST = Outcome(Verdict.UNKNOWN, "ReadTimeoutError")


@pytest.fixture
def harness(tmp_path: Path, database_url: str) -> Iterator[UsecaseHarness]:
    with open_harness(tmp_path, url=database_url) as harness:
        enrol_two_owners(harness)
        tick(harness, 15)
        yield harness


def due_and_refused(
    harness: UsecaseHarness, day: int, hour: int = 9, minute: int = 0, outcome: Outcome = REFUSED
) -> None:
    harness.messenger.next_outcomes = [outcome] * 3
    assert tick(harness, day, hour, minute) == []
    harness.messenger.next_outcomes = []


def carried(harness: UsecaseHarness) -> dict[str, Call]:
    """Who hears what once LINE is back."""
    before = len(harness.messenger.accepted)
    harness.postman.deliver_all()
    return {call.to: call for call in harness.messenger.accepted[before:]}


def errors(harness: UsecaseHarness) -> list[str]:
    return [str(failure.last) for failure in harness.storage.outbox.failures(OFFICE)]


def test_who_has_reported_meanwhile_hears_nothing(harness: UsecaseHarness) -> None:
    due_and_refused(harness, 22)
    report(harness, "U2", 8)
    harness.wait(minutes=5)
    assert [*carried(harness)] == ["U1"]
    assert errors(harness) == ["superseded"]


def test_nobody_hears_of_a_round_closed_meanwhile(harness: UsecaseHarness) -> None:
    due_and_refused(harness, 22)
    with harness.storage.office(OFFICE).work() as work:
        work.rounds.close(ROUND.id, harness.now)
        work.commit()
    harness.wait(minutes=5)
    assert carried(harness) == {}
    assert errors(harness) == ["superseded"] * 2


def test_what_was_reported_meanwhile_is_not_asked_for(harness: UsecaseHarness) -> None:
    due_and_refused(harness, 22)
    report(harness, "U1", 4)
    harness.wait(minutes=5)
    text = carried(harness)["U1"].text
    assert "ยังไม่ได้รายงาน 1 จาก 2 โครงการ" in text
    assert ("ที่ 11" in text, "ที่ 4" in text) == (True, False)


def test_the_next_morning_the_days_are_counted_anew(harness: UsecaseHarness) -> None:
    due_and_refused(harness, 22, 17, 59)
    harness.now = at(23, 8)
    assert all("เหลืออีก 2 วัน" in call.text for call in carried(harness).values())


def test_what_was_held_overnight_is_said_anew_in_the_morning(harness: UsecaseHarness) -> None:
    harness.now = at(22, 17, 59)
    tick_all(harness.ports, harness.now)
    harness.now = at(22, 18, 30)
    assert carried(harness) == {}
    harness.now = at(23, 8)
    assert ["เหลืออีก 2 วัน" in call.text for call in carried(harness).values()] == [True, True]


@pytest.mark.parametrize("outcome", [DOWN, LOST])
def test_what_line_may_have_taken_is_repeated_with_its_key_and_in_its_words(
    harness: UsecaseHarness, outcome: Outcome
) -> None:
    """LINE's rule for a retry key: the same body."""
    due_and_refused(harness, 22, 17, 59, outcome)
    report(harness, "U1", 4)
    harness.now = at(23, 8)
    harness.postman.deliver_all()
    _, unsure, repeated = [call for call in harness.messenger.tried if call.to == "U1" and call.key]
    assert unsure == repeated


@pytest.mark.parametrize("outcome", [DOWN, LOST])
def test_what_was_said_anew_and_line_may_have_taken_is_repeated_in_those_words(
    harness: UsecaseHarness, outcome: Outcome
) -> None:
    due_and_refused(harness, 22)
    report(harness, "U1", 4)
    harness.wait(minutes=5)
    harness.messenger.next_outcomes = [outcome] * 2
    assert carried(harness) == {}
    harness.wait(minutes=5)
    harness.postman.deliver_all()
    first, unsure, repeated = [call for call in harness.messenger.tried if call.to == "U1" and call.key][-3:]
    assert first != unsure
    assert unsure == repeated


@pytest.mark.parametrize("outcome", [DOWN, LOST])
def test_a_refusal_after_it_does_not_tell_what_became_of_an_unsure_attempt(
    harness: UsecaseHarness, outcome: Outcome
) -> None:
    due_and_refused(harness, 22, outcome=outcome)
    harness.messenger.next_outcomes = [REFUSED] * 2
    harness.wait(seconds=5)
    assert carried(harness) == {}
    report(harness, "U1", 4)
    harness.wait(minutes=5)
    harness.postman.deliver_all()
    _, unsure, refused, repeated = [call for call in harness.messenger.tried if call.to == "U1" and call.key]
    assert unsure == refused == repeated


@pytest.mark.parametrize("outcome", [DOWN, LOST])
def test_what_line_may_have_taken_is_not_repeated_to_who_has_reported(
    harness: UsecaseHarness, outcome: Outcome
) -> None:
    due_and_refused(harness, 22, outcome=outcome)
    report(harness, "U2", 8)
    harness.wait(minutes=5)
    assert [*carried(harness)] == ["U1"]


def test_what_waited_long_for_its_turn_is_renewed_too(harness: UsecaseHarness) -> None:
    harness.now = at(22)
    tick_all(harness.ports, harness.now)
    with harness.storage.office(OFFICE).work() as work:
        work.people.assign(
            next(one.id for one in work.people.all() if one.name == "สมชาย"), 2564, [project_id(8), project_id(11)]
        )
        work.commit()
    harness.wait(minutes=11)
    assert "ยังไม่ได้รายงาน 2 จาก 2 โครงการ" in carried(harness)["U2"].text


def test_what_waits_for_its_turn_a_moment_goes_as_it_is(harness: UsecaseHarness) -> None:
    harness.now = at(22)
    tick_all(harness.ports, harness.now)
    harness.ports = replace(harness.ports, render=lambda _: pytest.fail("it was drawn again"))
    harness.postman._ports = harness.ports
    harness.wait(minutes=9)
    assert sorted(carried(harness)) == ["U1", "U2"]


def test_on_the_weekend_nobody_is_written_to_and_monday_speaks_for_itself(harness: UsecaseHarness) -> None:
    settle(harness, days_before=(6, 3))
    due_and_refused(harness, 19, 17, 59)
    harness.now = at(20, 8)
    assert carried(harness) == {}
    harness.now = at(22, 8)
    assert carried(harness) == {}
    calls = tick(harness, 22)
    assert sorted(call.to for call in calls) == ["U1", "U2"]
    assert all("เหลืออีก 3 วัน" in call.text for call in calls)


def test_a_report_sent_back_and_corrected_meanwhile_is_not_asked_for(harness: UsecaseHarness) -> None:
    harness.now = at(16)
    report(harness, "U2", 8)
    send_back(harness, 8)
    due_and_refused(harness, 16, 10)
    harness.say("U2", "แก้ 8", "2", "200", "ข้าม", "ยืนยัน")
    harness.wait(minutes=5)
    assert carried(harness) == {}
    assert errors(harness) == ["superseded"]


def test_a_report_sent_back_is_told_late_with_todays_count(harness: UsecaseHarness) -> None:
    harness.now = at(16)
    report(harness, "U2", 8)
    send_back(harness, 8)
    due_and_refused(harness, 16, 17, 59)
    harness.now = at(17, 8)
    text = carried(harness)["U2"].text
    assert ("ส่งกลับให้แก้" in text, "เหลืออีก 8 วัน" in text) == (True, True)


def test_an_opening_told_late_is_still_the_opening(tmp_path: Path) -> None:
    with open_harness(tmp_path) as harness:
        harness.now = at(12)
        harness.enrolled("U1", "นิดา", projects="4,11")
        due_and_refused(harness, 15)
        report(harness, "U1", 4)
        harness.wait(minutes=5)
        text = carried(harness)["U1"].text
    assert ("เปิดรอบรายงาน" in text, "ที่ 11" in text, "ที่ 4" in text) == (True, True, False)


@pytest.mark.parametrize(("reported", "heard"), [((8,), ["ที่ 4, 11"]), ((4, 8, 11), [])])
def test_a_director_hears_late_of_who_is_missing_then(
    harness: UsecaseHarness, reported: tuple[int, ...], heard: list[str]
) -> None:
    settle(harness, escalate_after=1, overdue_days=())
    enrol_director(harness, "U9", "")
    due_and_refused(harness, 26)
    for no in reported:
        report(harness, "U2" if no == 8 else "U1", no)
    harness.wait(minutes=5)
    texts = [call.text for call in carried(harness).values() if call.to == "U9"]
    assert len(texts) == len(heard)
    assert all(numbers in text for text, numbers in zip(texts, heard, strict=True))
