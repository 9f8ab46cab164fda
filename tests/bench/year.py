"""A fiscal year of reminders: `python -m tests.bench.year` counts the messages of each month beside LINE's free 300.

Four rounds of 37 owners and a planning group of 25, on Thailand's real holidays. Owners report at their usual pace, or
nobody before the last day; beside them stands what reminding everybody at every step would cost.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from uuid import UUID, uuid5

from bot.usecases.notices.quota import month_of
from bot.usecases.notices.steps import reminder_steps, summary_steps
from bot.usecases.ports import Allowance, LineMessages, Outcome, Verdict
from messages.thai.dates import BANGKOK
from storage.records import BoundGroup, Channel, Person, Project, ReminderPolicy, Round, Submission, SummaryPolicy
from tests.support.answers import stored
from tests.support.identity import project_id
from tests.support.usecase_harness import OFFICE, RememberingMessenger, UsecaseHarness, open_harness

OWNERS = 37
MEMBERS = 25
FREE = 300
YEAR = 2564
GROUP = "Cplanners"
CAUSE = UUID("0b6f3f2e-6f0b-4b43-9a55-0d4a53a5f1a1")
ROUNDS = tuple(
    Round(f"{YEAR}-q{quarter}", YEAR, (quarter,), date(year, month, 15), date(year, month, 25))
    for quarter, (year, month) in enumerate([(2020, 12), (2021, 3), (2021, 6), (2021, 9)], start=1)
)
TICKS = (time(9), time(16))
REPORTED_AT = time(12)
LAST_DAYS = timedelta(days=7)

Pace = Sequence[tuple[int, float]]
"""Days before the deadline (negative: after), and the share of owners that has reported by noon of that day."""
USUAL: Pace = ((8, 0.1), (7, 0.3), (3, 0.55), (1, 0.8), (0, 0.95), (-1, 0.98), (-4, 1.0))
LATE: Pace = ((0, 0.9), (-1, 1.0))


@dataclass
class Counting(RememberingMessenger):
    """LINE's free plan: counts what is pushed in each of its months, and refuses what would pass the limit."""

    harness: UsecaseHarness | None = None
    counted: Counter[str] = field(default_factory=Counter)

    def push(
        self, channel: Channel, to: str, messages: LineMessages, retry_key: UUID, *, silent: bool = False
    ) -> Outcome:
        cost = MEMBERS if to == GROUP else 1
        if self.counted[self._month] + cost > FREE:
            return Outcome(Verdict.QUOTA, "429")
        self.counted[self._month] += cost
        return super().push(channel, to, messages, retry_key)

    def allowance(self, channel: Channel) -> Allowance:
        return Allowance(FREE, self.counted[self._month])

    def members(self, channel: Channel, group_id: str) -> int:
        return MEMBERS

    @property
    def _month(self) -> str:
        assert self.harness
        return month_of(self.harness.now)


def play_year(folder: Path, pace: Pace) -> Counting:
    """The year at that pace; gives what LINE counted and accepted."""
    messenger = Counting()
    projects = [Project(no, f"โครงการที่ {no}", 100_000_00, id=project_id(no)) for no in range(1, OWNERS + 1)]
    with open_harness(folder, projects, messenger=messenger) as harness:
        messenger.harness = harness
        _set_up(harness)
        for round_ in ROUNDS:
            _play(harness, round_, pace)
    return messenger


def _set_up(harness: UsecaseHarness) -> None:
    began = datetime(2020, 10, 1, tzinfo=BANGKOK)
    planner = Person(uuid5(CAUSE, "planner"), "พรทิพย์", "planner", "", "Uplanner", began)
    with harness.storage.office(OFFICE).work() as work:
        work.rounds.close("2564-6m", began)
        work.people.save(planner)
        work.groups.bind(BoundGroup(GROUP, began, planner.id))
        for no in range(1, OWNERS + 1):
            owner = Person(owner_id(no), f"ผู้รับผิดชอบ {no}", "owner", "", f"U{no}", began)
            work.people.save(owner)
            work.people.assign(owner.id, YEAR, [project_id(no)])
        for round_ in ROUNDS:
            work.rounds.save(round_)
        work.commit()


def owner_id(no: int) -> UUID:
    return uuid5(CAUSE, f"owner {no}")


def _play(harness: UsecaseHarness, round_: Round, pace: Pace) -> None:
    day, reported = round_.opens, 0
    while day <= round_.deadline + LAST_DAYS:
        for hour in sorted({*TICKS, REPORTED_AT}):
            harness.now = datetime.combine(day, hour, tzinfo=BANGKOK)
            if hour == REPORTED_AT:
                wanted = round(OWNERS * _share(pace, (round_.deadline - day).days))
                _report(harness, round_, range(reported + 1, wanted + 1))
                reported = max(reported, wanted)
            else:
                harness.tick()
        day += timedelta(days=1)
    with harness.storage.office(OFFICE).work() as work:
        work.rounds.close(round_.id, harness.now)
        work.commit()


def _share(pace: Pace, days_before: int) -> float:
    return max((share for days, share in pace if days >= days_before), default=0.0)


def _report(harness: UsecaseHarness, round_: Round, numbers: range) -> None:
    with harness.storage.office(OFFICE).work() as work:
        for no in numbers:
            report = uuid5(CAUSE, f"{round_.id} {no}")
            answers = stored(status="done", spent=0, progress="-")
            work.submissions.add(
                Submission(report, round_.id, project_id(no), 1, owner_id(no), "cumulative", 1, answers, harness.now)
            )
        work.commit()


def everybody() -> Mapping[str, int]:
    """What it would cost to remind every owner at every step, and the group each time."""
    counted: Counter[str] = Counter()
    for round_ in ROUNDS:
        for step in reminder_steps(round_, ReminderPolicy()):
            counted[month_of(step.at)] += OWNERS
        for step in summary_steps(round_, SummaryPolicy()):
            counted[month_of(step.at)] += MEMBERS
    return counted


def main() -> None:
    counts = {}
    for name, pace in {"usual pace": USUAL, "nobody before the last day": LATE}.items():
        with tempfile.TemporaryDirectory() as folder:
            counts[name] = play_year(Path(folder), pace).counted
    columns = {**counts, "everybody at every step": everybody()}
    print(f"{'month':<10}" + "".join(f"{name:>28}" for name in columns) + f"{'limit':>8}")
    for month in sorted(everybody()):
        print(f"{month:<10}" + "".join(f"{counted[month]:>28}" for counted in columns.values()) + f"{FREE:>8}")


if __name__ == "__main__":
    main()
