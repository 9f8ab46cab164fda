"""Who is reminded of what at a moment: owners of what is missing or sent back, directors of who is late.

Nobody hears a step of the same date twice, nor of a day that passed after anything newer; whoever has reported hears
nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from bot.usecases.notices.announcing import move_to_tell, reachable_planners
from bot.usecases.notices.heard import ESCALATED, MOVED, REMINDED, SNOOZE, Heard, heard_in, numbered
from bot.usecases.notices.notice import Batch, Notice
from bot.usecases.notices.outstanding import Owing, is_reachable, owing
from bot.usecases.notices.quota import month_of
from bot.usecases.notices.steps import (
    ESCALATION,
    KEEPS,
    OPENING,
    StepAt,
    escalation_steps,
    last_call,
    may_speak,
    morning_of,
    next_morning,
    reminder_steps,
    step_due,
)
from bot.usecases.rounds import current_round
from messages.chat import notices
from messages.chat.bubbles import Bubble
from messages.chat.lists import plain
from messages.thai.calendar import working_day_on_or_after
from messages.thai.dates import BANGKOK, bangkok_day
from storage.kinds import DeliveryKind, Rank
from storage.records import Office, Person, ProjectId, ReminderPolicy, Round
from storage.vocabulary import Role
from storage.work import Work

_RETURNED = "returned-"


def reminders(
    work: Work, office: Office, round_: Round, owed: Sequence[Owing], heard: Heard, now: datetime
) -> Iterator[Batch]:
    """What owners and directors are to hear now, of those who still owe a report."""
    reachable = [one for one in owed if is_reachable(one.person)]
    day = _day(office, round_, now)
    due = [(one, _due_to(one, round_, day, heard)) for one in reachable]
    if day.step:
        told = [_of_day(round_, one, steps, now) for one, steps in due if day.step in steps]
        yield _of_step(day.step, last_call(day.steps), told)
    others = [(one, steps) for one, steps in due if steps and day.step not in steps]
    yield Batch(Rank.REMINDER, [_of_day(round_, one, steps, now) for one, steps in others])
    yield Batch(Rank.RETURNED, list(_returned(round_, reachable, heard, now)))
    yield Batch(Rank.REMINDER, list(_escalated(work, office, round_, owed, heard, now)))


@dataclass(frozen=True, slots=True)
class _Day:
    """The moment and what it has for everybody: the round's `steps`, the one that is due, the day's morning."""

    now: datetime
    policy: ReminderPolicy
    steps: Sequence[StepAt]
    step: StepAt | None
    morning: datetime

    @property
    def today(self) -> date:
        return bangkok_day(self.now)

    def has_to_come(self, wished: StepAt | None) -> bool:
        """Whether a reminder may still go out later today."""
        ahead = [step.at for step in (*self.steps, *([wished] if wished else [])) if step.at > self.now]
        return any(bangkok_day(at) == self.today and may_speak(self.policy, at) for at in ahead)

    def is_news(self, wished: date) -> bool:
        """Whether the reminder asked for that day may still go out: like a round's last step, for some days."""
        first = working_day_on_or_after(wished, frozenset(self.policy.holidays))
        return self.now <= morning_of(self.policy, first) + KEEPS


def _day(office: Office, round_: Round, now: datetime) -> _Day:
    steps, today = reminder_steps(round_, office.reminders), bangkok_day(now)
    return _Day(now, office.reminders, steps, step_due(steps, now), morning_of(office.reminders, today))


def _due_to(one: Owing, round_: Round, day: _Day, heard: Heard) -> Sequence[StepAt]:
    """The steps of one message: that the deadline moved, the day's own, the reminder asked for.

    One reminder a person and day, at its hour: what was missed before and that the deadline moved go with it, or by
    themselves.
    """
    target = str(one.person.id)
    wished = _wished(target, day, heard)
    daily = [day.step] if day.step and _hears(one, day.step, heard, day.today) else []
    daily += [wished] if wished and wished.at <= day.now else []
    move = move_to_tell(round_, heard, target, day.now)
    if day.has_to_come(wished) or (move is None and heard.on(target, day.today, REMINDED)):
        return []
    return [*daily, move] if move else daily


def _wished(target: str, day: _Day, heard: Heard) -> StepAt | None:
    """The reminder the target asked for this day and has not had.

    Or for the last day that passed without a reminder: a holiday since, or one the clock left out.
    """
    wished = [asked for asked in heard.wishes(target) if asked <= day.today]
    if not wished:
        return None
    asked = wished[-1]
    has_passed = heard.since(target, datetime.combine(asked, time(0), tzinfo=BANGKOK), REMINDED)
    if asked != day.today and (has_passed or not day.is_news(asked)):
        return None
    return StepAt(numbered(SNOOZE, heard.snoozes(target, asked) + 1), asked, day.morning)


def last_calls(office: Office, round_: Round, owed: Sequence[Owing], now: datetime) -> int:
    """How many the deadline's own day will still have to reach this month."""
    step = last_call(reminder_steps(round_, office.reminders))
    if step is None or step.at <= now or month_of(step.at) != month_of(now):
        return 0
    return sum(is_reachable(one.person) for one in owed)


def _hears(one: Owing, step: StepAt, heard: Heard, today: date) -> bool:
    """On its day whoever has not heard it; later who has heard nothing since and has not reported by then.

    Who enrolled after the step was told then what is due.
    """
    target, consented_at = str(one.person.id), one.person.consented_at
    if heard.has(target, step.key) or consented_at is None or consented_at > step.at:
        return False
    if bangkok_day(step.at) == today:
        return True
    return not heard.since(target, step.at, REMINDED) and len(one.returned) < len(one.missing)


def _of_step(step: StepAt, last: StepAt | None, told: Sequence[Notice]) -> Batch:
    if step == last:
        return Batch(Rank.LAST_CALL, told)
    return Batch(Rank.OPENING if step.name == OPENING else Rank.REMINDER, told, whole=True)


def _of_day(round_: Round, one: Owing, steps: Sequence[StepAt], now: datetime) -> Notice:
    keys = tuple(step.key for step in steps)
    bubble = _words(round_, one, keys, now)
    return _to(one.person, _kind(keys), round_, steps, bubble)


def _kind(keys: Sequence[str]) -> DeliveryKind:
    others = [key for key in keys if not key.startswith(MOVED)]
    if not others:
        return DeliveryKind.MOVED
    return DeliveryKind.OPENING if _is_opening(others) else DeliveryKind.REMINDER


def _is_opening(keys: Collection[str]) -> bool:
    return all(key.startswith(OPENING) for key in keys)


def _words(round_: Round, one: Owing, keys: Collection[str], now: datetime) -> Bubble:
    """One bubble for all the steps of a message."""
    others = [key for key in keys if not key.startswith(MOVED)]
    has_moved = len(others) < len(keys)
    if others and _is_opening(others):
        return notices.opening(round_, one.missing, has_moved=has_moved)
    return notices.reminder(round_, bangkok_day(now), one.missing, len(one.projects), has_moved=has_moved)


def _to(person: Person, kind: DeliveryKind, round_: Round, steps: Sequence[StepAt], bubble: Bubble) -> Notice:
    keys, target = tuple(step.key for step in steps), str(person.id)
    return Notice(kind, round_.id, keys, steps[0].at, target, person.line_user_id or "", (bubble,))


def snooze(work: Work, person: Person, now: datetime) -> Sequence[Bubble]:
    """Has the person reminded once more on the next working morning, as long as anything is missing then."""
    office, round_ = work.office.load(), current_round(work, bangkok_day(now))
    if office is None or round_ is None:
        return (plain("conversation.no_round"),)
    if not any(one.person.id == person.id for one in owing(work, round_)):
        return (plain("notices.nothing_to_snooze"),)
    morning, target = next_morning(office.reminders, now), str(person.id)
    day = bangkok_day(morning)
    work.ledger.record(round_.id, target, heard_in(work, round_).wish(target, day), None, now)
    return (notices.snoozed(morning),)


def _returned(round_: Round, reachable: Sequence[Owing], heard: Heard, now: datetime) -> Iterator[Notice]:
    """Reports sent back, each told once; the days' reminders name them again."""
    for one in reachable:
        new = {step for step in _returned_steps(one) if not heard.has(str(one.person.id), step)}
        if new:
            bubble = _sent_back(round_, one, new, now)
            to = one.person.line_user_id or ""
            yield Notice(DeliveryKind.RETURNED, round_.id, tuple(sorted(new)), now, str(one.person.id), to, (bubble,))


def _returned_steps(one: Owing) -> Mapping[str, ProjectId]:
    """The project of each step by which a report sent back is told."""
    return {f"{_RETURNED}{sent.project_id}-{sent.revision}": sent.project_id for sent in one.returned}


def _sent_back(round_: Round, one: Owing, steps: Collection[str], now: datetime) -> Bubble:
    told = {project_id for step, project_id in _returned_steps(one).items() if step in steps}
    return notices.returned(round_, bangkok_day(now), [project for project in one.missing if project.id in told])


def _escalated(
    work: Work, office: Office, round_: Round, owed: Sequence[Owing], heard: Heard, now: datetime
) -> Iterator[Notice]:
    """One message a director; a director without a group answers for the whole office."""
    step = step_due(escalation_steps(round_, office.reminders), now)
    for director in work.people.all() if step else ():
        if step is None or director.role != Role.DIRECTOR or not is_reachable(director):
            continue
        late = _late_in(director.group, owed)
        if late and _is_to_hear(str(director.id), step, heard, bangkok_day(now)):
            yield _to(
                director, DeliveryKind.ESCALATION, round_, [step], notices.escalation(round_, bangkok_day(now), late)
            )


def _is_to_hear(target: str, step: StepAt, heard: Heard, today: date) -> bool:
    """Of the deadline as it is; one a day, and none for a day that passed before the deadline moved to it."""
    is_news = bangkok_day(step.at) == today or not heard.since(target, step.at, ESCALATED)
    return is_news and not heard.has(target, step.key) and not heard.on(target, today, ESCALATED)


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
        yield _words(round_, one, of_the_day, now)
    elif of_the_day and any(str(planner.id) == target for planner in reachable_planners(work)):
        yield notices.moved(round_, bangkok_day(now))


def _late_in(group: str, owed: Sequence[Owing]) -> list[notices.Late]:
    """(person's name, numbers missing) of the group's projects."""
    late = [(one.person.name, [project.no for project in one.missing if group in {"", project.group}]) for one in owed]
    return [(name, numbers) for name, numbers in late if numbers]
