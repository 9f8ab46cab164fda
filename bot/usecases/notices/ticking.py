"""What the clock brings: the opening, the reminders and the planners' summary, each at most once.

A ledger row (round, person or group, step) and its delivery are one transaction, so two workers, a restart or a
double tick cannot send twice. What the month's messages do not allow is not taken: a later tick tries again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from time import sleep
from typing import TypeVar

from bot.usecases.notices import quota
from bot.usecases.notices.clock_setback import mend
from bot.usecases.notices.notice import Notice, WordedNotice
from bot.usecases.notices.posting import portions, post
from bot.usecases.notices.quota_warning import due_warning
from bot.usecases.notices.round_facts import RoundFacts, read_current_facts
from bot.usecases.notices.sources import find_due, word_notice
from bot.usecases.notices.steps import may_send
from bot.usecases.ports import Ports
from storage.kinds import DeliveryKind
from storage.work import Work

log = logging.getLogger(__name__)

OFFICES_AT_ONCE = 8
"""Asking LINE for an office's quota takes a while; other offices do not wait for it."""
AT_ONCE = 5
"""Recipients in one transaction: who writes to the bot meanwhile waits for no more than these."""
PAUSE_SECONDS = 0.005
"""Between two transactions, in which others get to write."""
T = TypeVar("T")


def tick(ports: Ports, now: datetime) -> int:
    """Posts what is due in every office; returns how many deliveries. One office's failure does not stop the others.

    Also in the hours in which nobody is written to, LINE is asked what may be sent of what is due: planners are told.
    """
    mend(ports, now)
    due = [office_id for office_id in ports.storage.office_ids() if _run_guarded(_is_due, ports, office_id, now)]
    with ThreadPoolExecutor(OFFICES_AT_ONCE, thread_name_prefix="tick") as pool:
        list(pool.map(lambda office_id: _run_guarded(quota.refresh, ports, office_id, now), due))
    posted = sum(_run_guarded(_post_due, ports, office_id, now) or 0 for office_id in due)
    ports.storage.gauges.beat(now)
    ports.storage.remnants.cut_off()
    return posted


def _run_guarded(do: Callable[[Ports, str, datetime], T], ports: Ports, office_id: str, now: datetime) -> T | None:
    try:
        return do(ports, office_id, now)
    except Exception:
        log.exception("tick failed office=%s", office_id)
        return None


def _is_due(ports: Ports, office_id: str, now: datetime) -> bool:
    with ports.storage.office(office_id).reading() as work:
        facts = read_current_facts(work, now)
        return facts is not None and (quota.is_used_up(work, now) or not find_due(facts).is_empty)


def _post_due(ports: Ports, office_id: str, now: datetime) -> int:
    with ports.storage.office(office_id).reading() as work:
        facts = read_current_facts(work, now)
        may_go = facts is not None and may_send(facts.office.reminders, now)
        worded = [word_notice(facts, notice) for notice in choose(facts)] if facts and may_go else []
    return sum(_post(ports, office_id, several, now) for several in portions(worded, AT_ONCE))


def _post(ports: Ports, office_id: str, worded: Sequence[WordedNotice], now: datetime) -> int:
    with ports.storage.office(office_id).work() as work:
        posted = post(ports, work, worded, now)
        if posted:
            work.commit()
    sleep(PAUSE_SECONDS)
    return posted


def choose(facts: RoundFacts) -> list[Notice]:
    """What is due and may be sent with the messages left this month."""
    due = find_due(facts)
    wanted = sum(quota.cost(batch.notices) for batch in due.batches)
    batches = [*due.batches, *due_warning(facts, wanted, due.last_calls)]
    left = quota.load_quota(facts.work, facts.now).left
    return quota.affordable(batches, left, facts.office.reminders.reserve, due.last_calls)


def count_held_back(work: Work, now: datetime) -> int:
    """How many messages are due and not sent because the month's are running out; 0 in hours nobody is written to."""
    facts = read_current_facts(work, now)
    if facts is None or not may_send(facts.office.reminders, now):
        return 0
    wanted = sum(len(batch.notices) for batch in find_due(facts).batches)
    return wanted - sum(notice.kind != DeliveryKind.QUOTA for notice in choose(facts))
