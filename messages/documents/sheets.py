"""Spreadsheets as rows of cells: .xlsx, .xls and .ods through calamine (imported only here), .csv by its bytes."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import PurePath

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

from messages.documents.csvtext import NotTable, table_of
from messages.texts import say

Cell = str | int | float | bool | date | datetime | None

MOST_BYTES = 20_000_000
MOST_UNPACKED = 200_000_000
MOST_ROWS = 20_000
MOST_COLUMNS = 1_000

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BROKEN_ZIP = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)
"""All that zipfile raises on damaged archives: one for each place the damage can be."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BINARY_NAMES = {".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"}
_WORKSHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_FILLED_CELL = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]+)(\d+)"[^>]*(?<!/)>(?!</(?:\w+:)?c>)')


class UnreadableSheet(Exception):
    """The file gives no rows: broken, locked, too large or of another kind. The message is Thai."""


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged range, ends included: rows count from 1 as people see them, columns from 0 as in `Sheet.rows`."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows[0]` is row 1, `rows[0][0]` cell A1, even where the first rows are empty. An empty cell is None.

    calamine gives a formula's error (#REF!) and a formula nobody computed as empty, and merged ranges
    of .xlsx and .xls only.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    merged: tuple[Merged, ...] = ()


def read_sheets(data: bytes, filename: str) -> tuple[Sheet, ...]:
    """The sheets people can see, in their order; all of them where every one is hidden. Raises UnreadableSheet."""
    if len(data) > MOST_BYTES:
        raise UnreadableSheet(say("plan.file.too_large", most=MOST_BYTES // 1_000_000))
    suffix = PurePath(filename).suffix.lower()
    if data.startswith((_ZIP, _OLE)):
        return _workbook_sheets(data)
    if suffix in _BINARY_NAMES:
        raise UnreadableSheet(say("plan.file.broken"))
    if suffix not in {".csv", ".tsv", ".txt"}:
        raise UnreadableSheet(say("plan.file.kind"))
    return (_csv_sheet(data, PurePath(filename).stem),)


def _csv_sheet(data: bytes, name: str) -> Sheet:
    try:
        rows = table_of(data)
    except NotTable as error:
        raise UnreadableSheet(say("plan.file.broken")) from error
    _refuse_more_rows(len(rows))
    return Sheet(name, tuple(tuple(_cell(value) for value in row) for row in rows))


def _workbook_sheets(data: bytes) -> tuple[Sheet, ...]:
    if data.startswith(_OLE) and _ENCRYPTED in data:
        raise UnreadableSheet(say("plan.file.locked"))
    if data.startswith(_ZIP):
        _refuse_swollen(data)
    try:
        book = load_workbook(BytesIO(data))
        return tuple(_sheet(book, name) for name in _visible(book))
    except CalamineError as error:
        locked = "password" in str(error).lower()
        raise UnreadableSheet(say("plan.file.locked") if locked else say("plan.file.broken")) from error


def _refuse_swollen(data: bytes) -> None:
    """calamine lays a sheet out as one rectangle and takes the process down where memory ends."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise UnreadableSheet(say("plan.file.too_large", most=MOST_BYTES // 1_000_000))
            for part in parts:
                if _WORKSHEET.fullmatch(part.filename):
                    _refuse_far_cells(archive.read(part))
    except _BROKEN_ZIP as error:
        raise UnreadableSheet(say("plan.file.broken")) from error


def _refuse_far_cells(worksheet: bytes) -> None:
    for column, row in _FILLED_CELL.findall(worksheet):
        _refuse_more_rows(int(row[:9]))
        if len(column) > 3 or column_index(column.decode()) >= MOST_COLUMNS:
            raise UnreadableSheet(say("plan.file.too_wide", most=MOST_COLUMNS))


def _refuse_more_rows(count: int) -> None:
    if count > MOST_ROWS:
        raise UnreadableSheet(say("plan.file.too_long", most=f"{MOST_ROWS:,}"))


def _visible(book: CalamineWorkbook) -> Sequence[str]:
    tables = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    return [sheet.name for sheet in tables if _is_shown(sheet)] or [sheet.name for sheet in tables]


def _is_shown(sheet: SheetMetadata) -> bool:
    return sheet.visible == SheetVisibleEnum.Visible


def _sheet(book: CalamineWorkbook, name: str) -> Sheet:
    found = book.get_sheet_by_name(name)
    _refuse_more_rows(found.end[0] + 1 if found.end else 0)
    rows = found.to_python(skip_empty_area=False) if found.end else []
    return Sheet(name, tuple(tuple(_cell(value) for value in row) for row in rows), tuple(_merged(found)))


def _merged(sheet: CalamineSheet) -> Iterator[Merged]:
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        yield Merged(top + 1, left, bottom + 1, right)


def _cell(value: str | float | bool | time | date | datetime | timedelta) -> Cell:  # noqa: FBT001
    if isinstance(value, time | timedelta):
        return str(value)
    if isinstance(value, str) and not value.strip():
        return None
    return value


def column_letter(index: int) -> str:
    """0 is A, 26 is AA."""
    letters = ""
    while index >= 0:
        index, rest = divmod(index, 26)
        letters = chr(ord("A") + rest) + letters
        index -= 1
    return letters


def column_index(letters: str) -> int:
    """A is 0, AA is 26."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1
