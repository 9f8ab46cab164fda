"""A cell's amount is what people read on the screen, or it is asked about: formats write what they like."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from messages.plans.reading import PlanReading, PlanRefused, read_plan
from messages.sheets.reading import read_sheets
from tests.messages.plans.made import HEADER, ods
from tests.messages.plans.test_doubts import FIRST, asked, book, of_book


def with_format(code: str, value: object, column: int = 3, header: tuple[str, ...] = HEADER) -> PlanReading:
    made = book(header, FIRST, (2, "นิเทศ", 700, "กลุ่มนิเทศ"))
    made.active.cell(2, column, value).number_format = code
    return of_book(made)


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ('0",000"', 5),
        ('"-"#,##0', 5000),
        ("(#,##0)", 5000),
        ('"ยกเลิก"', 5000),
        ('0"%"', 80),
        ('"$"#,##0', 80),
        ("[$USD] #,##0", 80),
        ('0" คน"', 80),
        ('#,##0" พันบาท ต่อคน"', 80),
    ],
)
def test_an_amount_shown_as_something_else_is_asked_about(code: str, value: int) -> None:
    assert asked(with_format(code, value)) == ["money_format"]


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ('_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-', 5000),
        ('_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-', 0),
        ('#,##0;-#,##0;"ยังไม่จัดสรร"', 0),
        ("[$฿-41E]#,##0.00", 5000.5),
        ('#,##0.00 "บาท"', 5000),
        ('#,##0".-"', 5000),
        ("[$-D00041E]#,##0", 5000),
        ('#,##0.00,,"ล้าน"', 1_250_000),
        ('0.0" ล้าน"', 1.5),
        ("0.000", 5000),
    ],
)
def test_an_amount_shown_as_people_write_amounts_asks_nothing(code: str, value: float) -> None:
    assert asked(with_format(code, value)) == []


def test_a_column_in_millions_rounded_on_the_screen_asks_nothing() -> None:
    header = (*HEADER[:2], "งบประมาณ (ล้านบาท)", HEADER[3])
    assert asked(with_format("#,##0.00,,", 1_234_567, header=header)) == []


def test_satang_the_screen_rounds_away_are_asked_about_once() -> None:
    made = book(HEADER, (1, "อบรมครู", 1250.4, "ก"), (2, "นิเทศ", 700.6, "ก"), (3, "ห้องสมุด", 800, "ก"))
    for row in (2, 3, 4):
        made.active.cell(row, 3).number_format = "#,##0"
    reading = of_book(made)
    assert asked(reading) == ["rounded"]
    assert "แถว 2 แสดง 1,250 บันทึก 1,250.40 บาท, แถว 3 แสดง 701 บันทึก 700.60 บาท" in reading.questions[0].text


@pytest.mark.parametrize("code", ['"P-"0', ";;;"])
def test_a_number_that_shows_another_is_no_project_number(code: str) -> None:
    with pytest.raises(PlanRefused, match="มีจำนวนเงินแต่ไม่มีเลขที่โครงการ"):
        with_format(code, 1, column=1)


@pytest.mark.parametrize("code", ["000", '0"."', "0.0", '"โครงการที่ "0'])
def test_a_number_shown_with_its_noughts_or_its_full_stop_is_that_number(code: str) -> None:
    assert [project.no for project in with_format(code, 1, column=1).projects] == [1, 2]


def test_an_amount_an_ods_shows_as_nothing_is_refused() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(ods([HEADER, FIRST]))) as old, zipfile.ZipFile(data, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            unseen = part.replace(b'office:value="500"/>', b'office:value="500"><text:p/></table:table-cell>')
            new.writestr(name, unseen)
    with pytest.raises(PlanRefused, match=r"แถว 2: มีค่า 500 แต่รูปแบบของช่องซ่อนค่าไว้"):
        read_plan(read_sheets(data.getvalue(), "plan.ods"))


def test_an_amount_an_ods_shows_as_another_is_asked_about() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(ods([HEADER, FIRST]))) as old, zipfile.ZipFile(data, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            other = part.replace(
                b'office:value="500"/>', b'office:value="500"><text:p>$900</text:p></table:table-cell>'
            )
            new.writestr(name, other)
    assert asked(read_plan(read_sheets(data.getvalue(), "plan.ods"))) == ["money_format"]


STRUCK, RAISED = InlineFont(strike=True), InlineFont(vertAlign="superscript")


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (CellRichText("5000", TextBlock(RAISED, "1")), "มีตัวยกหรือตัวห้อย"),
        (CellRichText("5000", TextBlock(STRUCK, "9")), "ถูกขีดฆ่า"),
        (CellRichText(TextBlock(STRUCK, "9000"), "5000"), "ถูกขีดฆ่า"),
    ],
)
def test_an_amount_with_a_note_s_mark_or_digits_struck_out_is_refused(value: object, reason: str) -> None:
    with pytest.raises(PlanRefused, match=f"แถว 2: .*{reason}"):
        with_format("General", value)


def test_a_project_struck_out_is_refused_with_what_to_do() -> None:
    made = book(HEADER, FIRST, (2, "นิเทศ", 700, "กลุ่มนิเทศ"))
    for cell in made.active[3]:
        cell.font = Font(strike=True)
    with pytest.raises(PlanRefused, match=r'^แถว 3: "700" ถูกขีดฆ่า.* ถ้ายกเลิกโครงการ ให้ลบทั้งแถว'):
        of_book(made)


def test_a_name_with_a_note_s_mark_is_asked_about() -> None:
    assert asked(with_format("General", CellRichText("อบรมครู", TextBlock(RAISED, "1")), column=2)) == ["text_marked"]


def test_letters_that_are_bold_or_of_a_colour_ask_nothing() -> None:
    made = book(HEADER, FIRST)
    made.active["C2"].font = Font(bold=True, color="FFFF0000", strike=False)
    made.active["B2"].value = CellRichText(TextBlock(InlineFont(b=True), "อบรม"), "ครู")
    assert asked(of_book(made)) == []


@pytest.mark.parametrize(
    ("looks", "reason"),
    [('style:text-position="super 58%"', "มีตัวยกหรือตัวห้อย"), ('style:text-line-through-style="solid"', "ถูกขีดฆ่า")],
)
def test_an_ods_says_what_is_struck_out_and_raised(looks: str, reason: str) -> None:
    styles = f'<style:style style:name="T1"><style:text-properties {looks}/></style:style><office:body>'
    data = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(ods([HEADER, (1, "อบรมครู", "500|1", "ก")]))) as old,
        zipfile.ZipFile(data, "w") as new,
    ):
        for name in old.namelist():
            part = old.read(name).decode().replace("<office:body>", styles)
            part = part.replace(
                "xmlns:text", 'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text', 1
            )
            new.writestr(name, part.replace("500|1", '500<text:span text:style-name="T1">1</text:span>'))
    with pytest.raises(PlanRefused, match=f"แถว 2: .*{reason}"):
        read_plan(read_sheets(data.getvalue(), "plan.ods"))
