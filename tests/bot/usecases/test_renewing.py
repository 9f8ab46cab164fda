"""Reminders that could not go at once: carried later they say what is owed then, or nothing. On both databases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.usecases.ports import Outcome
from bot.usecases.ticking import tick as tick_all
from storage.outbox import SUPERSEDED
from tests.support.desk import OFFICE, ROUND, Call, Desk, open_desk
from tests.support.identity import project_id
from tests.support.march import at, enrol_director, report, send_back, settle, tick, two_owners

REFUSED = Outcome("rate", "429")
DOWN = Outcome("unavailable", "503")
LOST = Outcome("unknown", "ReadTimeoutError")


@pytest.fixture
def desk(tmp_path: Path, database_url: str) -> Iterator[Desk]:
    with open_desk(tmp_path, url=database_url) as desk:
        two_owners(desk)
        tick(desk, 15)
        yield desk


def due_and_refused(desk: Desk, day: int, hour: int = 9, minute: int = 0, outcome: Outcome = REFUSED) -> None:
    desk.messenger.next_outcomes = [outcome] * 3
    assert tick(desk, day, hour, minute) == []
    desk.messenger.next_outcomes = []


def carried(desk: Desk) -> dict[str, Call]:
    """Who hears what once LINE is back."""
    before = len(desk.messenger.accepted)
    desk.postman.deliver_all()
    return {call.to: call for call in desk.messenger.accepted[before:]}


def errors(desk: Desk) -> list[str]:
    return [failure.error for failure in desk.storage.outbox.failures(OFFICE)]


def test_who_has_reported_meanwhile_hears_nothing(desk: Desk) -> None:
    due_and_refused(desk, 22)
    report(desk, "U2", 8)
    desk.wait(minutes=5)
    assert [*carried(desk)] == ["U1"]
    assert errors(desk) == [SUPERSEDED]


def test_nobody_hears_of_a_round_closed_meanwhile(desk: Desk) -> None:
    due_and_refused(desk, 22)
    with desk.storage.office(OFFICE).work() as work:
        work.rounds.close(ROUND.id, desk.now)
        work.commit()
    desk.wait(minutes=5)
    assert carried(desk) == {}
    assert errors(desk) == [SUPERSEDED] * 2


def test_what_was_reported_meanwhile_is_not_asked_for(desk: Desk) -> None:
    due_and_refused(desk, 22)
    report(desk, "U1", 4)
    desk.wait(minutes=5)
    text = carried(desk)["U1"].text
    assert "ยังไม่ได้รายงาน 1 จาก 2 โครงการ" in text
    assert ("ที่ 11" in text, "ที่ 4" in text) == (True, False)


def test_the_next_morning_the_days_are_counted_anew(desk: Desk) -> None:
    due_and_refused(desk, 22, 17, 59)
    desk.now = at(23, 8)
    assert all("เหลืออีก 2 วัน" in call.text for call in carried(desk).values())


def test_what_was_held_overnight_is_said_anew_in_the_morning(desk: Desk) -> None:
    desk.now = at(22, 17, 59)
    tick_all(desk.ports, desk.now)
    desk.now = at(22, 18, 30)
    assert carried(desk) == {}
    desk.now = at(23, 8)
    assert ["เหลืออีก 2 วัน" in call.text for call in carried(desk).values()] == [True, True]


@pytest.mark.parametrize("outcome", [DOWN, LOST])
def test_what_line_may_have_taken_is_repeated_with_its_key_and_in_its_words(desk: Desk, outcome: Outcome) -> None:
    """LINE's rule for a retry key: the same body."""
    due_and_refused(desk, 22, 17, 59, outcome)
    report(desk, "U1", 4)
    desk.now = at(23, 8)
    desk.postman.deliver_all()
    _, unsure, repeated = [call for call in desk.messenger.tried if call.to == "U1" and call.key]
    assert unsure == repeated


@pytest.mark.parametrize("outcome", [DOWN, LOST])
def test_what_was_said_anew_and_line_may_have_taken_is_repeated_in_those_words(desk: Desk, outcome: Outcome) -> None:
    due_and_refused(desk, 22)
    report(desk, "U1", 4)
    desk.wait(minutes=5)
    desk.messenger.next_outcomes = [outcome] * 2
    assert carried(desk) == {}
    desk.wait(minutes=5)
    desk.postman.deliver_all()
    first, unsure, repeated = [call for call in desk.messenger.tried if call.to == "U1" and call.key][-3:]
    assert first != unsure
    assert unsure == repeated


@pytest.mark.parametrize("outcome", [DOWN, LOST])
def test_a_refusal_after_it_does_not_tell_what_became_of_an_unsure_attempt(desk: Desk, outcome: Outcome) -> None:
    due_and_refused(desk, 22, outcome=outcome)
    desk.messenger.next_outcomes = [REFUSED] * 2
    desk.wait(seconds=5)
    assert carried(desk) == {}
    report(desk, "U1", 4)
    desk.wait(minutes=5)
    desk.postman.deliver_all()
    _, unsure, refused, repeated = [call for call in desk.messenger.tried if call.to == "U1" and call.key]
    assert unsure == refused == repeated


@pytest.mark.parametrize("outcome", [DOWN, LOST])
def test_what_line_may_have_taken_is_not_repeated_to_who_has_reported(desk: Desk, outcome: Outcome) -> None:
    due_and_refused(desk, 22, outcome=outcome)
    report(desk, "U2", 8)
    desk.wait(minutes=5)
    assert [*carried(desk)] == ["U1"]


def test_what_waited_long_for_its_turn_is_renewed_too(desk: Desk) -> None:
    desk.now = at(22)
    tick_all(desk.ports, desk.now)
    with desk.storage.office(OFFICE).work() as work:
        work.people.assign(
            next(one.id for one in work.people.all() if one.name == "สมชาย"), 2564, [project_id(8), project_id(11)]
        )
        work.commit()
    desk.wait(minutes=11)
    assert "ยังไม่ได้รายงาน 2 จาก 2 โครงการ" in carried(desk)["U2"].text


def test_what_waits_for_its_turn_a_moment_goes_as_it_is(desk: Desk) -> None:
    desk.now = at(22)
    tick_all(desk.ports, desk.now)
    desk.ports = replace(desk.ports, render=lambda _: pytest.fail("it was drawn again"))
    desk.postman._ports = desk.ports
    desk.wait(minutes=9)
    assert sorted(carried(desk)) == ["U1", "U2"]


def test_on_the_weekend_nobody_is_written_to_and_monday_speaks_for_itself(desk: Desk) -> None:
    settle(desk, days_before=(6, 3))
    due_and_refused(desk, 19, 17, 59)
    desk.now = at(20, 8)
    assert carried(desk) == {}
    desk.now = at(22, 8)
    assert carried(desk) == {}
    calls = tick(desk, 22)
    assert sorted(call.to for call in calls) == ["U1", "U2"]
    assert all("เหลืออีก 3 วัน" in call.text for call in calls)


def test_a_report_sent_back_and_corrected_meanwhile_is_not_asked_for(desk: Desk) -> None:
    desk.now = at(16)
    report(desk, "U2", 8)
    send_back(desk, 8)
    due_and_refused(desk, 16, 10)
    desk.say("U2", "แก้ 8", "2", "200", "ข้าม", "ยืนยัน")
    desk.wait(minutes=5)
    assert carried(desk) == {}
    assert errors(desk) == [SUPERSEDED]


def test_a_report_sent_back_is_told_late_with_todays_count(desk: Desk) -> None:
    desk.now = at(16)
    report(desk, "U2", 8)
    send_back(desk, 8)
    due_and_refused(desk, 16, 17, 59)
    desk.now = at(17, 8)
    text = carried(desk)["U2"].text
    assert ("ส่งกลับให้แก้" in text, "เหลืออีก 8 วัน" in text) == (True, True)


def test_an_opening_told_late_is_still_the_opening(tmp_path: Path) -> None:
    with open_desk(tmp_path) as desk:
        desk.now = at(12)
        desk.enrolled("U1", "นิดา", projects="4,11")
        due_and_refused(desk, 15)
        report(desk, "U1", 4)
        desk.wait(minutes=5)
        text = carried(desk)["U1"].text
    assert ("เปิดรอบรายงาน" in text, "ที่ 11" in text, "ที่ 4" in text) == (True, True, False)


@pytest.mark.parametrize(("reported", "heard"), [((8,), ["ที่ 4, 11"]), ((4, 8, 11), [])])
def test_a_director_hears_late_of_who_is_missing_then(desk: Desk, reported: tuple[int, ...], heard: list[str]) -> None:
    settle(desk, escalate_after=1, overdue_days=())
    enrol_director(desk, "U9", "")
    due_and_refused(desk, 26)
    for no in reported:
        report(desk, "U2" if no == 8 else "U1", no)
    desk.wait(minutes=5)
    texts = [call.text for call in carried(desk).values() if call.to == "U9"]
    assert len(texts) == len(heard)
    assert all(numbers in text for text, numbers in zip(texts, heard, strict=True))
