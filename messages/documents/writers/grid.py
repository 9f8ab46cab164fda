"""Where the cells of a table stand once some of them reach over several rows and columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from messages.documents.blocks import Align, Cell, Column
from messages.thai.text import graphemes

FONT = "TH SarabunPSK"
"""What files sent to people name (deploy/docs/thai-facts.md, Fonts)."""
POINTS_A_CM = 72 / 2.54
_LETTER = 0.37
"""Width of a letter of FONT in its size, a little more than the average."""


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell in its column; `continued` where it began in a row above."""

    column: int
    cell: Cell
    continued: bool


def place_cells(rows: Iterable[Sequence[Cell]], columns: int) -> Iterator[tuple[PlacedCell, ...]]:
    """The cells of each row from the left, those included that reach down into it.

    Raises ValueError for a row that has fewer cells than there are columns, or more: a figure would be lost.
    """
    reaching: dict[int, tuple[Cell, int]] = {}
    for row in rows:
        waiting, line, column = iter(row), [], 0
        while column < columns:
            cell, left = reaching.get(column) or (next(waiting, None), 0)
            if cell is None:
                break
            line.append(PlacedCell(column, cell, continued=left > 0))
            reaching[column] = (cell, left - 1 if left else cell.rows - 1)
            if not reaching[column][1]:
                del reaching[column]
            column += cell.columns
        if column != columns or any(waiting):
            raise ValueError(f"a row's cells are not those of {columns} columns: {[cell.text for cell in row]}")
        yield tuple(line)


def cell_align(place: PlacedCell, columns: Sequence[Column]) -> Align:
    """How a cell stands: as it says itself, else as its column; over several columns from the left."""
    return place.cell.align or ("left" if place.cell.columns > 1 else columns[place.column].align)


def count_lines(text: str, width: float, size: int) -> int:
    """About how many lines the text takes in `width` centimetres at `size` points of FONT."""
    room = max(1, int(width * POINTS_A_CM / (size * _LETTER)))
    return sum(max(1, ceil(graphemes(line) / room)) for line in text.split("\n"))
