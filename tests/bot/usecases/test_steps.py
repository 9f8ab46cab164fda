"""When a round speaks of its own accord."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot.usecases.steps import reminder_steps, step_due, summary_steps
from messages.thai.dates import BANGKOK
from storage.records import ReminderPolicy, Round, SummaryPolicy

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
    ]
