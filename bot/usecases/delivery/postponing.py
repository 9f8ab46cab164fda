"""When a notice that could not go now may go.

A notice is never pushed in the office's quiet hours or on its days off, nor when it is a day old: the next one says it
anew.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.usecases.notices import quota
from bot.usecases.notices.steps import next_send_time
from bot.usecases.ports import Outcome, Ports, Verdict
from storage.records import Delivery

_DELAYS = {Verdict.RATE: 5, Verdict.QUOTA: 3600}
"""Seconds to the second attempt; each further attempt waits twice as long, an hour at most."""
_MAX_DELAY = 3600


def find_send_time(ports: Ports, delivery: Delivery, moment: datetime) -> datetime:
    """`moment`, or the next at which people may be written to."""
    if delivery.kind.traits.is_answer:
        return moment
    with ports.storage.office(delivery.office_id).reading() as work:
        office = work.office.load()
    return next_send_time(office.reminders, moment) if office else moment


def find_next_attempt(ports: Ports, delivery: Delivery, outcome: Outcome, now: datetime) -> datetime:
    """When to try again after what LINE said: soon after a passing failure, later when too many were sent.

    For want of messages an hour later, when the planners may have bought some, or when the month turns.
    """
    again = now + _delay(outcome, delivery.attempts)
    if outcome.verdict == Verdict.QUOTA:
        again = min(again, quota.month_turns(now))
    return find_send_time(ports, delivery, again)


def _delay(outcome: Outcome, attempts: int) -> timedelta:
    first = _DELAYS.get(outcome.verdict, 2)
    return timedelta(seconds=min(first * 2 ** max(attempts - 1, 0), _MAX_DELAY))


def remember_used_up(ports: Ports, delivery: Delivery, now: datetime) -> None:
    """What is due from now on is chosen knowing it."""
    with ports.storage.office(delivery.office_id).work() as work:
        quota.mark_used_up(work, now)
        work.commit()
