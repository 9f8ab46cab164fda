"""Plans made up for these tests: rows as they stand in a sheet, and the files offices would send."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from xml.sax.saxutils import escape

import openpyxl

from messages.plans.reading import Finding, PlanReading, read_plan
from messages.sheets.reading import Cell, Merged, Sheet

HEADER = ("ที่", "งาน/โครงการ", "งบประมาณ", "กลุ่มผู้รับผิดชอบ")
QUARTERS = ("ไตรมาสที่ 1", "ไตรมาสที่ 2", "ไตรมาสที่ 3", "ไตรมาสที่ 4")
QUARTERLY = ("ที่", "โครงการ", "งบประมาณ", *QUARTERS)

Rows = Sequence[Sequence[Cell]]


def sheet(*rows: Sequence[Cell], merged: Sequence[Merged] = (), name: str = "แผน") -> Sheet:
    return Sheet(name, tuple(tuple(row) for row in rows), tuple(merged))


def read(*rows: Sequence[Cell], merged: Sequence[Merged] = ()) -> PlanReading:
    return read_plan([sheet(*rows, merged=merged)])


def read_under_header(*rows: Sequence[Cell], merged: Sequence[Merged] = ()) -> PlanReading:
    """The plan of these rows, the first of them row 2."""
    return read(HEADER, *rows, merged=merged)


def named(reading: PlanReading, rule: str) -> list[Finding]:
    return [finding for finding in reading.findings if finding.rule == rule]


def xlsx(rows: Rows, *merged: str, title: str = "แผน") -> bytes:
    """A workbook of one sheet; `merged` are ranges like "A1:C1"."""
    book = openpyxl.Workbook()
    book.active.title = title
    for at, row in enumerate(rows, start=1):
        for column, cell in enumerate(row, start=1):
            book.active.cell(at, column, cell)
    for cells in merged:
        book.active.merge_cells(cells)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


_TABLE = "urn:oasis:names:tc:opendocument:xmlns:"
_ODS = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
    f' xmlns:office="{_TABLE}office:1.0" xmlns:table="{_TABLE}table:1.0" xmlns:text="{_TABLE}text:1.0">'
    '<office:body><office:spreadsheet><table:table table:name="แผน">{rows}</table:table></office:spreadsheet>'
    "</office:body></office:document-content>"
)


def ods(rows: Rows, hidden: Mapping[int, str] = MappingProxyType({})) -> bytes:
    """The least that is an OpenDocument spreadsheet; `hidden`: how rows are hidden, by their number."""
    body = "".join(_ods_row(row, hidden.get(at)) for at, row in enumerate(rows, start=1))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{_TABLE}manifest:1.0"/>')
        archive.writestr("content.xml", _ODS.format(rows=body))
    return file.getvalue()


def _ods_row(row: Sequence[Cell], hidden: str | None) -> str:
    visibility = f' table:visibility="{hidden}"' if hidden else ""
    return f"<table:table-row{visibility}>" + "".join(map(_ods_cell, row)) + "</table:table-row>"


def _ods_cell(cell: Cell) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{cell}"/>'
    return f'<table:table-cell office:value-type="string"><text:p>{escape(str(cell))}</text:p></table:table-cell>'
