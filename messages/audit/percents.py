"""Printed percents against what they should be: rounded half up (deploy/docs/report-formats.md), never cut off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from messages.audit.cells import decimals
from messages.audit.printed import Printed

_HUNDRED = Decimal(100)
_MAX_PLACES = 2
_NEAR = Decimal(1)
_ENOUGH = 5
"""So many percents with one decimal or none are no chance: the office prints no more."""


@dataclass(frozen=True, slots=True)
class Percents:
    """How a column prints percents: to `places` decimals, and `scale` times smaller where its cells are formatted."""

    scale: Decimal = Decimal(1)
    places: int = _MAX_PLACES

    def read(self, printed: Decimal) -> Decimal:
        """As a reader sees it: a computed cell holds more decimals than it shows."""
        return _round(printed * self.scale, self.places)

    def due(self, part: int, whole: int) -> Decimal:
        """What it should be."""
        return _round(_HUNDRED * part / whole, self.places)

    def is_cut(self, printed: Decimal, part: int, whole: int) -> bool:
        """Whether decimals were cut off instead of rounded."""
        return self.read(printed) == (_HUNDRED * part / whole).quantize(_step(self.places), ROUND_DOWN)


def percents_of(rows: Sequence[Printed], totals: Iterable[Decimal] = ()) -> Percents:
    """How the rows print percents, taken from those that have one and from the `totals`' own."""
    told = [row for row in rows if row.percent and row.project.budget > 0]
    scale = _HUNDRED if _near(told, _HUNDRED) > _near(told, Decimal(1)) else Decimal(1)
    shown = [row.percent for row in told if row.percent] + list(totals)
    most = max((decimals(percent * scale) for percent in shown), default=_MAX_PLACES)
    return Percents(scale, min(most, _MAX_PLACES) if len(shown) >= _ENOUGH else _MAX_PLACES)


def format_percent(value: Decimal) -> str:
    """A percent as it is told: two decimals."""
    return str(value.quantize(_step(_MAX_PLACES)))


def _near(rows: Iterable[Printed], scale: Decimal) -> int:
    """How many are about right at that scale."""
    return sum(
        abs(row.percent * scale - _HUNDRED * row.spent / row.project.budget) < _NEAR for row in rows if row.percent
    )


def _round(value: Decimal, places: int) -> Decimal:
    return value.quantize(_step(places), ROUND_HALF_UP)


def _step(places: int) -> Decimal:
    return Decimal(1).scaleb(-places)
