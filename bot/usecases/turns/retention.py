"""Forgets what nobody needs any more (least data kept): once a day, office by office."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.usecases.ports import Ports
from bot.usecases.turns.enrolling import MISSES_WITHIN
from bot.usecases.turns.erasing import erase_unused_photos

EVENTS_KEPT = timedelta(days=7)
"""LINE redelivers within minutes; a week is far beyond."""
DELIVERIES_KEPT = timedelta(days=90)
"""Settled deliveries hold no text; a failed one stays visible in `tanrob check` for a quarter."""

PHOTOS_KEPT = timedelta(days=1)
"""A photo in no draft and no report (taken out again, or of a cancelled report that began anew) goes after a day."""


def tidy(ports: Ports, now: datetime) -> None:
    """Deletes old event ids, wrong codes typed, settled deliveries and photos nobody uses."""
    for office_id in ports.storage.office_ids():
        with ports.storage.office(office_id).work() as work:
            work.inbox.forget_before(now - EVENTS_KEPT)
            work.invitations.forget_misses_before(now - MISSES_WITHIN)
            work.invitations.forget_unused_claims(now)
            erase_unused_photos(work, now - PHOTOS_KEPT, now)
            work.leave_no_remnants()  # of the claims forgotten here, and of texts sent since the last time
            work.commit()
    ports.storage.outbox.forget_before(now - DELIVERIES_KEPT)
