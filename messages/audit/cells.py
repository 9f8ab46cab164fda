"""Figures as a finished report prints them: with signs, percents, and the prior quarters' sum in brackets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from messages.plans.amounts import read_money
from messages.plans.grid import text_of
from messages.sheets.reading import Cell
from messages.thai.amounts import Amount
from messages.thai.money import SATANG
from messages.thai.phrases import MAX_BAHT
from messages.thai.text import arabic_digits, clean, one_line

_NUMBER = r"[0-9][0-9,]*(?:\.[0-9]+)?"
_SIGNED = re.compile(rf"(?P<sign>[-−–]?)\s*(?P<number>{_NUMBER})\s*(?:บาท)?")
_BRACKETED = re.compile(rf"(?P<now>[-−–]|[-−–]?\s*{_NUMBER})?\s*\((?P<prior>{_NUMBER})\)")
_NOTHING = re.compile("[-−–—]+")
_PERCENT = re.compile(rf"(?P<number>[-−–]?{_NUMBER})\s*%?")
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class PrintedFigure:
    """Satang. `prior`: what stands in brackets behind it: earlier quarters (deploy/docs/report-formats.md, 2)."""

    satang: int
    prior: int = 0


def read_figure(cell: Cell, *, spending: bool = False) -> PrintedFigure | None:
    """The amount in a cell; "-" is 0, a blank cell or words are None.

    Brackets alone are a negative amount, in a column of `spending` the quarters before.
    """
    if cell is None or isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return _number(Decimal(str(cell)))
    text = arabic_digits(one_line(clean(text_of(cell))))
    bracketed = _BRACKETED.fullmatch(text)
    if bracketed:
        return _read_bracketed(bracketed["now"], bracketed["prior"], spending=spending)
    signed = _SIGNED.fullmatch(text)
    if signed:
        return _number(_decimal(signed[0].removesuffix("บาท")))
    reading = read_money(cell)
    return PrintedFigure(reading.satang) if isinstance(reading, Amount) else None


def read_percent(cell: Cell) -> Decimal | None:
    """The number of a percent cell as it stands; "-" is 0, a blank cell or words are None."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return Decimal(str(cell))
    text = arabic_digits(one_line(clean(text_of(cell))))
    if _NOTHING.fullmatch(text):
        return Decimal(0)
    found = _PERCENT.fullmatch(text)
    return _decimal(found["number"]) if found else None


def decimals(value: Decimal) -> int:
    """How many decimals are printed, trailing zeros aside."""
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _read_bracketed(now: str | None, prior: str, *, spending: bool) -> PrintedFigure | None:
    before = _number(_decimal(prior))
    if before is None:
        return None
    if not spending:
        return PrintedFigure(-before.satang) if now is None else None
    this = PrintedFigure(0) if now is None or _NOTHING.fullmatch(now) else _number(_decimal(now))
    return None if this is None else PrintedFigure(this.satang, before.satang)


def _number(value: Decimal) -> PrintedFigure | None:
    if not value.is_finite() or abs(value) > MAX_BAHT:
        return None
    return PrintedFigure(int(value.quantize(_CENT, ROUND_HALF_UP) * SATANG))


def _decimal(text: str) -> Decimal:
    return Decimal(re.sub("[−–]", "-", text).replace(",", "").replace(" ", ""))
