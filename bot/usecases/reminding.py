"""Who is reminded of what at a moment: owners of what is missing or sent back, directors of who is late.

Nobody hears of a step twice, nor of an earlier step after a later one; whoever has reported hears nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime

from bot.usecases.notices import Batch, Notice
from bot.usecases.owing import Owing, is_reachable, owing
from bot.usecases.quota import month_of
from bot.usecases.rounds import current_round
from bot.usecases.steps import (
    ESCALATION,
    OPENING,
    StepAt,
    escalation_steps,
    last_call,
    morning_of,
    next_morning,
    reminder_steps,
    step_due,
)
from messages import notices
from messages.bubbles import Bubble
from messages.lists import plain
from messages.thai.dates import bangkok_day
from storage.records import Office, Person, Round
from storage.work import Work

_RETURNED = "returned-"
_WISHED = "wished-"
"""Ledger: the person asked for a reminder on that day, and `snooze-` of that day: it was sent."""


def reminders(work: Work, office: Office, round_: Round, owed: Sequence[Owing], now: datetime) -> Iterator[Batch]:
    """What owners and directors are to hear now, of those who still owe a report."""
    reachable = [one for one in owed if is_reachable(one.person)]
    steps = reminder_steps(round_, office.reminders)
    due = step_due(steps, now)
    if due:
        told = told_since(work, round_, steps, due)
        hearing = [one for one in reachable if _hears(one, due, told, bangkok_day(now))]
        yield _of_step(due, last_call(steps), [_of_day(round_, due, one, now) for one in hearing])
    if due is None or bangkok_day(due.at) != bangkok_day(now):
        yield Batch("reminder", list(_snoozed(work, office, round_, reachable, now)))
    yield Batch("returned", list(_returned(work, round_, reachable, now)))
    yield Batch("reminder", list(_escalated(work, office, round_, owed, now)))


def last_calls(office: Office, round_: Round, owed: Sequence[Owing], now: datetime) -> int:
    """How many the deadline's own day will still have to reach this month."""
    step = last_call(reminder_steps(round_, office.reminders))
    if step is None or step.at <= now or month_of(step.at) != month_of(now):
        return 0
    return sum(is_reachable(one.person) for one in owed)


def told_since(work: Work, round_: Round, steps: Sequence[StepAt], due: StepAt) -> frozenset[str]:
    """Who has heard this step or a later one.

    After a later step an earlier one is old news, also when the clock was set back.
    """
    return frozenset().union(*(work.ledger.told(round_.id, step.name) for step in steps if step.at >= due.at))


def _hears(one: Owing, step: StepAt, told: Collection[str], today: date) -> bool:
    """Who enrolled after the step was told then what is due; who had reported by then hears of what came back."""
    consented_at = one.person.consented_at
    if str(one.person.id) in told or consented_at is None or consented_at > step.at:
        return False
    return bangkok_day(step.at) == today or len(one.returned) < len(one.missing)


def _of_step(step: StepAt, last: StepAt | None, told: Sequence[Notice]) -> Batch:
    if step == last:
        return Batch("last_call", told)
    return Batch("opening" if step.name == OPENING else "reminder", told, whole=True)


def _of_day(round_: Round, step: StepAt, one: Owing, now: datetime) -> Notice:
    if step.name == OPENING:
        return _to(one.person, "opening", round_, step, notices.opening(round_, one.missing))
    return _to(one.person, "reminder", round_, step, _reminder(round_, one, now))


def _reminder(round_: Round, one: Owing, now: datetime) -> Bubble:
    return notices.reminder(round_, bangkok_day(now), one.missing, len(one.projects))


def _to(person: Person, kind: str, round_: Round, step: StepAt, bubble: Bubble) -> Notice:
    return Notice(kind, round_.id, (step.name,), step.at, str(person.id), person.line_user_id or "", (bubble,))


def _snoozed(work: Work, office: Office, round_: Round, reachable: Sequence[Owing], now: datetime) -> Iterator[Notice]:
    """Who asked to be reminded this morning. On a day with a step of its own everybody is."""
    day = bangkok_day(now)
    step = StepAt(f"snooze-{day}", morning_of(office.reminders, day))
    if step.at > now:
        return
    hearing = work.ledger.told(round_.id, f"{_WISHED}{day}") - work.ledger.told(round_.id, step.name)
    for one in reachable:
        if str(one.person.id) in hearing:
            yield _to(one.person, "reminder", round_, step, _reminder(round_, one, now))


def snooze(work: Work, person: Person, now: datetime) -> Sequence[Bubble]:
    """Has the person reminded once more on the next working morning, as long as anything is missing then."""
    office, round_ = work.office.load(), current_round(work, bangkok_day(now))
    if office is None or round_ is None:
        return (plain("conversation.no_round"),)
    if not any(one.person.id == person.id for one in owing(work, round_)):
        return (plain("notices.nothing_to_snooze"),)
    morning = next_morning(office.reminders, now)
    work.ledger.record(round_.id, str(person.id), f"{_WISHED}{bangkok_day(morning)}", None, now)
    return (notices.snoozed(morning),)


def _returned(work: Work, round_: Round, reachable: Sequence[Owing], now: datetime) -> Iterator[Notice]:
    """Reports sent back, each told once; the days' reminders name them again."""
    for one in reachable:
        steps = set(_returned_steps(one))
        new = steps - set(work.ledger.steps(round_.id, str(one.person.id))) if steps else steps
        if new:
            bubble = _sent_back(round_, one, new, now)
            to = one.person.line_user_id or ""
            yield Notice("returned", round_.id, tuple(sorted(new)), now, str(one.person.id), to, (bubble,))


def _returned_steps(one: Owing) -> Mapping[str, int]:
    """The project of each step by which a report sent back is told."""
    return {f"{_RETURNED}{sent.project_no}-{sent.revision}": sent.project_no for sent in one.returned}


def _sent_back(round_: Round, one: Owing, steps: Collection[str], now: datetime) -> Bubble:
    numbers = {no for step, no in _returned_steps(one).items() if step in steps}
    return notices.returned(round_, bangkok_day(now), [project for project in one.missing if project.no in numbers])


def _escalated(work: Work, office: Office, round_: Round, owed: Sequence[Owing], now: datetime) -> Iterator[Notice]:
    """One message a director; a director without a group answers for the whole office."""
    step = step_due(escalation_steps(round_, office.reminders), now)
    told = work.ledger.told(round_.id, step.name) if step else frozenset()
    for director in work.people.all() if step else ():
        if step is None or director.role != "director" or not is_reachable(director) or str(director.id) in told:
            continue
        late = _late_in(director.group, owed)
        if late:
            yield _to(director, "escalation", round_, step, notices.escalation(round_, bangkok_day(now), late))


def said_of(
    work: Work, round_: Round, owed: Sequence[Owing], target: str, steps: Collection[str], now: datetime
) -> Iterator[Bubble]:
    """What the steps told the target, as said now, the dearest last; nothing where nothing is owed of it."""
    one = next((one for one in owed if str(one.person.id) == target), None)
    escalated = {step for step in steps if step.startswith(ESCALATION)}
    sent_back = {step for step in steps if step.startswith(_RETURNED)}
    if one and sent_back & set(_returned_steps(one)):
        yield _sent_back(round_, one, sent_back, now)
    for director in work.people.all() if escalated else ():
        late = _late_in(director.group, owed) if str(director.id) == target else ()
        if late:
            yield notices.escalation(round_, bangkok_day(now), late)
    of_the_day = set(steps) - escalated - sent_back
    if one and of_the_day:
        is_opening = of_the_day == {OPENING}
        yield notices.opening(round_, one.missing) if is_opening else _reminder(round_, one, now)


def _late_in(group: str, owed: Sequence[Owing]) -> list[notices.Late]:
    """(person's name, numbers missing) of the group's projects."""
    late = [(one.person.name, [project.no for project in one.missing if group in {"", project.group}]) for one in owed]
    return [(name, numbers) for name, numbers in late if numbers]
