"""How the cells of a workbook look: one font, wrapped, figures that print as their document says."""

from __future__ import annotations

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from messages.documents.blocks import Cell
from messages.documents.writers.grid import FONT

SATANG = 100
_THAI = "[$-D00041E]"


class Formats:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Workbook, *, thai_digits: bool) -> None:
        self._book, self._digits = book, _THAI if thai_digits else ""
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def of(self, **properties: Any) -> Format:
        """Text in FONT, wrapped, with these properties of XlsxWriter."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            base = {"font_name": FONT, "text_wrap": True, "valign": "top"}
            self._made[key] = self._book.add_format(base | properties)
        return self._made[key]

    @property
    def rate(self) -> str:
        """The number format of a share of one, as percent."""
        return f"{self._digits}0.00%"

    def number(self, cell: Cell) -> str:
        """The number format that prints the cell's value as its text: "-" for nothing, satang where there are some."""
        if cell.count is not None:
            return f"{self._digits}0"
        shape = "0.00" if cell.percent is not None else "#,##0" if (cell.amount or 0) % SATANG == 0 else "#,##0.00"
        return f'{self._digits}{shape};{self._digits}-{shape};"-"'
