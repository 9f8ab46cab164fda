"""Planners hear once a month that the month's messages run short, before they are used up."""

from __future__ import annotations

from collections.abc import Iterator

from bot.usecases.notices import quota
from bot.usecases.notices.notice import Batch, Notice
from bot.usecases.notices.outstanding import reachable_planners
from bot.usecases.notices.round_facts import RoundFacts, WordingRequest
from messages.chat import notices
from messages.chat.bubbles import Bubble
from storage.kinds import DeliveryKind

QUOTA = "quota-"


def due_warning(facts: RoundFacts, wanted: int, last_calls: int) -> Iterator[Batch]:
    """Where `wanted` counted messages leave less than the office's reserve, or than the deadline's day will need."""
    known, work = quota.load_quota(facts.work, facts.now), facts.work
    if known.left is None or known.left - wanted > max(facts.office.reminders.reserve, last_calls):
        return
    step = f"{QUOTA}{known.month}"
    told = frozenset().union(*(work.ledger.targets_of(other.id, step) for other in work.rounds.all()))
    planners = [person for person in reachable_planners(work) if str(person.id) not in told]
    yield Batch(
        DeliveryKind.QUOTA.traits.rank,
        [
            Notice(DeliveryKind.QUOTA, facts.round_.id, (step,), facts.now, str(person.id), person.line_user_id or "")
            for person in planners
        ],
    )


def warning_words(request: WordingRequest) -> Iterator[Bubble]:
    """How many are left; nothing where LINE has no limit by now."""
    known = quota.load_quota(request.facts.work, request.facts.now)
    if known.left is not None:
        yield notices.running_short(known.left, known.most or 0)
