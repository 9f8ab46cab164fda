"""Writes a random plan's sheet to a file of each kind the product reads."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from datetime import date
from xml.sax.saxutils import escape, quoteattr

import openpyxl
import xlsxwriter

from tests.messages.plans.plan_sheet import Cell, PlanSheet

_URN = "urn:oasis:names:tc:opendocument:xmlns:"


def write_openpyxl(layout: PlanSheet) -> tuple[bytes, str]:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = layout.sheet
    for at, row in enumerate(layout.rows, start=1):
        for column, cell in enumerate(row, start=1):
            made = sheet.cell(at, column, f"={cell.formula}" if cell.formula else cell.value)
            if cell.format:
                made.number_format = cell.format
    for at, row in enumerate(layout.rows, start=1):
        for column, cell in enumerate(row, start=1):
            if cell.down > 1:
                sheet.merge_cells(start_row=at, end_row=at + 1, start_column=column, end_column=column)
    for row_at in layout.hidden_rows:
        sheet.row_dimensions[row_at].hidden = True
    for column in layout.hidden_columns:
        sheet.column_dimensions[openpyxl.utils.get_column_letter(column + 1)].hidden = True
    file = io.BytesIO()
    book.save(file)
    return file.getvalue(), "plan.xlsx"


def write_xlsxwriter(layout: PlanSheet) -> tuple[bytes, str]:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet(layout.sheet)
    merged = set()
    for at, row in enumerate(layout.rows):
        for column, cell in enumerate(row):
            style = book.add_format({"num_format": cell.format} if cell.format else {})
            if cell.formula:
                sheet.write_formula(at, column, f"={cell.formula}", style)
            elif cell.down > 1:
                sheet.merge_range(at, column, at + 1, column, cell.value, style)
                merged.add((at + 1, column))
            elif isinstance(cell.value, date):
                sheet.write_datetime(at, column, cell.value, style)
            elif cell.value is not None and (at, column) not in merged:
                sheet.write(at, column, cell.value, style)
    for row_at in layout.hidden_rows:
        sheet.set_row(row_at - 1, None, None, {"hidden": True})
    for column in layout.hidden_columns:
        sheet.set_column(column, column, None, None, {"hidden": True})
    book.close()
    return file.getvalue(), "plan.xlsx"


def write_csv(layout: PlanSheet) -> tuple[bytes, str]:
    file = io.StringIO()
    width = max(len(row) for row in layout.rows)
    writer = csv.writer(file)
    for row in layout.rows:
        writer.writerow([*(cell.value for cell in row), *[None] * (width - len(row))])
    lines = file.getvalue().split("\r\n")
    at = layout.projects_at[-1] - 1
    if "unquoted" in layout.features:
        lines[at] = lines[at].replace(layout.right[-1].name, "ครู, ผู้บริหาร")
    if "open-quote" in layout.features:
        lines[at] = lines[at].replace(layout.right[-1].name, '"' + layout.right[-1].name)
    encoding = layout.chance.choice(("utf-8", "utf-8-sig"))
    return "\r\n".join(lines).encode(encoding), "plan.csv"


def write_ods(layout: PlanSheet) -> tuple[bytes, str]:
    width = max(len(row) for row in layout.rows)
    columns = "".join(
        f'<table:table-column table:visibility="{"collapse" if at in layout.hidden_columns else "visible"}"/>'
        for at in range(width)
    )
    covered: set[tuple[int, int]] = set()
    body = "".join(_ods_row(layout, at, row, covered) for at, row in enumerate(layout.rows, start=1))
    text = (
        f'<office:document-content xmlns:office="{_URN}office:1.0" xmlns:table="{_URN}table:1.0"'
        f' xmlns:text="{_URN}text:1.0"><office:body><office:spreadsheet><table:table'
        f" table:name={quoteattr(layout.sheet)}>"
        f"{columns}{body}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{_URN}manifest:1.0"/>')
        archive.writestr("content.xml", text)
    return file.getvalue(), "plan.ods"


def _ods_row(layout: PlanSheet, at: int, row: Sequence[Cell], covered: set[tuple[int, int]]) -> str:
    visibility = ' table:visibility="filter"' if at in layout.hidden_rows else ""
    cells = []
    for column, cell in enumerate(row):
        name = "covered-table-cell" if (at, column) in covered else "table-cell"
        if cell.down > 1:
            covered.add((at + 1, column))
        cells.append(_ods_cell(name, cell))
    return f"<table:table-row{visibility}>{''.join(cells)}</table:table-row>"


def _ods_cell(name: str, cell: Cell) -> str:
    spans = f' table:number-rows-spanned="{cell.down}" table:number-columns-spanned="1"' if cell.down > 1 else ""
    shown = f"<text:p>{escape(cell.shown or str(cell.value))}</text:p>"
    match cell.value:
        case None if cell.formula:
            return f'<table:{name} table:formula="of:={cell.formula}"/>'
        case None:
            return f"<table:{name}/>"
        case date():
            return (
                f'<table:{name} office:value-type="date" office:date-value="{cell.value}"{spans}>{shown}</table:{name}>'
            )
        case int() | float():
            kind = cell.kind or "float"
            told = f'office:value-type="{kind}" office:value="{cell.value}"'
        case _:
            told = 'office:value-type="string"'
    return f"<table:{name} {told}{spans}>{shown}</table:{name}>"
