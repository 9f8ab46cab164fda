"""Columns of money at different moments: the newest is the budget where the arithmetic confirms it, else asked."""

from __future__ import annotations

import pytest

from messages.plans.reading import PlanReading, PlanRefused
from tests.messages.plans.made import read


def with_money(*headers: str, rows: list[tuple[object, ...]]) -> PlanReading:
    projects = [(no, f"โครงการที่น่าสนใจ {no}", *row) for no, row in enumerate(rows, start=1)]
    return read(("ที่", "โครงการ", *headers), *projects)  # type: ignore[arg-type]


def baht(reading: PlanReading) -> list[int]:
    return [project.budget // 100 for project in reading.projects]


def asked(reading: PlanReading) -> bool:
    return [finding.rule for finding in reading.questions] == ["budget_column"]


@pytest.mark.parametrize(
    ("headers", "row", "budget"),
    [
        (("งบประมาณเดิม", "โอนเพิ่ม", "โอนลด", "งบประมาณหลังโอน"), (50, 20, 10, 60), 60),
        (("งบประมาณหลังโอน", "งบประมาณเดิม", "โอนออก", "โอนเข้า"), (60, 50, 10, 20), 60),
        (("งบประมาณก่อนปรับแผน", "เพิ่ม/ลด", "งบประมาณหลังปรับแผน"), (50, -10, 40), 40),
        (("งบประมาณตามแผน", "โอนเปลี่ยนแปลง (+/-)", "งบประมาณหลังโอนเปลี่ยนแปลง"), (50, 20, 70), 70),
        (("งบประมาณที่ได้รับจัดสรร", "จัดสรรเพิ่มเติม", "รวมเพิ่มเติม"), (50, 20, 70), 70),
        (("งบประมาณ", "งบประมาณปรับแผนครั้งที่ 1", "งบประมาณปรับแผนครั้งที่ 2"), (50, 50, 50), 50),
        (("งบดำเนินงาน", "งบลงทุน", "รวม"), (50, 20, 70), 70),
        (("งบประมาณ", "โอนครั้งที่ 1", "โอนครั้งที่ 2", "รวม"), (50, 20, -5, 65), 65),
        (("จัดสรรงวดที่ 1", "จัดสรรงวดที่ 2", "รวมทั้งสิ้น"), (50, 20, 70), 70),
        (("วงเงินตามแผน", "วงเงินที่ได้รับจัดสรร"), (50, 50), 50),
    ],
)
def test_the_newest_is_the_budget_where_every_row_confirms_it(
    headers: tuple[str, ...], row: tuple[int, ...], budget: int
) -> None:
    reading = with_money(*headers, rows=[row, row])
    assert (baht(reading), reading.questions) == ([budget, budget], ())


@pytest.mark.parametrize(
    ("headers", "row", "budget"),
    [
        (("งบประมาณเดิม", "โอนเพิ่ม", "โอนลด", "งบประมาณหลังโอน"), (50, 20, 10, 99), 99),
        (("วงเงินตามแผน", "วงเงินจัดสรรงวดที่ 1"), (50, 20), 50),
        (("งบประมาณตามแผน", "งบประมาณที่ได้รับจัดสรร"), (50, 20), 20),
        (("งบประมาณปรับแผนครั้งที่ 1", "งบประมาณปรับแผนครั้งที่ 2"), (50, 20), 20),
        (("งบประมาณที่ได้รับจัดสรร", "งบประมาณที่ได้รับโอนเพิ่มเติม รวมทั้งสิ้น"), (50, 90), 90),
        (("งบประมาณ", "โอนเพิ่ม"), (50, 20), 50),
    ],
)
def test_columns_that_compete_are_asked_about_and_the_proposed_one_is_read(
    headers: tuple[str, ...], row: tuple[int, ...], budget: int
) -> None:
    reading = with_money(*headers, rows=[row])
    assert (baht(reading), asked(reading)) == ([budget], True)


def test_one_row_that_denies_the_arithmetic_is_enough_to_ask_and_is_shown() -> None:
    headers = ("งบประมาณเดิม", "โอนเพิ่ม", "งบประมาณหลังโอน")
    reading = with_money(*headers, rows=[(50, 20, 70), (50, 20, 60)])
    assert asked(reading)
    assert "เช่น แถว 2" in reading.questions[0].text


def test_instalments_alone_are_refused_for_no_one_knows_the_rest() -> None:
    with pytest.raises(PlanRefused, match=r"งวดที่ 2, จัดสรรงวดที่ 1"):
        with_money("จัดสรรงวดที่ 1", "จัดสรรงวดที่ 2", rows=[(50, 20)])


@pytest.mark.parametrize(
    "header", ["งบประมาณที่ได้รับโอน", "งบประมาณที่ได้รับโอนจัดสรร", "งบประมาณหลังโอนเปลี่ยนแปลง", "งบประมาณรวมเพิ่มเติม"]
)
def test_a_budget_named_by_its_transfer_is_read_where_it_stands_alone(header: str) -> None:
    reading = with_money(header, rows=[(50,)])
    assert (baht(reading), reading.questions) == ([50], ())


def test_columns_of_transfers_nobody_filled_ask_nothing() -> None:
    reading = with_money("งบประมาณ", "โอนเพิ่ม", "โอนลด", rows=[(50, None, 0)])
    assert (baht(reading), reading.questions) == ([50], ())


def test_a_sum_that_says_nothing_of_money_is_no_rival() -> None:
    reading = with_money("ชาย", "หญิง", "รวม", "งบประมาณ", rows=[(5, 6, 11, 50)])
    assert (baht(reading), reading.questions) == ([50], ())


@pytest.mark.parametrize(
    "header",
    [
        *("รหัสงบประมาณ", "ปีงบประมาณ", "วันที่ได้รับงบประมาณ", "ลักษณะงบประมาณ", "ที่มาของงบประมาณ", "สัดส่วนงบประมาณ"),
        *("จำนวนโรงเรียนที่ได้รับจัดสรร", "งบประมาณต่อคน", "งบประมาณรายหัว", "ผู้อนุมัติงบประมาณ", "อัตราค่าใช้จ่ายงบประมาณ"),
    ],
)
def test_a_column_that_speaks_of_the_budget_and_holds_none_is_no_budget(header: str) -> None:
    reading = with_money(header, "วงเงิน", rows=[(2567, 50)])
    assert (baht(reading), reading.questions) == ([50], ())
    with pytest.raises(PlanRefused, match="ไม่พบหัวตาราง"):
        with_money(header, rows=[(2567,)])


def test_what_all_of_them_come_to_is_read_beside_what_each_costs() -> None:
    reading = with_money("จำนวน", "งบประมาณต่อหน่วย", "รวมเป็นเงิน", rows=[(10, 8, 80)])
    assert (baht(reading), reading.questions) == ([80], ())


def test_one_kind_of_cost_is_never_taken_for_the_sum_of_the_others() -> None:
    header = (("ที่", "โครงการ", "งบประมาณ", None, None), (None, None, "ค่าตอบแทน", "ค่าใช้สอย", "ค่าวัสดุ"))
    with pytest.raises(PlanRefused, match="หลายคอลัมน์ที่อาจเป็นงบประมาณ"):
        read(*header, (1, "ก", 10, 20, 30), (2, "ข", 1, 2, 3))


def test_what_was_planned_is_not_confirmed_by_coming_to_the_changes_after_it() -> None:
    reading = with_money("งบประมาณ", "ปรับแผนครั้งที่ 1", "ปรับแผนครั้งที่ 2", rows=[(100, 60, 40)])
    assert (baht(reading), asked(reading)) == ([40], True)


@pytest.mark.parametrize(("header", "budget"), [("หลังปรับลด 10%", 90), ("จัดสรร 90%", 90)])
def test_a_share_in_a_header_does_not_hide_its_column(header: str, budget: int) -> None:
    reading = with_money("งบประมาณ", header, rows=[(100, 90)])
    assert (baht(reading), asked(reading)) == ([budget], True)
