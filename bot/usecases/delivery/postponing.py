"""When a notice that could not go now may go.

A notice is never pushed in the office's quiet hours or on its days off, nor when it is a day old: the next one says it
anew. Nor into a report that is being typed: LINE shows the buttons of the last message alone, and those of the open
question would be gone.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.conversation.states import DraftStep
from bot.conversation.stored import from_json
from bot.usecases.notices import quota
from bot.usecases.notices.steps import next_send_time
from bot.usecases.ports import Outcome, Ports, Verdict
from storage.records import Delivery
from storage.work import Work

_DELAYS = {Verdict.RATE: 5, Verdict.QUOTA: 3600}
"""Seconds to the second attempt; each further attempt waits twice as long, an hour at most."""
_MAX_DELAY = 3600


PAUSE = timedelta(minutes=3)
"""Who has said nothing for so long in a report is not typing it any more."""
_MAX_HELD = timedelta(hours=1)
"""How long a notice waits at most for somebody to pause."""


def find_send_time(ports: Ports, delivery: Delivery, moment: datetime) -> datetime:
    """`moment`, or the next at which people may be written to, and this one is not typing a report."""
    if delivery.kind.traits.is_answer:
        return moment
    with ports.storage.office(delivery.office_id).reading() as work:
        office, paused_at = work.office.load(), _find_pause(work, delivery, moment)
    return next_send_time(office.reminders, max(moment, paused_at)) if office else moment


def _find_pause(work: Work, delivery: Delivery, moment: datetime) -> datetime:
    """When who is to get it will have paused, as far as one can tell at `moment`; `moment` where they have."""
    person = work.people.by_line_user(delivery.to)
    kept = work.conversations.load(person.id) if person else None
    if kept is None or kept.saved_at is None or not kept.saved_at <= moment < kept.saved_at + PAUSE:
        return moment
    if not isinstance(from_json(kept.state).step, DraftStep):
        return moment
    return min(kept.saved_at + PAUSE, max(moment, delivery.created_at + _MAX_HELD))


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
