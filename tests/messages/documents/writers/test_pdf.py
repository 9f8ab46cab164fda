"""The PDF: pages, words and figures in it, marks, and texts that stay texts."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from messages.documents.blocks import Cell, Column, Document, Section, Table, TableRow
from messages.documents.writers.pdf import write_pdf
from tests.messages.documents.printed import document_of, main_table, quarterly_report, table_report
from tests.support.fonts import need_thai_font


@pytest.fixture(autouse=True)
def _font() -> None:
    need_thai_font()


def words(document: Document, folder: Path) -> str:
    """What `pdftotext` reads."""
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("no pdftotext on this machine: apt install poppler-utils")
    (folder / "report.pdf").write_bytes(write_pdf(document))
    command = [reader, "-layout", str(folder / "report.pdf"), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("report", [table_report, quarterly_report])
def test_every_figure_of_the_table_can_be_read(report: type, tmp_path: Path) -> None:
    document = document_of(report())
    read = words(document, tmp_path)
    figures = {cell.text for row in main_table(document).rows for cell in row.cells if cell.amount}
    assert len(figures) > 8
    assert [figure for figure in figures if figure not in read] == []


def test_pasted_text_is_never_markup(tmp_path: Path) -> None:
    read = words(document_of(table_report()), tmp_path)
    assert '#panic("x") *a* $' in read
    assert "- รายการหนึ่ง" in read
    assert "& ผู้บริหาร น้ำใจ" in read


def test_no_line_ends_between_a_quarter_and_its_number_or_an_amount_and_baht(tmp_path: Path) -> None:
    said = "รวมยอดถึงไตรมาสที่ 1 จำนวน 22,345.50 บาท ถึงไตรมาสที่ ๑-๒ จำนวน ๗ บาท"
    rows = tuple(TableRow((Cell("ก" * letters + said),)) for letters in range(12))
    cells = Section("ตาราง", (Table((Column(3.2),), (), rows),))
    read = words(replace(document_of(table_report()), sections=(cells,)), tmp_path)
    lines = [line.strip() for line in read.splitlines()]
    assert sum("ไตรมาสที่ 1" in line for line in lines) == sum("22,345.50 บาท" in line for line in lines) == len(rows)
    assert sum("ไตรมาสที่ ๑-๒" in line for line in lines) == sum("๗ บาท" in line for line in lines) == len(rows)


@pytest.mark.parametrize(("thai_digits", "number"), [(True, "๒"), (False, "2")])
def test_pages_are_numbered_in_the_offices_digits(thai_digits: bool, number: str, tmp_path: Path) -> None:
    pages = words(document_of(table_report(), thai_digits=thai_digits), tmp_path).split("\f")
    assert re.search(rf"^ *- ?{number} ?-$", pages[1], re.MULTILINE)


def test_the_header_comes_again_on_each_page_of_the_table(tmp_path: Path) -> None:
    pages = words(document_of(table_report(60)), tmp_path).split("\f")
    table = [page for page in pages if re.search(r"^\s*[0-9]+\s+โครงการที่", page, re.MULTILINE) and "100,0" in page]
    assert len(table) > 1
    assert [page for page in table if "งาน/โครงการ" not in page] == []


def test_the_draft_mark_is_drawn_on_drafts_only(tmp_path: Path) -> None:
    assert "ร่าง" in words(document_of(table_report(), draft=True), tmp_path)
    assert "ร่าง" not in words(document_of(table_report()), tmp_path)
