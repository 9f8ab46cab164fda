"""Satang written as baht, and shares of a budget: whole-number arithmetic throughout."""

from __future__ import annotations

import re
from decimal import Decimal

SATANG = 100
_PLAIN = re.compile(r"(-?)([0-9]+)(?:\.([0-9]{1,2}))?")


def baht(satang: int) -> str:
    """For people: grouped, satang only where there are some ("7,406", "592,669.68")."""
    whole, rest = divmod(abs(satang), SATANG)
    return f"{_sign(satang)}{whole:,}" + (f".{rest:02d}" if rest else "")


def plain(satang: int) -> str:
    """For machines: two decimals, no grouping ("592669.68")."""
    whole, rest = divmod(abs(satang), SATANG)
    return f"{_sign(satang)}{whole}.{rest:02d}"


def parse_plain(text: str) -> int:
    """The satang `plain` wrote. Raises ValueError for anything else than a number of at most two decimals."""
    found = _PLAIN.fullmatch(text)
    if found is None:
        raise ValueError(f"not a plain amount: {text!r}")
    sign, whole, rest = found.groups()
    satang = int(whole) * SATANG + int((rest or "").ljust(2, "0"))
    return -satang if sign else satang


def percent(part: int, whole: int) -> Decimal | None:
    """`part` in a hundred of `whole`, two decimals, halves away from zero; None of nothing.

    deploy/docs/report-formats.md: rounded half up, never cut off.
    """
    if whole == 0:
        return None
    hundredths = (abs(part) * 20_000 + abs(whole)) // (2 * abs(whole))
    return Decimal(plain(hundredths if part * whole >= 0 else -hundredths))


def percent_text(part: int, whole: int) -> str:
    """`percent` as text; "-" of nothing."""
    value = percent(part, whole)
    return "-" if value is None else str(value)


def _sign(satang: int) -> str:
    return "-" if satang < 0 else ""
