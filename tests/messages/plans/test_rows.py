"""Rows under the header: projects, the rows between them, and what is refused with its row and reason."""

from __future__ import annotations

import pytest

from messages.plans.reading import PlanRefused
from messages.sheets.reading import Cell, Merged
from tests.messages.plans.made import HEADER, QUARTERLY, named, read, read_under_header

FIRST = (1, "อบรมครู", 500, "กลุ่มนิเทศ")


@pytest.mark.parametrize(
    ("cell", "satang"),
    [
        (132145.0, 13_214_500),
        ("๑๓๒,๑๔๕", 13_214_500),
        ("132,145.50 บาท", 13_214_550),
        (35400.000000000007, 3_540_000),
        ("ห้าแสนบาทถ้วน", 50_000_000),
        ("-", 0),
    ],
)
def test_a_budget_is_read_to_the_satang(cell: Cell, satang: int) -> None:
    assert read_under_header((1, "อบรมครู", cell, "ก")).projects[0].budget == satang


@pytest.mark.parametrize("number", [7, 7.0, "7", "๗", "7.", "(7)"])
def test_a_number_may_be_written_in_many_ways(number: Cell) -> None:
    assert read_under_header((number, "อบรมครู", 500, "ก")).projects[0].no == 7


def test_blank_rows_are_passed_over() -> None:
    reading = read_under_header((), FIRST, (None, None), (2, "นิเทศ", 500, "ก"))
    assert [project.row for project in reading.projects] == [3, 5]


def test_a_row_of_its_own_names_the_fund_of_what_follows() -> None:
    reading = read_under_header(FIRST, ("เงินรายได้สถานศึกษา",), (2, "นิเทศ", 500, "ก"))
    assert [project.fund for project in reading.projects] == ["งบประมาณตามแผนปฏิบัติการ", "เงินรายได้สถานศึกษา"]


def test_a_fund_named_above_the_header_is_the_first_sections() -> None:
    reading = read(("งบประมาณจัดสรรจาก สพฐ.",), HEADER, FIRST)
    assert reading.projects[0].fund == "งบประมาณจัดสรรจาก สพฐ."


def test_a_title_repeated_on_the_next_page_is_no_fund() -> None:
    title = ("แผนใช้เงิน สพป.",)
    reading = read(title, (), HEADER, FIRST, title, HEADER, (2, "นิเทศ", 500, "ก"))
    assert [project.fund for project in reading.projects] == ["", ""]


def test_a_title_just_above_the_header_is_no_fund() -> None:
    assert read(("งบประมาณ ปีงบประมาณ พ.ศ. 2566",), HEADER, FIRST).projects[0].fund == ""


def test_a_note_between_projects_is_no_fund() -> None:
    reading = read_under_header(FIRST, ("หมายเหตุ: ถัวจ่ายทุกรายการ",), (2, "นิเทศ", 500, "ก"))
    assert reading.projects[1].fund == ""


def test_a_target_group_under_a_project_is_not_the_group_of_the_next() -> None:
    reading = read(HEADER[:3], (1, "อบรม", 5), (None, "กลุ่มเป้าหมาย ครู 50 คน"), (2, "นิเทศ", 5))
    assert reading.projects[1].group == ""


def test_a_value_left_under_a_merged_cell_is_not_seen() -> None:
    rows = [FIRST, ("เงินนอกงบประมาณ", None, 999, None), (2, "นิเทศ", 500, "ก")]
    reading = read_under_header(*rows, merged=[Merged(3, 0, 3, 3)])
    assert reading.projects[1].fund == "เงินนอกงบประมาณ"


def test_page_numbers_are_no_fund() -> None:
    reading = read_under_header(FIRST, ("- 2 -",), (2, "นิเทศ", 500, "ก"))
    assert reading.projects[1].fund == ""


def test_a_new_section_forgets_the_group_row_before_it() -> None:
    header = HEADER[:3]
    rows = [("กลุ่มนิเทศ 1 โครงการ",), (1, "อบรม", 5), ("เงินนอกงบประมาณ",), (2, "นิเทศ", 5)]
    assert [project.group for project in read(header, *rows).projects] == ["กลุ่มนิเทศ", ""]


@pytest.mark.parametrize(
    ("row", "group"),
    [
        ("กลุ่มอำนวยการ 4 โครงการ", "กลุ่มอำนวยการ"),
        ("หน่วยตรวจสอบภายใน จำนวน ๔ โครงการ", "หน่วยตรวจสอบภายใน"),
        ("เครือข่ายการศึกษา (4 โครงการ)", "เครือข่ายการศึกษา"),
        ("โครงการที่จะอนุมัติจากงบเร่งด่วน/เงินเหลือจ่าย 4 โครงการ", "โครงการที่จะอนุมัติจากงบเร่งด่วน/เงินเหลือจ่าย"),
    ],
)
def test_a_group_row_names_the_group_and_counts_its_projects(row: str, group: str) -> None:
    reading = read(HEADER[:3], (row,), (1, "อบรมครู", 500))
    assert reading.projects[0].group == group
    assert [(found.expected, found.found) for found in named(reading, "group_count")] == [("1", "4")]


def test_a_group_row_without_a_count_names_the_group() -> None:
    assert read(HEADER[:3], ("กลุ่มอำนวยการ",), (1, "อบรมครู", 500)).projects[0].group == "กลุ่มอำนวยการ"


def test_a_groups_own_column_goes_before_its_row() -> None:
    assert read_under_header(("กลุ่มอำนวยการ",), FIRST).projects[0].group == "กลุ่มนิเทศ"


def test_a_merged_group_cell_speaks_for_all_its_rows_and_no_further() -> None:
    rows = [(1, "ก", 1, "กลุ่มนิเทศ"), (2, "ข", 1, None), (3, "ค", 1, None)]
    reading = read_under_header(*rows, merged=[Merged(2, 3, 3, 3)])
    assert [project.group for project in reading.projects] == ["กลุ่มนิเทศ", "กลุ่มนิเทศ", ""]


def test_a_policy_row_is_the_heading_of_what_follows() -> None:
    rows = [("นโยบาย สพฐ.ที่ 1 ด้านความปลอดภัย",), FIRST, ("นโยบาย สพฐ.ที่ 2 ด้านโอกาส",), (2, "นิเทศ", 5, "ก")]
    reading = read_under_header(*rows)
    assert [project.heading for project in reading.projects] == [
        "นโยบาย สพฐ.ที่ 1 ด้านความปลอดภัย",
        "นโยบาย สพฐ.ที่ 2 ด้านโอกาส",
    ]
    assert reading.projects[0].fund == ""


def test_total_rows_are_no_projects() -> None:
    reading = read_under_header(FIRST, ("รวม", None, 500), (2, "นิเทศ", 700, "ก"), (None, "รวมทั้งสิ้น", 1200))
    assert (len(reading.projects), reading.stated_total) == (2, 120_000)
    assert reading.findings == ()


def test_a_project_named_after_gathering_is_a_project() -> None:
    assert read_under_header((1, "รวมพลังครู", 500, "ก")).projects[0].name == "รวมพลังครู"


def test_an_activity_under_its_project_is_left_out_and_said_so() -> None:
    reading = read_under_header(FIRST, (None, "- ประชุมคณะทำงาน"), (2, "นิเทศ", 500, "ก"))
    assert [project.fund for project in reading.projects] == ["", ""]
    assert [found.row for found in named(reading, "row_not_read")] == [3]


def test_signatures_under_the_table_are_left_in_peace() -> None:
    reading = read_under_header(FIRST, (), (None, "ลงชื่อ", None, "ผู้อนุมัติ"), ("หมายเหตุ: ถัวจ่ายทุกรายการ",))
    assert (len(reading.projects), reading.findings) == (1, ())


def test_a_single_blank_quarter_plans_nothing() -> None:
    assert read(QUARTERLY, (1, "อบรม", 30, 10, None, "-", 20)).projects[0].plan == (1_000, 0, 0, 2_000)


def test_names_are_kept_in_one_spelling() -> None:
    assert read_under_header((1, "นำ\nนิเท\u200bศ", 5, "ก")).projects[0].name == "นำ นิเทศ"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ((2, "นิเทศ", "ตามจริง", "ก"), 'แถว 3: "ตามจริง" ไม่ใช่จำนวนเงินที่อ่านได้ (คอลัมน์ งบประมาณ)'),
        ((2, "นิเทศ", "สามหมื่นห้า", "ก"), "35,000, 30,005"),
        ((2, "นิเทศ", -500, "ก"), '"-500" ไม่ใช่จำนวนเงิน'),
        ((2, "นิเทศ", 0.125, "ก"), '"0.125" ละเอียดกว่าสตางค์'),
        ((2, "นิเทศ", "#REF!", "ก"), "#REF!"),
        ((2, None, 500, "ก"), "แถว 3: ที่ 2 ไม่มีชื่อโครงการ"),
        ((2, "-", 500, "ก"), "ที่ 2 ไม่มีชื่อโครงการ"),
        ((None, "นิเทศ", 500, "ก"), "แถว 3: มีจำนวนเงินแต่ไม่มีเลขที่โครงการ (นิเทศ)"),
        ((None, None, 500, None), "มีจำนวนเงินแต่ไม่มีเลขที่โครงการ"),
        (("2.1", "นิเทศ", 500, "ก"), 'แถว 3: "2.1" ไม่ใช่เลขที่โครงการ'),
        ((2.1, "นิเทศ", None, "ก"), '"2.1" ไม่ใช่เลขที่โครงการ'),
        ((0, "นิเทศ", 500, "ก"), '"0" ไม่ใช่เลขที่โครงการ'),
        ((1, "นิเทศ", 500, "ก"), "แถว 3: ที่ 1 ซ้ำกับแถว 2"),
        (("๑", "นิเทศ", 500, "ก"), "แถว 3: ที่ 1 ซ้ำกับแถว 2"),
    ],
)
def test_a_row_that_is_not_clear_is_refused(row: tuple[Cell, ...], reason: str) -> None:
    with pytest.raises(PlanRefused) as refused:
        read_under_header(FIRST, row)
    assert reason in str(refused.value)
    assert refused.value.row == 3


def test_a_quarter_that_cannot_be_read_is_refused_by_its_column() -> None:
    with pytest.raises(PlanRefused, match=r'แถว 2: "รอแจ้ง".*ไตรมาสที่ 2'):
        read(QUARTERLY, (1, "อบรม", 30, 10, "รอแจ้ง", 0, 20))


def test_a_budget_shared_by_two_projects_is_refused() -> None:
    with pytest.raises(PlanRefused, match="แถว 3: ที่ 2"):
        read_under_header(FIRST, (2, "นิเทศ", None, "ก"), merged=[Merged(2, 2, 3, 2)])


def test_a_plan_without_projects_is_refused() -> None:
    with pytest.raises(PlanRefused, match="แถว 1"):
        read_under_header(("หมายเหตุ",))


def test_a_plan_without_a_single_budget_is_refused() -> None:
    with pytest.raises(PlanRefused, match="งบประมาณ ว่างทุกแถว"):
        read_under_header((1, "อบรม", None, "ก"), (2, "นิเทศ", None, "ก"))


@pytest.mark.parametrize("mark", ['"', "”", "〃", "''", ",,", '-"-'])
@pytest.mark.parametrize("column", [1, 3])
def test_a_mark_that_stands_for_the_row_above_is_refused(mark: str, column: int) -> None:
    row = [2, "นิเทศ", 700, "กลุ่มนิเทศ"]
    row[column] = mark
    with pytest.raises(PlanRefused, match=r"แถว 3: .*แทนข้อความของแถวบน"):
        read_under_header(FIRST, row)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["รวม", "รวมทั้งสิ้น", "รวมเป็นเงิน", "Total", "รวมงบประมาณ"])
def test_a_total_with_a_project_s_number_is_refused(name: str) -> None:
    with pytest.raises(PlanRefused, match=f'แถว 3: ที่ 2 ชื่อ "{name}" เป็นยอดรวม'):
        read_under_header(FIRST, (2, name, 500, None))


def test_a_project_may_be_called_after_joining_forces() -> None:
    reading = read_under_header(FIRST, (2, "รวมพลังต้านยาเสพติด", 700, "ก"))
    assert ([project.no for project in reading.projects], reading.questions) == ([1, 2], ())


def test_a_row_without_a_number_that_sums_nothing_is_asked_about_where_it_may_be_a_project() -> None:
    reading = read_under_header(FIRST, (None, "รวมพลังต้านยาเสพติด", 700, None))
    assert [finding.rule for finding in reading.questions] == ["total_or_project"]


@pytest.mark.parametrize("label", ["รวม", "รวมทั้งสิ้น", "รวมงบ สพฐ.", "รวมกลุ่มนิเทศ", "ยอดรวม 1 โครงการ", "Total (บาท)"])
def test_a_total_that_is_wrong_is_told_and_not_asked(label: str) -> None:
    reading = read_under_header(FIRST, (None, label, 700, None))
    assert (reading.questions, len(named(reading, "total"))) == ((), 1)


def test_a_total_above_the_first_project_is_of_all_that_follow() -> None:
    reading = read_under_header((None, "รวมทั้งสิ้น", 1200, None), FIRST, (2, "นิเทศ", 700, "ก"))
    assert (named(reading, "total"), reading.stated_total) == ([], 120_000)
