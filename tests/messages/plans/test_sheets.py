"""Files as offices send them: each kind gives the same rows, and what is no table is refused in Thai."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from messages.plans.reading import PlanProject, read_plan
from messages.sheets import archive, reading
from messages.sheets.reading import Merged, UnreadableSheet, column_index, column_letter, read_sheets
from messages.sheets.sheet import visible_sheets
from tests.messages.plans.made import HEADER, ods, saved, xlsx

DATA = Path(__file__).parents[2] / "data" / "plans"
ROWS = [("แผนปี 2566",), (), HEADER, (1, "อบรมครู", 132145, "กลุ่มนิเทศ"), ("๒", "นิเทศ, ติดตาม", "๑๒,๕๐๐.๕๐", "กลุ่มแผน")]


def as_csv(delimiter: str) -> str:
    lines = [["" if cell is None else str(cell) for cell in row] for row in ROWS]
    quoted = [[f'"{cell}"' if delimiter in cell else cell for cell in line] for line in lines]
    return "\r\n".join(delimiter.join(line) for line in quoted) + "\r\n"


FILES = {
    "a.xlsx": xlsx(ROWS),
    "a.ods": ods(ROWS),
    "utf8.csv": as_csv(",").encode(),
    "bom.csv": as_csv(";").encode("utf-8-sig"),
    "tis620.csv": as_csv(",").encode("tis-620"),
    "cp874.csv": as_csv("\t").encode("cp874"),
    "excel-unicode.txt": as_csv("\t").encode("utf-16"),
    "named-wrongly.csv": xlsx(ROWS),
}


@pytest.mark.parametrize("filename", FILES)
def test_the_same_plan_is_read_from_every_kind_of_file(filename: str) -> None:
    projects = read_plan(read_sheets(FILES[filename], filename)).projects
    expected = [("อบรมครู", "กลุ่มนิเทศ", 13_214_500, 4), ("นิเทศ, ติดตาม", "กลุ่มแผน", 1_250_050, 5)]
    assert [(project.name, project.group, project.budget, project.row) for project in projects] == expected


def test_an_old_xls_is_read_with_its_merged_cells() -> None:
    data = (DATA / "two_projects.xls").read_bytes()
    reading = read_plan(read_sheets(data, "two_projects.xls"))
    assert reading.fiscal_year == 2566
    assert reading.projects == (
        PlanProject(1, "อบรมครู", "กลุ่มนิเทศ", "", "", 1_200_050, None, 6),
        PlanProject(2, "นิเทศโรงเรียน", "กลุ่มนิเทศ", "", "", 800_000, None, 7),
    )


def test_rows_and_columns_keep_their_places_when_the_first_are_empty() -> None:
    sheet = read_sheets(xlsx([(), (), (None, None, "ที่")], "C3:D4"), "a.xlsx")[0]
    assert sheet.rows[2] == (None, None, "ที่")
    assert sheet.merged == (Merged(3, 2, 4, 3),)


def test_a_whole_header_of_merged_cells_survives_the_file() -> None:
    rows = [
        ("ที่", "โครงการ", "งบประมาณ", "แผนใช้จ่าย"),
        (None, None, None, "ไตรมาสที่ 1", "ไตรมาสที่ 2", "ไตรมาสที่ 3", "ไตรมาสที่ 4"),
        (1, "อบรมครู", 100, 10, 20, 30, 40),
    ]
    data = xlsx(rows, "A1:A2", "B1:B2", "C1:C2", "D1:G1")
    assert read_plan(read_sheets(data, "a.xlsx")).projects[0].plan == (1_000, 2_000, 3_000, 4_000)


def test_hidden_sheets_are_known_as_such() -> None:
    book = openpyxl.Workbook()
    book.create_sheet("ซ่อน").sheet_state = "hidden"
    found = read_sheets(saved(book), "a.xlsx")
    assert [(sheet.name, sheet.visible) for sheet in found] == [("Sheet", True), ("ซ่อน", False)]
    assert [sheet.name for sheet in visible_sheets(found)] == ["Sheet"]


def test_quoted_line_breaks_and_amounts_with_commas_stay_in_their_cells() -> None:
    text = '1;"อบรม\nครู";1,234,567;1,234,567\r\n2;นิเทศ;500;1,000\r\n'
    assert read_sheets(text.encode(), "a.csv")[0].rows == (
        ("1", "อบรม\nครู", "1,234,567", "1,234,567"),
        ("2", "นิเทศ", "500", "1,000"),
    )


def test_an_empty_file_has_no_rows() -> None:
    assert read_sheets(b"", "a.csv")[0].rows == ()


BROKEN = {
    "broken.xlsx": FILES["a.xlsx"][:500],
    "empty.xlsx": b"",
    "text.xlsx": b"hello",
    "html.xls": b"<html><table></table></html>",
    "broken.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600,
    "binary.csv": b"\x80\x81\xff\xfe",
    "nul.csv": b"1,\x00,2",
}


@pytest.mark.parametrize("filename", BROKEN)
def test_a_broken_file_is_refused(filename: str) -> None:
    with pytest.raises(UnreadableSheet, match="เปิดไฟล์ตารางนี้ไม่ได้"):
        read_sheets(BROKEN[filename], filename)


def test_a_locked_workbook_is_refused_as_such() -> None:
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600 + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(UnreadableSheet, match="รหัสผ่าน"):
        read_sheets(locked, "plan.xlsx")


def test_another_kind_of_file_is_refused_naming_the_kinds() -> None:
    with pytest.raises(UnreadableSheet, match=r"\.xlsx \.xls \.ods"):
        read_sheets(b"%PDF-1.4", "plan.pdf")


def test_a_file_that_is_no_workbook_inside_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("hello.txt", "hello")
    with pytest.raises(UnreadableSheet):
        read_sheets(file.getvalue(), "plan.xlsx")


def test_too_many_bytes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_BYTES", 1_000)
    with pytest.raises(UnreadableSheet, match="ใหญ่เกิน"):
        read_sheets(FILES["a.xlsx"], "a.xlsx")


def test_what_would_unpack_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_UNPACKED", 1_000)
    with pytest.raises(UnreadableSheet, match="ใหญ่เกิน"):
        read_sheets(FILES["a.xlsx"], "a.xlsx")


@pytest.mark.parametrize(("cell", "said"), [("A20001", "แถว"), ("XFD1", "คอลัมน์"), ("XFD1048576", "แถว")])
def test_a_cell_far_away_is_refused_before_it_takes_the_memory(cell: str, said: str) -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active[cell] = "ที่", "x"
    with pytest.raises(UnreadableSheet, match=said):
        read_sheets(saved(book), "a.xlsx")


def test_a_far_cell_that_is_only_coloured_is_no_matter() -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "ที่"
    book.active["XFD1048576"].fill = openpyxl.styles.PatternFill("solid", fgColor="FFFF00")
    assert read_sheets(saved(book), "a.xlsx")[0].rows == (("ที่",),)


def test_too_many_lines_of_csv_are_refused() -> None:
    with pytest.raises(UnreadableSheet, match="20,000"):
        read_sheets(b"1,2\n" * 20_001, "a.csv")


@pytest.mark.parametrize(("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_named_as_spreadsheets_do(index: int, letters: str) -> None:
    assert (column_letter(index), column_index(letters)) == (letters, index)
