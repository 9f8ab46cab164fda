"""The appendix of photos, in every format whose answers hold some."""

from __future__ import annotations

import pytest

from messages.documents.blocks import Gallery, Heading, Section
from messages.documents.official import FORMATS
from tests.messages.documents.book import book, photo_answer, picture, pictures_of
from tests.messages.documents.printed import document_of, in_form
from tests.messages.figures.made import Project, compiled


def appendix(form: str = "quarterly-narrative") -> Section:
    return document_of(in_form(book(), form), pictures=pictures_of()).sections[-1]


def galleries(section: Section) -> list[Gallery]:
    return [block for block in section.blocks if isinstance(block, Gallery)]


def test_each_project_with_photos_has_a_heading_and_its_photos_in_order() -> None:
    section = appendix()
    headings = [block.text for block in section.blocks if isinstance(block, Heading)]
    assert headings[0] == "ภาพกิจกรรม"
    assert [heading.partition(" พัฒนา")[0] for heading in headings[1:]] == [f"โครงการที่ {no}" for no in (3, 6, 12)]
    shown = galleries(section)[0].pictures
    assert [each.caption for each in shown] == [
        "พิธีเปิดการประชุม น้ำใจที่นี่",
        "พิธีเปิดการประชุม น้ำใจที่นี่",
        "ครูร่วมกิจกรรมกลุ่ม โครงการที่ 3",
    ]
    assert shown[1].jpeg == picture(upright=True).jpeg


def test_a_sentence_stands_where_a_photo_is_gone() -> None:
    (*_, gone), (*_, there) = (gallery.pictures for gallery in galleries(appendix())[:2])
    assert (gone.jpeg, gone.missing) == (b"", "ไม่พบไฟล์ของภาพนี้ · ขอภาพจากผู้รับผิดชอบแล้วใส่แทน")
    assert (there.jpeg != b"", there.missing) == (True, "")


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_has_the_appendix(form: str) -> None:
    assert appendix(form).name == "ภาพกิจกรรม"


@pytest.mark.parametrize("form", FORMATS)
def test_a_report_without_photos_has_none(form: str) -> None:
    report = in_form(compiled([Project(1)], {1: {"spent": 1}}), form)
    assert "ภาพกิจกรรม" not in [section.name for section in document_of(report).sections]


def test_the_photos_of_all_answers_of_a_project_stand_together() -> None:
    answers = {"photos": photo_answer(1, 2), "more_photos": photo_answer(2, 1)}
    report = in_form(compiled([Project(1)], {1: answers}), "table")
    assert len(galleries(document_of(report).sections[-1])[0].pictures) == 3
