"""That a deadline moved: who knew the one before is told the new one, once.

The move itself says nothing. It keeps what each knew, and whoever knows another deadline than the one in force when a
message may go out is told: of two moves before that the last, and nothing where it moved back.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from bot.usecases.notices import quota
from bot.usecases.notices.notice import Batch, Notice
from bot.usecases.notices.outstanding import reachable_planners
from bot.usecases.notices.planning_group import to_group
from bot.usecases.notices.round_facts import RoundFacts, WordingRequest
from bot.usecases.notices.round_ledger import KNOWN_DEADLINE, MOVED, RoundLedger, read_ledger
from bot.usecases.notices.steps import StepAt, dated, summary_steps
from messages.chat import notices
from messages.chat.bubbles import Bubble
from messages.thai.dates import bangkok_day
from storage.kinds import DeliveryKind
from storage.records import Round
from storage.work import Work


def keep_known_deadline(work: Work, round_: Round, now: datetime) -> None:
    """Before the deadline of a round that has opened moves: everybody enrolled and the group know the present one.

    Who knows another already, of an earlier move, still does. A round that told anything has opened, also where its
    opening day, or the clock, says by now that it has not.
    """
    if round_.opens > bangkok_day(now) and not read_ledger(work, round_).rows:
        return
    ledger, group = read_ledger(work, round_), work.groups.newest()
    people = [str(person.id) for person in work.people.all() if person.consented_at]
    for target in [*people, *([group.group_id] if group else [])]:
        if ledger.known_deadline(target) is None:
            work.ledger.record(round_.id, target, dated(KNOWN_DEADLINE, round_.deadline), None, now)


def pass_on(work: Work, before: str, target: str, now: datetime) -> None:
    """What `before` has not been told of a moved deadline is to be told to `target`, who takes its place."""
    for round_ in work.rounds.all():
        ledger = read_ledger(work, round_)
        known = ledger.known_deadline(before)
        if before != target and known and known[1] != round_.deadline:
            _keep(work, round_.id, ledger, target, known[1], now)


def take_back(work: Work, delivery_id: UUID, now: datetime) -> None:
    """Whom this delivery was to tell of a moved deadline, and reached too late, knows what it knew before."""
    for (round_id, target), steps in work.ledger.steps_of_delivery(delivery_id).items():
        round_, is_of_move = work.rounds.get(round_id), any(step.startswith(MOVED) for step in steps)
        if round_ and is_of_move:
            ledger = read_ledger(work, round_)
            before = ledger.without(target, steps).known_deadline(target)
            if before:
                _keep(work, round_id, ledger, target, before[1], now)


def _keep(work: Work, round_id: str, ledger: RoundLedger, target: str, deadline: date, now: datetime) -> None:
    known = ledger.known_deadline(target)
    name = KNOWN_DEADLINE if known is None else f"{KNOWN_DEADLINE}-{known[0] + 1}"
    work.ledger.record(round_id, target, dated(name, deadline), None, now)


def move_to_tell(facts: RoundFacts, target: str) -> StepAt | None:
    """The step by which the target is told of the deadline in force; None where it knows no other."""
    known = facts.ledger.known_deadline(target)
    if known is None or known[1] == facts.round_.deadline:
        return None
    return StepAt(f"{MOVED}{known[0] + 1}", facts.round_.deadline, facts.now)


def due_moves(facts: RoundFacts) -> Iterator[Batch]:
    """To the bound group; where none was bound, to each planner who does not hear it as an owner."""
    group = facts.work.groups.newest()
    if group:
        step = move_to_tell(facts, group.group_id)
        if step and not _comes_with_a_summary(facts):
            cost, to = quota.group_cost(quota.load_quota(facts.work, facts.now)), group.group_id
            yield to_group(
                facts, group, Notice(DeliveryKind.MOVED_GROUP, facts.round_.id, (step.key,), facts.now, to, to, cost)
            )
        return
    told = [
        Notice(DeliveryKind.MOVED, facts.round_.id, (step.key,), facts.now, str(one.id), one.line_user_id or "")
        for one in reachable_planners(facts.work)
        if facts.outstanding_of(str(one.id)) is None and (step := move_to_tell(facts, str(one.id)))
    ]
    yield Batch(DeliveryKind.MOVED.traits.rank, told)


def _comes_with_a_summary(facts: RoundFacts) -> bool:
    """Whether a summary is still to come today, which the announcement then goes with."""
    steps = summary_steps(facts.round_, facts.office.summary, facts.office.reminders.holidays)
    return any(step.at > facts.now and bangkok_day(step.at) == facts.today for step in steps)


def move_words(request: WordingRequest) -> Iterator[Bubble]:
    """To planners and their group; an owner hears it with the reminder."""
    facts, target = request.facts, request.target
    if facts.outstanding_of(target) is None and _is_of_planners(facts, target):
        yield notices.deadline_moved(facts.round_, facts.today)


def _is_of_planners(facts: RoundFacts, target: str) -> bool:
    group = facts.work.groups.newest()
    planners = {str(planner.id) for planner in reachable_planners(facts.work)}
    return target in planners or (group is not None and target == group.group_id)
