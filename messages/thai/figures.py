"""What a run of digits, commas and points can stand for.

Stripping the commas and hoping makes 12.5 of "12.500,00" (deploy/docs/thai-facts.md), so only two shapes are certain:
digits alone and proper thousands groups, both with at most two decimals. Any other shape is asked about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_CERTAIN = re.compile(r"(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]{1,2})?")
_ALL_GROUPS = re.compile(r"[1-9][0-9]{0,2}(?:[.,][0-9]{3})+")
_DECIMAL_COMMA = re.compile(r"[0-9]+(?:\.[0-9]{3})*,[0-9]{1,2}")
_DECIMAL_POINT = re.compile(r"[0-9]*(?:\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Number:
    """What a number can mean, likeliest first. `sure`: `values` is one, beyond doubt.

    `formal` is the meaning by the rules of written Thai, set only for numbers all in words: "สามหมื่นห้า" is
    asked about, but a paper that spells an amount out to "บาทถ้วน" means 30,005.
    """

    values: tuple[Decimal, ...]
    sure: bool
    formal: Decimal | None = None


def read_figure(typed: str) -> Number | None:
    """The meanings of `typed`, made of ASCII digits, commas and points; None where it has none (25.3.64)."""
    if _CERTAIN.fullmatch(typed):
        return Number((Decimal(typed.replace(",", "")),), sure=True)
    values = tuple(dict.fromkeys(_guesses(typed)))
    return Number(values, sure=False) if values else None


def _guesses(typed: str) -> list[Decimal]:
    without_commas = typed.replace(",", "")
    decimal_comma = _DECIMAL_COMMA.fullmatch(typed) is not None
    found = []
    if _ALL_GROUPS.fullmatch(typed):
        found.append(Decimal(without_commas.replace(".", "")))
    if decimal_comma and "." in typed:
        found.append(_decimal_comma(typed))
    if _DECIMAL_POINT.fullmatch(without_commas):
        found.append(Decimal(without_commas))
    if decimal_comma and "." not in typed:
        found.append(_decimal_comma(typed))
    return found


def _decimal_comma(typed: str) -> Decimal:
    return Decimal(typed.replace(".", "").replace(",", "."))
