"""What a round has told whom, and when: its part of the ledger as a value, as it is or as it is going to be."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.usecases.notices.notice import Notice
from bot.usecases.notices.steps import BEFORE, ESCALATION, OPENING, OVERDUE, SUMMARY, dated
from messages.thai.dates import bangkok_day
from storage.records import Round
from storage.work import Work

SNOOZE = "snooze"
"""Of a day: the reminder asked for that day was sent; `SNOOZE_REQUEST`: it was asked for. Numbered from the second time
on: a clock that ran ahead may have sent it before the day came."""
SNOOZE_REQUEST = "wished"
KNOWN_DEADLINE = "knew"
"""Of a deadline: the target knew it when it was moved; `MOVED` 1, 2, …: the target was told that it is now this one.
Numbered among those, it is what the target still knows where it could not be told."""
MOVED = "moved-"

NUDGE = "nudged-"
"""Of a day: the target was reminded then because a planner asked for it; never in place of the day's own reminder.
`NUDGED_BY`, of a planner, whom, and that step of theirs: who asked."""
NUDGED_BY = "nudges-"

StepNames = tuple[str, ...]
"""How the names of steps begin that are one sort of message."""
REMINDED: StepNames = (OPENING, BEFORE, OVERDUE, SNOOZE, MOVED)
NUDGED: StepNames = (NUDGE,)
HEARD: StepNames = (*REMINDED, *NUDGED)
"""A reminder, whoever brought it about: one of a day that passed needs not be caught up with after it."""
ESCALATED: StepNames = (ESCALATION,)
SUMMARISED: StepNames = (SUMMARY,)
_DATE_LENGTH = len("2021-03-25")


@dataclass(frozen=True, slots=True)
class RoundLedger:
    """`rows`: by target (a person or a group), by key, when it was told."""

    rows: Mapping[str, Mapping[str, datetime]]

    def has(self, target: str, key: str) -> bool:
        return key in self._of(target)

    def last_told(self, target: str, names: StepNames) -> datetime | None:
        """When the target was told something of that sort last; None: never."""
        return max((at for key, at in self._of(target).items() if key.startswith(names)), default=None)

    def told_since(self, target: str, moment: datetime, names: StepNames) -> bool:
        """Whether the target was told something of that sort at that moment or later."""
        last = self.last_told(target, names)
        return last is not None and last >= moment

    def told_on(self, target: str, day: date, names: StepNames) -> bool:
        """Whether the target was told something of that sort on that day (Bangkok)."""
        return any(key.startswith(names) and bangkok_day(at) == day for key, at in self._of(target).items())

    def snoozes_sent(self, target: str, day: date) -> int:
        """How many reminders asked for that day were sent."""
        return sum(key.startswith(SNOOZE) and key.endswith(day.isoformat()) for key in self._of(target))

    def snoozes_requested(self, target: str) -> Sequence[date]:
        """The days of reminders asked for and not sent, oldest first."""
        days = {date.fromisoformat(key[-_DATE_LENGTH:]) for key in self._of(target) if key.startswith(SNOOZE_REQUEST)}
        return sorted(day for day in days if self.has(target, self.snooze_request(target, day)))

    def snooze_request(self, target: str, day: date) -> str:
        """The key by which the next reminder of that day is asked for."""
        return dated(number_name(SNOOZE_REQUEST, self.snoozes_sent(target, day) + 1), day)

    def known_deadline(self, target: str) -> tuple[int, date] | None:
        """How often the target was told of another deadline, and the one it knows; None: whichever is in force."""
        found = (_known(key) for key in self._of(target) if key.startswith((KNOWN_DEADLINE, MOVED)))
        return max(found, default=None)

    def with_notice(self, notice: Notice, at: datetime) -> RoundLedger:
        """As it is once the notice was posted."""
        mine = {**self._of(notice.target), **dict.fromkeys(notice.steps, at)}
        return RoundLedger({**self.rows, notice.target: mine})

    def without(self, target: str, steps: Collection[str]) -> RoundLedger:
        """As it would be had the target not been told these steps."""
        mine = {key: at for key, at in self._of(target).items() if key not in steps}
        return RoundLedger({**self.rows, target: mine})

    def _of(self, target: str) -> Mapping[str, datetime]:
        return self.rows.get(target, {})


def _known(key: str) -> tuple[int, date]:
    times = key[: -_DATE_LENGTH - 1].removeprefix(KNOWN_DEADLINE).removeprefix(MOVED).removeprefix("-")
    return int(times or 0), date.fromisoformat(key[-_DATE_LENGTH:])


def number_name(name: str, times: int) -> str:
    """The name of what happens for a day for the so-manieth time, from 1."""
    return name if times == 1 else f"{name}-{times}"


def read_ledger(work: Work, round_: Round) -> RoundLedger:
    """As the database has it."""
    return RoundLedger(work.ledger.steps_by_target(round_.id))
