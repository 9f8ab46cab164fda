"""The book of 60 projects as docx, xlsx and pdf, opened again and compared with the export of its figures."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document as Word
from docx.oxml.ns import qn
from python_calamine import CalamineWorkbook

from messages.documents.blocks import Document, Heading, Paragraph, join_unbreakable
from messages.documents.exports import export_json
from messages.documents.writers import WRITERS
from messages.thai.money import baht, parse_plain
from messages.thai.text import thai_digits
from tests.messages.documents.book import book, pictures_of
from tests.messages.documents.printed import document_of
from tests.support.fonts import need_thai_font

COUNT = 60


@pytest.fixture(autouse=True)
def _font() -> None:
    need_thai_font()


@cache
def document() -> Document:
    return document_of(book(COUNT), thai_digits=True, pictures=pictures_of(COUNT))


@cache
def written(kind: str) -> bytes:
    return WRITERS[kind](document())


@cache
def word() -> Word:
    return docx.Document(BytesIO(written("docx")))


def sheet(name: str) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(BytesIO(written("xlsx"))).get_sheet_by_name(name).to_python()


def pdf_text(folder: Path, *how: str) -> str:
    """What `pdftotext` reads."""
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("no pdftotext on this machine: apt install poppler-utils")
    (folder / "book.pdf").write_bytes(written("pdf"))
    command = [reader, *how, str(folder / "book.pdf"), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def exported() -> list[dict[str, Any]]:
    return list(export_json(book(COUNT))["projects"])


def printed(amount: str | None) -> str:
    """An amount of the export as the book prints it."""
    return "" if amount is None else "-" if parse_plain(amount) == 0 else thai_digits(baht(parse_plain(amount)))


def test_the_words_table_says_of_each_project_what_the_export_says() -> None:
    rows = {row.cells[1].text: [cell.text for cell in row.cells] for row in word().tables[0].rows}
    for project in exported():
        row = rows[thai_digits(str(project["no"]))]
        assert row[0] == project["group"]
        assert row[2].split("\n")[0] == thai_digits(project["name"])
        assert row[3:6] == [printed(project[name]) for name in ("budget", "spent_total", "remaining")]


def test_the_worksheet_says_of_each_project_what_the_export_says() -> None:
    rows = {row[1]: row for row in sheet("แผนงานและงบประมาณ") if isinstance(row[1], float)}
    assert len(rows) == COUNT
    for project in exported():
        figures = [project[name] for name in ("budget", "spent_total", "remaining", "percent")]
        assert rows[project["no"]][3:7] == ["" if figure is None else float(figure) for figure in figures]


def test_the_pdf_holds_every_figure_of_the_export(tmp_path: Path) -> None:
    read = pdf_text(tmp_path, "-layout")
    figures = {printed(project[name]) for project in exported() for name in ("budget", "spent_total", "remaining")}
    assert len(figures) > 120
    assert [figure for figure in figures if figure not in read] == []


def test_every_line_of_part_4_arrives_in_word() -> None:
    blocks = [block for block in document().sections[2].blocks if isinstance(block, Heading | Paragraph)]
    expected = [join_unbreakable(block.text) for block in blocks]
    found = [paragraph.text for paragraph in word().paragraphs]
    start = found.index(expected[0])
    assert found[start : start + len(expected)] == expected
    assert any(thai_digits("1. ประชุม <ครู> & ผู้บริหาร") in text and "🎉" in text for text in found)


def test_every_line_of_part_4_arrives_on_its_worksheet() -> None:
    expected = [block.text for block in document().sections[2].blocks if isinstance(block, Heading | Paragraph)]
    assert [row[0] for row in sheet("การดำเนินงานตามโครงการ")] == expected


def test_pasted_text_is_whole_in_the_pdf(tmp_path: Path) -> None:
    read = pdf_text(tmp_path)
    assert '#panic("x") *a* $' in read
    assert "=SUM(A1) 'ท้าย' ]]>" in read
    assert "- รายการหนึ่ง" in read


def test_group_cells_are_merged_in_word_over_their_projects_alone() -> None:
    cells = [row.tc_lst[0] for row in word().tables[0]._tbl.tr_lst[1:]]
    merges = [cell.tcPr.find(qn("w:vMerge")) for cell in cells]
    kinds = ["" if merge is None else merge.get(qn("w:val")) for merge in merges]
    assert kinds == (["restart", *["continue"] * 14, ""]) * 4 + [""]


def test_every_run_is_set_as_thai() -> None:
    runs = list(word().element.iter(qn("w:r")))
    assert len(runs) > 1000
    for run in runs:
        style = run.find(qn("w:rPr"))
        assert style.find(qn("w:rFonts")).get(qn("w:cs")) == "TH SarabunPSK"
        assert style.find(qn("w:szCs")).get(qn("w:val")) == style.find(qn("w:sz")).get(qn("w:val"))
        assert style.find(qn("w:lang")).get(qn("w:bidi")) == "th-TH"


@pytest.mark.parametrize("kind", WRITERS)
def test_a_second_run_gives_the_same_bytes(kind: str) -> None:
    again = document_of(book(COUNT), thai_digits=True, pictures=pictures_of(COUNT))
    assert hashlib.sha256(WRITERS[kind](again)).digest() == hashlib.sha256(written(kind)).digest()


def test_a_group_longer_than_a_page_goes_on_with_the_header_on_the_next(tmp_path: Path) -> None:
    pages = pdf_text(tmp_path, "-layout").split("\f")
    table = [page for page in pages if "ร้อยละเบิกจ่าย" in page]
    assert len(table) > 3
    assert [page for page in pages[: len(table)] if "กลุ่ม/หน่วย" not in page] == []
