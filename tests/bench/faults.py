"""A storm of faults: `python -m tests.bench.faults` kills the product in the middle of its reminders, round by round.

In each round owners of several offices fall due while some of them report; random processes are killed and LINE fails
in every way it can. Then LINE calms down, the outbox empties, and every reminder, reply and answer is counted.
"""

from __future__ import annotations

import asyncio
import sys
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import median

from storage.database import Storage
from tests.bench.line import RELIABLE, Faults, listening
from tests.bench.owners import Owner, report, settle_in
from tests.bench.programs import Program, product, strike
from tests.bench.town import KEY, Postgres, folder
from tests.bench.verdict import Witness, is_settled, judged, said_again


@dataclass(frozen=True)
class Weather:
    """What LINE's calls meet with during a burst, and how many kills there are at least and at most."""

    faults: Faults
    kills: tuple[int, int]


CALM = Weather(RELIABLE, (0, 0))
STORM = Weather(Faults(down=6, down_after=6, rate=5, reset=6, lost=6, hung=6), (1, 2))
LATENCY = 0.05
"""Seconds LINE takes to answer: a second of the product's time (tests/bench/hurry)."""
OFFICES = 3
REPORTING = 4
"""Owners of each office who report meanwhile."""
SEASON = 20
"""Rounds on one database: another begins before its offices grow many."""
LONGEST_LULL = 10.0
"""Seconds after which nobody waits any longer for the burst to go on."""
LONGEST = 120.0
"""Seconds a round may take to settle."""
DATABASES = ("sqlite", "postgresql")


@dataclass
class Tally:
    """What happened in all the rounds. `doubles`, `losses` and `fallen` programs are what must not be."""

    rounds: int = 0
    reminders: int = 0
    events: int = 0
    kills: Counter[str] = field(default_factory=Counter)
    calls: Counter[str] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)
    said_again: int = 0
    seconds: list[float] = field(default_factory=list)
    doubles: set[str] = field(default_factory=set)
    losses: set[str] = field(default_factory=set)
    fallen: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        return not (self.doubles or self.losses or self.fallen)


@dataclass
class Season:
    """One database, its product under way and its LINE."""

    storage: Storage
    line: Witness
    programs: Sequence[Program]
    weather: Weather
    random: Random
    tally: Tally
    owners: list[Owner] = field(default_factory=list)

    async def round(self, reminders: int) -> None:
        """One burst, and what is left when it is over."""
        began = time.monotonic()
        owners = await asyncio.to_thread(self._fall_due, reminders)
        before, self.line.faults = self.line.calls.total(), self.weather.faults
        await asyncio.gather(self._strike(before, len(owners)), *self._reports(owners))
        await self._called(before + len(owners))
        self.line.faults = RELIABLE
        await self._settled(owners)
        self.owners += owners
        self.tally.seconds.append(time.monotonic() - began)
        self._count(owners)
        self.judge(owners)

    def _fall_due(self, reminders: int) -> list[Owner]:
        names = [f"r{self.tally.rounds}-o{number}" for number in range(OFFICES)]
        each = reminders // OFFICES
        return [owner for name in names for owner in settle_in(self.storage, name, each, min(REPORTING, each))]

    def _reports(self, owners: Sequence[Owner]) -> Iterator[asyncio.Task[None]]:
        urls = [f"http://127.0.0.1:{program.port}" for program in self.programs if program.port]
        for owner in owners:
            if owner.words:
                yield asyncio.create_task(report(owner, urls, self.random))

    async def _strike(self, before: int, calls: int) -> None:
        """Kills at random moments of the burst, which is told by the calls LINE has had since `before`."""
        kills = self.random.randint(*self.weather.kills)
        for moment in sorted(self.random.randint(0, calls) for _ in range(kills)):
            await self._called(before + moment)
            self.tally.kills[strike(self.programs, self.random)] += 1

    async def _called(self, times: int) -> None:
        """Until LINE has been called that often, or not for long: the product is down."""
        deadline = time.monotonic() + LONGEST_LULL
        while self.line.calls.total() < times and time.monotonic() < deadline:
            await asyncio.sleep(0.003)

    async def _settled(self, owners: Sequence[Owner]) -> None:
        deadline = time.monotonic() + LONGEST
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
        found = judged(self.storage, self.line, owners)
        for sentence in sorted({*found.doubles, *found.losses} - self.tally.doubles - self.tally.losses):
            print(f"round {self.tally.rounds}: {sentence}", flush=True)
        self.tally.doubles |= {*found.doubles}
        self.tally.losses |= {*found.losses}


async def season(
    database: str, place: Path, rounds: int, reminders: int, random: Random, tally: Tally, weather: Weather = STORM
) -> None:
    """So many rounds on a new database at that address."""
    storage = Storage.open(database, KEY)
    storage.migrate()
    line = Witness(LATENCY, random=random)
    async with listening(line) as port:
        with product(database, f"http://127.0.0.1:{port}", place) as programs:
            one = Season(storage, line, programs, weather, random, tally)
            supervisor = asyncio.create_task(one.supervise())
            for _ in range(rounds):
                await one.round(reminders)
            supervisor.cancel()
            one.judge(one.owners)  # what LINE heard in a later round counts as well
    storage.close()
    tally.said_again += said_again(line, one.owners)
    tally.calls += line.calls
    tally.statuses += line.statuses


def stormed(name: str, place: Path, rounds: int, reminders: int, random: Random) -> Tally:
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


def told(name: str, tally: Tally) -> str:
    """The tally as lines."""
    seconds = f"{min(tally.seconds):.1f} / {median(tally.seconds):.1f} / {max(tally.seconds):.1f}"
    lines = {
        "rounds": f"{tally.rounds}, each {seconds} s (minimum / median / maximum)",
        "reminders": f"{tally.reminders:,}",
        "webhook events": f"{tally.events:,}",
        "kills": f"{tally.kills.total()}: {_listed(tally.kills)}",
        "calls": f"{tally.calls.total():,}: {_listed(tally.calls)}",
        "LINE answered": _listed(tally.statuses),
        "answers said again after a 500": str(tally.said_again),
        "doubles": str(len(tally.doubles)),
        "losses": str(len(tally.losses)),
        "programs that ended by themselves": str(len(tally.fallen)),
    }
    return "\n".join([f"\n{name}", *(f"  {title:<34}{line}" for title, line in lines.items())])


def _listed(counts: Counter[str] | Counter[int]) -> str:
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
            tallies[name] = stormed(name, place, given.rounds, given.reminders, Random(given.seed))
            print(told(name, tallies[name]), flush=True)
    return 0 if all(tally.is_clean for tally in tallies.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
