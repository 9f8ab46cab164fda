"""Spreadsheets as rows of cells: .xlsx, .xls and .ods through calamine (imported only here), .csv by its bytes."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import PurePath

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

from messages.sheets.archive import BROKEN_ZIP, MAX_BYTES, Archive, broken_file_error, too_large_error
from messages.sheets.csvtext import MalformedRow, NotTable, table_of
from messages.sheets.limits import Extent, refuse_area, refuse_long, refuse_many, refuse_more_rows
from messages.sheets.marks import SheetMarks
from messages.sheets.ods_marks import ods_marks
from messages.sheets.sheet import Cell, Mark, Merged, Place, Sheet, UnreadableSheet, column_index, column_letter
from messages.sheets.xlsx_marks import xlsx_marks
from messages.texts import say

__all__ = ["Cell", "Mark", "Merged", "Sheet", "UnreadableSheet", "column_index", "column_letter", "read_sheets"]

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BINARY_NAMES = {".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"}


def read_sheets(data: bytes, filename: str) -> tuple[Sheet, ...]:
    """Every sheet in its order, hidden ones too. Raises UnreadableSheet.

    What the file's limits cannot foresee is for a process with limits of its own: calamine lays a sheet out as one
    rectangle, and takes its process down where memory ends.
    """
    if len(data) > MAX_BYTES:
        raise too_large_error()
    suffix = PurePath(filename).suffix.lower()
    if data.startswith((_ZIP, _OLE)):
        return _workbook_sheets(data)
    if suffix in _BINARY_NAMES:
        raise broken_file_error()
    if suffix not in {".csv", ".tsv", ".txt"}:
        raise UnreadableSheet(say("plan.file.kind"))
    return (_csv_sheet(data, PurePath(filename).stem),)


def _csv_sheet(data: bytes, name: str) -> Sheet:
    try:
        table = table_of(data)
    except MalformedRow as error:
        raise UnreadableSheet(str(error)) from error
    except NotTable as error:
        raise broken_file_error() from error
    refuse_more_rows(len(table.rows))
    refuse_many(sum(map(len, table.rows)))
    rows = tuple(tuple(_cell(value) for value in row) for row in table.rows)
    return Sheet(name, rows, delimiter=table.delimiter)


def _workbook_sheets(data: bytes) -> tuple[Sheet, ...]:
    if data.startswith(_OLE) and _ENCRYPTED in data:
        raise UnreadableSheet(say("plan.file.locked"))
    known = _read_marks(data) if data.startswith(_ZIP) else None
    try:
        with load_workbook(BytesIO(data)) as book:
            return tuple(_sheets(book, known))
    except CalamineError as error:
        locked = "password" in str(error).lower()
        raise UnreadableSheet(say("plan.file.locked") if locked else say("plan.file.broken")) from error


def _read_marks(data: bytes) -> Mapping[str, SheetMarks] | None:
    """What the workbook says beside its values; None for a kind that is not read for it."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as opened:
            archive = Archive(opened)
            archive.refuse_swollen()
            if archive.has("xl/workbook.xml"):
                return xlsx_marks(archive)
            return ods_marks(archive) if archive.has("content.xml") else None
    except BROKEN_ZIP as error:
        raise broken_file_error() from error


def _sheets(book: CalamineWorkbook, known: Mapping[str, SheetMarks] | None) -> Iterator[Sheet]:
    for sheet in book.sheets_metadata:
        if sheet.typ == SheetTypeEnum.WorkSheet:
            marks = None if known is None else known.get(sheet.name)
            visible = sheet.visible == SheetVisibleEnum.Visible
            yield replace(_sheet(book.get_sheet_by_name(sheet.name), marks), name=sheet.name, visible=visible)


def _sheet(found: CalamineSheet, known: SheetMarks | None) -> Sheet:
    if found.end:
        Extent().add(found.end[0] + 1, found.end[1])
    values = found.to_python(skip_empty_area=False) if found.end else []
    marks = known or SheetMarks(marks=dict(_date_marks(values)))
    return Sheet(
        name="",
        rows=tuple(tuple(_cell(value) for value in row) for row in values),
        merged=tuple(_clip_ranges((*_merged_ranges(found), *marks.merged), found.end)),
        hidden_rows=frozenset(marks.hidden_rows),
        hidden_columns=frozenset(marks.hidden_columns),
        marks=marks.marks,
        blind=known is None,
    )


def _date_marks(values: list[list[Value]]) -> Iterator[tuple[Place, Mark]]:
    """Where only the values are known: dates, shown nobody knows how."""
    for row, cells in enumerate(values, start=1):
        for column, value in enumerate(cells):
            if isinstance(value, time | date | timedelta):
                yield (row, column), Mark("date", None)


def _merged_ranges(sheet: CalamineSheet) -> Iterator[Merged]:
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        yield Merged(top + 1, left, bottom + 1, right)


def _clip_ranges(merged: Iterable[Merged], end: tuple[int, int] | None) -> Iterator[Merged]:
    """Ranges may reach beyond the filled sheet, where somebody merged whole columns; those all outside mean nothing."""
    bottom, right = (end[0] + 1, end[1]) if end else (0, -1)
    area = 0
    for each in merged:
        if each.top <= bottom and each.left <= right:
            clipped = replace(each, bottom=min(each.bottom, bottom), right=min(each.right, right))
            area += (clipped.bottom - clipped.top + 1) * (clipped.right - clipped.left + 1)
            refuse_area(area)
            yield each


Value = str | float | bool | time | date | datetime | timedelta


def _cell(value: Value) -> Cell:
    if isinstance(value, time | timedelta):
        return str(value)
    if isinstance(value, str):
        refuse_long(value)
        return value if value.strip() else None
    return value
