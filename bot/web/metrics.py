"""What /metrics tells Prometheus: the turns of this process, and from the database how everything else is doing.

Each web process counts its own turns and names itself (`process`): whichever of them answers, no counter goes back.
Labels are ids of offices, kinds and outcomes; never a person's id, nor what anybody wrote.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Literal, get_args

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.clock import Clock
from bot.usecases.notices import quota
from storage.database import Storage

CONTENT_TYPE = CONTENT_TYPE_LATEST
BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5)
"""Seconds: a turn takes a few thousandths, and beyond two LINE no longer waits for the webhook."""
SETTLED_WITHIN = timedelta(minutes=5)
"""How long a settled delivery is told of: longer than anybody waits between two questions."""

Result = Literal["kept", "put_off", "failed"]
"""What became of an event; LINE is to send again what was put off."""


class Meter:
    """Counts the turns of one process; make it after the fork."""

    def __init__(self, storage: Storage, clock: Clock) -> None:
        process = str(os.getpid())
        times = Histogram(
            "tanrob_turn_seconds", "From an event read to its answer stored", ["process"], buckets=BOUNDS, registry=None
        )
        turns = Counter("tanrob_turns", "Events, by what became of them", ["process", "result"], registry=None)
        self._time = times.labels(process)
        self._results = {result: turns.labels(process, result) for result in get_args(Result)}
        self._registry = CollectorRegistry()
        for collector in (times, turns, _Remembered(storage, clock)):
            self._registry.register(collector)

    def turn(self) -> AbstractContextManager[object]:
        """Takes the time of what is done within."""
        return self._time.time()

    def count(self, result: Result) -> None:
        """Counts a turn that is over."""
        self._results[result].inc()

    def text(self) -> bytes:
        """Everything, in Prometheus' text format. Raises storage.errors.DatabaseDown."""
        return generate_latest(self._registry)


class _Remembered(Collector):
    """What the database knows, whichever process did it."""

    def __init__(self, storage: Storage, clock: Clock) -> None:
        self._storage, self._clock = storage, clock

    def describe(self) -> list[Metric]:
        """Nothing: the database is not asked before the first question."""
        return []

    def collect(self) -> Iterator[Metric]:
        now = self._clock()
        read = self._storage.gauges.read(now - SETTLED_WITHIN)
        yield CounterMetricFamily("tanrob_ticks", "How often the clock has ticked", read.ticks)
        yield _age("tanrob_tick_age_seconds", "Since the clock last ticked", read.ticked_at, now)
        yield _gauge("tanrob_outbox_deliveries", "Deliveries under way", ["kind"], _by_name(read.waiting.items()))
        yield _age("tanrob_outbox_oldest_age_seconds", "Since the oldest of them was made", read.oldest_at, now)
        about = "Deliveries settled in the last five minutes"
        yield _gauge("tanrob_deliveries_in_five_minutes", about, ["kind", "outcome"], read.settled.items())
        yield GaugeMetricFamily("tanrob_photos_waiting", "Photos still to be downloaded", read.photos_waiting)
        left = {office: quota.in_month(kept, now).left for office, kept in read.quotas.items()}
        about = "Messages left this month, where they are limited"
        yield _gauge("tanrob_quota_left_messages", about, ["office"], _by_name(left.items()))


def _gauge(name: str, about: str, labels: Sequence[str], values: Iterable[tuple[Sequence[str], int]]) -> Metric:
    """`values`: each with the values of its labels."""
    family = GaugeMetricFamily(name, about, labels=labels)
    for of_labels, value in values:
        family.add_metric(of_labels, value)
    return family


def _by_name(values: Iterable[tuple[str, int | None]]) -> Iterator[tuple[Sequence[str], int]]:
    """Without those nothing is known of."""
    return (((name,), value) for name, value in values if value is not None)


def _age(name: str, about: str, since: datetime | None, now: datetime) -> Metric:
    """In seconds; none of what never was."""
    return GaugeMetricFamily(name, about, (now - since).total_seconds() if since else None)
