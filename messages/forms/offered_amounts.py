"""Amounts offered where a text is not sure, each with what it means; and a question about money beside what is known.

All amounts are satang.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from messages.answer_values import Answers
from messages.figures.spending import apply_report, until
from messages.forms.form import ProjectFacts, Question
from messages.texts import say
from messages.thai.amounts import Amount, NotAmount
from messages.thai.manners import key, list_wordings
from messages.thai.money import baht
from messages.thai.money_sentence import SpokenAmount

MAX_OFFERED = 3


@dataclass(frozen=True, slots=True)
class OfferedAmount:
    """An amount somebody may have meant.

    `working`: what it would mean, or how it is worked out; `is_all`: it is all that is left of the budget.
    """

    satang: int
    working: str = ""
    is_all: bool = False


@dataclass(frozen=True, slots=True)
class AmountsOffered:
    """To be asked about, likeliest first. `why`: what in the text does not fit the question; "" where nothing."""

    amounts: tuple[OfferedAmount, ...]
    why: str = ""

    def find(self, text: str) -> OfferedAmount | None:
        """The one `text` names by its place on the list: 2, ข้อ 2 ครับ."""
        for said in list_wordings(text):
            place = key(said).removeprefix("ข้อ")
            if place.isascii() and place.isdigit() and 1 <= int(place) <= len(self.amounts):
                return self.amounts[int(place) - 1]
        return None


SpokenReading = Amount | AmountsOffered | NotAmount


@dataclass(frozen=True, slots=True)
class AskedAmount:
    """A question about money beside what is known. `budget`: of the whole year."""

    question: Question
    facts: ProjectFacts
    answers: Answers

    @property
    def budget(self) -> int:
        return self.facts.budget

    @property
    def quarter(self) -> int | None:
        return self.question.quarter

    @property
    def last(self) -> int:
        """The quarter at whose end the time asked about ends."""
        return self.quarter or max(self.facts.quarters)

    @property
    def others(self) -> int:
        """Spent in the quarters that the question does not ask about, as far as is known."""
        if self.quarter is None:
            return 0
        return self.facts.spent({key: value for key, value in self.answers.items() if key != self.question.id}) or 0

    def before(self, quarter: int) -> int | None:
        """Spent before that quarter begins; None where that is not known of every quarter."""
        others = {key: value for key, value in self.answers.items() if key != self.question.id}
        periods = until(apply_report(self.facts.before, others, quarter - 1), quarter - 1)
        told = {each for period in periods for each in period.quarters}
        return sum(period.satang for period in periods) if told >= set(range(1, quarter)) else None


def each_of(mentions: Iterable[SpokenAmount]) -> list[OfferedAmount]:
    return [OfferedAmount(satang) for mention in mentions for satang in mention.satang]


def add_up(parts: list[SpokenAmount], working: str = "") -> tuple[OfferedAmount, ...]:
    """The sum of amounts that are one each, with how it is made."""
    values = [mention.satang[0] for mention in parts if len(mention.satang) == 1]
    if len(values) < len(parts) or not values:
        return ()
    made = " + ".join(baht(value) for value in values) if len(values) > 1 else ""
    return (OfferedAmount(sum(values), " ".join(filter(None, (working, made)))),)


def offer(amounts: Iterable[OfferedAmount], why: str = "") -> SpokenReading:
    """Each amount once; NotAmount where there is none."""
    by_amount: dict[int, OfferedAmount] = {}
    for one in amounts:
        by_amount.setdefault(one.satang, one)
    return AmountsOffered(tuple(by_amount.values())[:MAX_OFFERED], why) if by_amount else NotAmount()


def decline(reason: str, **values: object) -> AmountsOffered:
    """Nothing to offer: the text speaks of money, but not of the answer."""
    return AmountsOffered((), say(f"conversation.offered.{reason}", **values))
