"""APScheduler calls `tick` and `tidy`, and holds no state worth keeping: what was sent stands in the ledger."""

from __future__ import annotations

from collections.abc import Callable

from apscheduler.schedulers.background import BackgroundScheduler

from bot.clock import clock_from

TICK_SECONDS = 20
TIDY_HOUR = 3


def start_ticking(tick: Callable[[], object], tidy: Callable[[], object]) -> Callable[[], None]:
    """Ticks at once and every 20 seconds, tidies at night, in threads of its own; returns what stops it."""
    scheduler = BackgroundScheduler(timezone="Asia/Bangkok")
    at_once = clock_from(None)()
    scheduler.add_job(tick, "interval", seconds=TICK_SECONDS, next_run_time=at_once, max_instances=1, coalesce=True)
    scheduler.add_job(tidy, "cron", hour=TIDY_HOUR, coalesce=True)
    scheduler.start()
    return lambda: scheduler.shutdown(wait=True)
