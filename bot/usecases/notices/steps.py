"""When a round speaks of its own accord. Pure: dates, policy and now in; the step that is due out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from messages.thai.calendar import is_working_day, working_day_on_or_after, working_day_on_or_before
from messages.thai.dates import BANGKOK, bangkok_day
from storage.records import Office, ReminderPolicy, Round, SummaryPolicy

OPENING = "open"
BEFORE = "before-"
OVERDUE = "overdue-"
ESCALATION = "escalate-"
SUMMARY = "summary-"
SUMMARY_OVERDUE = f"{SUMMARY}overdue-"
GRACE = timedelta(days=3)
"""How long the last step of a round may still go out after its moment; an older one is history, not news."""
_A_DAY = timedelta(days=1)


def dated(name: str, day: date) -> str:
    """The ledger's key of a step: its name and the date it hangs on."""
    return f"{name}-{day.isoformat()}"


@dataclass(frozen=True, slots=True)
class StepAt:
    """A step, the date it hangs on, and its moment.

    The date is what the office set (the deadline; the opening day for the opening), not the working day the step falls
    on: a moved deadline brings new steps, a holiday added later does not.
    """

    name: str
    of: date
    at: datetime

    @property
    def key(self) -> str:
        """What the ledger knows it by."""
        return dated(self.name, self.of)


def reminder_steps(round_: Round, policy: ReminderPolicy) -> tuple[StepAt, ...]:
    """open, before-7 … before-0, overdue-1 …, in order of time, on working days at `send_at`.

    Days before the deadline move to the working day before, the opening and overdue days to the one after. Of two
    steps that fall on one day the later step is kept: one message a person and day.
    """
    rests = frozenset(policy.holidays)
    named = [(OPENING, working_day_on_or_after(round_.opens, rests))]
    for days in sorted(policy.days_before, reverse=True):
        named.append((f"{BEFORE}{days}", working_day_on_or_before(round_.deadline - timedelta(days=days), rests)))
    for days in sorted(policy.overdue_days):
        named.append((f"{OVERDUE}{days}", working_day_on_or_after(round_.deadline + timedelta(days=days), rests)))
    return _at(named, policy.send_at, round_)


def summary_steps(round_: Round, policy: SummaryPolicy, holidays: tuple[date, ...] = ()) -> tuple[StepAt, ...]:
    """summary-3 … summary-0, summary-overdue-1 …, on working days at `send_at`."""
    rests = frozenset(holidays)
    named = [
        (f"{SUMMARY}{days}", working_day_on_or_before(round_.deadline - timedelta(days=days), rests))
        for days in sorted(policy.days_before, reverse=True)
    ]
    named += [
        (f"{SUMMARY_OVERDUE}{days}", working_day_on_or_after(round_.deadline + timedelta(days=days), rests))
        for days in sorted(policy.overdue_days)
    ]
    return _at(named, policy.send_at, round_)


def escalation_steps(round_: Round, policy: ReminderPolicy) -> tuple[StepAt, ...]:
    """The one day on which directors hear who is missing; none where the office did not ask for it."""
    if policy.escalate_after is None:
        return ()
    day = working_day_on_or_after(round_.deadline + timedelta(days=policy.escalate_after), frozenset(policy.holidays))
    return _at([(f"{ESCALATION}{policy.escalate_after}", day)], policy.send_at, round_)


def steps_of(round_: Round, office: Office) -> tuple[StepAt, ...]:
    """Every step of the round, to whomever, in order of time: the moments whoever looks ahead has to look at."""
    steps = (
        *reminder_steps(round_, office.reminders),
        *escalation_steps(round_, office.reminders),
        *summary_steps(round_, office.summary, office.reminders.holidays),
    )
    return tuple(sorted(steps, key=lambda step: step.at))


def last_call(steps: Sequence[StepAt]) -> StepAt | None:
    """The last reminder that still comes in time: the one that must never fail for want of messages."""
    return next((step for step in reversed(steps) if step.name.startswith(BEFORE)), None)


def last_summary_before(steps: Sequence[StepAt]) -> StepAt | None:
    """The last summary that comes while there is time to send."""
    return next((step for step in reversed(steps) if not step.name.startswith(SUMMARY_OVERDUE)), None)


def _at(named: list[tuple[str, date]], send_at: time, round_: Round) -> tuple[StepAt, ...]:
    by_day = {day: name for name, day in named if day >= round_.opens}
    return tuple(
        StepAt(
            name,
            round_.opens if name == OPENING else round_.deadline,
            datetime.combine(day, send_at, tzinfo=BANGKOK),
        )
        for day, name in sorted(by_day.items())
    )


def step_due(steps: tuple[StepAt, ...], now: datetime) -> StepAt | None:
    """The newest step whose moment has come: after an outage the older ones are never caught up with."""
    reached = [step for step in steps if step.at <= now]
    if not reached:
        return None
    newest = reached[-1]
    is_last = newest is steps[-1]
    return None if is_last and now > newest.at + GRACE else newest


def may_send(policy: ReminderPolicy, now: datetime) -> bool:
    """Whether people may be written to of our own accord: on working days, outside the quiet hours."""
    here = now.astimezone(BANGKOK)
    return is_working_day(here.date(), frozenset(policy.holidays)) and not is_quiet(policy, here.time())


def is_quiet(policy: ReminderPolicy, moment: time) -> bool:
    """Whether the time of day (Bangkok) is in the quiet hours; their end is not."""
    if policy.quiet is None:
        return False
    begins, ends = policy.quiet
    return begins <= moment < ends if begins <= ends else not ends <= moment < begins


def next_send_time(policy: ReminderPolicy, now: datetime) -> datetime:
    """`now`, or the first moment after it at which people may be written to."""
    awake = _quiet_ends(policy, now)
    day = bangkok_day(awake)
    working_day = working_day_on_or_after(day, frozenset(policy.holidays))
    if working_day == day:
        return awake
    return _quiet_ends(policy, datetime.combine(working_day, time(0), tzinfo=BANGKOK))


def _quiet_ends(policy: ReminderPolicy, now: datetime) -> datetime:
    """`now`, or the end of the quiet hours it falls in."""
    here = now.astimezone(BANGKOK)
    if policy.quiet is None or not is_quiet(policy, here.time()):
        return now
    ends = policy.quiet[1]
    return datetime.combine(here.date() if here.time() < ends else here.date() + _A_DAY, ends, tzinfo=BANGKOK)


def next_morning(policy: ReminderPolicy, now: datetime) -> datetime:
    """The hour of reminders on the next working day after today."""
    tomorrow = now.astimezone(BANGKOK).date() + _A_DAY
    return morning_of(policy, working_day_on_or_after(tomorrow, frozenset(policy.holidays)))


def morning_of(policy: ReminderPolicy, day: date) -> datetime:
    """The hour of reminders on `day`."""
    return datetime.combine(day, policy.send_at, tzinfo=BANGKOK)
