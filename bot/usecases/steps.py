"""When a round speaks of its own accord. Pure: dates, policy and now in; the step that is due out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from messages.thai.calendar import working_day_on_or_after, working_day_on_or_before
from messages.thai.dates import BANGKOK
from storage.records import ReminderPolicy, Round, SummaryPolicy

OPENING = "open"
KEEPS = timedelta(days=3)
"""How long the last step of a round may still go out after its moment; an older one is history, not news."""


@dataclass(frozen=True, slots=True)
class StepAt:
    """A step's name (the ledger's key) and its moment."""

    name: str
    at: datetime


def reminder_steps(round_: Round, policy: ReminderPolicy) -> tuple[StepAt, ...]:
    """open, before-7 … before-0, overdue-1 …, in order of time, on working days at `send_at`.

    Days before the deadline move to the working day before, the opening and overdue days to the one after. Of two
    steps that fall on one day the later step is kept: one message a person and day.
    """
    named = [(OPENING, working_day_on_or_after(round_.opens))]
    for days in sorted(policy.days_before, reverse=True):
        named.append((f"before-{days}", working_day_on_or_before(round_.deadline - timedelta(days=days))))
    for days in sorted(policy.overdue_days):
        named.append((f"overdue-{days}", working_day_on_or_after(round_.deadline + timedelta(days=days))))
    return _at(named, policy.send_at, round_)


def summary_steps(round_: Round, policy: SummaryPolicy) -> tuple[StepAt, ...]:
    """summary-3 … summary-0, on working days at `send_at`."""
    named = [
        (f"summary-{days}", working_day_on_or_before(round_.deadline - timedelta(days=days)))
        for days in sorted(policy.days_before, reverse=True)
    ]
    return _at(named, policy.send_at, round_)


def _at(named: list[tuple[str, date]], send_at: time, round_: Round) -> tuple[StepAt, ...]:
    by_day = {day: name for name, day in named if day >= round_.opens}
    return tuple(StepAt(name, datetime.combine(day, send_at, tzinfo=BANGKOK)) for day, name in sorted(by_day.items()))


def step_due(steps: tuple[StepAt, ...], now: datetime) -> StepAt | None:
    """The newest step whose moment has come: after an outage the older ones are never caught up with."""
    reached = [step for step in steps if step.at <= now]
    if not reached:
        return None
    newest = reached[-1]
    is_last = newest is steps[-1]
    return None if is_last and now > newest.at + KEEPS else newest
