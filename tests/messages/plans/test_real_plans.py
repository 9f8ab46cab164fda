"""The two real plans, as their spreadsheets have them."""

from __future__ import annotations

from functools import cache

from messages.plans.reading import PlanReading, read_plan
from messages.samples import sample
from messages.sheets.reading import read_sheets
from tests.messages.plans.made import named
from tests.support.printed import KHONKAEN, RAYONG, printed_rows, printed_satang


@cache
def plan(office: str) -> PlanReading:
    return read_plan(read_sheets(sample(office).plan, "plan.xlsx"))


def test_khonkaen_has_37_projects_of_3256025_baht() -> None:
    reading = plan("khonkaen2")
    assert (len(reading.projects), reading.budget) == (37, 325_602_500)


def test_khonkaen_prints_the_total_it_comes_to() -> None:
    assert plan("khonkaen2").stated_total == 325_602_500


def test_khonkaen_has_two_funds_that_change_after_no_18() -> None:
    funds = {project.no: project.fund for project in plan("khonkaen2").projects}
    assert {funds[no] for no in range(1, 19)} == {"งบประมาณตามแผนปฏิบัติการ"}
    assert {fund for no, fund in funds.items() if no > 18} == {"งบประมาณได้รับจัดสรรจากสำนักใน สพฐ."}


def test_khonkaen_is_told_that_no_28_is_missing_and_no_21_has_no_group() -> None:
    findings = [(finding.rule, finding.severity, finding.project) for finding in plan("khonkaen2").findings]
    assert findings == [("no_group", "question", 21), ("number_gap", "question", 28)]


def test_khonkaen_is_the_plan_of_2564_with_its_header_in_row_4() -> None:
    reading = plan("khonkaen2")
    assert (reading.fiscal_year, reading.header_rows) == (2564, (4,))
    assert [(column.role, column.letter) for column in reading.columns] == [
        ("no", "A"),
        ("name", "B"),
        ("budget", "C"),
        ("group", "D"),
    ]


def test_khonkaen_is_as_printed() -> None:
    read = [(str(item.no), item.name, item.group, item.fund, item.budget) for item in plan("khonkaen2").projects]
    assert read == [
        (row["no"], row["name"], row["group"], row["fund"], printed_satang(row["budget"]))
        for row in printed_rows(KHONKAEN)
    ]


def test_rayong_has_49_projects_of_1975480_baht() -> None:
    reading = plan("rayong2")
    assert (len(reading.projects), reading.budget) == (49, 197_548_000)
    assert [project.no for project in reading.projects] == list(range(1, 50))


def test_rayong_joins_a_header_of_three_rows() -> None:
    reading = plan("rayong2")
    roles = [(column.role, column.letter) for column in reading.columns]
    assert reading.header_rows == (2, 3, 4)
    assert roles == [*zip(("no", "name", "budget", "q1", "q2", "q3", "q4"), "ABCDEFG", strict=True)]


def test_rayong_groups_come_from_rows_of_their_own() -> None:
    groups = [project.group for project in plan("rayong2").projects]
    assert (groups[0], groups[15], groups[41]) == ("กลุ่มอำนวยการ", "หน่วยตรวจสอบภายใน", "เครือข่ายการศึกษา")
    assert groups[48] == "โครงการที่จะอนุมัติจากงบเร่งด่วน/เงินเหลือจ่าย"
    assert groups.count("กลุ่มนิเทศ ติดตามฯ") == 25


def test_rayong_no_1_plans_its_quarters() -> None:
    assert plan("rayong2").projects[0].plan == (600_000, 900_000, 900_000, 900_000)


def test_rayong_is_as_printed() -> None:
    read = [(str(item.no), item.name, item.group, item.budget, item.plan) for item in plan("rayong2").projects]
    assert read == [
        (
            *(row["no"], row["name"], row["group"], printed_satang(row["budget"])),
            tuple(printed_satang(row[f"plan_{quarter}"]) for quarter in (1, 2, 3, 4)),
        )
        for row in printed_rows(RAYONG)
    ]


def test_rayong_contradicts_itself_in_no_12_and_no_26_and_nowhere_else() -> None:
    findings = [(found.project, found.expected, found.found) for found in plan("rayong2").findings]
    assert findings == [(12, "35400.00", "30600.00"), (26, "22880.00", "38360.00")]


def test_rayong_no_12_names_both_figures() -> None:
    text = named(plan("rayong2"), "quarters_sum")[0].text
    assert "30,600" in text
    assert "35,400" in text


def test_rayong_no_26_entered_quarter_2_again_in_quarter_3() -> None:
    text = named(plan("rayong2"), "quarters_sum")[1].text
    assert "38,360" in text
    assert "22,880" in text
    assert text.endswith("15,480 = แผนไตรมาสที่ 3 ซ้ำกับไตรมาสที่ 2")


def test_rayong_names_no_fund() -> None:
    assert {project.fund for project in plan("rayong2").projects} == {""}
