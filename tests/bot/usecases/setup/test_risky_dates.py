"""A deadline that would speak at once says to how many."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.usecases.setup.office_file import OfficeFile
from bot.usecases.setup.risky_dates import risks
from tests.support.reminder_harness import at, enrol_two_owners, report
from tests.support.usecase_harness import OFFICE, ROUND, UsecaseHarness


def risky(harness: UsecaseHarness, deadline: date, round_id: str = ROUND.id) -> tuple[str, ...]:
    with harness.storage.office(OFFICE).reading() as work:
        office = work.office.load()
        assert office
        return risks(work, OfficeFile(office, None, (replace(ROUND, id=round_id, deadline=deadline),)), harness.now)


def test_who_would_hear_at_once_is_counted(harness: UsecaseHarness) -> None:
    enrol_two_owners(harness)
    harness.code("มาลี", projects="11")
    harness.now = at(20)
    (line,) = risky(harness, date(2021, 3, 19))
    assert "ผู้รับผิดชอบ 2 คน" in line
    report(harness, "U2", 8)
    (line,) = risky(harness, date(2021, 3, 19))
    assert "ผู้รับผิดชอบ 1 คน" in line


def test_the_deadlines_own_day_is_not_past(harness: UsecaseHarness) -> None:
    harness.now = at(20, 23)
    assert risky(harness, date(2021, 3, 20)) == ()


def test_a_new_round_that_is_past_is_asked_about_where_somebody_would_hear_of_it(harness: UsecaseHarness) -> None:
    enrol_two_owners(harness)
    harness.now = at(20)
    (line,) = risky(harness, date(2021, 3, 19), "2564-9m")
    assert "ผู้รับผิดชอบ 2 คน" in line


def test_a_new_round_that_is_past_is_not_asked_about_where_nobody_has_enrolled(harness: UsecaseHarness) -> None:
    harness.code("มาลี", projects="11")
    harness.now = at(20)
    assert risky(harness, date(2021, 3, 19), "2564-9m") == ()
