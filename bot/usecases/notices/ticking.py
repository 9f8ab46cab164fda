"""What the clock brings: the opening, the reminders and the planners' summary, each at most once.

A ledger row (round, person or group, step) and its delivery are one transaction, so two workers, a restart or a
double tick cannot send twice. What the month's messages do not allow is not taken: a later tick tries again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from time import sleep
from typing import TypeVar

from bot.usecases.notices import quota
from bot.usecases.notices.announcing import planners_announcements, reachable_planners, to_group
from bot.usecases.notices.clock_setback import mend
from bot.usecases.notices.heard import SUMMARISED, Heard, heard_in
from bot.usecases.notices.notice import Batch, Notice
from bot.usecases.notices.outstanding import owing
from bot.usecases.notices.posting import portions, post
from bot.usecases.notices.reminding import last_calls, reminders
from bot.usecases.notices.steps import may_speak, step_due, summary_steps
from bot.usecases.notices.summarising import summary_of
from bot.usecases.ports import Ports
from bot.usecases.rounds import current_round
from messages.chat import notices
from messages.thai.dates import bangkok_day
from storage.kinds import DeliveryKind, Rank
from storage.records import Office, Round
from storage.records import Quota as Known
from storage.work import Work

log = logging.getLogger(__name__)

OFFICES_AT_ONCE = 8
"""Asking LINE for an office's quota takes a while; other offices do not wait for it."""
AT_ONCE = 5
"""Recipients in one transaction: who writes to the bot meanwhile waits for no more than these."""
PAUSE_SECONDS = 0.005
"""Between two transactions, in which others get to write."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Due:
    """What is due in an office, and how many the deadlines' own days will still have to reach this month."""

    batches: Sequence[Batch]
    last_calls: int

    @property
    def is_empty(self) -> bool:
        return not any(batch.notices for batch in self.batches)


def tick(ports: Ports, now: datetime) -> int:
    """Posts what is due in every office; returns how many deliveries. One office's failure does not stop the others."""
    mend(ports, now)
    due = [office_id for office_id in ports.storage.office_ids() if _guarded(_is_due, ports, office_id, now)]
    with ThreadPoolExecutor(OFFICES_AT_ONCE, thread_name_prefix="tick") as pool:
        list(pool.map(lambda office_id: _guarded(quota.refresh, ports, office_id, now), due))
    posted = sum(_guarded(_post_due, ports, office_id, now) or 0 for office_id in due)
    ports.storage.gauges.beat(now)
    ports.storage.remnants.cut_off()
    return posted


def _guarded(do: Callable[[Ports, str, datetime], T], ports: Ports, office_id: str, now: datetime) -> T | None:
    try:
        return do(ports, office_id, now)
    except Exception:
        log.exception("tick failed office=%s", office_id)
        return None


def _is_due(ports: Ports, office_id: str, now: datetime) -> bool:
    with ports.storage.office(office_id).reading() as work:
        office = work.office.load()
        return bool(office and may_speak(office.reminders, now) and not due_in(work, office, now).is_empty)


def _post_due(ports: Ports, office_id: str, now: datetime) -> int:
    with ports.storage.office(office_id).reading() as work:
        office = work.office.load()
        chosen = chosen_in(work, office, now) if office else []
    return sum(_post(ports, office_id, several, now) for several in portions(chosen, AT_ONCE))


def _post(ports: Ports, office_id: str, notices: Sequence[Notice], now: datetime) -> int:
    with ports.storage.office(office_id).work() as work:
        posted = post(ports, work, notices, now)
        if posted:
            work.commit()
    sleep(PAUSE_SECONDS)
    return posted


def chosen_in(work: Work, office: Office, now: datetime) -> list[Notice]:
    """What is due and may be sent with the messages left this month."""
    due, known = due_in(work, office, now), quota.known(work, now)
    batches = [*due.batches, *_warning(work, office, due, known, now)]
    return quota.affordable(batches, known.left, office.reminders.reserve, due.last_calls)


def held_back(work: Work, now: datetime) -> int:
    """How many messages are due and not sent because the month's are running out; 0 in hours nobody is written to."""
    office = work.office.load()
    if office is None or not may_speak(office.reminders, now):
        return 0
    wanted = sum(len(batch.notices) for batch in due_in(work, office, now).batches)
    return wanted - sum(notice.kind != DeliveryKind.QUOTA for notice in chosen_in(work, office, now))


def due_in(work: Work, office: Office, now: datetime) -> Due:
    """Everything due in the round answers go to, whatever it costs: of another nobody could report any more."""
    round_ = current_round(work, bangkok_day(now))
    return due_of(work, office, round_, heard_in(work, round_), now) if round_ else Due((), 0)


def due_of(work: Work, office: Office, round_: Round, heard: Heard, now: datetime) -> Due:
    """Everything due in one round that has told so much."""
    owed = owing(work, round_)
    batches = [
        *reminders(work, office, round_, owed, heard, now),
        *planners_announcements(work, office, round_, owed, heard, now),
        *_summaries(work, office, round_, heard, now),
    ]
    return Due(batches, last_calls(office, round_, owed, now))


def _summaries(work: Work, office: Office, round_: Round, heard: Heard, now: datetime) -> Iterator[Batch]:
    """On its own day alone, and one a day."""
    group, today = work.groups.last_bound(), bangkok_day(now)
    steps = summary_steps(round_, office.summary, office.reminders.holidays)
    step = step_due(steps, now)
    if group is None or step is None or bangkok_day(step.at) != today:
        return
    if heard.has(group.group_id, step.key) or heard.on(group.group_id, today, SUMMARISED):
        return
    bubbles = summary_of(work, office, round_, now)
    cost = quota.group_cost(quota.known(work, now))
    to, can_wait = group.group_id, step != steps[-1]
    told = Notice(DeliveryKind.SUMMARY, round_.id, (step.key,), step.at, to, to, bubbles, cost, silent=can_wait)
    yield to_group(work, group, told)


def _warning(work: Work, office: Office, due: Due, known: Known, now: datetime) -> Iterator[Batch]:
    """Planners hear once a month that messages run short, before they are used up."""
    wanted, round_ = sum(quota.cost(batch.notices) for batch in due.batches), current_round(work, bangkok_day(now))
    if known.left is None or not round_ or known.left - wanted > max(office.reminders.reserve, due.last_calls):
        return
    step = f"quota-{known.month}"
    told = frozenset().union(*(work.ledger.told(other.id, step) for other in work.rounds.all()))
    bubble = notices.running_short(known.left, known.most or 0)
    yield Batch(
        Rank.WARNING,
        [
            Notice(DeliveryKind.QUOTA, round_.id, (step,), now, str(person.id), person.line_user_id or "", (bubble,))
            for person in reachable_planners(work)
            if str(person.id) not in told
        ],
    )
