"""APScheduler calls `tick`, and holds no state worth keeping: what was sent stands in the ledger."""

from __future__ import annotations

from collections.abc import Callable

from apscheduler.schedulers.background import BackgroundScheduler

EVERY_SECONDS = 20


def start_ticking(tick: Callable[[], object]) -> Callable[[], None]:
    """Ticks at once and then every 20 seconds in a thread of its own, never two at a time; returns what stops it."""
    scheduler = BackgroundScheduler(timezone="Asia/Bangkok")
    scheduler.add_job(tick, max_instances=1, coalesce=True)
    scheduler.add_job(tick, "interval", seconds=EVERY_SECONDS, max_instances=1, coalesce=True)
    scheduler.start()
    return lambda: scheduler.shutdown(wait=True)
