"""A sheet as places with text: cells by their row (from 1) and column (from 0), merged ranges resolved on request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from messages.documents.sheets import Cell, Merged, Sheet
from messages.plans.vocabulary import spelled
from messages.thai.text import clean

Place = tuple[int, int]


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

    def text(self, row: int, column: int) -> str:
        """The cell's own text, in one spelling; whole numbers without a decimal point."""
        return text_of(self.cell(row, column))

    def shown(self, row: int, column: int) -> str:
        """The text a reader sees at that place: a merged range's for all of its cells."""
        return self.text(*self.origins.get((row, column), (row, column)))

    def told(self, row: int, column: int) -> str:
        """As `shown`, its lines kept."""
        cell = self.cell(*self.origins.get((row, column), (row, column)))
        return clean(cell) if isinstance(cell, str) else text_of(cell)

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
        origins.update(_covered(merged, height, width))
    return Grid(sheet, height, width, origins)


def text_of(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return spelled(str(cell))


def _covered(merged: Merged, height: int, width: int) -> dict[Place, Place]:
    """Ranges reach beyond the filled sheet where somebody merged whole columns."""
    origin = (merged.top, merged.left)
    rows = range(merged.top, min(merged.bottom, height) + 1)
    columns = range(merged.left, min(merged.right, width - 1) + 1)
    return {(row, column): origin for row in rows for column in columns if (row, column) != origin}
