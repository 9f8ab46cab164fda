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
"""Of a day: the reminder asked for that day was sent; `WISHED`: it was asked for. Numbered from the second time on: a
clock that ran ahead may have sent it before the day came."""
WISHED = "wished"
KNEW = "knew"
"""Of a deadline: the target knew it when it was moved; `MOVED` 1, 2, …: the target was told that it is now this one.
Numbered among those, it is what the target still knows where it could not be told."""
MOVED = "moved-"

Kind = tuple[str, ...]
"""Beginnings of the keys of steps that are one kind of message."""
REMINDED: Kind = (OPENING, BEFORE, OVERDUE, SNOOZE, MOVED)
ESCALATED: Kind = (ESCALATION,)
SUMMARISED: Kind = (SUMMARY,)
_DATE_LENGTH = len("2021-03-25")


@dataclass(frozen=True, slots=True)
class Heard:
    """`rows`: by target (a person or a group), by key, when it was told."""

    rows: Mapping[str, Mapping[str, datetime]]

    def has(self, target: str, key: str) -> bool:
        return key in self._of(target)

    def last(self, target: str, kind: Kind) -> datetime | None:
        """When the target heard something of that kind last; None: never."""
        return max((at for key, at in self._of(target).items() if key.startswith(kind)), default=None)

    def since(self, target: str, moment: datetime, kind: Kind) -> bool:
        """Whether the target heard something of that kind at that moment or later."""
        last = self.last(target, kind)
        return last is not None and last >= moment

    def on(self, target: str, day: date, kind: Kind) -> bool:
        """Whether the target heard something of that kind on that day (Bangkok)."""
        return any(key.startswith(kind) and bangkok_day(at) == day for key, at in self._of(target).items())

    def snoozes(self, target: str, day: date) -> int:
        """How many reminders asked for that day were sent."""
        return sum(key.startswith(SNOOZE) and key.endswith(day.isoformat()) for key in self._of(target))

    def wishes(self, target: str) -> Sequence[date]:
        """The days of reminders asked for and not sent, oldest first."""
        days = {date.fromisoformat(key[-_DATE_LENGTH:]) for key in self._of(target) if key.startswith(WISHED)}
        return sorted(day for day in days if self.has(target, self.wish(target, day)))

    def wish(self, target: str, day: date) -> str:
        """The key by which the next reminder of that day is asked for."""
        return dated(numbered(WISHED, self.snoozes(target, day) + 1), day)

    def deadline(self, target: str) -> tuple[int, date] | None:
        """How often the target was told of another deadline, and the one it knows; None: whichever is in force."""
        found = (_known(key) for key in self._of(target) if key.startswith((KNEW, MOVED)))
        return max(found, default=None)

    def after(self, notice: Notice, at: datetime) -> Heard:
        """As it is once the notice was posted."""
        mine = {**self._of(notice.target), **dict.fromkeys(notice.steps, at)}
        return Heard({**self.rows, notice.target: mine})

    def without(self, target: str, steps: Collection[str]) -> Heard:
        """As it would be had the target not been told these steps."""
        mine = {key: at for key, at in self._of(target).items() if key not in steps}
        return Heard({**self.rows, target: mine})

    def _of(self, target: str) -> Mapping[str, datetime]:
        return self.rows.get(target, {})


def _known(key: str) -> tuple[int, date]:
    times = key[: -_DATE_LENGTH - 1].removeprefix(KNEW).removeprefix(MOVED).removeprefix("-")
    return int(times or 0), date.fromisoformat(key[-_DATE_LENGTH:])


def numbered(name: str, times: int) -> str:
    """The name of what happens for a day for the so-manieth time, from 1."""
    return name if times == 1 else f"{name}-{times}"


def heard_in(work: Work, round_: Round) -> Heard:
    """As the ledger has it."""
    return Heard(work.ledger.heard(round_.id))
