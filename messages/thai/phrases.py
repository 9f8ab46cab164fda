"""The amounts within a text: a number, what marks it as money, and the satang it can mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from messages.thai.figures import Number, read_figure
from messages.thai.numerals import kinds_of, read_numeral
from messages.thai.tokens import FIGURE, Token

SATANG = 100
MAX_BAHT = Decimal(10**12)
"""A quarter of what the state spends in a year; more is a slip of the finger or an identity number."""

_MAX_NUMERAL = 30  # tokens
_NUMBER = "[NDEYPLZOHKM]++"
_PHRASE = re.compile(
    rf"(?P<before>[GW]*+(?:\$[GW]*+)?)(?P<whole>{_NUMBER})"
    r"(?:(?P<only_satang>S)|(?P<after>T?[B$]?[TG]?))"
    rf"(?:(?<=[B$])(?P<cents>{_NUMBER})(?:(?P<cents_mark>S)|(?![B$T])))?"
    r"(?P<exactly>X?)"
)

Tokens = Sequence[Token]


@dataclass(frozen=True, slots=True)
class Phrase:
    """One amount in a text, between two tokens. `sure`: `satang` is one amount, beyond doubt.

    `marked`: said to be money (บาท, ฿, .-). `grouped`: written with thousands commas, as little else is.
    """

    start: int
    end: int
    satang: tuple[int, ...]
    sure: bool
    marked: bool
    grouped: bool


def find_phrases(tokens: Tokens) -> list[Phrase]:
    """Every amount in the tokens, in their order."""
    return [_phrase(found, tokens) for found in _PHRASE.finditer(kinds_of(tokens))]


def in_satang(value: Decimal) -> tuple[int, bool]:
    """`value` baht in satang, rounded half up, and whether that is exact."""
    satang = int((value * SATANG).to_integral_value(ROUND_HALF_UP))
    return satang, satang == value * SATANG


def _phrase(found: re.Match[str], tokens: Tokens) -> Phrase:
    number = _meaning(found, tokens)
    amounts = [in_satang(value) for value in number.values if value <= MAX_BAHT]
    positive = not set("GW") & set(found["before"])
    sure = number.sure and positive and all(exact for _, exact in amounts)
    satang = tuple(dict.fromkeys(amount for amount, _ in amounts))
    whole = tokens[slice(*found.span("whole"))]
    return Phrase(
        *found.span(),
        satang=satang,
        sure=sure and len(satang) == 1,
        marked=bool(set("B$TS") & set(found[0])),
        grouped="," in whole[0].text,
    )


def _meaning(found: re.Match[str], tokens: Tokens) -> Number:
    """What the phrase means in baht."""
    spelled_out = bool(found["cents_mark"] or (found["exactly"] and "B" in (found["after"] or "")))
    whole = _number(tokens[slice(*found.span("whole"))], spelled_out=spelled_out)
    if found["only_satang"]:
        return _add_cents(Number((Decimal(0),), sure=True), whole)
    if not found["cents"]:
        return whole
    both = _add_cents(whole, _number(tokens[slice(*found.span("cents"))], spelled_out=False))
    return both if found["cents_mark"] else Number(both.values + whole.values, sure=False)


def _number(tokens: Tokens, *, spelled_out: bool) -> Number:
    number = read_numeral(tokens)
    if number is None:
        return Number(tuple(dict.fromkeys(_several(tokens))), sure=False)
    if spelled_out and number.formal is not None:
        return Number((number.formal,), sure=True)
    return number


def _add_cents(whole: Number, cents: Number) -> Number:
    """Baht and satang; what is no number of satang below a hundred is offered as baht of its own."""
    fitting = [value for value in cents.values if value < SATANG and value % 1 == 0]
    certain = whole.sure and cents.sure and bool(fitting) and whole.values[0] % 1 == 0
    together = tuple(baht + value / SATANG for baht in whole.values for value in fitting)
    return Number(together or whole.values + cents.values, sure=certain)


def _several(tokens: Tokens) -> Iterable[Decimal]:
    """The numbers of a run that is not one number; first the one that figures parted by blanks would make."""
    joined = read_figure(",".join(token.text for token in tokens))
    if joined is not None and joined.sure and kinds_of(tokens) == FIGURE * len(tokens):
        yield from joined.values
    while tokens:
        number, length = _first_numeral(tokens)
        yield from number.values
        tokens = tokens[length:]


def _first_numeral(tokens: Tokens) -> tuple[Number, int]:
    """The longest sure numeral the tokens begin with, else the longest, and its length (at least one)."""
    prefixes = [(read_numeral(tokens[:end]), end) for end in range(min(len(tokens), _MAX_NUMERAL), 0, -1)]
    numbers = [(number, end) for number, end in prefixes if number is not None]
    certain = [(number, end) for number, end in numbers if number.sure]
    return next(iter(certain + numbers), (Number((), sure=False), 1))
