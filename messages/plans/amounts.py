"""Cells of money: blank, understood to the satang, or refused with the place and the reason."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from messages.documents.sheets import Cell
from messages.plans.values import PlanRefused
from messages.texts import say
from messages.thai.amounts import Amount, NotAmount, Reading, Unsure, read_cell
from messages.thai.money import baht

_SATANG = Decimal("0.01")
_NOISE = Decimal("0.000001")


def read_money(cell: Cell) -> Reading:
    """As `read_cell`, without the noise a spreadsheet's own arithmetic leaves (35400.000000000007)."""
    if not isinstance(cell, float):
        return read_cell(cell)
    exact = Decimal(str(cell))
    if not exact.is_finite():
        return NotAmount()
    rounded = exact.quantize(_SATANG, ROUND_HALF_UP) if abs(exact) < 10**15 else exact
    return read_cell(rounded if abs(exact - rounded) < _NOISE else exact)


def money(cell: Cell, row: int, column: str) -> int | None:
    """Satang; None for a blank cell. Raises PlanRefused naming `row` and the header of `column`."""
    if cell is None:
        return None
    reading = read_money(cell)
    match reading:
        case Amount(satang):
            return satang
        case Unsure(candidates):
            raise PlanRefused(_unsure(cell, column, candidates), row)
        case _:
            raise PlanRefused(say("plan.refused.no_amount", found=cell, column=column), row)


def is_figure(cell: Cell) -> bool:
    """Whether the cell is money or could be."""
    return not isinstance(read_money(cell), NotAmount)


def is_some_money(cell: Cell) -> bool:
    """Whether the cell is an amount above zero, beyond doubt."""
    reading = read_money(cell)
    return isinstance(reading, Amount) and reading.satang > 0


def _unsure(cell: Cell, column: str, candidates: tuple[int, ...]) -> str:
    if not candidates or (isinstance(cell, int | float) and not isinstance(cell, bool)):
        return say("plan.refused.no_amount", found=cell, column=column)
    either = ", ".join(baht(satang) for satang in candidates)
    return say("plan.refused.unsure_amount", found=cell, column=column, candidates=either)
