"""How large a sheet may be. A parser lays a sheet out as one rectangle: one far cell alone can ask for gigabytes."""

from __future__ import annotations

from messages.sheets.sheet import UnreadableSheet
from messages.texts import say

MAX_ROWS = 20_000
MAX_COLUMNS = 1_000
MAX_CELLS = 300_000
"""That hold something."""
MAX_AREA = 1_000_000
"""Cells of the rectangle around them, and of all merged ranges within it."""
MAX_CELL = 32_767
"""Characters, as in Excel."""


class Extent:
    """The cells of one sheet as they are met."""

    def __init__(self) -> None:
        self._cells, self._rows, self._columns = 0, 0, 0

    def add(self, row: int, column: int, cells: int = 1) -> None:
        """`cells` that hold something, up to that place: `row` counts from 1, `column` from 0."""
        refuse_more_rows(row)
        if column >= MAX_COLUMNS:
            raise UnreadableSheet(say("plan.file.too_wide", most=MAX_COLUMNS))
        self._cells += cells
        self._rows, self._columns = max(self._rows, row), max(self._columns, column + 1)
        refuse_many(self._cells)
        refuse_area(self._rows * self._columns)


def refuse_more_rows(count: int) -> None:
    if count > MAX_ROWS:
        raise UnreadableSheet(say("plan.file.too_long", most=f"{MAX_ROWS:,}"))


def refuse_many(cells: int) -> None:
    if cells > MAX_CELLS:
        raise UnreadableSheet(say("plan.file.too_many", most=f"{MAX_CELLS:,}"))


def refuse_area(cells: int) -> None:
    if cells > MAX_AREA:
        raise UnreadableSheet(say("plan.file.too_spread"))


def refuse_long(text: str) -> None:
    if len(text) > MAX_CELL:
        raise UnreadableSheet(say("plan.file.long_cell", most=f"{MAX_CELL:,}"))
