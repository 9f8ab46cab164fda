"""Reminders that a planner asks for: who may be reminded now, and reminding them, once a person and day.

They add to those of the clock and take the place of none: whoever gets one today by itself is not reminded besides,
and in hours nobody is written to the wish goes with the next morning's.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from bot.usecases.notices import quota
from bot.usecases.notices.begun import States, begun_by_all
from bot.usecases.notices.notice import Batch, Notice
from bot.usecases.notices.outstanding import Outstanding, everybody_of
from bot.usecases.notices.posting import post
from bot.usecases.notices.reminders import coming_today, count_last_calls
from bot.usecases.notices.round_facts import RoundFacts, read_current_facts
from bot.usecases.notices.round_ledger import HEARD, NUDGE, NUDGED_BY
from bot.usecases.notices.sources import word_notice
from bot.usecases.notices.steps import dated, morning_of, next_send_time
from bot.usecases.ports import Ports
from messages.chat import reminding
from messages.chat.bubbles import Bubble
from messages.chat.lists import Listed, plain
from messages.chat.missing import Awaited, Hindrance, RoundWatch
from messages.project import ReportState
from messages.thai.dates import bangkok_day
from storage.kinds import DeliveryKind
from storage.records import Person, Project, ProjectId
from storage.work import Work

AGAIN_AFTER = timedelta(hours=1)
"""So long after any reminder nobody is reminded once more by a planner."""


def watch_round(work: Work, now: datetime) -> RoundWatch | None:
    """Everybody in the round that is open, or None where there is none."""
    facts = read_current_facts(work, now)
    return _watch(facts) if facts else None


def _watch(facts: RoundFacts) -> RoundWatch:
    work, year = facts.work, facts.round_.fiscal_year
    begun, outstanding = begun_by_all(work, facts.round_), {one.person.id: one for one in facts.outstanding}
    people = tuple(
        _awaited(facts, one, outstanding.get(one.id), begun.get(one.id, {})) for one in everybody_of(work, facts.round_)
    )
    known = quota.load_quota(work, facts.now)
    plan, sent = work.plan.projects(year), work.submissions.latest(facts.round_.id)
    owned = {project_id for _, project_id in work.people.assignments(year)}
    unowned = tuple(each.no for each in plan if each.id not in owned and each.id not in sent)
    awaited = {*unowned, *(no for one in people for no in one.numbers)}
    return RoundWatch(
        people=people,
        unowned=unowned,
        sent=tuple(each.no for each in plan if each.no not in awaited),
        expected=len(plan),
        left=known.left,
        most=known.most,
        spendable=None if known.left is None else known.left - count_last_calls(facts),
        waits_until=_waits_until(facts),
    )


def _waits_until(facts: RoundFacts) -> datetime | None:
    policy = facts.office.reminders
    may_go_at = next_send_time(policy, facts.now)
    return None if may_go_at <= facts.now else max(may_go_at, morning_of(policy, bangkok_day(may_go_at)))


def _awaited(facts: RoundFacts, person: Person, one: Outstanding | None, begun: States) -> Awaited:
    returned = {sent.project_id for sent in one.returned} if one else set()
    listed: tuple[Listed, ...] = tuple((each, _state(each, returned, begun)) for each in (one.missing if one else ()))
    last, coming = facts.ledger.last_told(str(person.id), HEARD), coming_today(facts, one) if one else None
    return Awaited(
        id=str(person.id),
        name=person.name,
        listed=listed,
        hindrance=_hindrance(facts, person, one, last, coming),
        last=last,
        coming=coming,
    )


def _state(project: Project, returned: Collection[ProjectId], begun: States) -> ReportState:
    return ReportState.RETURNED if project.id in returned else begun.get(project.id, ReportState.MISSING)


def _hindrance(
    facts: RoundFacts, person: Person, one: Outstanding | None, last: datetime | None, coming: datetime | None
) -> Hindrance | None:
    if one is None:
        return "all_sent"
    if person.line_user_id is None or person.consented_at is None:
        return "not_enrolled"
    if person.blocked_at:
        return "blocked"
    was_nudged = facts.ledger.has(one.target, _key(facts))
    if was_nudged or (last and facts.now - last < AGAIN_AFTER):
        return "just_reminded"
    return "coming" if coming else None


def _key(facts: RoundFacts) -> str:
    return dated(NUDGE.removesuffix("-"), facts.today)


def remind_people(ports: Ports, work: Work, by: Person, people: Collection[str], now: datetime) -> Sequence[Bubble]:
    """Reminds those of `people` who may still be reminded, in the open transaction; tells the planner who was.

    However often it is asked for, a person is reminded once a day this way.
    """
    facts = read_current_facts(work, now)
    if facts is None:
        return (plain("conversation.no_round_of_planner"),)
    watch = _watch(facts)
    meant = [one for one in watch.people if one.id in people]
    chosen, hindered = [one for one in meant if not one.hindrance], [one for one in meant if one.hindrance]
    if watch.waits_until:
        _wish(facts, by, chosen, watch.waits_until)
        return (reminding.receipt(watch, chosen, hindered),)
    notices = [_notice(facts, one) for one in chosen]
    batch = Batch(DeliveryKind.REMINDER.traits.rank, notices, whole=True)
    if not quota.affordable([batch], watch.left, facts.office.reminders.reserve, count_last_calls(facts)):
        return (reminding.too_dear(watch, len(chosen)) if chosen else reminding.receipt(watch, (), hindered),)
    told = [one for one, notice in zip(chosen, notices, strict=True) if _post(ports, facts, notice)]
    for one in told:
        work.ledger.record(facts.round_.id, str(by.id), f"{NUDGED_BY}{one.id}-{_key(facts)}", None, now)
    return (reminding.receipt(watch, told, hindered),)


def _notice(facts: RoundFacts, one: Awaited) -> Notice:
    person = facts.outstanding_of(one.id)
    to = (person.person.line_user_id if person else None) or ""
    return Notice(DeliveryKind.REMINDER, facts.round_.id, (_key(facts),), facts.now, one.id, to)


def _post(ports: Ports, facts: RoundFacts, notice: Notice) -> bool:
    """Whether it was not told before: of two planners at once the second sends nothing."""
    return post(ports, facts.work, [word_notice(facts, notice)], facts.now) > 0


def _wish(facts: RoundFacts, by: Person, chosen: Sequence[Awaited], moment: datetime) -> None:
    """As the people themselves would wish it: one message with what that morning brings anyway."""
    for one in chosen:
        request = facts.ledger.snooze_request(one.id, bangkok_day(moment))
        facts.work.ledger.record(facts.round_.id, one.id, request, None, facts.now)
        facts.work.ledger.record(facts.round_.id, str(by.id), f"{NUDGED_BY}{one.id}-{request}", None, facts.now)
