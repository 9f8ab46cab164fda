"""APScheduler calls `tick` and `tidy`, and holds no state worth keeping: what was sent stands in the ledger.

When it calls them hangs on monotonic time. APScheduler reckons by the wall clock: left to itself it would wait for the
future of a clock that ran ahead and was put right. So each beat of a monotonic wait makes its jobs due now.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from threading import Event, Thread

from apscheduler.job import Job
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.clock import Clock, clock_from
from messages.thai.dates import BANGKOK

TICK_SECONDS = 20.0
TIDY_HOUR = 3
_HOWEVER_LATE = {"max_instances": 1, "coalesce": True, "misfire_grace_time": None}
"""A job that is still at work is not begun again, and one is done also where the wall clock calls it late."""


def start_ticking(
    tick: Callable[[], object], tidy: Callable[[], object], clock: Clock, seconds: float = TICK_SECONDS
) -> Callable[[], None]:
    """Ticks at once and every 20 seconds, tidies at night, in threads of its own; returns what stops it."""
    scheduler, stop = BackgroundScheduler(timezone="Asia/Bangkok"), Event()
    ticking, tidying = (scheduler.add_job(call, _never(), **_HOWEVER_LATE) for call in (tick, tidy))
    nights = Nights(clock())

    def beat_until_stopped() -> None:
        while True:
            _make_due(ticking)
            if nights.has_come(clock()):
                _make_due(tidying)
            if stop.wait(seconds):
                return

    scheduler.start()
    thread = Thread(target=beat_until_stopped, name="beat")
    thread.start()

    def end() -> None:
        stop.set()
        thread.join()
        scheduler.shutdown(wait=True)

    return end


def _never() -> IntervalTrigger:
    """As good as never by itself: long before, a beat makes the job due."""
    return IntervalTrigger(weeks=52)


def _make_due(job: Job) -> None:
    job.modify(next_run_time=clock_from(None)())


class Nights:
    """Which night was seen to. A clock set back brings one again: tidying twice does no harm."""

    def __init__(self, started: datetime) -> None:
        self._last = self._night(started)

    def has_come(self, now: datetime) -> bool:
        """Whether another night's hour of tidying has come since."""
        night = self._night(now)
        has_come = night != self._last
        self._last = night
        return has_come

    @staticmethod
    def _night(now: datetime) -> date:
        here = now.astimezone(BANGKOK)
        return date.fromordinal(here.toordinal() - (here.hour < TIDY_HOUR))
