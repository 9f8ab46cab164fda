"""A sheet as places with text: cells by their row (from 1) and column (from 0), merged ranges resolved on request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from messages.plans.vocabulary import normalize
from messages.sheets.sheet import Cell, Mark, Merged, Place, Sheet
from messages.thai.text import keep_as_written

_LARGE = 1e11


@dataclass(frozen=True, slots=True)
class Grid:
    """`origins` leads from each covered cell of a merged range to the cell that holds its value."""

    sheet: Sheet
    height: int
    width: int
    origins: Mapping[Place, Place] = field(repr=False)

    def cell(self, row: int, column: int) -> Cell:
        """What stands in that very cell; None outside the sheet and within a merged range."""
        if (row, column) in self.origins or not 1 <= row <= self.height:
            return None
        cells = self.sheet.rows[row - 1]
        return cells[column] if 0 <= column < len(cells) else None

    def mark_at(self, row: int, column: int) -> Mark | None:
        """What that very cell shows beside its value; None within a merged range."""
        return None if (row, column) in self.origins else self.sheet.marks.get((row, column))

    def text(self, row: int, column: int) -> str:
        """The cell's own text as it is shown; whole numbers without a decimal point where nothing says otherwise."""
        return normalize(self._shown_text(row, column))

    def merged_text(self, row: int, column: int) -> str:
        """The text a reader sees at that place: a merged range's for all of its cells."""
        return self.text(*self.origins.get((row, column), (row, column)))

    def merged_lines(self, row: int, column: int) -> str:
        """As `merged_text`, with its line breaks."""
        return keep_as_written(self._shown_text(*self.origins.get((row, column), (row, column))))

    def covered_value(self, row: int, column: int) -> Cell:
        """A value left under a merged range, where it is not what the range shows."""
        origin = self.origins.get((row, column))
        cells = self.sheet.rows[row - 1] if origin and row <= self.height else ()
        cell = cells[column] if column < len(cells) else None
        return None if origin is None or cell == self.cell(*origin) else cell

    def _shown_text(self, row: int, column: int) -> str:
        mark = self.mark_at(row, column)
        return text_of(self.cell(row, column)) if mark is None or mark.shown is None else mark.shown

    def texts(self, row: int) -> dict[int, str]:
        """The cells of a row that hold something, by column."""
        filled = ((column, self.text(row, column)) for column in range(self.width))
        return {column: text for column, text in filled if text}

    def is_carried(self, row: int, column: int) -> bool:
        """Whether the cell belongs to a merged range that begins in a row above."""
        return self.origins.get((row, column), (row, column))[0] < row


def grid_of(sheet: Sheet) -> Grid:
    height, width = len(sheet.rows), max((len(row) for row in sheet.rows), default=0)
    origins: dict[Place, Place] = {}
    for merged in sheet.merged:
        origins.update(_find_covered(merged, height, width))
    return Grid(sheet, height, width, origins)


def text_of(cell: Cell) -> str:
    """A cell without a format as text: numbers to the eleven digits a workbook shows."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return format(cell, ".11g") if abs(cell) < _LARGE else str(cell)
    return str(cell)


def _find_covered(merged: Merged, height: int, width: int) -> dict[Place, Place]:
    """Ranges reach beyond the filled sheet where somebody merged whole columns."""
    origin = (merged.top, merged.left)
    rows = range(merged.top, min(merged.bottom, height) + 1)
    columns = range(merged.left, min(merged.right, width - 1) + 1)
    return {(row, column): origin for row in rows for column in columns if (row, column) != origin}
