"""What is looked at to decide what a round says of its own accord, read once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.usecases.notices.outstanding import Outstanding, find_outstanding
from bot.usecases.notices.round_ledger import RoundLedger, read_ledger
from bot.usecases.rounds import current_round
from messages.thai.dates import bangkok_day
from storage.records import Office, Round
from storage.work import Work


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """One round of one office at `now`; through `work` whoever needs more of it reads more, in the same transaction."""

    work: Work
    office: Office
    round_: Round
    now: datetime
    ledger: RoundLedger
    outstanding: Sequence[Outstanding]

    @property
    def today(self) -> date:
        """The day in Bangkok."""
        return bangkok_day(self.now)

    def outstanding_of(self, target: str) -> Outstanding | None:
        """What the person known to the ledger by `target` has outstanding."""
        return next((one for one in self.outstanding if one.target == target), None)


@dataclass(frozen=True, slots=True)
class WordingRequest:
    """Steps of the ledger that are to be worded for `target` as the facts stand.

    `is_private`: what is a group's goes to a planner alone.
    """

    facts: RoundFacts
    target: str
    steps: Sequence[str]
    is_private: bool = False


def read_facts(work: Work, office: Office, round_: Round, now: datetime) -> RoundFacts:
    """Of any round of the office."""
    return RoundFacts(work, office, round_, now, read_ledger(work, round_), find_outstanding(work, round_))


def read_current_facts(work: Work, now: datetime) -> RoundFacts | None:
    """Of the round answers go to: of another nobody could report any more."""
    office, round_ = work.office.load(), current_round(work, bangkok_day(now))
    return read_facts(work, office, round_, now) if office and round_ else None
