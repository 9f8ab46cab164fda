"""What a clock that ran ahead left behind once it is right again: nothing waits for its wrong future.

The last tick's moment is kept in the database, so a clock set back is seen at the next tick whichever process it is.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime, timedelta

from bot.usecases.ports import Ports
from storage.work import Work

log = logging.getLogger(__name__)

SKEW = timedelta(minutes=1)
"""So far apart the clocks of two machines may be; what lies no further ahead comes by itself."""
LEASES = timedelta(minutes=6)
"""The longest lease of a worker: what is held no longer than this from now may be under way."""


def mend(ports: Ports, now: datetime) -> bool:
    """Brings back to `now` what a later clock stored, where the clock was set back since; returns whether it was."""
    if not _was_set_back(ports, now):
        return False
    log.warning("the clock was set back")
    ports.storage.outbox.pull_forward(now, LEASES)
    ports.storage.photo_queue.pull_forward(now, LEASES)
    for office_id in ports.storage.office_ids():
        with ports.storage.office(office_id).work() as work:
            _mend_office(work, now)
            work.commit()
    return True


def _was_set_back(ports: Ports, now: datetime) -> bool:
    ticked_at = ports.storage.gauges.ticked_at()
    return (ticked_at is not None and ticked_at > now + SKEW) or ports.storage.outbox.is_any_made_after(now + SKEW)


def _mend_office(work: Work, now: datetime) -> None:
    """Who enrolled later than now has enrolled; what was told later than now was told by now.

    It is today's message, then, and of no day that is still to come.
    """
    work.ledger.date_back(now)
    for person in work.people.all():
        if person.consented_at and person.consented_at > now:
            work.people.save(replace(person, consented_at=now))
