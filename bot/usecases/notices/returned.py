"""Reports the planners sent back: each told its owner once; the days' reminders name them again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.usecases.notices.notice import Batch, Notice
from bot.usecases.notices.outstanding import Outstanding, is_reachable
from bot.usecases.notices.round_facts import RoundFacts, WordingRequest
from messages.chat import notices
from messages.chat.bubbles import Bubble
from storage.kinds import DeliveryKind
from storage.records import ProjectId

RETURNED = "returned-"


def due_returned(facts: RoundFacts) -> Iterator[Batch]:
    """Of each owner the reports sent back that were not told yet, in one message."""
    told = []
    for one in facts.outstanding:
        new = sorted(step for step in _steps_of(one) if not facts.ledger.has(one.target, step))
        if new and is_reachable(one.person):
            to = one.person.line_user_id or ""
            told.append(Notice(DeliveryKind.RETURNED, facts.round_.id, tuple(new), facts.now, one.target, to))
    yield Batch(DeliveryKind.RETURNED.traits.rank, told)


def returned_words(request: WordingRequest) -> Iterator[Bubble]:
    """What is still to correct of it; nothing where nothing is."""
    facts, one = request.facts, request.facts.outstanding_of(request.target)
    named = {project_id for step, project_id in _steps_of(one).items() if step in request.steps} if one else set()
    if one and named:
        yield notices.returned_reports(facts.round_, facts.today, [each for each in one.missing if each.id in named])


def _steps_of(one: Outstanding) -> Mapping[str, ProjectId]:
    """The project of each step by which a report sent back is told."""
    return {f"{RETURNED}{sent.project_id}-{sent.revision}": sent.project_id for sent in one.returned}
