"""Who is reminded of what at a moment: owners of what is missing, each day's steps in one message a person.

Nobody hears a step of the same date twice, nor of a day that passed after anything newer; whoever has reported hears
nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.usecases.notices.begun import begun_by
from bot.usecases.notices.deadline_moves import move_to_tell
from bot.usecases.notices.notice import Batch, Notice
from bot.usecases.notices.outstanding import Outstanding, find_outstanding, is_reachable
from bot.usecases.notices.quota import month_of
from bot.usecases.notices.round_facts import RoundFacts, WordingRequest
from bot.usecases.notices.round_ledger import HEARD, MOVED, REMINDED, SNOOZE, number_name, read_ledger
from bot.usecases.notices.steps import (
    GRACE,
    OPENING,
    StepAt,
    last_call,
    may_send,
    morning_of,
    next_morning,
    reminder_steps,
    step_due,
)
from bot.usecases.rounds import current_round
from messages.chat import notices
from messages.chat.bubbles import Bubble
from messages.chat.lists import plain
from messages.project import ReportState
from messages.thai.calendar import working_day_on_or_after
from messages.thai.dates import BANGKOK, bangkok_day
from storage.kinds import DeliveryKind, Rank
from storage.records import Person, ReminderPolicy, Round
from storage.work import Work

UNDER_WAY = timedelta(minutes=15)
"""For so long after its hour a reminder is about to go; later it is held back, for want of messages."""


def due_reminders(facts: RoundFacts) -> Iterator[Batch]:
    """What owners are to hear now of what is outstanding."""
    day = _read_day(facts)
    due = [(one, _due_to(one, day, facts)) for one in facts.outstanding if is_reachable(one.person)]
    if day.step:
        yield _of_step(day, [_notice(facts, one, steps) for one, steps in due if day.step in steps])
    others = [(one, steps) for one, steps in due if steps and day.step not in steps]
    yield Batch(DeliveryKind.REMINDER.traits.rank, [_notice(facts, one, steps) for one, steps in others])


def reminder_words(request: WordingRequest) -> Iterator[Bubble]:
    """One bubble for all the steps of a message; none where nothing is outstanding any more."""
    facts, one = request.facts, request.facts.outstanding_of(request.target)
    if one is None:
        return
    others = [key for key in request.steps if not key.startswith(MOVED)]
    has_moved = len(others) < len(request.steps)
    if others and _is_opening(others):
        yield notices.opening(facts.round_, one.missing, has_moved=has_moved)
    else:
        count = len(one.projects)
        begun = begun_by(facts.work, facts.round_, one.person)
        yield notices.reminder(
            facts.round_,
            facts.today,
            [(project, begun.get(project.id, ReportState.MISSING)) for project in one.missing],
            count,
            can_wait=_can_wait(facts.round_, facts.office.reminders, facts.now),
            has_moved=has_moved,
        )


def _can_wait(round_: Round, policy: ReminderPolicy, now: datetime) -> bool:
    """Whether the next working morning is not the first after the deadline has passed."""
    return not bangkok_day(now) <= round_.deadline < bangkok_day(next_morning(policy, now))


@dataclass(frozen=True, slots=True)
class _ReminderDay:
    """The moment and what it has for everybody: the round's `steps`, the one that is due, the day's morning."""

    now: datetime
    policy: ReminderPolicy
    steps: Sequence[StepAt]
    step: StepAt | None
    morning: datetime

    @property
    def today(self) -> date:
        return bangkok_day(self.now)

    def has_to_come(self, snoozed: StepAt | None) -> bool:
        """Whether a reminder may still go out later today."""
        ahead = [step.at for step in (*self.steps, *([snoozed] if snoozed else [])) if step.at > self.now]
        return any(bangkok_day(at) == self.today and may_send(self.policy, at) for at in ahead)

    def is_news(self, requested: date) -> bool:
        """Whether the reminder asked for that day may still go out: like a round's last step, for some days."""
        first = working_day_on_or_after(requested, frozenset(self.policy.holidays))
        return self.now <= morning_of(self.policy, first) + GRACE


def _read_day(facts: RoundFacts) -> _ReminderDay:
    policy, now = facts.office.reminders, facts.now
    steps = reminder_steps(facts.round_, policy)
    return _ReminderDay(now, policy, steps, step_due(steps, now), morning_of(policy, facts.today))


def _due_to(one: Outstanding, day: _ReminderDay, facts: RoundFacts) -> Sequence[StepAt]:
    """The steps of one message: that the deadline moved, the day's own, the reminder asked for.

    One reminder a person and day, at its hour: what was missed before and that the deadline moved go with it, or by
    themselves.
    """
    snoozed = _snooze_due(one.target, day, facts)
    daily = [day.step] if day.step and _is_to_hear(one, day.step, facts) else []
    daily += [snoozed] if snoozed and snoozed.at <= day.now else []
    move = move_to_tell(facts, one.target)
    was_reminded = facts.ledger.told_on(one.target, day.today, REMINDED)
    if day.has_to_come(snoozed) or (move is None and was_reminded):
        return []
    return [*daily, move] if move else daily


def _snooze_due(target: str, day: _ReminderDay, facts: RoundFacts) -> StepAt | None:
    """The reminder the target asked for this day and has not had.

    Or for the last day that passed without a reminder: a holiday since, or one the clock left out.
    """
    requested = [asked for asked in facts.ledger.snoozes_requested(target) if asked <= day.today]
    if not requested:
        return None
    asked = requested[-1]
    has_passed = facts.ledger.told_since(target, datetime.combine(asked, time(0), tzinfo=BANGKOK), HEARD)
    if asked != day.today and (has_passed or not day.is_news(asked)):
        return None
    return StepAt(number_name(SNOOZE, facts.ledger.snoozes_sent(target, asked) + 1), asked, day.morning)


def _is_to_hear(one: Outstanding, step: StepAt, facts: RoundFacts) -> bool:
    """On its day whoever has not heard it; later who has heard nothing since and has not reported by then.

    Who enrolled after the step was told then what is due.
    """
    consented_at = one.person.consented_at
    if facts.ledger.has(one.target, step.key) or consented_at is None or consented_at > step.at:
        return False
    if bangkok_day(step.at) == facts.today:
        return True
    return not facts.ledger.told_since(one.target, step.at, HEARD) and len(one.returned) < len(one.missing)


def coming_today(facts: RoundFacts, one: Outstanding) -> datetime | None:
    """The moment of the reminder that the person gets today by itself; None where none is to come."""
    day = _read_day(facts)
    due = any(step.at > facts.now - UNDER_WAY for step in _due_to(one, day, facts))
    if due and may_send(day.policy, facts.now):
        return facts.now
    snoozed = _snooze_due(one.target, day, facts)
    own = [step for step in day.steps if step.at > facts.now and _is_to_hear(one, step, facts)]
    ahead = [step.at for step in (*own, *([snoozed] if snoozed else [])) if step.at > facts.now]
    return min((at for at in ahead if bangkok_day(at) == facts.today and may_send(day.policy, at)), default=None)


def _of_step(day: _ReminderDay, told: Sequence[Notice]) -> Batch:
    if day.step == last_call(day.steps):
        return Batch(Rank.LAST_CALL, told)
    is_opening = day.step is not None and day.step.name == OPENING
    kind = DeliveryKind.OPENING if is_opening else DeliveryKind.REMINDER
    return Batch(kind.traits.rank, told, whole=True)


def _notice(facts: RoundFacts, one: Outstanding, steps: Sequence[StepAt]) -> Notice:
    keys, to = tuple(step.key for step in steps), one.person.line_user_id or ""
    return Notice(_kind(keys), facts.round_.id, keys, steps[0].at, one.target, to)


def _kind(keys: Sequence[str]) -> DeliveryKind:
    others = [key for key in keys if not key.startswith(MOVED)]
    if not others:
        return DeliveryKind.MOVED
    return DeliveryKind.OPENING if _is_opening(others) else DeliveryKind.REMINDER


def _is_opening(keys: Collection[str]) -> bool:
    return all(key.startswith(OPENING) for key in keys)


def count_last_calls(facts: RoundFacts) -> int:
    """How many the deadline's own day will still have to reach this month."""
    step = last_call(reminder_steps(facts.round_, facts.office.reminders))
    if step is None or step.at <= facts.now or month_of(step.at) != month_of(facts.now):
        return 0
    return sum(is_reachable(one.person) for one in facts.outstanding)


def snooze(work: Work, person: Person, now: datetime) -> Sequence[Bubble]:
    """Has the person reminded once more on the next working morning, as long as anything is missing then."""
    office, round_ = work.office.load(), current_round(work, bangkok_day(now))
    if office is None or round_ is None:
        return (plain("conversation.no_round"),)
    if not any(one.person.id == person.id for one in find_outstanding(work, round_)):
        return (plain("notices.nothing_to_snooze"),)
    morning, target = next_morning(office.reminders, now), str(person.id)
    request = read_ledger(work, round_).snooze_request(target, bangkok_day(morning))
    work.ledger.record(round_.id, target, request, None, now)
    return (notices.snooze_receipt(morning, in_time=_can_wait(round_, office.reminders, now)),)
