"""Directors hear once, some days after the deadline, who of their group has not reported."""

from __future__ import annotations

from collections.abc import Iterator

from bot.usecases.notices.notice import Batch, Notice
from bot.usecases.notices.outstanding import is_reachable
from bot.usecases.notices.round_facts import RoundFacts, WordingRequest
from bot.usecases.notices.round_ledger import ESCALATED
from bot.usecases.notices.steps import StepAt, escalation_steps, step_due
from messages.chat import notices
from messages.chat.bubbles import Bubble
from messages.chat.summaries import Late
from messages.thai.dates import bangkok_day
from storage.kinds import DeliveryKind
from storage.records import Person
from storage.vocabulary import Role


def due_escalations(facts: RoundFacts) -> Iterator[Batch]:
    """One message a director; a director without a group answers for the whole office."""
    step = step_due(escalation_steps(facts.round_, facts.office.reminders), facts.now)
    if step is None:
        return
    told = [
        Notice(
            DeliveryKind.ESCALATION,
            facts.round_.id,
            (step.key,),
            step.at,
            str(director.id),
            director.line_user_id or "",
        )
        for director in _directors(facts)
        if is_reachable(director) and _late_of(facts, director) and _is_to_hear(facts, str(director.id), step)
    ]
    yield Batch(DeliveryKind.ESCALATION.traits.rank, told)


def escalation_words(request: WordingRequest) -> Iterator[Bubble]:
    """Who is late by now; nothing where nobody is."""
    facts = request.facts
    for director in _directors(facts):
        late = _late_of(facts, director) if str(director.id) == request.target else ()
        if late:
            yield notices.escalation(facts.round_, facts.today, late)


def _directors(facts: RoundFacts) -> list[Person]:
    return [person for person in facts.work.people.all() if person.role == Role.DIRECTOR]


def _is_to_hear(facts: RoundFacts, target: str, step: StepAt) -> bool:
    """Of the deadline as it is; one a day, and none for a day that passed before the deadline moved to it."""
    ledger = facts.ledger
    is_news = bangkok_day(step.at) == facts.today or not ledger.told_since(target, step.at, ESCALATED)
    return is_news and not ledger.has(target, step.key) and not ledger.told_on(target, facts.today, ESCALATED)


def _late_of(facts: RoundFacts, director: Person) -> list[Late]:
    """(person's name, numbers missing) of the director's group."""
    late = [
        (one.person.name, [project.no for project in one.missing if director.group in {"", project.group}])
        for one in facts.outstanding
    ]
    return [(name, numbers) for name, numbers in late if numbers]
