"""A storm of faults: `python -m tests.bench.faults` kills the product in the middle of its reminders, round by round.

In each round owners of several offices fall due while some of them report; random processes are killed and LINE fails
in every way it can. There are spells, of seconds and of minutes, in which it takes nothing: it stalls, connections are
closed, or a proxy answers in its place. Then LINE calms down, the outbox empties, and every reminder, reply and answer
is counted.
"""

from __future__ import annotations

import asyncio
import sys
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from random import Random
from statistics import median

from storage.database import Storage
from tests.bench.line import ALWAYS, RELIABLE, Faults, serve_line
from tests.bench.load_check import RecordingLine, check_all, count_doubtful, count_said_again, is_settled
from tests.bench.load_client import made_at
from tests.bench.load_data import KEY, Postgres, folder
from tests.bench.load_owners import Owner, enrol_owners, report
from tests.bench.programs import PACE, Program, kill_some, moment, product

SPELL_SECONDS = (3, 20, 45, 90, 180)
"""Of the product's time: a hiccup, and longer than a reply token lives."""


@dataclass(frozen=True)
class Weather:
    """What LINE's calls meet with during a burst, and how many kills there are at least and at most.

    `spells`: what all calls meet with for one of so many `seconds`, so many `times` (at least, at most) in a burst.
    """

    faults: Faults
    kills: tuple[int, int]
    spells: Mapping[str, Faults] = field(default_factory=dict)
    times: tuple[int, int] = (0, 0)
    seconds: Sequence[int] = SPELL_SECONDS


SPELLS = {
    "stalls": Faults(stalled=ALWAYS),
    "closes": Faults(closed=ALWAYS),
    "proxy": Faults(page=25, empty=15, nothing=15, other=15, forbidden=15, moved=15),
    "garbles": Faults(garbled=70, page=30),
    "down": Faults(down=50, down_after=50),
}
CALM = Weather(RELIABLE, (0, 0))
STORM = Weather(Faults(down=6, down_after=6, rate=5, reset=6, lost=6, hung=6, garbled=4), (1, 2), SPELLS, (1, 2))
TOKEN_LIFE = 60
"""Seconds of the product's time."""
THINKING = 90
"""Seconds of the product's time an owner may think over a word."""
LATENCY = 0.05
"""Seconds LINE takes to answer: a second of the product's time (tests/bench/fast_clock)."""
OFFICES = 3
REPORTING = 4
"""Owners of each office who report meanwhile."""
SEASON = 20
"""Rounds on one database: another begins before its offices grow many."""
MAX_LULL = 10.0
"""Seconds after which nobody waits any longer for the burst to go on."""
MAX_ROUND_SECONDS = 120.0
"""Seconds a round may take to settle."""
DATABASES = ("sqlite", "postgresql")


@dataclass
class Tally:
    """What happened in all the rounds. `doubles`, `losses`, `lies` and `fallen` programs are what must not be."""

    rounds: int = 0
    reminders: int = 0
    events: int = 0
    kills: Counter[str] = field(default_factory=Counter)
    calls: Counter[str] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)
    spells: Counter[str] = field(default_factory=Counter)
    said_again: int = 0
    doubtful: int = 0
    seconds: list[float] = field(default_factory=list)
    doubles: set[str] = field(default_factory=set)
    losses: set[str] = field(default_factory=set)
    lies: set[str] = field(default_factory=set)
    fallen: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        return not (self.doubles or self.losses or self.lies or self.fallen)


@dataclass
class Season:
    """One database, its product under way and its LINE."""

    storage: Storage
    line: RecordingLine
    programs: Sequence[Program]
    weather: Weather
    random: Random
    tally: Tally
    since: float
    owners: list[Owner] = field(default_factory=list)

    async def round(self, reminders: int) -> None:
        """One burst, and what is left when it is over."""
        began = time.monotonic()
        owners = await asyncio.to_thread(self._fall_due, reminders)
        before, self.line.faults = self.line.calls.total(), self.weather.faults
        await asyncio.gather(
            self._strike(before, len(owners)), self._spells(before, len(owners)), *self._reports(owners)
        )
        await self._wait_for_calls(before + len(owners))
        self.line.faults = RELIABLE
        await self._wait_until_settled(owners)
        self.owners += owners
        self.tally.seconds.append(time.monotonic() - began)
        self._count(owners)
        self.judge(owners)

    def _fall_due(self, reminders: int) -> list[Owner]:
        names = [f"r{self.tally.rounds}-o{number}" for number in range(OFFICES)]
        each = reminders // OFFICES
        return [owner for name in names for owner in enrol_owners(self.storage, name, each, min(REPORTING, each))]

    def _reports(self, owners: Sequence[Owner]) -> Iterator[asyncio.Task[None]]:
        urls = [f"http://127.0.0.1:{program.port}" for program in self.programs if program.port]
        for owner in owners:
            if owner.words:
                max_pause = THINKING / PACE if self.weather.spells else 0
                yield asyncio.create_task(report(owner, urls, self.random, self._moment, max_pause))

    def _moment(self, seconds: float) -> datetime:
        return moment(seconds, self.since)

    async def _spells(self, before: int, calls: int) -> None:
        """Spells at random moments of the burst; each must hold some calls."""
        times = self.random.randint(*self.weather.times)
        for at in sorted(self.random.randint(0, calls) for _ in range(times)):
            await self._wait_for_calls(before + at)
            name, seconds = self.random.choice([*self.weather.spells]), self.random.choice(self.weather.seconds)
            self.tally.spells[f"{name} {seconds} s"] += 1
            self.line.faults = self.weather.spells[name]
            await asyncio.sleep(seconds / PACE)
            self.line.faults = self.weather.faults

    async def _strike(self, before: int, calls: int) -> None:
        """Kills at random moments of the burst, which is told by the calls LINE has had since `before`."""
        kills = self.random.randint(*self.weather.kills)
        for at in sorted(self.random.randint(0, calls) for _ in range(kills)):
            await self._wait_for_calls(before + at)
            self.tally.kills[kill_some(self.programs, self.random)] += 1

    async def _wait_for_calls(self, times: int) -> None:
        """Until LINE has been called that often, or not for long: the product is down."""
        deadline = time.monotonic() + MAX_LULL
        while self.line.calls.total() < times and time.monotonic() < deadline:
            await asyncio.sleep(0.003)

    async def _wait_until_settled(self, owners: Sequence[Owner]) -> None:
        deadline = time.monotonic() + MAX_ROUND_SECONDS
        while time.monotonic() < deadline:
            if await asyncio.to_thread(is_settled, self.storage, self.line, owners):
                return
            await asyncio.sleep(0.1)
        self.tally.losses.add(f"round {self.tally.rounds} does not settle")

    def _count(self, owners: Sequence[Owner]) -> None:
        self.tally.rounds += 1
        self.tally.reminders += len(owners)
        self.tally.events += sum(len(owner.events) for owner in owners)

    async def supervise(self) -> None:
        """Starts again what has ended: granian gives up when its child dies twice within seconds."""
        while True:
            for program in self.programs:
                if program.has_fallen:
                    self.tally.fallen += [] if program.was_struck else [program.name]
                    program.start()
            await asyncio.sleep(0.05)

    def judge(self, owners: Sequence[Owner]) -> None:
        """Prints what was not known before."""
        found = check_all(self.storage, self.line, owners)
        known = self.tally.doubles | self.tally.losses | self.tally.lies
        for sentence in sorted({*found.doubles, *found.losses, *found.lies} - known):
            print(f"round {self.tally.rounds}: {sentence}", flush=True)
        self.tally.doubles |= {*found.doubles}
        self.tally.losses |= {*found.losses}
        self.tally.lies |= {*found.lies}
        if self.line.followed:
            self.tally.lies.add("a call followed a proxy elsewhere")


async def season(
    database: str, place: Path, rounds: int, reminders: int, random: Random, tally: Tally, weather: Weather = STORM
) -> None:
    """So many rounds on a new database at that address."""
    storage = Storage.open(database, KEY)
    storage.migrate()
    line, since = RecordingLine(LATENCY, random=random, token_life=TOKEN_LIFE / PACE, token_at=made_at), time.time()
    async with serve_line(line) as port:
        with product(database, f"http://127.0.0.1:{port}", place, since) as programs:
            one = Season(storage, line, programs, weather, random, tally, since)
            supervisor = asyncio.create_task(one.supervise())
            for _ in range(rounds):
                await one.round(reminders)
            supervisor.cancel()
            one.judge(one.owners)  # what LINE heard in a later round counts as well
    tally.doubtful += count_doubtful(storage)
    storage.close()
    tally.said_again += count_said_again(line, one.owners)
    tally.calls += line.calls
    tally.statuses += line.statuses


def run_rounds(name: str, place: Path, rounds: int, reminders: int, random: Random) -> Tally:
    """So many rounds on SQLite or PostgreSQL."""
    tally = Tally()
    with databases(name, place) as new_database:
        while tally.rounds < rounds:
            here = place / f"{name}{tally.rounds}"
            here.mkdir()
            many = min(SEASON, rounds - tally.rounds)
            asyncio.run(season(new_database(here), here, many, reminders, random, tally))
            print(f"{name}: {tally.rounds} of {rounds} rounds in {sum(tally.seconds):.0f} s", flush=True)
    return tally


@contextmanager
def databases(name: str, place: Path) -> Iterator[Callable[[Path], str]]:
    """Gives the address of a new database for a folder."""
    if name == "sqlite":
        yield lambda here: f"sqlite:///{here / 'office.db'}"
    else:
        with Postgres(place / "postgres") as postgres:
            yield lambda here: postgres.database(here.name)


def format_tally(name: str, tally: Tally) -> str:
    """The tally as lines."""
    seconds = f"{min(tally.seconds):.1f} / {median(tally.seconds):.1f} / {max(tally.seconds):.1f}"
    lines = {
        "rounds": f"{tally.rounds}, each {seconds} s (minimum / median / maximum)",
        "reminders": f"{tally.reminders:,}",
        "webhook events": f"{tally.events:,}",
        "kills": f"{tally.kills.total()}: {_join_counts(tally.kills)}",
        "calls": f"{tally.calls.total():,}: {_join_counts(tally.calls)}",
        "LINE answered": _join_counts(tally.statuses),
        "spells": f"{tally.spells.total()}: {_join_counts(tally.spells)}",
        "answers said again, and saying so": str(tally.said_again),
        "doubtful": str(tally.doubtful),
        "doubles": str(len(tally.doubles)),
        "losses": str(len(tally.losses)),
        "sent that LINE never took": str(len(tally.lies)),
        "programs that ended by themselves": str(len(tally.fallen)),
    }
    return "\n".join([f"\n{name}", *(f"  {title:<34}{line}" for title, line in lines.items())])


def _join_counts(counts: Counter[str] | Counter[int]) -> str:
    return ", ".join(f"{name or 'fine'} {times:,}" for name, times in sorted(counts.items(), key=str))


def main() -> int:
    asked = ArgumentParser(prog="python -m tests.bench.faults", description=__doc__)
    asked.add_argument("--rounds", type=int, default=200)
    asked.add_argument("--database", choices=[*DATABASES, "both"], default="both")
    asked.add_argument("--reminders", type=int, default=90, help="in a round")
    asked.add_argument("--seed", type=int, default=5)
    asked.add_argument("--keep", type=Path, help="folder for databases and logs, kept")
    given = asked.parse_args()
    with nullcontext(given.keep) if given.keep else folder() as place:
        tallies = {}
        for name in DATABASES if given.database == "both" else (given.database,):
            tallies[name] = run_rounds(name, place, given.rounds, given.reminders, Random(given.seed))
            print(format_tally(name, tallies[name]), flush=True)
    return 0 if all(tally.is_clean for tally in tallies.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
