"""What the planning group hears: in the bound group, or a planner alone where the group cannot be had."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.usecases.notices.notice import Batch, Notice, Preface
from bot.usecases.notices.outstanding import reachable_planners
from bot.usecases.notices.round_facts import RoundFacts
from messages.chat import notices
from messages.chat.bubbles import Bubble
from storage.records import BoundGroup


def to_group(facts: RoundFacts, group: BoundGroup, notice: Notice) -> Batch:
    """The group's; a planner's alone where the group would cost too much, or has removed the bot."""
    if group.left_at:
        return Batch(notice.kind.traits.rank, _for_one(facts, group, notice, "group_left"), whole=True)
    return Batch(notice.kind.traits.rank, [notice], whole=True, instead=_for_one(facts, group, notice, "for_you_alone"))


def _for_one(facts: RoundFacts, group: BoundGroup, notice: Notice, why: Preface) -> Sequence[Notice]:
    """To the planner who bound the group, or another; to nobody where none can be reached."""
    planners = reachable_planners(facts.work)
    found = [person for person in planners if person.id == group.bound_by] or planners
    return [replace(notice, to=person.line_user_id or "", cost=1, preface=why) for person in found[:1]]


def preface_words(facts: RoundFacts, preface: Preface | None) -> Iterator[Bubble]:
    """Why it comes to a planner alone."""
    group = facts.work.groups.newest()
    if preface == "group_left" and group and group.left_at:
        yield notices.group_left(group.left_at)
    if preface == "for_you_alone":
        yield notices.for_you_alone()
