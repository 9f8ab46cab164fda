"""Who would hear what of a round from now on, if nobody reported meanwhile, and what it would cost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from bot.usecases.notices import quota
from bot.usecases.notices.notice import Notice
from bot.usecases.notices.outstanding import is_reachable
from bot.usecases.notices.round_facts import RoundFacts, read_facts
from bot.usecases.notices.sources import find_due
from bot.usecases.notices.steps import morning_of, next_morning, next_send_time, steps_of
from bot.usecases.rounds import current_round
from messages.thai.calendar import working_day_on_or_after
from messages.thai.dates import BANGKOK, bangkok_day
from storage.kinds import DeliveryKind
from storage.records import Office, Round
from storage.work import Work

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Planned:
    """One kind of notice at one moment: to whom (people's names; none for the group), and its counted messages."""

    at: datetime
    kind: DeliveryKind
    people: tuple[str, ...]
    messages: int


@dataclass(frozen=True, slots=True)
class Preview:
    """`months`: counted messages by LINE's month ("2021-03"); `out_of_reach`: who has reports outstanding, unheard."""

    planned: tuple[Planned, ...]
    months: Mapping[str, int]
    out_of_reach: tuple[str, ...] = ()


def preview(work: Work, office: Office, round_: Round, now: datetime) -> Preview:
    """By the clock's own rules; of a round that is closed nothing is said any more."""
    if round_.closed_at is not None:
        return Preview((), {})
    facts = read_facts(work, office, round_, now)
    names = {str(person.id): person.name for person in work.people.all()}
    found: dict[tuple[datetime, DeliveryKind], list[Notice]] = {}
    for at, notice in _count_once(_to_come(facts)):
        found.setdefault((at, notice.kind), []).append(notice)
    planned = tuple(
        Planned(at, kind, tuple(names[one.target] for one in several if one.target in names), quota.cost(several))
        for (at, kind), several in sorted(found.items(), key=lambda item: item[0])
    )
    unreached = tuple(one.person.name for one in facts.outstanding if not is_reachable(one.person))
    return Preview(planned, _by_month(planned), unreached)


def _to_come(facts: RoundFacts) -> Iterator[tuple[datetime, Notice]]:
    """Each notice at the moment it would go, when everything before it has gone."""
    ledger = facts.ledger
    for moment in _moments(facts):
        asked_for = current_round(facts.work, bangkok_day(moment))
        if asked_for is None or asked_for.id != facts.round_.id:
            continue  # it has not opened, or answers go to a later round by then: nobody is reminded of this one
        for batch in find_due(replace(facts, now=moment, ledger=ledger)).batches:
            for notice in batch.notices:
                ledger = ledger.with_notice(notice, moment)
                yield moment, notice


def _count_once(to_come: Iterable[tuple[datetime, Notice]]) -> Iterator[tuple[datetime, Notice]]:
    """What goes to one recipient at one moment is one message: the first of it bears the cost."""
    recipients: set[tuple[datetime, str]] = set()
    for at, notice in to_come:
        yield at, replace(notice, cost=0) if (at, notice.to) in recipients else notice
        recipients.add((at, notice.to))


def _moments(facts: RoundFacts) -> list[datetime]:
    office, round_, ledger, now = facts.office, facts.round_, facts.ledger, facts.now
    steps = steps_of(round_, office)
    policy = office.reminders
    snoozed = {day for target in ledger.rows for day in ledger.snoozes_requested(target)}
    mornings = [morning_of(policy, working_day_on_or_after(day, frozenset(policy.holidays))) for day in snoozed]
    mornings += morning_of(policy, bangkok_day(now)), next_morning(policy, now)
    days = (round_.opens, *(bangkok_day(step.at) + A_DAY for step in steps))
    later = [datetime.combine(day, time(0), tzinfo=BANGKOK) for day in days]
    ahead = (moment for moment in (*mornings, *later, *(step.at for step in steps)) if moment > now)
    return sorted({next_send_time(policy, moment) for moment in (now, *ahead)})


def _by_month(planned: tuple[Planned, ...]) -> Mapping[str, int]:
    months: dict[str, int] = {}
    for one in planned:
        month = quota.month_of(one.at)
        months[month] = months.get(month, 0) + one.messages
    return months
