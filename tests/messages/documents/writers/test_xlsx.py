"""The workbook opened again: figures as numbers, formulas that hold and give them, Thai charts, page set-up."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from messages.documents.blocks import Cell, Document, Table
from messages.documents.writers.grid import place_cells
from messages.documents.writers.xlsx import write_xlsx
from messages.figures.report import Report
from tests.messages.documents.book import book
from tests.messages.documents.printed import document_of, main_table, quarterly_report, real_reports, table_report
from tests.messages.documents.reported import narrative_report, policy_report

REPORTS = {"table": table_report, "quarterly-plan": quarterly_report}
SHEETS = {"table": "ตารางรายงาน", "quarterly-plan": "แผนและผลรายไตรมาส"}


def value_of(cell: Cell) -> float | str:
    if cell.amount is not None:
        return cell.amount / 100
    return float(cell.percent) if cell.percent is not None else cell.text if cell.count is None else cell.count


def expected(table: Table) -> list[list[float | str]]:
    """The sheet's rows: a cell that reaches over others leaves them empty."""
    rows = place_cells([*table.header, *(row.cells for row in table.rows)], len(table.columns))
    return [
        [
            value
            for place in row
            for value in ("" if place.continued else value_of(place.cell), *[""] * (place.cell.columns - 1))
        ]
        for row in rows
    ]


def assert_same_cells(document: Document, sheet: str) -> None:
    table = main_table(document)
    read = CalamineWorkbook.from_filelike(BytesIO(write_xlsx(document))).get_sheet_by_name(sheet).to_python()
    wanted = expected(table)
    top = next(number for number, row in enumerate(read) if row[0] == "ที่")
    assert [row[: len(table.columns)] for row in read[top : top + len(wanted)]] == wanted


@pytest.mark.parametrize("form", REPORTS)
@pytest.mark.parametrize("thai_digits", [False, True])
def test_every_cell_arrives_as_text_or_number(form: str, thai_digits: bool) -> None:
    assert_same_cells(document_of(REPORTS[form](), thai_digits=thai_digits), SHEETS[form])


def test_every_cell_of_the_real_rounds_arrives() -> None:
    for report in real_reports():
        assert_same_cells(document_of(report), SHEETS[report.office.form])


def number(sheet: Worksheet, name: str) -> Decimal:
    return worked_out(sheet, sheet[name].value)


def added(sheet: Worksheet, ranges: str) -> Decimal:
    """Text counts as nothing in a sum."""
    cells = (
        cell
        for part in ranges.split(",")
        for line in (sheet[part] if ":" in part else ((sheet[part],),))
        for cell in line
        if cell.value != "-"
    )
    return sum((worked_out(sheet, cell.value) for cell in cells), Decimal())


def worked_out(sheet: Worksheet, value: object) -> Decimal:
    """What a spreadsheet makes of a cell, formulas counted anew."""
    text = str(value if value not in {None, ""} else 0)
    if not text.startswith("="):
        return Decimal(text)
    if found := re.fullmatch(r"=SUM\((.+)\)", text):
        return added(sheet, found[1])
    if found := re.fullmatch(r"=ROUND\((\w+)/(\w+)\*100,2\)", text):
        percent = number(sheet, found[1]) / number(sheet, found[2]) * 100
        return percent.quantize(Decimal("0.01"), ROUND_HALF_UP)
    left, right = text.removeprefix("=").split("-")
    return number(sheet, left) - number(sheet, right)


def assert_formulas_give_what_is_stored(data: bytes, sheet: str) -> int:
    counted = openpyxl.load_workbook(BytesIO(data))[sheet]
    stored = openpyxl.load_workbook(BytesIO(data), data_only=True)[sheet]
    formulas = [
        cell for row in counted.iter_rows() for cell in row if str(cell.value).startswith("=") and cell.data_type == "f"
    ]
    for cell in formulas:
        assert worked_out(counted, cell.value) == Decimal(str(stored[cell.coordinate].value)), cell.coordinate
    return len(formulas)


@pytest.mark.parametrize("form", REPORTS)
def test_each_formula_gives_the_value_stored_beside_it(form: str) -> None:
    assert assert_formulas_give_what_is_stored(write_xlsx(document_of(REPORTS[form]())), SHEETS[form]) > 10


def test_each_formula_of_the_real_rounds_gives_its_stored_value() -> None:
    for report in real_reports():
        assert assert_formulas_give_what_is_stored(write_xlsx(document_of(report)), SHEETS[report.office.form]) > 50


@pytest.mark.parametrize(("sheet", "formulas"), [("แผนงานและงบประมาณ", 30), ("สรุป", 8)])
def test_each_formula_of_a_book_gives_its_stored_value(sheet: str, formulas: int) -> None:
    assert assert_formulas_give_what_is_stored(write_xlsx(document_of(book())), sheet) >= formulas


@pytest.mark.parametrize(
    ("report", "sheet", "formulas"),
    [
        (policy_report, "ไตรมาสที่ 1", 12),
        (policy_report, "ไตรมาสที่ 2", 2),
        (narrative_report, "ตารางโครงการ", 40),
        (narrative_report, "สรุป", 6),
    ],
)
def test_each_formula_of_quarters_and_sources_gives_its_stored_value(
    report: Callable[[], Report], sheet: str, formulas: int
) -> None:
    assert assert_formulas_give_what_is_stored(write_xlsx(document_of(report())), sheet) >= formulas


def test_what_remains_behind_brackets_is_a_value_and_no_formula() -> None:
    sheet = sheet_of(document_of(policy_report()), "ไตรมาสที่ 2")
    rows = {row[0].value: row for row in sheet.iter_rows()}
    assert [cell.value for cell in rows[1][3:5]] == ["11,550 (2,625)", 125_826.01]
    assert str(rows[2][4].value).startswith("=")


def sheet_of(document: Document, name: str) -> Worksheet:
    return openpyxl.load_workbook(BytesIO(write_xlsx(document)))[name]


def test_the_wide_table_is_landscape_with_its_header_on_each_page() -> None:
    sheet = sheet_of(document_of(quarterly_report()), SHEETS["quarterly-plan"])
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$5:$7", "C8")


def test_cells_name_the_official_font_and_rows_have_a_height() -> None:
    sheet = sheet_of(document_of(table_report()), SHEETS["table"])
    assert {cell.font.name for row in sheet.iter_rows() for cell in row if cell.value} == {"TH SarabunPSK"}
    heights = [sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)]
    assert None not in heights
    assert max(heights) > 2 * min(heights)


@pytest.mark.parametrize(("draft", "marked"), [(True, True), (False, False)])
def test_a_draft_is_marked_in_the_header_of_every_sheet(draft: bool, marked: bool) -> None:
    book = openpyxl.load_workbook(BytesIO(write_xlsx(document_of(table_report(), draft=draft))))
    assert [(sheet.oddHeader.right.text or "").endswith("ร่าง") for sheet in book] == [marked] * 3


def test_numbers_print_a_dash_for_nothing_and_thai_digits_where_the_office_has_them() -> None:
    sheet = sheet_of(document_of(table_report(), thai_digits=True), SHEETS["table"])
    assert {cell.number_format for cell in sheet["C"][5:]} >= {'[$-D00041E]#,##0;[$-D00041E]-#,##0;"-"'}


def test_the_chart_is_native_and_its_thai_letters_have_a_font() -> None:
    with zipfile.ZipFile(BytesIO(write_xlsx(document_of(quarterly_report())))) as archive:
        chart = archive.read("xl/charts/chart1.xml").decode()
    assert chart.count("<a:cs typeface=") == chart.count("<a:latin typeface=") > 4
    assert chart.count("<c:ser>") == 2
    assert chart.count('formatCode="#,##0.00;-#,##0.00;') == 2


@pytest.mark.parametrize(("report", "upright"), [(book, 3), (quarterly_report, 0)])
def test_amounts_above_many_narrow_bars_stand_upright(report: Callable[[], Report], upright: int) -> None:
    with zipfile.ZipFile(BytesIO(write_xlsx(document_of(report())))) as archive:
        assert archive.read("xl/charts/chart1.xml").decode().count('rot="-5400000"') == upright
