"""An office's front matter stays as it was supplied, and the report behind it as it is without one."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from copy import deepcopy
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document as Word
from docx.oxml.ns import qn
from lxml import etree
from python_calamine import CalamineWorkbook

from messages.documents.blocks import Document
from messages.documents.writers import WRITERS
from tests.messages.documents.book import book, front_matter, pictures_of
from tests.messages.documents.printed import document_of, table_report
from tests.support.fonts import need_thai_font

INSTEAD = "ส่วนหน้าที่สำนักงานจัดทำไว้อยู่ในรายงานฉบับ Word เท่านั้น"


@pytest.fixture(autouse=True)
def _font() -> None:
    need_thai_font()


def document(**edition: object) -> Document:
    return document_of(book(), draft=True, pictures=pictures_of(), front_matter=front_matter(), **edition)


def word(**edition: object) -> Word:
    return docx.Document(BytesIO(WRITERS["docx"](document(**edition))))


def supplied() -> Word:
    return docx.Document(BytesIO(front_matter()))


def xml(element: object) -> bytes:
    return etree.tostring(element, method="c14n")


def style(of: Word, name: str) -> bytes:
    return xml(of.styles[name].element)


def test_its_paragraphs_come_first_and_unchanged() -> None:
    before = list(supplied().element.body)[:-1]
    assert [xml(element) for element in list(word().element.body)[: len(before)]] == [xml(each) for each in before]


def test_its_styles_are_as_they_were() -> None:
    for name in ("Normal", "Heading 1", "Intense Quote"):
        assert style(word(), name) == style(supplied(), name)


def test_its_picture_and_its_header_are_the_same_bytes() -> None:
    old, new = supplied(), word()
    picture = old.inline_shapes[0]._inline.graphic.graphicData.pic.blipFill.blip.embed
    assert new.part.related_parts[picture].blob == old.part.related_parts[picture].blob
    assert new.sections[0].header.paragraphs[0].text == "สพป.จันทบุรี เขต 2"
    assert new.sections[0].footer.paragraphs[0].text == "ส่วนหน้า"


def test_its_page_is_set_up_as_it_was() -> None:
    kept, made = deepcopy(supplied().sections[0]._sectPr), deepcopy(word().sections[0]._sectPr)
    for section in (kept, made):
        section.attrib.clear()
    assert xml(made) == xml(kept)


def test_the_report_begins_on_a_page_of_its_own_with_its_own_marks() -> None:
    new = word()
    front, first = new.sections[0], new.sections[1]
    assert (front.different_first_page_header_footer, first.different_first_page_header_footer) == (True, False)
    assert first.header.paragraphs[0].text == "ร่าง"
    assert first.even_page_header.paragraphs[0].text == "ร่าง"
    assert round(first.page_width.cm, 1) == 29.7


def test_pages_are_numbered_in_the_offices_digits_behind_it_alone() -> None:
    kinds = [section._sectPr.find(qn("w:pgNumType")) for section in word(thai_digits=True).sections]
    assert [None if kind is None else kind.get(qn("w:fmt")) for kind in kinds] == [None, *["thaiNumbers"] * 4]


def test_no_paragraph_of_the_report_takes_over_a_style_of_the_front_matters() -> None:
    new = word()
    body = list(new.element.body)[len(supplied().element.body) :]
    own = [paragraph for element in body for paragraph in element.iter(qn("w:p"))]
    styles = {
        None if (name := each.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")) is None else name.get(qn("w:val"))
        for each in own
    }
    assert len(own) > 100
    assert styles - {None} == {"Tanrob"}
    assert [
        each for each in own if each.find(f"{qn('w:pPr')}/{qn('w:pStyle')}") is None and xml(each).count(b"<w:t")
    ] == []
    (based,) = [each for each in new.styles.element if each.get(qn("w:styleId")) == "Tanrob"]
    assert based.find(qn("w:basedOn")) is None


def test_the_report_behind_it_says_what_it_says_without_one() -> None:
    alone = docx.Document(BytesIO(WRITERS["docx"](document_of(book(), draft=True, pictures=pictures_of()))))
    texts = [paragraph.text for paragraph in alone.paragraphs]
    assert [paragraph.text for paragraph in word().paragraphs][-len(texts) :] == texts
    assert [[cell.text for row in table.rows for cell in row.cells] for table in word().tables] == [
        [cell.text for row in table.rows for cell in row.cells] for table in alone.tables
    ]


def test_a_report_of_tanrobs_own_can_be_a_front_matter() -> None:
    own = WRITERS["docx"](document())
    twice = docx.Document(BytesIO(WRITERS["docx"](document_of(book(), pictures=pictures_of(), front_matter=own))))
    names = [style.get(qn("w:styleId")) for style in twice.styles.element if style.get(qn("w:styleId"))]
    assert names.count("Tanrob") == 1
    assert len(twice.inline_shapes) == 1 + 2 * 9


def test_any_format_can_have_one() -> None:
    new = docx.Document(BytesIO(WRITERS["docx"](document_of(table_report(), front_matter=front_matter()))))
    texts = [paragraph.text for paragraph in new.paragraphs]
    assert texts[0] == "คำนำ"
    assert "บันทึกข้อความ" in texts


def test_the_same_front_matter_gives_the_same_bytes() -> None:
    first, second = (hashlib.sha256(WRITERS["docx"](document())).hexdigest() for _ in range(2))
    assert first == second


def test_a_workbook_says_where_it_is() -> None:
    book_ = CalamineWorkbook.from_filelike(BytesIO(WRITERS["xlsx"](document())))
    assert book_.sheet_names[0] == "ส่วนหน้า"
    assert str(book_.get_sheet_by_name("ส่วนหน้า").to_python()[1][0]).startswith(INSTEAD)


def test_a_pdf_says_where_it_is(tmp_path: Path) -> None:
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("no pdftotext on this machine: apt install poppler-utils")
    (tmp_path / "book.pdf").write_bytes(WRITERS["pdf"](document()))
    command = [reader, "-l", "1", str(tmp_path / "book.pdf"), "-"]
    read = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "ส่วนหน้าของรายงาน" in read
    assert "ฉบับ Word" in read
