"""Small plans that were once read wrongly without a word: read right and said, asked, or refused by row."""

from __future__ import annotations

from pathlib import Path

import pytest

from messages.plans.reading import PlanReading, PlanRefused, read_plan
from messages.sheets.reading import UnreadableSheet, read_sheets
from tests.messages.plans.made import named

DATA = Path(__file__).parents[2] / "data" / "plans"


def plan(name: str) -> PlanReading:
    return read_plan(read_sheets((DATA / name).read_bytes(), name))


def budgets(reading: PlanReading) -> list[int]:
    """Whole baht."""
    return [project.budget // 100 for project in reading.projects]


def asked(reading: PlanReading) -> list[str]:
    return [finding.rule for finding in reading.questions]


def test_a_unit_in_the_header_is_converted_and_said() -> None:
    reading = plan("unit_in_header.xlsx")
    assert budgets(reading) == [1_250_000, 400_000, 12_000_000]
    assert "อ่านเป็นล้านบาท" in named(reading, "unit")[0].text
    assert asked(reading) == []


def test_a_unit_in_the_title_is_converted_in_the_total_too() -> None:
    reading = plan("unit_in_title.xlsx")
    assert budgets(reading) == [1_250_000, 400_000]
    assert reading.stated_total == 165_000_000
    assert named(reading, "unit")


def test_unquoted_commas_are_refused_by_row() -> None:
    with pytest.raises(PlanRefused, match="แถว 2, 3: แถวนี้มี 5 ช่อง แต่หัวตารางมี 4 ช่อง"):
        plan("unquoted_commas.csv")


def test_an_unclosed_quote_is_refused_by_row() -> None:
    with pytest.raises(UnreadableSheet, match=r"แถว 4: .*ไม่ได้ปิด"):
        plan("unclosed_quote.csv")


def test_a_line_separator_in_a_cell_ends_no_row() -> None:
    assert budgets(plan("line_separator_in_cell.csv")) == [5_000, 700_000, 6_000]


def test_the_budget_after_transfers_is_read_where_the_arithmetic_confirms_it() -> None:
    reading = plan("after_transfer.xlsx")
    assert budgets(reading) == [7_000]
    assert asked(reading) == []
    assert "งบประมาณเดิม" in named(reading, "budget_column")[0].text


def test_the_budget_after_changes_is_asked_where_the_arithmetic_denies_it() -> None:
    reading = plan("after_change.xlsx")
    assert asked(reading) == ["budget_column"]
    assert "หลังโอนเปลี่ยนแปลง 1,000, งบประมาณตามแผน 5,000" in reading.questions[0].text
    assert budgets(reading) == [1_000, 0]


def test_a_first_instalment_does_not_win_over_the_plan() -> None:
    reading = plan("first_instalment.xlsx")
    assert budgets(reading) == [5_000, 3_000]
    assert asked(reading) == ["budget_column"]


def test_a_hidden_row_is_asked_about_by_name_and_amount() -> None:
    reading = plan("hidden_row.xlsx")
    assert asked(reading) == ["hidden_rows"]
    assert "แถว 3 ที่ 2 โครงการ ข (ยกเลิก) 900,000 บาท" in reading.questions[0].text


def test_a_budget_shared_in_an_ods_is_refused_as_in_an_xlsx() -> None:
    with pytest.raises(PlanRefused, match="แถว 3: ที่ 2 ใช้ช่องงบประมาณร่วมกับแถวบน"):
        plan("value_under_merge.ods")


def test_superscripts_and_fractions_stay_as_written() -> None:
    (project,) = plan("superscripts.xlsx").projects
    assert project.name == "โครงการปลูกป่า 10³ ไร่"
    assert project.details["output"] == "พื้นที่ 25² ตร.ม. 2½ วัน ลด CO₂ 3×10⁶ คน ข้อ ①"


def test_dates_are_kept_as_their_cells_show_them() -> None:
    durations = [project.details["duration"] for project in plan("duration_as_date.xlsx").projects]
    assert durations == ["1 ต.ค. 63", "ต.ค. 63 - มี.ค. 64", "12:00:00", "2564"]


def test_formulas_nobody_computed_are_refused_with_their_rows_and_what_to_do() -> None:
    with pytest.raises(PlanRefused, match=r"แถว 2, 3, 4: เป็นสูตรที่ยังไม่มีใครคำนวณ .*บันทึกหนึ่งครั้ง"):
        plan("uncomputed_formulas.xlsx")


@pytest.mark.parametrize("name", ["activities_numbered.xlsx", "activities_in_names.xlsx"])
def test_activities_stay_within_their_project(name: str) -> None:
    reading = plan(name)
    assert [(project.no, project.budget) for project in reading.projects] == [(1, 500_000), (2, 700_000)]
    assert "ที่ 1: กิจกรรม 2 แถว (3, 4)" in named(reading, "activities")[0].text
    assert asked(reading) == []


def test_projects_without_numbers_are_numbered_in_order_and_it_is_said() -> None:
    reading = plan("no_number_column.xlsx")
    assert [(project.no, project.name, project.budget) for project in reading.projects] == [(1, "โครงการ ก", 500_000)]
    assert "ตามลำดับแถว" in named(reading, "numbered")[0].text


def test_an_old_xls_is_asked_about_because_it_cannot_tell_what_is_hidden() -> None:
    assert asked(plan("two_projects.xls")) == ["blind"]
