"""What a cell of money shows against the amount it holds: a format may write digits, signs and words of its own."""

from __future__ import annotations

import re
from decimal import Decimal

from messages.plans.units import unit_alone
from messages.plans.vocabulary import squeeze_keeping_unit
from messages.thai.text import arabic_digits, clean, one_line

_FIGURE = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?|\.[0-9]+")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]*(?:\.[0-9]+)?")
_OF_BAHT = re.compile(r"(?:฿|thb|baht|บาทถ้วน|บาท|บ\.)?(?:[.,]?-|/-)?(?:บาท)?")
"""What may stand before and behind an amount and says nothing of it."""
_MAX_LENGTH = 80
"""Characters of what a cell of money shows; longer ones are no amount."""


def shows_amount(shown: str, satang: int, unit: int) -> bool:
    """Whether that is the amount, rounded as the format rounds it; `unit`: of the column, in baht."""
    found = _parts(shown)
    if found is None:
        return False
    figure, words = found
    if not figure:
        return satang == 0
    factor = _factor(words, unit)
    return factor is not None and abs(_exact(figure, factor) - satang) <= _step(figure, factor) / 2


def is_rounded(shown: str, satang: int) -> bool:
    """Whether it shows the amount in baht, less exactly than it is."""
    found = _parts(shown)
    return found is not None and bool(found[0]) and _exact(found[0], 1) != satang


def _parts(shown: str) -> tuple[str, tuple[str, str]] | None:
    """The one figure and the words before and behind it; None for several figures or one grouped otherwise."""
    text = one_line(arabic_digits(clean(shown)))
    figures = list(_FIGURE.finditer(text)) if len(text) <= _MAX_LENGTH else []
    if len(figures) != 1:
        return None if figures or len(text) > _MAX_LENGTH else ("", ("", ""))
    (figure,) = figures
    if not _GROUPED.fullmatch(figure[0]):
        return None
    return figure[0], (text[: figure.start()], text[figure.end() :])


def _factor(words: tuple[str, str], unit: int) -> int | None:
    """How many baht one is: a unit of the cell's own, else the column's; None for words of another meaning."""
    before, behind = map(squeeze_keeping_unit, words)
    if _OF_BAHT.fullmatch(before) and not before.endswith("-") and _OF_BAHT.fullmatch(behind):
        return unit
    return None if before else unit_alone(behind)


def _exact(figure: str, factor: int) -> Decimal:
    """In satang."""
    return Decimal(figure.replace(",", "")) * factor * 100


def _step(figure: str, factor: int) -> Decimal:
    """What one more in the figure's last place is, in satang."""
    return Decimal(factor * 100).scaleb(-len(figure.partition(".")[2]))
