"""What an .xlsx workbook says beside its values: what is hidden, formats, errors, formulas.

calamine reads the values and tells none of this. Parts are walked piece by piece; cells too far away or too many are
refused before calamine lays a sheet out as one rectangle.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping

from messages.sheets.archive import Archive
from messages.sheets.faces import Face, Font, Strings
from messages.sheets.limits import MAX_COLUMNS, Extent
from messages.sheets.marks import SheetMarks
from messages.sheets.number_formats import BUILT_IN, GENERAL, format_value
from messages.sheets.sheet import Mark, column_index

_REFERENCE = re.compile(r"\s*\$?([A-Za-z]{1,6})\$?([0-9]{1,9})\s*")
_BOOK = "xl/workbook.xml"
_TRUE = {"1", "true", "on"}
_NUMBERS = {"", "n"}


def xlsx_marks(archive: Archive) -> Mapping[str, SheetMarks]:
    """By the sheets' names. Raises UnreadableSheet, and what archive.BROKEN_ZIP names."""
    book = _Book()
    archive.walk(_BOOK, book.started, _nothing)
    relations = _Relations()
    archive.walk("xl/_rels/workbook.xml.rels", relations.started, _nothing)
    styles = _XlsxStyles()
    if archive.has("xl/styles.xml"):
        archive.walk("xl/styles.xml", styles.started, styles.ended)
    strings = Strings()
    shared = next((part for part in relations.parts.values() if part.lower().endswith("sharedstrings.xml")), "")
    if archive.has(shared):
        archive.walk(shared, strings.started, strings.ended)
    found = {}
    for name, relation in book.sheets.items():
        part = relations.parts.get(relation, "")
        reader = _Cells(styles, strings, book)
        if archive.has(part):
            archive.walk(part, reader.started, reader.ended)
        found[name] = reader.found
    return found


def _nothing(name: str, text: str) -> None:
    """For parts whose attributes say all."""


class _Book:
    def __init__(self) -> None:
        self.sheets: dict[str, str] = {}
        self.from_1904 = False
        self.computes_on_load = False

    def started(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "sheet":
            relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            self.sheets[attributes.get("name", "")] = relation
        elif name == "workbookPr":
            self.from_1904 = attributes.get("date1904") in _TRUE
        elif name == "calcPr":
            self.computes_on_load = attributes.get("fullCalcOnLoad") in _TRUE


class _Relations:
    def __init__(self) -> None:
        self.parts: dict[str, str] = {}

    def started(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "Relationship":
            target = attributes.get("Target", "")
            part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            self.parts[attributes.get("Id", "")] = part


class _XlsxStyles:
    """The format code and the face of each cell style, in the order cells number them."""

    def __init__(self) -> None:
        self.codes: list[str] = []
        self.faces: list[Face] = []
        self._named: dict[int, str] = dict(BUILT_IN)
        self._fonts: list[Font] = []
        self._in = ""

    def started(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "numFmt":
            self._named[_whole(attributes.get("numFmtId"))] = attributes.get("formatCode", GENERAL)
        elif name in {"fonts", "cellXfs"}:
            self._in = name
        elif name == "font" and self._in == "fonts":
            self._fonts.append(Font())
        elif name == "xf" and self._in == "cellXfs":
            font = _whole(attributes.get("fontId"))
            self.codes.append(self._named.get(_whole(attributes.get("numFmtId")), GENERAL))
            self.faces.append(self._fonts[font].face if font < len(self._fonts) else "")
        elif self._in == "fonts" and self._fonts:
            self._fonts[-1].add(name, attributes)

    def ended(self, name: str, _: str) -> None:
        if name == self._in:
            self._in = ""


class _Cells:
    """One worksheet's rows and cells as they go by."""

    def __init__(self, styles: _XlsxStyles, strings: Strings, book: _Book) -> None:
        self.found = SheetMarks()
        self._styles, self._strings, self._book = styles, strings, book
        self._row, self._column, self._extent = 0, -1, Extent()
        self._rows_are_hidden = False
        self._attributes: Mapping[str, str] = {}
        self._value: str | None = None
        self._formula = False
        self._run, self._face = Font(), Font()

    def started(self, name: str, attributes: Mapping[str, str]) -> None:
        match name:
            case "sheetFormatPr":
                self._rows_are_hidden = attributes.get("zeroHeight") in _TRUE
            case "col":
                self._columns(attributes)
            case "row":
                self._begin_row(attributes)
            case "c":
                self._begin_cell(attributes)
            case "f":
                self._formula = True
            case "r":
                self._run = Font()
            case _:
                self._run.add(name, attributes)

    def ended(self, name: str, text: str) -> None:
        if name == "t" and self._run.face and text.strip():
            self._face = self._run
        if name == "v" or (name == "t" and self._attributes.get("t") == "inlineStr"):
            self._value = text
        elif name == "c":
            self._end_cell()

    def _columns(self, attributes: Mapping[str, str]) -> None:
        if attributes.get("hidden") in _TRUE or _is_below(attributes.get("width"), 0.5):
            first, last = _whole(attributes.get("min")), _whole(attributes.get("max"))
            self.found.hidden_columns.update(range(first - 1, min(last, MAX_COLUMNS)))

    def _begin_row(self, attributes: Mapping[str, str]) -> None:
        self._row = _whole(attributes.get("r")) or self._row + 1
        self._column = -1
        default = self._rows_are_hidden and "ht" not in attributes and "hidden" not in attributes
        if attributes.get("hidden") in _TRUE or _is_below(attributes.get("ht"), 2) or default:
            self.found.hidden_rows.add(self._row)

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        place = _REFERENCE.fullmatch(attributes.get("r", ""))
        self._column = column_index(place[1].upper()) if place else self._column + 1
        self._row = int(place[2]) if place else self._row
        self._attributes, self._value, self._formula = attributes, None, False
        self._run, self._face = Font(), Font()

    def _end_cell(self) -> None:
        if self._value is None and not self._formula:
            return
        self._extent.add(self._row, self._column)
        mark = self._mark()
        if mark is not None:
            self.found.marks[self._row, self._column] = mark

    def _mark(self) -> Mark | None:
        kind, value = self._attributes.get("t", ""), (self._value or "").strip()
        if kind == "e":
            return Mark("error", value)
        if self._formula and self._is_uncomputed(kind, value):
            return Mark("uncomputed", "")
        shown = self._shown(value) if kind in _NUMBERS and value else None
        face = self._faced(kind, value)
        return Mark(face, None if shown is None else shown.shown) if face else shown

    def _faced(self, kind: str, value: str) -> Face:
        """Of the whole cell by its style, or of some of its letters."""
        style = _whole(self._attributes.get("s"))
        whole = self._styles.faces[style] if style < len(self._styles.faces) else ""
        return whole or self._face.face or (self._strings.faces.get(_whole(value), "") if kind == "s" else "")

    def _is_uncomputed(self, kind: str, value: str) -> bool:
        """Programs that cannot compute leave no value, or 0 and the wish that it be computed when opened."""
        if kind not in _NUMBERS:
            return False
        return not value or (self._book.computes_on_load and _is_zero(value))

    def _shown(self, value: str) -> Mark | None:
        style = _whole(self._attributes.get("s"))
        codes = self._styles.codes
        code = codes[style] if style < len(codes) else GENERAL
        number = _number(value)
        if number is None or code in {GENERAL, "@"}:
            return None
        return format_value(number, code, from_1904=self._book.from_1904)


def _whole(text: str | None) -> int:
    return int(text) if text is not None and re.fullmatch("[0-9]{1,9}", text) else 0


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _is_below(text: str | None, least: float) -> bool:
    """Whether a row or a column is drawn so small that nothing in it is seen."""
    size = None if text is None else _number(text)
    return size is not None and size < least


def _is_zero(text: str | None) -> bool:
    return text is not None and _number(text) == 0
