"""The planning group's summary: on request, and at its hours of our own accord."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.usecases.notices import quota
from bot.usecases.notices.decisions import requested_numbers
from bot.usecases.notices.escalations import due_escalations
from bot.usecases.notices.notice import Batch, Notice
from bot.usecases.notices.outstanding import is_reachable
from bot.usecases.notices.planning_group import to_group
from bot.usecases.notices.reminders import count_last_calls, due_reminders
from bot.usecases.notices.returned import due_returned
from bot.usecases.notices.round_facts import RoundFacts, WordingRequest, read_current_facts
from bot.usecases.notices.round_ledger import SUMMARISED
from bot.usecases.notices.steps import SUMMARY_OVERDUE, last_summary_before, step_due, summary_steps
from bot.usecases.rounds import compile_figures, earlier_rounds
from messages.audit.answered import answer_findings
from messages.chat.bubbles import Bubble
from messages.chat.lists import plain
from messages.chat.missing import missing_numbers
from messages.chat.summaries import Late, SummaryExtras, summary
from messages.thai.dates import bangkok_day
from storage.kinds import DeliveryKind
from storage.vocabulary import SubmissionState
from storage.work import Work


def summary_now(work: Work, now: datetime, *, names_people: bool) -> Sequence[Bubble]:
    """The summary of the round that is open, or that there is none."""
    facts = read_current_facts(work, now)
    return (
        (compose_summary(facts, names_people=names_people),) if facts else (plain("conversation.no_round_of_planner"),)
    )


def missing_now(work: Work, now: datetime) -> Bubble:
    """To the group: which projects of the round that is open are still to come; never whose they are."""
    facts = read_current_facts(work, now)
    return missing_numbers(compile_figures(work, facts.round_)) if facts else plain("conversation.no_round_of_planner")


def due_summaries(facts: RoundFacts) -> Iterator[Batch]:
    """On its own day alone, and one a day; after the deadline as long as anything is missing."""
    group = facts.work.groups.newest()
    steps = summary_steps(facts.round_, facts.office.summary, facts.office.reminders.holidays)
    step = step_due(steps, facts.now)
    if group is None or step is None or bangkok_day(step.at) != facts.today:
        return
    is_overdue = step.name.startswith(SUMMARY_OVERDUE)
    if is_overdue and not _is_anything_missing(facts):
        return
    if facts.ledger.has(group.group_id, step.key) or facts.ledger.told_on(group.group_id, facts.today, SUMMARISED):
        return
    cost, to = quota.group_cost(quota.load_quota(facts.work, facts.now)), group.group_id
    can_wait = not is_overdue and step != last_summary_before(steps)
    notice = Notice(DeliveryKind.SUMMARY, facts.round_.id, (step.key,), step.at, to, to, cost, silent=can_wait)
    yield to_group(facts, group, notice)


def _is_anything_missing(facts: RoundFacts) -> bool:
    """Also where nobody answers for it, or it was sent back."""
    sent = facts.work.submissions.latest(facts.round_.id)
    done = {no for no, one in sent.items() if one.state != SubmissionState.RETURNED}
    return any(project.id not in done for project in facts.work.plan.projects(facts.round_.fiscal_year))


def summary_words(request: WordingRequest) -> Iterator[Bubble]:
    """As things stand."""
    yield compose_summary(request.facts, names_people=request.is_private)


def compose_summary(facts: RoundFacts, *, names_people: bool) -> Bubble:
    """With what has changed since the last one that was sent of its own accord; a group is told no names."""
    work, round_ = facts.work, facts.round_
    report, since = compile_figures(work, round_), _last_sent(facts)
    extras = SummaryExtras(
        targets=facts.office.summary.targets,
        late=tuple(_late(facts)) if names_people else (),
        findings=answer_findings(report, earlier_rounds(work, round_)),
        unreached=_unreached(facts),
        held=_count_held(facts),
        left=quota.load_quota(work, facts.now).left or 0,
        before=compile_figures(work, round_, until=since) if since else None,
        since=since,
        requested=requested_numbers(work),
        is_private=names_people,
    )
    return summary(report, today=facts.today, extras=extras)


def _late(facts: RoundFacts) -> Iterator[Late]:
    yield from ((one.person.name, [project.no for project in one.missing]) for one in facts.outstanding)


def _last_sent(facts: RoundFacts) -> datetime | None:
    group = facts.work.groups.newest()
    return facts.ledger.last_told(group.group_id, SUMMARISED) if group else None


def _unreached(facts: RoundFacts) -> tuple[int, ...]:
    """Projects still to come whose owners no reminder reaches: they blocked the account or never enrolled."""
    missing = {project.no for one in facts.outstanding for project in one.missing}
    reached = {project.no for one in facts.outstanding if is_reachable(one.person) for project in one.missing}
    return tuple(sorted(missing - reached))


def _count_held(facts: RoundFacts) -> int:
    """How many are due to be reminded and are not, because the month's messages are running out."""
    due = [*due_reminders(facts), *due_escalations(facts), *due_returned(facts)]
    left, reserve = quota.load_quota(facts.work, facts.now).left, facts.office.reminders.reserve
    sent = quota.affordable(due, left, reserve, count_last_calls(facts))
    return sum(len(batch.notices) for batch in due) - len(sent)
