"""What every official document keeps: digits, draft marks, characters no file can hold."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from messages.documents.blocks import Paragraph, Section, Table, remove_unprintable, use_thai_digits
from messages.documents.official import FORMATS, NoSuchFormat
from messages.documents.writers.grid import place_cells
from messages.documents.writers.page import select_for_paper, text_width
from messages.figures.report import Report
from tests.messages.documents.printed import document_of, in_form, quarterly_report, table_report
from tests.messages.figures.made import Project, compiled
from tests.support.answers import PlainAnswers


def test_a_form_without_an_official_document_is_refused() -> None:
    with pytest.raises(NoSuchFormat):
        document_of(in_form(table_report(), "our-own"))


def test_a_draft_is_marked_and_a_closed_round_is_not() -> None:
    assert (document_of(table_report(), draft=True).draft, document_of(table_report()).draft) == ("ร่าง", "")


def test_thai_digits_leave_words_with_latin_letters_alone() -> None:
    said = use_thai_digits(Paragraph("Covid-19 วันที่ 7-8 ดู https://a.go.th/25"))
    assert said.text == "Covid-19 วันที่ ๗-๘ ดู https://a.go.th/25"


def test_what_no_file_can_hold_is_left_out_and_line_breaks_are_kept() -> None:
    assert remove_unprintable(Paragraph("ก\x00ข\x1f\nค\tง\ufffe\ud83c")).text == "กข\nค\tง"


def test_a_document_is_dated_by_its_newest_answer() -> None:
    assert document_of(table_report()).dated == datetime(2021, 3, 24, 7, 5, tzinfo=UTC)


def test_a_document_without_answers_is_dated_by_the_rounds_opening() -> None:
    assert document_of(in_form(compiled([Project(1)]), "table")).dated == datetime(2021, 3, 15, tzinfo=UTC)


def tables_of(form: str) -> list[tuple[Section, Table]]:
    """Every table on paper, of reports with and without a plan by quarters."""
    documents = [document_of(in_form(report, form)) for report in (table_report(), quarterly_report())]
    sections = [section for document in documents for section in select_for_paper(document.sections)]
    return [(section, block) for section in sections for block in section.blocks if isinstance(block, Table)]


@pytest.mark.parametrize("form", FORMATS)
def test_every_table_fits_between_the_margins(form: str) -> None:
    for section, table in tables_of(form):
        width = round(sum(column.width for column in table.columns), 2)
        free = round(text_width(section), 2)
        assert width <= free, f"{section.name}: columns of {width} cm on {free} cm of paper; make others narrower"


@pytest.mark.parametrize("form", FORMATS)
def test_every_row_has_a_cell_for_every_column(form: str) -> None:
    for _, table in tables_of(form):
        for rows in (table.header, [row.cells for row in table.rows]):
            assert len(list(place_cells(rows, len(table.columns)))) == len(rows)


def paragraphs_of(report: Report) -> list[str]:
    """On paper."""
    sections = select_for_paper(document_of(report).sections)
    return [block.text for section in sections for block in section.blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize("form", FORMATS)
def test_the_reason_for_an_odd_figure_is_printed(form: str) -> None:
    answers: PlainAnswers = {"status": "in_progress", "planned": 1, "spent": 2, "spent_q1": 1, "spent_q2": 2}
    told = {13: {**answers, "reason_over_plan": "ซื้อครุภัณฑ์ก่อนกำหนด"}}
    report = in_form(compiled([Project(13, budget=100), Project(14)], told), form)
    assert any("ที่เบิกจ่ายเกินแผน: ซื้อครุภัณฑ์ก่อนกำหนด" in text for text in paragraphs_of(report))
