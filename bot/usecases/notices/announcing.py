"""That a deadline moved: who knew the one before is told the new one, once.

The move itself says nothing. It keeps what each knew, and whoever knows another deadline than the one in force when a
message may go out is told: of two moves before that the last, and nothing where it moved back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from bot.usecases.notices import quota
from bot.usecases.notices.heard import KNEW, MOVED, Heard, heard_in
from bot.usecases.notices.notice import Batch, Notice
from bot.usecases.notices.outstanding import Owing, is_reachable
from bot.usecases.notices.steps import StepAt, dated, summary_steps
from messages.chat import notices
from messages.chat.bubbles import Bubble
from messages.thai.dates import bangkok_day
from storage.kinds import DeliveryKind, Rank
from storage.records import BoundGroup, Office, Person, Round
from storage.vocabulary import Role
from storage.work import Work


def keep_known_deadline(work: Work, round_: Round, now: datetime) -> None:
    """Before the deadline of a round that has opened moves: everybody enrolled and the group know the present one.

    Who knows another already, of an earlier move, still does. A round that told anything has opened, also where its
    opening day, or the clock, says by now that it has not.
    """
    if round_.opens > bangkok_day(now) and not heard_in(work, round_).rows:
        return
    heard, group = heard_in(work, round_), work.groups.last_bound()
    people = [str(person.id) for person in work.people.all() if person.consented_at]
    for target in [*people, *([group.group_id] if group else [])]:
        if heard.deadline(target) is None:
            work.ledger.record(round_.id, target, dated(KNEW, round_.deadline), None, now)


def pass_on(work: Work, before: str, target: str, now: datetime) -> None:
    """What `before` has not been told of a moved deadline is to be told to `target`, who takes its place."""
    for round_ in work.rounds.all():
        heard = heard_in(work, round_)
        known = heard.deadline(before)
        if before != target and known and known[1] != round_.deadline:
            _keep(work, round_.id, heard, target, known[1], now)


def take_back(work: Work, delivery_id: UUID, now: datetime) -> None:
    """Whom this delivery was to tell of a moved deadline, and reached too late, knows what it knew before."""
    for (round_id, target), steps in work.ledger.told_by(delivery_id).items():
        round_, is_of_move = work.rounds.get(round_id), any(step.startswith(MOVED) for step in steps)
        if round_ and is_of_move:
            heard = heard_in(work, round_)
            before = heard.without(target, steps).deadline(target)
            if before:
                _keep(work, round_id, heard, target, before[1], now)


def _keep(work: Work, round_id: str, heard: Heard, target: str, deadline: date, now: datetime) -> None:
    known = heard.deadline(target)
    name = KNEW if known is None else f"{KNEW}-{known[0] + 1}"
    work.ledger.record(round_id, target, dated(name, deadline), None, now)


def move_to_tell(round_: Round, heard: Heard, target: str, now: datetime) -> StepAt | None:
    """The step by which the target is told of the deadline in force; None where it knows no other."""
    known = heard.deadline(target)
    if known is None or known[1] == round_.deadline:
        return None
    return StepAt(f"{MOVED}{known[0] + 1}", round_.deadline, now)


def planners_announcements(
    work: Work, office: Office, round_: Round, owed: Sequence[Owing], heard: Heard, now: datetime
) -> Iterator[Batch]:
    """To the bound group; where none was bound, to each planner who does not hear it as an owner."""
    group = work.groups.last_bound()
    if group:
        step = move_to_tell(round_, heard, group.group_id, now)
        if step and not _comes_with_a_summary(round_, office, now):
            yield to_group(work, group, _of_group(work, round_, group, step, now))
        return
    owners = {one.person.id for one in owed}
    told = [
        Notice(
            DeliveryKind.MOVED, round_.id, (step.key,), now, str(one.id), one.line_user_id or "", _words(round_, now)
        )
        for one in reachable_planners(work)
        if one.id not in owners and (step := move_to_tell(round_, heard, str(one.id), now))
    ]
    yield Batch(Rank.REMINDER, told)


def _comes_with_a_summary(round_: Round, office: Office, now: datetime) -> bool:
    """Whether a summary is still to come today, which the announcement then goes with."""
    steps = summary_steps(round_, office.summary, office.reminders.holidays)
    return any(step.at > now and bangkok_day(step.at) == bangkok_day(now) for step in steps)


def _of_group(work: Work, round_: Round, group: BoundGroup, step: StepAt, now: datetime) -> Notice:
    cost, to = quota.group_cost(quota.known(work, now)), group.group_id
    return Notice(DeliveryKind.MOVED_GROUP, round_.id, (step.key,), now, to, to, _words(round_, now), cost)


def _words(round_: Round, now: datetime) -> Sequence[Bubble]:
    return (notices.moved(round_, bangkok_day(now)),)


def to_group(work: Work, group: BoundGroup, told: Notice) -> Batch:
    """The group's; a planner's alone where the group would cost too much, or has removed the bot."""
    if group.left_at:
        return Batch(Rank.SUMMARY, _for_one(work, group, told, notices.group_left(group.left_at)), whole=True)
    return Batch(Rank.SUMMARY, [told], whole=True, instead=_for_one(work, group, told, notices.for_you_alone()))


def _for_one(work: Work, group: BoundGroup, told: Notice, why: Bubble) -> Sequence[Notice]:
    """To the planner who bound the group, or another; to nobody where none can be reached."""
    planners = reachable_planners(work)
    found = [person for person in planners if person.id == group.bound_by] or planners
    return [replace(told, to=person.line_user_id or "", bubbles=(why, *told.bubbles), cost=1) for person in found[:1]]


def reachable_planners(work: Work) -> list[Person]:
    """Planners a push reaches."""
    return [person for person in work.people.all() if person.role == Role.PLANNER and is_reachable(person)]
