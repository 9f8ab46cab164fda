"""The Word file opened again: the same cells, Thai set as Thai in every run, header rows, pages, draft mark."""

from __future__ import annotations

import re
from io import BytesIO

import docx
import pytest
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from messages.documents.blocks import Document, join_unbreakable
from messages.documents.writers.docx import write_docx
from messages.documents.writers.grid import place_cells
from tests.messages.documents.printed import document_of, main_table, quarterly_report, real_reports, table_report
from tests.support.fonts import need_thai_font

REPORTS = {"table": table_report, "quarterly-plan": quarterly_report}


@pytest.fixture(autouse=True)
def _font() -> None:
    need_thai_font()


def opened(document: Document) -> Word:
    return docx.Document(BytesIO(write_docx(document)))


def assert_same_cells(document: Document) -> None:
    """Every cell of the file's table against the document's, merged ones as python-docx repeats them."""
    table = main_table(document)
    rows = place_cells([*table.header, *(row.cells for row in table.rows)], len(table.columns))
    expected = [[join_unbreakable(place.cell.text) for place in row for _ in range(place.cell.columns)] for row in rows]
    assert [[cell.text for cell in row.cells] for row in opened(document).tables[0].rows] == expected


@pytest.mark.parametrize("form", REPORTS)
@pytest.mark.parametrize("thai_digits", [False, True])
def test_every_cell_arrives(form: str, thai_digits: bool) -> None:
    assert_same_cells(document_of(REPORTS[form](), thai_digits=thai_digits))


def test_every_cell_of_the_real_rounds_arrives() -> None:
    for report in real_reports():
        assert_same_cells(document_of(report))


@pytest.mark.parametrize("form", REPORTS)
def test_no_line_can_end_between_a_quarter_and_its_number(form: str) -> None:
    word = opened(document_of(REPORTS[form](), draft=True))
    told = "".join(text.text or "" for text in word.element.iter(qn("w:t")))
    assert re.search("ไตรมาสที่\xa0[0-9]", told)
    assert not re.search("ไตรมาสที่ [0-9๐-๙]", told)


@pytest.mark.parametrize("form", REPORTS)
def test_every_run_is_set_as_thai(form: str) -> None:
    word = opened(document_of(REPORTS[form](), draft=True))
    parts = [word.element, word.sections[0].header._element, word.sections[0].footer._element]
    runs = [run for part in parts for run in part.iter(qn("w:r"))]
    assert len(runs) > 50
    for run in runs:
        (style,) = run.findall(qn("w:rPr"))
        assert style.find(qn("w:rFonts")).get(qn("w:cs")) == "TH SarabunPSK"
        assert style.find(qn("w:szCs")).get(qn("w:val")) == style.find(qn("w:sz")).get(qn("w:val"))
        assert style.find(qn("w:bCs")).get(qn("w:val")) == style.find(qn("w:b")).get(qn("w:val"))
        assert style.find(qn("w:lang")).get(qn("w:bidi")) == "th-TH"


def test_the_memorandum_is_on_official_paper() -> None:
    word = opened(document_of(table_report()))
    memo, wide = word.sections[0], word.sections[1]
    assert (round(memo.left_margin.cm), round(memo.right_margin.cm)) == (3, 2)
    assert (memo.orientation, wide.orientation) == (WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE)
    heading = word.paragraphs[0]
    assert (heading.text, heading.runs[0].font.size.pt) == ("บันทึกข้อความ", 29)
    assert {run.font.size.pt for paragraph in word.paragraphs[5:7] for run in paragraph.runs} == {16}


def test_header_rows_come_again_on_each_page() -> None:
    rows = opened(document_of(quarterly_report())).tables[0]._tbl.tr_lst
    assert [bool(row.trPr.findall(qn("w:tblHeader"))) for row in rows[:4]] == [True, True, True, False]


@pytest.mark.parametrize(("draft", "mark"), [(True, "ร่าง"), (False, "")])
def test_the_draft_mark_stands_on_every_page_of_a_draft_only(draft: bool, mark: str) -> None:
    word = opened(document_of(table_report(), draft=draft))
    assert [section.header.paragraphs[0].text for section in word.sections] == [mark] * 3


@pytest.mark.parametrize(("thai_digits", "kind"), [(True, "thaiNumbers"), (False, None)])
def test_pages_are_numbered_in_the_offices_digits(thai_digits: bool, kind: str | None) -> None:
    word = opened(document_of(table_report(), thai_digits=thai_digits))
    assert "PAGE" in word.sections[2].footer._element.xpath("string()")
    found = [section._sectPr.find(qn("w:pgNumType")) for section in word.sections]
    assert [None if each is None else each.get(qn("w:fmt")) for each in found] == [kind] * 3


def test_the_chart_is_a_picture() -> None:
    assert len(opened(document_of(quarterly_report())).inline_shapes) == 1
