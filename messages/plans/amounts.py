"""Cells of money: blank, understood to the satang, or refused with the place and the reason."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from messages.plans.grid import text_of
from messages.plans.shown import is_rounded, shows_amount
from messages.plans.units import BAHT, declared_units, unit_name
from messages.plans.values import PlanRefused
from messages.sheets.sheet import Cell, Mark
from messages.texts import say
from messages.thai.amounts import Amount, NotAmount, Reading, UnsureAmount, read_cell
from messages.thai.money import baht
from messages.thai.text import arabic_digits, clean, one_line

_SATANG = Decimal("0.01")
_NOISE = Decimal("0.000001")
_MAX_BAHT = Decimal(10) ** 15
_PLAIN = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?")
_ACCOUNTED = re.compile(r"(?<=[0-9]),\s*[-–—]\s*$")
"""92,100,- as people write 92,100.-"""


@dataclass(frozen=True, slots=True)
class Money:
    """A cell of a column of money. `unit` is how many baht one in that column is."""

    cell: Cell
    mark: Mark | None = None
    unit: int = BAHT

    @property
    def is_blank(self) -> bool:
        return self.cell is None and self.mark is None

    @property
    def doubt(self) -> str:
        """Why the amount should be looked at although it is read; "" for no reason."""
        if self.mark is None or self.mark.kind != "number" or not _is_number(self.cell):
            return ""
        if self.mark.shown is None:
            return say("plan.finding.unknown_format")
        if self.mark.scale != 1 and self._shown_unit() == BAHT:
            return say("plan.finding.scaled", shown=self.mark.shown, unit=unit_name(self.mark.scale))
        reading = self.read()
        agrees = not isinstance(reading, Amount) or shows_amount(self.mark.shown, reading.satang, self.unit)
        return "" if agrees else say("plan.finding.shown_otherwise", shown=self.mark.shown)

    @property
    def rounded(self) -> str:
        """What the cell shows where that is less exact than the baht it holds; "" where it is not."""
        mark, reading = self.mark, self.read()
        if mark is None or mark.kind != "number" or not mark.shown or mark.scale != 1 or self._shown_unit() != BAHT:
            return ""
        exact = isinstance(reading, Amount) and _is_number(self.cell) and is_rounded(mark.shown, reading.satang)
        return mark.shown if exact and not self.doubt else ""

    def read(self) -> Reading:
        """In baht, converted from the column's unit."""
        if self.wrong:
            return NotAmount()
        if isinstance(self.cell, str):
            return self._worded(self.cell)
        return read_money(self.cell, self._factor())

    @property
    def wrong(self) -> str:
        """Why the cell holds no amount whatever its value, "" where it may."""
        mark = self.mark
        if mark is None:
            return ""
        if mark.kind in {"percent", "date", "error", "uncomputed", "struck", "raised"}:
            return say(f"plan.cell.{mark.kind}", shown=mark.shown or text_of(self.cell))
        if not _is_number(self.cell):
            return ""
        if mark.shown == "" and self.cell:
            return say("plan.cell.unseen", value=text_of(self.cell))
        return self._conflict()

    def _shown_unit(self) -> int:
        """The unit of what is shown: the cell's own, else the column's."""
        own = declared_units(_words(self.mark.shown)) if self.mark and self.mark.shown else frozenset()
        return next(iter(own), self.unit)

    def _factor(self) -> Decimal:
        scale = self.mark.scale if self.mark else 1
        said = self._shown_unit()
        return Decimal(1) if scale != 1 and said == BAHT else Decimal(said) / scale

    def _conflict(self) -> str:
        """Where the cell's own unit is not the column's, or its scale not what either says."""
        said, scale = self._shown_unit(), self.mark.scale if self.mark else 1
        rivals = {said, self.unit} - {BAHT} if scale == 1 else {said, self.unit, scale} - {BAHT}
        if len(rivals) < 2:
            return ""
        return say("plan.cell.unit", units=", ".join(unit_name(unit) for unit in sorted(rivals)))

    def _worded(self, text: str) -> Reading:
        wanted = _ACCOUNTED.sub(".-", arabic_digits(one_line(clean(text)))) if not _hides_digits(text) else text
        if self.unit == BAHT:
            return read_cell(wanted)
        plain = wanted.removesuffix(".-").strip()
        if _PLAIN.fullmatch(plain):
            return read_money(Decimal(plain.replace(",", "")), Decimal(self.unit))
        reading = read_cell(wanted)
        if isinstance(reading, Amount) and reading.satang and self.unit not in declared_units(_words(text)):
            return NotAmount()
        return reading


def read_money(cell: Cell | Decimal, factor: Decimal = Decimal(1)) -> Reading:
    """As `read_cell`, times `factor`, without the noise a spreadsheet's own arithmetic leaves (35400.000000000007)."""
    if not _is_number(cell) or (isinstance(cell, int) and factor == 1):
        return read_cell(cell)
    exact = Decimal(str(cell))
    if not exact.is_finite() or abs(exact * factor) >= _MAX_BAHT:
        return NotAmount()
    exact *= factor
    rounded = exact.quantize(_SATANG, ROUND_HALF_UP)
    return read_cell(rounded if abs(exact - rounded) < _NOISE else exact)


def money(found: Money, row: int, column: str) -> int | None:
    """Satang; None for a blank cell. Raises PlanRefused naming `row` and the header of `column`."""
    if found.is_blank:
        return None
    if found.wrong:
        raise PlanRefused(say("plan.refused.wrong_cell", reason=found.wrong, column=column), row)
    reading = found.read()
    if isinstance(reading, Amount):
        return reading.satang
    raise PlanRefused(_unread_text(found, column, reading), row)


def is_figure(cell: Cell) -> bool:
    """Whether the cell is money or could be."""
    return not isinstance(read_money(cell), NotAmount)


def _is_number(cell: object) -> bool:
    return isinstance(cell, int | float | Decimal) and not isinstance(cell, bool)


def _words(text: str) -> str:
    """What stands around the figure: the unit a cell names for itself."""
    return re.sub(r"[0-9๐-๙.,\s]+", "", text)


def _hides_digits(text: str) -> bool:
    return any(letter.isdigit() and not letter.isdecimal() for letter in text)


def _unread_text(found: Money, column: str, reading: Reading) -> str:
    cell, told = found.cell, text_of(found.cell)
    if isinstance(reading, UnsureAmount) and _is_number(cell):
        if isinstance(cell, float) and cell > 0:
            shown = found.mark.shown if found.mark and found.mark.shown else baht(reading.candidates[0])
            return say("plan.refused.too_fine", found=told, shown=shown, column=column)
        return say("plan.refused.no_amount", found=told, column=column)
    if not isinstance(reading, UnsureAmount) or not reading.candidates:
        return say("plan.refused.no_amount", found=told, column=column)
    either = ", ".join(baht(satang) for satang in reading.candidates)
    return say("plan.refused.unsure_amount", found=told, column=column, candidates=either)
