"""What an .ods workbook says beside its values: hidden rows and columns, merged ranges, and the text each cell shows.

calamine reads the values and tells none of this. The part is walked piece by piece, within the limits of a sheet.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from messages.sheets.archive import Archive
from messages.sheets.faces import Face, Styles
from messages.sheets.limits import MAX_COLUMNS, MAX_ROWS, Extent
from messages.sheets.marks import SheetMarks
from messages.sheets.number_formats import general
from messages.sheets.sheet import Mark, Merged

_HIDDEN = {"collapse", "filter"}
_CELLS = {"table-cell", "covered-table-cell"}
_FIGURE = re.compile(r"-?[0-9][0-9,]*(?:\.[0-9]+)?")
_SCALES = (1_000, 1_000_000, 1_000_000_000)
_MAX_REPEATED = 1_048_576


def ods_marks(archive: Archive) -> Mapping[str, SheetMarks]:
    """By the sheets' names. Raises UnreadableSheet, and what archive.BROKEN_ZIP names."""
    reader = _OdsContent()
    archive.walk("content.xml", reader.started, reader.ended, reader.said)
    return reader.found


class _OdsContent:
    """Rows and cells as they go by; a row or a cell may stand for many alike."""

    def __init__(self) -> None:
        self.found: dict[str, SheetMarks] = {}
        self._sheet = SheetMarks()
        self._row, self._rows, self._column, self._columns, self._extent = 0, 0, 0, 0, Extent()
        self._attributes: Mapping[str, str] = {}
        self._in_cell, self._aside = False, 0
        self._lines: list[list[str]] = []
        self._styles = Styles()
        self._face: Face = ""

    def started(self, name: str, attributes: Mapping[str, str]) -> None:
        local = {
            key.rpartition(":")[2] if not key.startswith("calcext:") else key: value
            for key, value in attributes.items()
        }
        self._styles.started(name, local)
        if name == "table":
            self._sheet = self.found.setdefault(local.get("name", ""), SheetMarks())
            self._row, self._columns, self._extent = 0, 0, Extent()
        elif name == "table-column":
            self._begin_columns(local)
        elif name == "table-row":
            self._begin_row(local)
        elif name in _CELLS:
            self._attributes, self._in_cell, self._lines = local, True, []
            self._face = self._styles.faces.get(local.get("style-name", ""), "")
        elif name == "annotation":
            self._aside += 1
        elif self._in_cell and not self._aside:
            self._write(name, local)

    def said(self, text: str) -> None:
        if self._in_cell and not self._aside and self._lines:
            self._lines[-1].append(text)

    def ended(self, name: str, _: str) -> None:
        if name == "annotation":
            self._aside -= 1
        elif name in _CELLS:
            self._end_cell()
        elif name == "table-row":
            self._row += self._rows - 1

    def _begin_columns(self, attributes: Mapping[str, str]) -> None:
        first, count = self._columns, _repeated(attributes, "number-columns-repeated")
        self._columns += count
        if attributes.get("visibility") in _HIDDEN:
            self._sheet.hidden_columns.update(range(first, min(first + count, MAX_COLUMNS)))

    def _begin_row(self, attributes: Mapping[str, str]) -> None:
        self._row, self._column = self._row + 1, 0
        self._rows = _repeated(attributes, "number-rows-repeated")
        if attributes.get("visibility") in _HIDDEN:
            self._sheet.hidden_rows.update(range(self._row, min(self._row + self._rows, MAX_ROWS + 1)))

    def _write(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "p":
            self._lines.append([])
        elif name == "span":
            self._face = self._face or self._styles.faces.get(attributes.get("style-name", ""), "")
        elif self._lines and name in {"s", "tab", "line-break"}:
            spaces = " " * min(_repeated(attributes, "c"), 100)
            self._lines[-1].append(spaces if name == "s" else "\n" if name == "line-break" else " ")

    def _end_cell(self) -> None:
        attributes, self._in_cell = self._attributes, False
        first, count = self._column, _repeated(attributes, "number-columns-repeated")
        self._column += count
        self._merge(attributes, first)
        if not (self._lines or "value-type" in attributes or "formula" in attributes):
            return
        self._extent.add(self._row + self._rows - 1, first + count - 1, self._rows * count)
        mark = _mark(attributes, "\n".join("".join(line) for line in self._lines) if self._lines else None)
        if self._face and (mark is None or mark.kind == "number"):
            mark = Mark(self._face, mark.shown if mark else None)
        if mark is not None:
            rows, columns = range(self._row, self._row + self._rows), range(first, first + count)
            self._sheet.marks.update({(row, column): mark for row in rows for column in columns})

    def _merge(self, attributes: Mapping[str, str], column: int) -> None:
        rows, columns = (_repeated(attributes, f"number-{what}-spanned") for what in ("rows", "columns"))
        if rows > 1 or columns > 1:
            self._sheet.merged.append(Merged(self._row, column, self._row + rows - 1, column + columns - 1))


def _mark(attributes: Mapping[str, str], text: str | None) -> Mark | None:
    """`text`: None where the file does not say what the cell shows, "" where it shows nothing."""
    kind, value = attributes.get("value-type", ""), attributes.get("value", "")
    if attributes.get("calcext:value-type") == "error":
        return Mark("error", text or "")
    match kind:
        case "" if "formula" in attributes and not text:
            return Mark("uncomputed", "")
        case "date" | "time":
            return Mark("date", text or None)
        case "percentage":
            return Mark("percent", text or _percent(value))
        case "float" | "currency" if text is not None and text != general(_decimal(value)):
            return Mark("number", text, _scale(_decimal(value), text))
        case _:
            return None


def _percent(value: str) -> str:
    return general(_decimal(value) * 100) + "%"


def _scale(value: Decimal, text: str) -> int:
    """By what the text divides the number, where it is one of the scales formats have."""
    figures: Sequence[str] = _FIGURE.findall(text)
    shown = _decimal(figures[0].replace(",", "")) if len(figures) == 1 else Decimal(0)
    if not shown:
        return 1
    return next((scale for scale in _SCALES if abs(value / scale / shown - 1) < Decimal("0.05")), 1)


def _decimal(text: str) -> Decimal:
    return (
        Decimal(text) if re.fullmatch(r"-?[0-9]{1,30}(?:\.[0-9]{1,30})?(?:[eE][+-]?[0-9]{1,2})?", text) else Decimal(0)
    )


def _repeated(attributes: Mapping[str, str], name: str) -> int:
    text = attributes.get(name, "1")
    return max(1, min(int(text), _MAX_REPEATED)) if re.fullmatch("[0-9]{1,9}", text) else 1
