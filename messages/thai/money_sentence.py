"""What a sentence about money can say, as values: amounts with the part they play, shares, counts. Satang."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class AmountRole(StrEnum):
    """What an amount is said to be."""

    PLAIN = "plain"
    SPENT = "spent"
    COST = "cost"
    TOTAL = "total"
    REMAINING = "remaining"
    UNSPENT = "unspent"
    BUDGET = "budget"
    INTENDED = "intended"
    APART = "apart"
    RETURNED = "returned"
    ADDED = "added"
    EACH = "each"
    DENIED = "denied"


class AmountTime(StrEnum):
    """The time an amount is said to be of, where it is no quarter by its number."""

    UNTOLD = ""
    THIS = "this"
    BEFORE = "before"
    MONTH = "month"
    TO_DATE = "to_date"


@dataclass(frozen=True, slots=True)
class SpokenAmount:
    """An amount in a sentence. `satang`: what it can mean; `firm`: one amount of money, beyond doubt.

    `near`: the word that tells its role stands right beside it. `unit`: of what it is the price of each; `part`: it is
    a later instalment, which others came before.
    """

    satang: tuple[int, ...]
    role: AmountRole
    firm: bool
    near: bool
    quarter: int | None = None
    time: AmountTime = AmountTime.UNTOLD
    unit: str = ""
    part: bool = False


SpokenAmounts = tuple[SpokenAmount, ...]


@dataclass(frozen=True, slots=True)
class SpokenShare:
    """A percentage, of what is spent or (`remaining`) of what is left."""

    percent: Decimal
    remaining: bool


@dataclass(frozen=True, slots=True)
class Multiplication:
    """25 คน × 120 บาท = 3,000: the factors as typed, what they make, and the result as stated (satang)."""

    factors: tuple[str, ...]
    satang: int
    stated: int | None


@dataclass(frozen=True, slots=True)
class MoneySentence:
    """What a text says about money.

    `everything`: that all is spent; `nothing`: that nothing is; `not_all`: that not all is; `either`: its amounts are
    alternatives (500-600); `gives_reason`: it says why; `whole`: no word in it is unknown; `uneasy`: it has words that
    may turn an amount into something else; `unexplained`: a number in it may be money or not; `repaired`: letters were
    read as digits (7,4O6).
    """

    mentions: SpokenAmounts = ()
    shares: tuple[SpokenShare, ...] = ()
    counts: tuple[tuple[int, str], ...] = ()
    product: Multiplication | None = None
    everything: bool = False
    nothing: bool = False
    not_all: bool = False
    either: bool = False
    gives_reason: bool = False
    whole: bool = False
    uneasy: bool = False
    unexplained: bool = False
    repaired: bool = False
