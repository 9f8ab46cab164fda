"""The header is found by its words, in whatever rows and columns it stands."""

from __future__ import annotations

import pytest

from messages.plans.reading import PlanReading, PlanRefused, read_plan
from messages.sheets.reading import Merged
from tests.messages.plans.made import HEADER, QUARTERLY, named, read, sheet


def roles(reading: PlanReading) -> str:
    """The roles from left to right."""
    return " ".join(column.role for column in reading.columns)


@pytest.mark.parametrize(
    "header",
    [
        ("ที่", "งาน/โครงการ", "งบประมาณ", "กลุ่มผู้รับผิดชอบ"),
        ("ลำดับ", "ชื่อโครงการ/กิจกรรม", "วงเงิน", "กลุ่มงาน"),
        ("ลำดับที่", "โครงการ", "งบประมาณที่ได้รับจัดสรร", "ผู้รับผิดชอบ"),
        ("No.", "ชื่อ โครงการ", "งบประมาณ (บาท)", "กลุ่ม/หน่วยงานที่รับผิดชอบ"),
        ("ลำดับ\nที่", "งาน /\nโครงการ", "งบ\nประมาณ\n(บาท)", "กลุ่มที่รับผิดชอบ"),
    ],
)
def test_a_header_is_known_by_its_words(header: tuple[str, ...]) -> None:
    reading = read(header, (1, "อบรมครู", 500, "กลุ่มนิเทศ"))
    assert roles(reading) == "no name budget group"


def test_columns_stand_in_any_order() -> None:
    reading = read(("กลุ่ม", "แหล่งงบประมาณ", "ที่", "วงเงิน", "โครงการ"), ("นิเทศ", "สพฐ.", 1, 500, "อบรมครู"))
    project = reading.projects[0]
    assert (project.no, project.name, project.group, project.fund, project.budget) == (
        1,
        "อบรมครู",
        "นิเทศ",
        "สพฐ.",
        50_000,
    )


def test_a_header_in_row_12_is_found_and_rows_keep_their_numbers() -> None:
    above = [("แผนปฏิบัติการ ประจำปีงบประมาณ พ.ศ. ๒๕๖๗",), *[()] * 10]
    reading = read(*above, HEADER, (1, "อบรมครู", 500, ""))
    assert reading.header_rows == (12,)
    assert reading.projects[0].row == 13
    assert reading.fiscal_year == 2567


def test_plan_and_result_pairs_over_three_rows_give_the_plan() -> None:
    reading = read(
        ("ที่", "โครงการ", "งบประมาณที่ได้รับ", "งบประมาณที่ใช้แต่ละไตรมาส", *[None] * 7, "งบประมาณที่ใช้จริง", "เหลือจ่าย"),
        (None, None, None, "ไตรมาส ๑", None, "ไตรมาส ๒", None, "ไตรมาส ๓", None, "ไตรมาส ๔", None),
        (None, None, None, *["แผน", "ผล"] * 4),
        (1, "อบรมครู", 100, 10, 1, 20, 2, 30, 3, 40, 4, 10, 90),
        merged=[
            *(Merged(1, column, 3, column) for column in (0, 1, 2, 11, 12)),
            Merged(1, 3, 1, 10),
            *(Merged(2, column, 2, column + 1) for column in (3, 5, 7, 9)),
        ],
    )
    assert reading.projects[0].plan == (1_000, 2_000, 3_000, 4_000)
    assert reading.projects[0].budget == 10_000


def test_joined_headers_are_understood_without_the_merged_ranges() -> None:
    reading = read(
        ("ที่", "โครงการ", "งบประมาณที่ได้รับ", "แผนและผลการใช้จ่าย", *[None] * 7, "รวมใช้จริง"),
        (None, None, None, "Q1", None, "Q2", None, "Q3", None, "Q4", None),
        (None, None, None, *["แผน", "ผล"] * 4),
        (1, "อบรมครู", 100, 10, 1, 20, 2, 30, 3, 40, 4, 10),
    )
    assert reading.projects[0].plan == (1_000, 2_000, 3_000, 4_000)
    assert reading.columns[4].header == "แผนและผลการใช้จ่าย Q1 ผล"


def test_a_header_may_begin_above_the_row_that_names_the_projects() -> None:
    reading = read(
        ("แผนปฏิบัติการ 2563",),
        (None, None, "งบประมาณ", None, None, None),
        ("ที่", "โครงการ", "ที่ได้รับ", "ที่ใช้", "คงเหลือ", "การดำเนินการ"),
        (1, "อบรมครู", 500, 200, 300, "ดำเนินการแล้ว"),
    )
    assert reading.header_rows == (2, 3)
    assert roles(reading) == "no name budget other other other"


def test_spending_is_never_taken_for_the_plan() -> None:
    reading = read(
        (*QUARTERLY[:3], "เบิกจ่ายไตรมาสที่ 1", "เบิกจ่ายไตรมาสที่ 2", "ผลไตรมาสที่ 3", "ใช้ไปไตรมาสที่ 4"),
        (1, "อบรมครู", 100, 10, 20, 30, 40),
    )
    assert reading.projects[0].plan is None
    assert roles(reading) == "no name budget other other other other"


def test_planned_spending_is_a_plan() -> None:
    header = (*QUARTERLY[:3], *(f"แผนการเบิกจ่ายไตรมาสที่ {quarter}" for quarter in "1234"))
    assert read(header, (1, "อบรมครู", 100, 10, 20, 30, 40)).projects[0].plan == (1_000, 2_000, 3_000, 4_000)


def test_target_groups_are_not_responsible_groups() -> None:
    reading = read(("ที่", "โครงการ", "กลุ่มเป้าหมาย", "งบประมาณ"), (1, "อบรมครู", "ครู 50 คน", 500))
    assert roles(reading) == "no name other budget"


def test_the_sum_is_the_budget_where_the_budget_has_parts() -> None:
    reading = read(
        ("ที่", "โครงการ", "งบประมาณที่ได้รับจัดสรร", None, None),
        (None, None, "งบดำเนินงาน", "งบลงทุน", "รวม"),
        (1, "อบรมครู", 100, 200, 300),
    )
    assert reading.projects[0].budget == 30_000


def test_two_budgets_of_equal_right_are_refused() -> None:
    with pytest.raises(PlanRefused, match=r"งบประมาณจาก สพฐ.*งบประมาณจากจังหวัด"):
        read(("ที่", "โครงการ", "งบประมาณจาก สพฐ.", "งบประมาณจากจังหวัด"), (1, "อบรมครู", 100, 200))


def test_quarters_split_into_months_are_left_unread_and_said_so() -> None:
    reading = read(
        ("ที่", "โครงการ", "งบประมาณ", "ไตรมาสที่ 1", None, None, *["ไตรมาสที่ 2", "ไตรมาสที่ 3", "ไตรมาสที่ 4"]),
        (None, None, None, "ต.ค.", "พ.ย.", "ธ.ค."),
        (1, "อบรมครู", 100, 10, 20, 30, 0, 40, 0),
    )
    assert reading.projects[0].plan is None
    assert len(named(reading, "quarters_unread")) == 1


def test_quarters_all_split_into_months_are_said_too() -> None:
    months = [text for quarter in "1234" for text in (f"ไตรมาสที่ {quarter}", None)]
    reading = read(("ที่", "โครงการ", "งบประมาณ", *months), (None, None, None, *"กขคงจฉชซ"), (1, "อบรมครู", 100))
    assert len(named(reading, "quarters_unread")) == 1


def test_a_cell_does_not_spread_to_another_parents_columns() -> None:
    reading = read(
        ("ที่", "โครงการ", "ผลปีก่อน", "แผนปีนี้"),
        (None, None, "ไตรมาสที่ 1", None),
        (None, None, "จำนวน", "งบประมาณ"),
        (1, "อบรมครู", 100, 200),
    )
    assert reading.projects[0].budget == 20_000


def test_a_title_above_the_money_columns_is_no_part_of_the_header() -> None:
    title = (None, None, "แผนการใช้จ่ายงบประมาณ ปีงบประมาณ 2566")
    reading = read(title, ("ที่", "โครงการ", "วงเงิน", "กลุ่ม"), (1, "อบรมครู", 100, "ก"))
    assert (reading.header_rows, reading.fiscal_year) == ((2,), 2566)


def test_a_sum_over_the_quarters_is_not_taken_for_the_budget() -> None:
    reading = read(
        ("ที่", "โครงการ", "งบประมาณ", "งบประมาณรายไตรมาส", None, None, None, None),
        (None, None, None, "ไตรมาสที่ 1", "ไตรมาสที่ 2", "ไตรมาสที่ 3", "ไตรมาสที่ 4", "รวม"),
        (1, "อบรมครู", 100, 10, 20, 30, 50, 110),
    )
    assert (reading.projects[0].budget, reading.projects[0].plan) == (10_000, (1_000, 2_000, 3_000, 5_000))


def test_what_was_asked_for_is_not_the_budget() -> None:
    reading = read(("ที่", "โครงการ", "งบประมาณที่เสนอขอ", "งบประมาณ"), (1, "อบรมครู", 900, 500))
    assert reading.projects[0].budget == 50_000


def test_a_row_that_numbers_the_columns_is_no_project() -> None:
    reading = read(HEADER, (1, 2, 3, 4), (1, "อบรมครู", 500, "กลุ่มนิเทศ"))
    assert [project.name for project in reading.projects] == ["อบรมครู"]


def test_a_header_repeated_on_the_next_page_is_skipped() -> None:
    reading = read(HEADER, (1, "อบรมครู", 500, "ก"), HEADER, (2, "นิเทศ", 500, "ก"))
    assert [project.no for project in reading.projects] == [1, 2]
    assert reading.findings == ()


def test_a_second_header_with_other_columns_is_refused() -> None:
    other = ("ที่", "งาน/โครงการ", "กลุ่มผู้รับผิดชอบ", "งบประมาณ")
    with pytest.raises(PlanRefused, match=r"แถว 3: .*แถว 1"):
        read(HEADER, (1, "อบรมครู", 500, "ก"), other, (2, "นิเทศ", 700, 900))


def test_no_header_is_refused_naming_the_words() -> None:
    with pytest.raises(PlanRefused, match=r"ที่ .*โครงการ .*งบประมาณ"):
        read(("ชื่อ", "โทรศัพท์"), ("ก", "ข"))


def test_the_sheet_with_the_most_projects_is_read_and_the_other_named() -> None:
    small = sheet(HEADER, (1, "อบรม", 100, "ก"), name="ร่าง")
    large = sheet(HEADER, (1, "อบรม", 100, "ก"), (2, "นิเทศ", 100, "ก"), name="จริง")
    reading = read_plan([sheet(("ปก",), name="ปก"), small, large])
    assert reading.sheet == "จริง"
    assert "ร่าง" in named(reading, "other_sheets")[0].text


@pytest.mark.parametrize(
    "rows",
    [
        (("งาน/โครงการ", "งบประมาณ", "กลุ่ม"), ("มอบรางวัลครูดีเด่น", 100, "ข")),
        ((3, "มอบรางวัลครูดีเด่น", 100, "ข"),),
        (("ลำดับ", "กิจกรรม", "เงิน"), (3, "มอบรางวัลครูดีเด่น", 100)),
    ],
    ids=["no numbers", "no header", "another header"],
)
def test_a_groups_sheet_that_is_not_read_is_asked_about_whatever_its_header(
    rows: tuple[tuple[object, ...], ...],
) -> None:
    reading = read_plan([sheet(HEADER, (1, "อบรม", 100, "ก"), name="นิเทศ"), sheet(*rows, name="บุคคล")])
    assert "บุคคล" in named(reading, "other_sheets")[0].text
    assert reading.questions


def test_a_sheet_of_sums_or_of_notes_is_not_asked_about() -> None:
    notes = sheet(("กลุ่ม", "จำนวน", "งบประมาณ"), ("กลุ่มนิเทศ", 3, 900), ("รวมทั้งสิ้น", 3, 900), name="สรุป")
    assert read_plan([sheet(HEADER, (1, "อบรม", 100, "ก")), notes]).findings == ()


def test_two_sheets_of_equal_size_are_refused() -> None:
    sheets = [sheet(HEADER, (1, "อบรม", 100, "ก"), name=name) for name in ("ปีก่อน", "ปีนี้")]
    with pytest.raises(PlanRefused, match="ปีก่อน, ปีนี้"):
        read_plan(sheets)


def test_another_year_than_the_titles_is_asked_about() -> None:
    sheets = [sheet(("แผน ปีงบประมาณ พ.ศ. 2565",), HEADER, (1, "อบรม", 100, "ก"))]
    finding = named(read_plan(sheets, fiscal_year=2566), "fiscal_year")[0]
    assert (finding.expected, finding.found, finding.asks) == ("2566", "2565", True)


def test_the_titles_year_is_no_finding_when_it_is_the_one_told() -> None:
    sheets = [sheet(("แผน ปีงบประมาณ พ.ศ. 2565",), HEADER, (1, "อบรม", 100, "ก"))]
    assert read_plan(sheets, fiscal_year=2565).findings == ()


def test_a_title_naming_two_years_decides_none() -> None:
    assert read(("แผนปี 2565 ปรับจากปี 2564",), HEADER, (1, "อบรม", 100, "ก")).fiscal_year is None


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("แผนปฏิบัติการ ปีงบประมาณ 67", 2567),
        ("แผนปฏิบัติการ ปีงบประมาณ พ.ศ. ๖๗", 2567),
        ("แผนปฏิบัติการ ปีงบประมาณ 2024", 2567),
        ("แผนพัฒนา (พ.ศ. 2566-2570) ประจำปีงบประมาณ 2567", 2567),
        ("แผนพัฒนา (พ.ศ. 2566 - 2570)", None),
        ("ครบรอบปีที่ 67 งบประมาณ 67 ล้านบาท", None),
    ],
)
def test_the_year_of_a_title_is_read_however_it_is_written(title: str, year: int | None) -> None:
    assert read((title,), HEADER, (1, "อบรม", 100, "ก")).fiscal_year == year


def test_the_sheets_name_gives_the_year_where_no_title_does() -> None:
    sheets = [sheet(HEADER, (1, "อบรม", 100, "ก"), name="แผนปี 2567")]
    assert read_plan(sheets).fiscal_year == 2567


def test_a_header_is_looked_for_where_headers_stand_and_not_without_end() -> None:
    assert read(*[("ปก",)] * 150, HEADER, (1, "อบรม", 100, "ก")).header_rows == (151,)
    with pytest.raises(PlanRefused, match="ไม่พบหัวตาราง"):
        read(*[("ปก",)] * 250, HEADER, (1, "อบรม", 100, "ก"))
