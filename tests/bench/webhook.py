"""The webhook's speed: the full durable turn beside a bare endpoint and beside the SDK's echo example."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench import served
from tests.bench.load_client import Load, LoadClient, LoadResult, Person
from tests.bench.load_data import NOW, SECRET, Postgres, age, build
from tests.bench.table import Row, percentile_99, ratios

SAID = ("รายงาน", "2", "7,406", "ทำไปแล้วหนึ่งอย่าง", "เสร็จแล้ว", "ยืนยัน", "แก้ 1", "แก้ 2", "8,000", "ยืนยัน")
"""One report sent and corrected; every owner here has one project, so `รายงาน` opens it."""
WEBHOOK = "/line/{office}/webhook"
BUSY = 64
"""People who write at once where only the webhook's answer counts."""
MANY = 400
"""People who write at once where replies count: each waits a tenth of a second for LINE."""
OFFICES = 20
START_SECONDS = 8
"""Before anything is measured at `tanrob serve`: a start opens the round and sends every owner a message."""
LATENCY = 0.1
"""Seconds LINE takes to answer."""
OLD, YOUNG = 1_000_000, 1_000


@dataclass
class Bench:
    """What every measurement here needs. `seconds` a repetition; `processes` of each web server."""

    folder: Path
    postgres: Postgres
    load_client: LoadClient
    seconds: float
    repetitions: int
    processes: int

    def sqlite(self, name: str, past: int = YOUNG) -> tuple[str, list[Person]]:
        """A new database of owners on SQLite."""
        return self._built(f"sqlite:///{self.folder / name}.db", past)

    def on_postgres(self, name: str) -> tuple[str, list[Person]]:
        """The same on PostgreSQL."""
        return self._built(self.postgres.database(name), YOUNG)

    def _built(self, url: str, past: int) -> tuple[str, list[Person]]:
        people = build(url, OFFICES, MANY // OFFICES, MANY // OFFICES, NOW)
        age(url, past)
        return url, people

    def build_offices(self, name: str, offices: int, owners: int, *, on_postgres: bool) -> tuple[str, list[Person]]:
        """A database of offices whose owners have a project each."""
        url = self.postgres.database(name) if on_postgres else f"sqlite:///{self.folder / name}.db"
        return url, build(url, offices, owners, owners, NOW)

    def play(self, url: str, people: list[Person], path: str = WEBHOOK, **how: float) -> LoadResult:
        """`begin` and its end."""
        self.begin(url, people, path, **how)
        return self.load_client.end()

    def begin(
        self,
        url: str,
        people: list[Person],
        path: str = WEBHOOK,
        *,
        rate: float = 0,
        seconds: float = 0,
        replies: bool = False,
    ) -> None:
        """One repetition, of the usual length unless said; it goes on until `load_client.end`."""
        self.load_client.begin(Load(url, path, SECRET, people, SAID, seconds or self.seconds, rate, bool(replies)))


def turns(bench: Bench) -> list[Row]:
    """Answers a second of the bare endpoint and of full turns; nobody carries the replies."""
    found: dict[str, list[float]] = {"bare": [], "SQLite": [], "PostgreSQL": [], "old": []}
    databases = {
        "SQLite": bench.sqlite("turns"),
        "PostgreSQL": bench.on_postgres("turns"),
        "old": bench.sqlite("old", OLD),
    }
    people = databases["SQLite"][1][:: MANY // BUSY][:BUSY]
    with ExitStack() as started:
        servers = {"bare": started.enter_context(served.bare(bench.processes))}
        for name, (database, _) in databases.items():
            servers[name] = started.enter_context(served.web(database, bench.load_client.base_url, bench.processes))
        for server in servers.values():
            bench.play(server.url, people)
        for _ in range(bench.repetitions):
            for name, server in servers.items():
                found[name].append(bench.play(server.url, people).rate)
    return [
        Row("bare endpoint", found["bare"], "/s"),
        Row("full turn, SQLite", found["SQLite"], "/s"),
        Row("full turn, PostgreSQL", found["PostgreSQL"], "/s"),
        Row(f"full turn, SQLite with {OLD:,} past events", found["old"], "/s"),
        ratios("full turn : bare endpoint", found["SQLite"], found["bare"], least=0.3),
        ratios("PostgreSQL : SQLite", found["PostgreSQL"], found["SQLite"], least=0.6),
        ratios(f"turn time with {OLD:,} : {YOUNG:,} past events", found["SQLite"], found["old"], most=1.2),
    ]


def replies(bench: Bench) -> list[Row]:
    """Replies a second with LINE at its latency, the product beside the SDK's example."""
    found: dict[str, list[float]] = {"product": [], "flask": [], "gunicorn": []}
    database, people = bench.sqlite("replies")
    line = bench.load_client.base_url
    for number in range(bench.repetitions):
        with served.product(database, line, bench.processes) as server:
            bench.play(server.url, people, seconds=START_SECONDS, replies=True)
            found["product"].append(bench.play(server.url, people, replies=True).rate)
        with served.echo(bench.folder / f"flask{number}.db", line) as server:
            found["flask"].append(_best_of(bench, server.url, people))
        with served.echo(bench.folder / f"gunicorn{number}.db", line, threads=8) as server:
            found["gunicorn"].append(bench.play(server.url, people[:32], "/callback", replies=True).rate)
    return [
        Row("replies, product", found["product"], "/s"),
        Row("replies, SDK's echo as in its README", found["flask"], "/s"),
        Row("replies, SDK's echo under gunicorn, 8 threads", found["gunicorn"], "/s"),
        ratios("product : README", found["product"], found["flask"], least=3),
        ratios("product : gunicorn", found["product"], found["gunicorn"], least=8),
        *_half(bench, database, people, found["product"]),
    ]


def _best_of(bench: Bench, url: str, people: list[Person]) -> float:
    """The example at its best: it starts a thread a message, and too many of them slow it down."""
    return max(bench.play(url, people[:many], "/callback", replies=True).rate for many in (32, 64, 128))


def _half(bench: Bench, database: str, people: list[Person], rates: list[float]) -> list[Row]:
    rate, high = min(rates) / 2, []
    with served.product(database, bench.load_client.base_url, bench.processes) as server:
        bench.play(server.url, people, rate=rate, seconds=START_SECONDS, replies=True)
        for _ in range(bench.repetitions):
            played = bench.play(server.url, people, rate=rate, replies=True)
            high.append(percentile_99(played.answers) * 1000)
    return [Row(f"webhook's 99th percentile at {rate:.0f}/s", high, "ms", most=25)]


def memory(bench: Bench) -> list[Row]:
    """PSS of the largest process after 20,000 turns."""
    database, people = bench.sqlite("memory")
    with served.product(database, bench.load_client.base_url, bench.processes) as server:
        said = 0
        while said < 20_000:
            said += len(bench.play(server.url, people, replies=True).replies)
        return [Row(f"largest process after {said:,} turns", [max(server.memory())], "MB", most=160)]


@contextmanager
def prepare_bench(folder: Path, seconds: float, repetitions: int, processes: int) -> Iterator[Bench]:
    """What every measurement needs, started."""
    with Postgres(folder / "postgres") as postgres, LoadClient(latency=LATENCY) as load_client:
        yield Bench(folder, postgres, load_client, seconds, repetitions, processes)
