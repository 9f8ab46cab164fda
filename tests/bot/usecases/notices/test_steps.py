"""When a round speaks of its own accord."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from bot.usecases.notices.steps import (
    escalation_steps,
    last_call,
    may_send,
    next_send_time,
    reminder_steps,
    step_due,
    steps_of,
    summary_steps,
)
from messages.thai.dates import BANGKOK
from storage.records import Office, ReminderPolicy, Round, SummaryPolicy

ROUND = Round("r", 2564, (1, 2), date(2021, 3, 15), date(2021, 3, 25))


def at(day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(2021, 3, day, hour, minute, tzinfo=BANGKOK)


def named(steps: tuple[object, ...]) -> list[tuple[str, date]]:
    return [(step.name, step.at.date()) for step in steps]  # type: ignore[attr-defined]


def test_steps_stand_on_their_days_before_and_after_the_deadline() -> None:
    assert named(reminder_steps(ROUND, ReminderPolicy())) == [
        ("open", date(2021, 3, 15)),
        ("before-7", date(2021, 3, 18)),
        ("before-3", date(2021, 3, 22)),
        ("before-1", date(2021, 3, 24)),
        ("before-0", date(2021, 3, 25)),
        ("overdue-1", date(2021, 3, 26)),
        ("overdue-3", date(2021, 3, 29)),
    ]


def test_the_steps_of_a_round_are_everybodys_in_order_of_time() -> None:
    office = Office("o", "สำนักงาน", "สพป.", "table", reminders=ReminderPolicy(escalate_after=2))
    steps = steps_of(ROUND, office)
    assert [step.at for step in steps] == sorted(step.at for step in steps)
    assert {step.name.partition("-")[0] for step in steps} == {"open", "before", "overdue", "escalate", "summary"}


def test_a_step_on_a_weekend_moves_to_the_working_day_before() -> None:
    monday = Round("r", 2564, (1, 2), date(2021, 3, 1), date(2021, 3, 22))
    steps = dict(named(reminder_steps(monday, ReminderPolicy(days_before=(1,), overdue_days=()))))
    assert steps["before-1"] == date(2021, 3, 19)


def test_a_step_on_a_government_holiday_moves_to_the_working_day_before() -> None:
    songkran = Round("r", 2564, (1, 2), date(2021, 4, 1), date(2021, 4, 14))
    steps = dict(named(reminder_steps(songkran, ReminderPolicy(days_before=(0,), overdue_days=()))))
    assert steps["before-0"] == date(2021, 4, 9)


def test_two_steps_on_one_day_are_one_message() -> None:
    monday = Round("r", 2564, (1, 2), date(2021, 3, 1), date(2021, 3, 22))
    steps = named(reminder_steps(monday, ReminderPolicy(days_before=(3, 2, 1), overdue_days=())))
    assert steps == [("open", date(2021, 3, 1)), ("before-1", date(2021, 3, 19))]


def test_nothing_is_due_before_the_hour() -> None:
    assert step_due(reminder_steps(ROUND, ReminderPolicy()), at(15, 8, 59)) is None


def test_the_step_is_due_from_its_minute_on() -> None:
    due = step_due(reminder_steps(ROUND, ReminderPolicy()), at(15))
    assert due is not None
    assert due.name == "open"


def test_after_an_outage_only_the_newest_step_is_due() -> None:
    due = step_due(reminder_steps(ROUND, ReminderPolicy()), at(24, 11))
    assert due is not None
    assert due.name == "before-1"


def test_a_round_long_past_keeps_quiet() -> None:
    steps = reminder_steps(ROUND, ReminderPolicy())
    assert step_due(steps, steps[-1].at + timedelta(days=4)) is None


def test_no_step_stands_before_the_round_opens() -> None:
    short = Round("r", 2564, (1, 2), date(2021, 3, 23), date(2021, 3, 25))
    assert named(reminder_steps(short, ReminderPolicy()))[0] == ("open", date(2021, 3, 23))


def test_summaries_have_their_own_days_and_hour() -> None:
    steps = summary_steps(ROUND, SummaryPolicy())
    assert [(step.name, step.at) for step in steps] == [
        ("summary-3", at(22, 16)),
        ("summary-1", at(24, 16)),
        ("summary-0", at(25, 16)),
        ("summary-overdue-1", at(26, 16)),
        ("summary-overdue-3", at(29, 16)),
        ("summary-overdue-7", at(25, 16) + timedelta(days=7)),
    ]


def test_an_offices_own_holiday_moves_steps_as_a_governments_does() -> None:
    policy = ReminderPolicy(days_before=(0,), overdue_days=(1,), holidays=(date(2021, 3, 25), date(2021, 3, 26)))
    assert named(reminder_steps(ROUND, policy))[1:] == [
        ("before-0", date(2021, 3, 24)),
        ("overdue-1", date(2021, 3, 29)),
    ]


def test_summaries_move_off_the_offices_own_holidays_too() -> None:
    steps = summary_steps(ROUND, SummaryPolicy((0,), overdue_days=()), (date(2021, 3, 25),))
    assert named(steps) == [("summary-0", date(2021, 3, 24))]


def test_directors_hear_on_a_working_day_where_the_office_asks_for_it() -> None:
    assert escalation_steps(ROUND, ReminderPolicy()) == ()
    assert named(escalation_steps(ROUND, ReminderPolicy(escalate_after=2))) == [("escalate-2", date(2021, 3, 29))]


def test_the_last_call_is_the_last_reminder_that_comes_in_time() -> None:
    found = last_call(reminder_steps(ROUND, ReminderPolicy()))
    assert found is not None
    assert found.name == "before-0"
    assert last_call(reminder_steps(ROUND, ReminderPolicy(days_before=()))) is None


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (at(22, 8), at(22, 8)),
        (at(22, 17, 59), at(22, 17, 59)),
        (at(22, 18), at(23, 8)),
        (at(22, 7, 59), at(22, 8)),
        (at(22, 0), at(22, 8)),
    ],
)
def test_quiet_hours_over_midnight_end_in_the_morning(moment: datetime, expected: datetime) -> None:
    assert next_send_time(ReminderPolicy(), moment) == expected


def test_quiet_hours_at_noon_end_after_noon() -> None:
    policy = ReminderPolicy(quiet=(time(12), time(13)))
    assert next_send_time(policy, at(22, 12, 30)) == at(22, 13)
    assert next_send_time(policy, at(22, 13)) == at(22, 13)


@pytest.mark.parametrize("moment", [at(19, 18), at(20, 0), at(20, 10), at(21, 23), at(22, 7)])
def test_people_are_written_to_again_on_the_next_working_morning(moment: datetime) -> None:
    assert next_send_time(ReminderPolicy(), moment) == at(22, 8)
    assert next_send_time(ReminderPolicy(holidays=(date(2021, 3, 22),)), moment) == at(23, 8)
    assert next_send_time(ReminderPolicy(quiet=None), at(20, 10)) == at(22, 0)


def test_people_are_written_to_on_working_days_only() -> None:
    assert [may_send(ReminderPolicy(), at(day)) for day in (19, 20, 21, 22)] == [True, False, False, True]
