"""Photos in the files: two by two, as large as half a page, what is said of them below, sentences for those gone."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document as Word
from docx.shared import Emu
from python_calamine import CalamineWorkbook

from messages.documents.blocks import Document, Picture
from messages.documents.writers import WRITERS
from messages.documents.writers.page import PICTURE_HEIGHT, PICTURE_WIDTH, fit_picture, gallery_rows
from tests.messages.documents.book import book, pictures_of
from tests.messages.documents.printed import document_of
from tests.support.fonts import need_thai_font


@pytest.fixture(autouse=True)
def _font() -> None:
    need_thai_font()


def album() -> Document:
    """Three projects with three photos each, one of them gone."""
    return document_of(book(), pictures=pictures_of())


def word() -> Word:
    return docx.Document(BytesIO(WRITERS["docx"](album())))


def test_a_picture_is_as_large_as_half_a_page_allows_and_never_bent() -> None:
    for width, height in ((4000, 3000), (3000, 4000), (9000, 100), (10, 10)):
        wide, high = fit_picture(Picture("", b"", width, height))
        assert wide == pytest.approx(PICTURE_WIDTH) or high == pytest.approx(PICTURE_HEIGHT)
        assert (wide <= PICTURE_WIDTH + 0.001, high <= PICTURE_HEIGHT + 0.001) == (True, True)
        assert wide / high == pytest.approx(width / height)


def test_pictures_stand_two_by_two() -> None:
    pictures = tuple(Picture(str(number)) for number in range(5))
    assert [[each.caption for each in line] for line in gallery_rows(pictures)] == [["0", "1"], ["2", "3"], ["4"]]


def test_word_shows_them_two_by_two_with_what_is_said_below() -> None:
    first = word().tables[2]
    assert [[cell.text for cell in row.cells] for row in first.rows] == [
        ["", ""],
        ["พิธีเปิดการประชุม น้ำใจที่นี่"] * 2,
        ["ไม่พบไฟล์ของภาพนี้ · ขอภาพจากผู้รับผิดชอบแล้วใส่แทน", ""],
        ["ครูร่วมกิจกรรมกลุ่ม โครงการที่ 3", ""],
    ]


def test_word_keeps_a_picture_on_the_page_of_what_is_said_of_it() -> None:
    shown, said = word().tables[2].rows[0:2]
    assert [cell.paragraphs[0].paragraph_format.keep_with_next for cell in (*shown.cells, *said.cells)] == [
        True,
        True,
        None,
        None,
    ]


def test_pictures_in_word_have_their_size_and_are_told_to_those_who_cannot_see() -> None:
    shapes = [shape for shape in word().inline_shapes if "พิธี" in shape._inline.docPr.get("descr")]
    assert round(Emu(shapes[0].width).cm, 1) == 7.6
    assert round(Emu(shapes[1].height).cm, 1) == 5.7


def test_drawings_in_word_have_a_number_each() -> None:
    numbers = [shape._inline.docPr.id for shape in word().inline_shapes]
    assert len(numbers) == len(set(numbers)) == 9


def test_the_worksheet_shows_them_with_what_is_said_below() -> None:
    data = WRITERS["xlsx"](album())
    read = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_name("ภาพกิจกรรม").to_python()
    texts = [[str(cell) for cell in row if cell] for row in read]
    assert ["พิธีเปิดการประชุม น้ำใจที่นี่"] * 2 in texts
    assert ["ไม่พบไฟล์ของภาพนี้ · ขอภาพจากผู้รับผิดชอบแล้วใส่แทน"] in texts
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert archive.read("xl/drawings/drawing2.xml").count(b"<xdr:pic>") == 8


def test_the_pdf_holds_the_very_pictures_and_what_is_said_of_them(tmp_path: Path) -> None:
    tools = [shutil.which(name) for name in ("pdfimages", "pdftotext")]
    if None in tools:
        pytest.skip("no poppler on this machine: apt install poppler-utils")
    (tmp_path / "book.pdf").write_bytes(WRITERS["pdf"](album()))
    listed = _read([str(tools[0]), "-list", str(tmp_path / "book.pdf")])
    assert [line.split()[8] for line in listed.splitlines()[2:] if " jpeg " in line] == ["jpeg"] * 8
    said = _read([str(tools[1]), str(tmp_path / "book.pdf"), "-"])
    assert said.count("ประชุม น้ำใจที่นี่") == 6
    assert "ไม่พบไฟล์ของภาพนี้" in said


def _read(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
