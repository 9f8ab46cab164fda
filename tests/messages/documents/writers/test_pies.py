"""Pie charts: native in a workbook, a picture on paper."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import pytest
from PIL import Image
from python_calamine import CalamineWorkbook

from messages.documents.blocks import Pie, Slice
from messages.documents.writers.charts import draw_chart
from messages.documents.writers.docx import write_docx
from messages.documents.writers.xlsx import write_xlsx
from tests.messages.documents.printed import document_of
from tests.messages.documents.reported import narrative_report
from tests.support.fonts import need_thai_font

_BLUE, _ORANGE = (0x2F, 0x5D, 0x8A), (0xE0, 0x8E, 0x2B)


def chart_xml(*, thai: bool = False) -> str:
    document = document_of(narrative_report(), thai_digits=thai)
    with zipfile.ZipFile(BytesIO(write_xlsx(document))) as archive:
        assert len([name for name in archive.namelist() if name.startswith("xl/charts/chart")]) == 3
        return archive.read("xl/charts/chart1.xml").decode()


def pixels(pie: Pie) -> dict[tuple[int, ...], int]:
    """How many pixels of the drawing have each colour."""
    need_thai_font()
    image = Image.open(BytesIO(draw_chart(pie))).convert("RGB")
    return {colour: count for count, colour in image.getcolors(image.width * image.height) or [] if count > 50}


def pie(*counts: int) -> Pie:
    return Pie("แผนปฏิบัติการ", tuple(Slice("เสร็จสิ้น", count, f"{count} โครงการ") for count in counts))


def test_a_workbooks_pie_is_native_and_its_thai_letters_have_a_font() -> None:
    chart = chart_xml()
    assert "<c:pieChart>" in chart
    assert "<c:showPercent" in chart
    assert chart.count("<a:cs typeface=") == chart.count("<a:latin typeface=") > 2
    assert len(re.findall("<c:dPt>", chart)) == 4


@pytest.mark.parametrize(("thai", "shape"), [(False, "0.00%"), (True, "[$-D00041E]0.00%")])
def test_its_percents_are_in_the_offices_digits(thai: bool, shape: str) -> None:
    assert f'formatCode="{shape}"' in chart_xml(thai=thai)


def test_the_sheet_behind_it_holds_what_it_shows() -> None:
    workbook = CalamineWorkbook.from_filelike(BytesIO(write_xlsx(document_of(narrative_report()))))
    rows = workbook.get_sheet_by_name("ข้อมูลแผนภูมิ").to_python()
    assert rows[:5] == [
        ["", "แผนปฏิบัติการประจำปี 6 โครงการ"],
        ["เสร็จสิ้น", 1.0],
        ["อยู่ระหว่างดำเนินการ", 3.0],
        ["ยังไม่ได้ดำเนินการ", 1.0],
        ["ยังไม่ได้รายงาน", 1.0],
    ]


def test_in_word_it_is_a_picture_for_each_source() -> None:
    need_thai_font()
    with zipfile.ZipFile(BytesIO(write_docx(document_of(narrative_report())))) as archive:
        assert len([name for name in archive.namelist() if name.startswith("word/media/")]) == 3


@pytest.mark.parametrize(("first", "second"), [(1, 1), (1, 3), (5, 1), (1, 99)])
def test_slices_are_as_large_as_what_they_count(first: int, second: int) -> None:
    found = pixels(pie(first, second))
    share = found[_BLUE] / (found[_BLUE] + found[_ORANGE])
    assert share == pytest.approx(first / (first + second), abs=0.02)


def test_one_slice_is_the_whole_circle() -> None:
    found = pixels(pie(7))
    assert found[_BLUE] > 50_000
    assert _ORANGE not in found
