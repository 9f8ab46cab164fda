"""A document as a workbook: a sheet a section, figures as numbers, formulas with stored values, native charts."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

from xlsxwriter import Workbook

from messages.documents.blocks import Chart, Document, Pie, Section, Table
from messages.documents.writers.archive import repack
from messages.documents.writers.grid import FONT
from messages.documents.writers.page import select_for_sheets
from messages.documents.writers.xlsx_charts import Charts
from messages.documents.writers.xlsx_formats import Formats
from messages.documents.writers.xlsx_sheet import SheetWriter
from messages.texts import say

_LATIN = f'<a:latin typeface="{FONT}"/>'.encode()
_COMPLEX = f'<a:cs typeface="{FONT}"/>'.encode()


def write_xlsx(document: Document) -> bytes:
    """The bytes of an .xlsx."""
    buffer = BytesIO()
    book = Workbook(buffer, {"in_memory": True})
    book.set_properties({"title": document.title, "author": document.author, "created": document.dated})
    formats = Formats(book, thai_digits=document.thai_digits)
    sections = select_for_sheets(document.all_sections)
    sheets = [SheetWriter(book, section, formats, document.draft) for section in sections]
    charts = Charts(book, say("report.chart_sheet"), formats) if _have_charts(sections) else None
    for sheet in sheets:
        sheet.write(charts)
    first_table = next((sheet for sheet in sheets if sheet.has(Table)), sheets[0])
    first_table.worksheet.activate()
    book.close()
    return repack(buffer.getvalue(), _name_thai_font)


def _have_charts(sections: Iterable[Section]) -> bool:
    return any(isinstance(block, Chart | Pie) for section in sections for block in section.blocks)


def _name_thai_font(name: str, part: bytes) -> bytes:
    """XlsxWriter names no font for complex scripts, so Thai falls back to another (deploy/docs/thai-facts.md)."""
    return part.replace(_LATIN, _LATIN + _COMPLEX) if name.startswith("xl/charts/") else part
