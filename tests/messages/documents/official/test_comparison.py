"""The comparison as documents print it: below the summary on paper, a sheet with a chart in Excel."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO

import docx
import pytest
from openpyxl import load_workbook

from messages.documents.blocks import Chart, Document, Paragraph, Section, Table
from messages.documents.official import comparison, official_document
from messages.documents.official.edition import Edition
from messages.documents.writers.docx import write_docx
from messages.documents.writers.page import select_for_paper
from messages.documents.writers.xlsx import write_xlsx
from messages.figures.comparison import compare
from messages.figures.report import Report
from tests.messages.documents.printed import document_of, in_form, quarterly_report, table_report, texts
from tests.messages.figures.made import Project, Round, compiled
from tests.support.fonts import need_thai_font

FIRST = Round("2564-q1", 2564, (1,), date(2020, 12, 15), date(2020, 12, 25))
TARGETS = (Decimal(29), Decimal("54.5"), None, None)


def earlier() -> Report:
    return in_form(compiled([Project(1), Project(2)], {1: {"spent": 10_050}}, round_=FIRST), "table")


def compared(report: Report, **edition: bool) -> Document:
    standings = compare(report, [earlier()], TARGETS)
    return official_document(report, Edition(comparison=standings, **edition))


def section(document: Document) -> Section:
    return next(section for section in document.sections if section.name == "เปรียบเทียบ")


def block(document: Document, kind: type) -> object:
    return next(block for block in section(document).blocks if isinstance(block, kind))


def rows() -> list[list[str]]:
    table = block(compared(in_form(compiled([Project(1)], {1: {"spent": 60_000}}), "table")), Table)
    assert isinstance(table, Table)
    return texts(table)


def test_each_round_is_a_line_with_its_distance_from_the_target() -> None:
    assert rows() == [
        ["รอบ", "โครงการ", "รายงานแล้ว", "เบิกจ่ายสะสม (บาท)", "ร้อยละ", "เป้าหมาย", "เทียบเป้า (จุด)"],
        ["รอบ 3 เดือน ปี 2564", "2", "1", "100.50", "5.03", "29", "ต่ำกว่า 23.97"],
        ["รอบ 6 เดือน ปี 2564", "1", "1", "600", "60.00", "54.5", "สูงกว่า 5.50"],
    ]


def test_less_than_the_round_before_told_is_said_below() -> None:
    report = in_form(compiled([Project(1)], {1: {"spent": 5_000}}), "table")
    notes = [block.text for block in section(compared(report)).blocks if isinstance(block, Paragraph)]
    assert notes == ["รอบ 6 เดือน ปี 2564: โครงการที่ 1 แจ้งยอดเบิกจ่ายสะสมน้อยกว่ารอบ 3 เดือน ปี 2564 รวม 50.50 บาท"]


def test_just_on_target_is_said_so() -> None:
    report = in_form(compiled([Project(1)], {1: {"spent": 29_000}}, round_=FIRST), "table")
    (section_,) = comparison.insert_comparison((), compare(report, [], TARGETS))
    (table,) = (block for block in section_.blocks if isinstance(block, Table))
    assert texts(table)[1][-1] == "เท่าเป้า"


@pytest.mark.parametrize("report", [table_report(), quarterly_report()])
def test_on_paper_it_stands_below_the_summary(report: Report) -> None:
    document = compared(report)
    names = [section.name for section in document.sections]
    assert names.index("เปรียบเทียบ") == names.index("สรุป") + 1
    summary = next(section for section in select_for_paper(document.sections) if section.name == "สรุป")
    assert summary.blocks[-3:] == section(document).blocks


def test_a_document_without_a_summary_has_it_on_a_page_of_its_own_at_the_end() -> None:
    first = Section("อื่น", ())
    standings = compare(table_report(), [earlier()], TARGETS)
    found = comparison.insert_comparison((first,), standings)
    assert [section.name for section in select_for_paper(found)] == ["อื่น", "เปรียบเทียบ"]


def test_where_nothing_stands_beside_the_round_there_is_no_comparison() -> None:
    assert "เปรียบเทียบ" not in [section.name for section in document_of(table_report()).sections]


def test_the_chart_shows_percents_and_targets() -> None:
    chart = block(compared(in_form(compiled([Project(1)], {1: {"spent": 60_000}}), "table")), Chart)
    assert isinstance(chart, Chart)
    assert chart.categories == ("รอบ 3 เดือน ปี 2564", "รอบ 6 เดือน ปี 2564")
    assert [(series.amounts, series.texts) for series in chart.series] == [
        ((503, 6000), ("5.03", "60.00")),
        ((2900, 5450), ("29", "54.5")),
    ]


def test_without_targets_the_chart_has_no_bars_for_them() -> None:
    standings = compare(table_report(), [earlier()], (None,) * 4)
    (found,) = comparison.insert_comparison((), standings)
    (chart,) = (block for block in found.blocks if isinstance(block, Chart))
    assert len(chart.series) == 1


def test_in_excel_it_is_a_sheet_of_its_own_with_formulas_and_a_chart() -> None:
    sheet = load_workbook(BytesIO(write_xlsx(compared(table_report()))))["เปรียบเทียบ"]
    assert [cell.value for cell in sheet[3]][-1] == "=E3-F3"
    assert len(sheet._charts) == 1


def test_in_word_it_is_no_page_of_its_own() -> None:
    need_thai_font()
    document = compared(table_report())
    word = docx.Document(BytesIO(write_docx(document)))
    assert len(word.sections) == len(document.sections) - 1
    assert word.tables[-1].rows[-1].cells[0].text == "รอบ 6 เดือน ปี 2564"


def test_its_figures_are_in_the_offices_digits() -> None:
    table = block(compared(table_report(), thai_digits=True), Table)
    assert isinstance(table, Table)
    assert texts(table)[1][0] == "รอบ ๓ เดือน ปี ๒๕๖๔"
