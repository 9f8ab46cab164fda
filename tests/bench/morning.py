"""A morning on which much is due at once: how fast it is posted and carried, and what owners notice of it meanwhile.

Each measurement has a LINE of its own: the same reminders of two databases carry the same retry keys.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from time import perf_counter, sleep

from storage.database import Storage
from tests.bench import served
from tests.bench.load_client import LoadClient, Person
from tests.bench.load_data import KEY, NOW
from tests.bench.table import Row, percentile_99
from tests.bench.webhook import LATENCY, Bench

BEFORE = NOW - timedelta(seconds=25)
"""A moment before the reminders' hour: the first tick finds nothing, the third or so everything."""
WARM_SECONDS, CALM_SECONDS, BUSY_SECONDS = 3, 15, 45
OFFICES, OWNERS = 245, 50
BURST = (40, 50)
TALKING = 50
"""People who write to the bot meanwhile."""
RATE = 40
"""Words a second they write together."""
MAX_SECONDS = 180
_LOOK_SECONDS = 0.2


def burst(bench: Bench) -> list[Row]:
    """2,000 reminders due at once, from the worker's start to the last one accepted."""
    taken: dict[bool, list[float]] = {False: [], True: []}
    for number in range(min(bench.repetitions, 3)):
        for on_postgres, seconds in taken.items():
            url, people = bench.build_offices(f"burst{number}", *BURST, on_postgres=on_postgres)
            with LoadClient(latency=LATENCY) as load_client:
                began = perf_counter()
                with served.worker(url, load_client.base_url):
                    _wait(_wait_until_sent(load_client, len(people)))
                    seconds.append(perf_counter() - began)
    many = BURST[0] * BURST[1]
    return [
        Row(f"{many:,} reminders, SQLite", taken[False], "s", most=20),
        Row(f"{many:,} reminders, PostgreSQL", taken[True], "s", most=20),
    ]


def morning(bench: Bench) -> list[Row]:
    """Every office's reminders due at the same moment, and owners who write to the bot before it and meanwhile."""
    return [
        *_morning(bench, "SQLite", *bench.build_offices("morning", OFFICES, OWNERS, on_postgres=False)),
        *_morning(bench, "PostgreSQL", *bench.build_offices("morning", OFFICES, OWNERS, on_postgres=True)),
    ]


def _morning(bench: Bench, name: str, url: str, people: list[Person]) -> list[Row]:
    talking = people[:: len(people) // TALKING][:TALKING]
    due = len(people) - len(talking)  # who has written has reported by then, and is not reminded
    clock = served.clock_at(BEFORE)
    with (
        LoadClient(latency=LATENCY) as load_client,
        served.web(url, load_client.base_url, 1, clock) as server,
        served.worker(url, load_client.base_url, clock),
    ):
        bench = replace(bench, load_client=load_client)
        bench.play(server.url, talking, rate=RATE, seconds=WARM_SECONDS, replies=True)
        calm = bench.play(server.url, talking, rate=RATE, seconds=CALM_SECONDS, replies=True)
        _wait(lambda: _reminders(url).total() > 0)
        began = perf_counter()
        bench.begin(server.url, talking, rate=RATE, seconds=BUSY_SECONDS, replies=True)
        _wait(lambda: _reminders(url).total() >= due)
        posting = perf_counter() - began
        _wait(lambda: _reminders(url)["sent"] >= due)
        carrying = perf_counter() - began
        busy = load_client.end()
    quiet, loud = percentile_99(calm.replies) * 1000, percentile_99(busy.replies) * 1000
    return [
        Row(f"{name}: {due:,} reminders posted by one tick", [posting], "s", most=60),
        Row(f"{name}: … and carried", [carrying], "s"),
        Row(f"{name}: 99th percentile of replies before", [quiet], "ms"),
        Row(f"{name}: 99th percentile of replies meanwhile", [loud], "ms"),
        Row(f"{name}: meanwhile : before", [loud / quiet], "×", most=2),
        Row(f"{name}: words without a reply", [calm.failed + busy.failed], most=0),
    ]


def _wait_until_sent(load_client: LoadClient, many: int) -> Callable[[], bool]:
    """Whether LINE has accepted so many; not to be asked while a play is going on."""
    return lambda: load_client.line().recipients.total() >= many


def _reminders(url: str) -> Counter[str]:
    """By what became of them; `waiting` are those posted and not yet settled."""
    storage = Storage.open(url, KEY)
    try:
        gauges = storage.gauges.read(BEFORE - timedelta(days=1))
    finally:
        storage.close()
    settled = {outcome: times for (kind, outcome), times in gauges.settled.items() if kind == "reminder"}
    return Counter({"waiting": gauges.waiting.get("reminder", 0), **settled})


def _wait(until: Callable[[], bool]) -> None:
    began = perf_counter()
    while not until():
        if perf_counter() - began > MAX_SECONDS:
            raise AssertionError("it does not come to an end")
        sleep(_LOOK_SECONDS)
