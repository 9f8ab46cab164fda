"""The unit of a plan's money: found wherever it stands, converted to the satang, refused where two differ."""

from __future__ import annotations

from dataclasses import replace

import pytest

from messages.plans.reading import PlanReading, PlanRefused, read_plan
from messages.plans.units import declared_units
from messages.sheets.sheet import Mark
from tests.messages.plans.made import HEADER, QUARTERS, named, read, sheet

FIRST = (1, "อบรมครู", 1.25, "ก")


def budget(reading: PlanReading) -> int:
    """Satang of the first project."""
    return reading.projects[0].budget


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("งบประมาณ (ล้านบาท)", {1_000_000}),
        ("(ล้าน)", {1_000_000}),
        ("หน่วย : พันบาท", {1_000}),
        ("หน่วยเป็นแสนบาท", {100_000}),
        ("งบประมาณ สิบล้านบาท", {10_000_000}),
        ("หน่วย: บาท", {1}),
        ("(ล้านบาท) (บาท)", {1, 1_000_000}),
        ("งบประมาณ (1,000 บาท)", {1_000}),
        ("งบประมาณ (x1,000)", {1_000}),
        ("งบประมาณ ('000 บาท)", {1_000}),
        ("งบประมาณ (1,000,000 บาท)", {1_000_000}),
        ("งบประมาณ (ลบ.)", {1_000_000}),
        ("งบประมาณ (MB)", {1_000_000}),
        ("Budget (Million Baht)", {1_000_000}),
        ("Budget (Thousand Baht)", {1_000}),
        ("วงเงิน 3.2 ล้านบาท", set()),
        ("วงเงิน ๓ ล้านบาท", set()),
        ("วงเงินห้าแสนบาท", set()),
        ("หน่วยตรวจสอบภายใน", set()),
        ("(ร้อยละ)", set()),
    ],
)
def test_a_unit_is_told_from_an_amount(text: str, units: set[int]) -> None:
    assert declared_units(text) == units


@pytest.mark.parametrize("name", ["(ล้านบาท)", "หน่วย : ล้านบาท", "ล้านบาท"])
@pytest.mark.parametrize("place", ["header", "below the header", "title", "sheet"])
def test_a_unit_is_found_wherever_it_stands(name: str, place: str) -> None:
    header = (*HEADER[:2], f"งบประมาณ {name}" if place == "header" else "งบประมาณ", "กลุ่ม")
    rows = [(f"แผนปฏิบัติการ {name}" if place == "title" else "แผนปฏิบัติการ",), header]
    if place == "below the header":
        rows.append((None, None, name, None))
    reading = read_plan([sheet(*rows, FIRST, name=f"แผน {name}" if place == "sheet" else "แผน")])
    assert budget(reading) == 125_000_000
    assert "อ่านเป็นล้านบาท" in named(reading, "unit")[0].text


def test_totals_and_quarters_are_in_the_unit_too() -> None:
    header = ("ที่", "โครงการ", "งบประมาณ", *QUARTERS)
    reading = read(("หน่วย : พันบาท",), header, (1, "อบรม", 1, 0.1, 0.2, 0.3, 0.4), ("รวม", None, 1, 0.1, 0.2, 0.3, 0.4))
    assert reading.projects[0].plan == (10_000, 20_000, 30_000, 40_000)
    assert reading.stated_total == 100_000
    assert [finding.rule for finding in reading.findings] == ["unit", "no_group"]


def test_quarters_without_a_unit_take_the_one_their_sums_confirm() -> None:
    header = ("ที่", "โครงการ", "งบประมาณ (พันบาท)", *QUARTERS)
    in_thousands = read(header, (1, "อบรม", 1, 0.1, 0.2, 0.3, 0.4)).projects[0]
    in_baht = read(header, (1, "อบรม", 1, 100, 200, 300, 400)).projects[0]
    assert in_thousands.plan == in_baht.plan == (10_000, 20_000, 30_000, 40_000)
    with pytest.raises(PlanRefused, match="หน่วยเงินขัดกัน: บาท, พันบาท"):
        read(header, (1, "อบรม", 1, 5, 5, 5, 5))


def test_two_units_that_differ_are_refused() -> None:
    with pytest.raises(PlanRefused, match="หน่วยเงินขัดกัน: พันบาท, ล้านบาท"):
        read(("หน่วย : พันบาท",), ("ที่", "โครงการ", "งบประมาณ (ล้านบาท)"), (1, "อบรม", 1))


def test_a_unit_in_a_column_of_its_own_is_refused_by_row() -> None:
    with pytest.raises(PlanRefused, match="แถว 2: คอลัมน์ D บอกหน่วย ล้านบาท"):
        read((*HEADER[:3], "หน่วยนับ"), (1, "อบรม", 1.25, "ล้านบาท"))


def test_a_unit_in_a_note_is_asked_about() -> None:
    reading = read(HEADER, FIRST, ("หมายเหตุ : หน่วยเป็นล้านบาท",))
    assert budget(reading) == 125_000_000
    assert [(finding.rule, finding.row) for finding in reading.questions] == [("unit", 3)]


def test_an_amount_finer_than_a_satang_is_refused_after_conversion() -> None:
    header = (*HEADER[:2], "งบประมาณ (พันบาท)")
    assert budget(read(header, (1, "อบรม", 1.33383))) == 133_383
    with pytest.raises(PlanRefused, match="ละเอียดกว่าสตางค์"):
        read(header, (1, "อบรม", 1.3338333))


@pytest.mark.parametrize(
    ("text", "satang"), [("1.25", 125_000_000), ("๑.๒๕", 125_000_000), ("1.25 ล้านบาท", 125_000_000), ("-", 0)]
)
def test_text_under_a_unit_is_converted_once(text: str, satang: int) -> None:
    assert budget(read((*HEADER[:2], "งบประมาณ (ล้านบาท)"), (1, "อบรม", text))) == satang


def test_text_in_another_unit_than_its_column_is_refused() -> None:
    with pytest.raises(PlanRefused, match="แถว 2"):
        read((*HEADER[:2], "งบประมาณ (ล้านบาท)"), (1, "อบรม", "1,250,000 บาท"))


@pytest.mark.parametrize(
    ("header", "mark", "value", "asks"),
    [
        ("งบประมาณ", Mark("number", "1.25 ล้านบาท", 1_000_000), 1_250_000, False),
        ("งบประมาณ", Mark("number", "1.25 ล้านบาท"), 1.25, False),
        ("งบประมาณ (ล้านบาท)", Mark("number", "1.25", 1_000_000), 1_250_000, False),
        ("งบประมาณ", Mark("number", "1.25", 1_000_000), 1_250_000, True),
        ("งบประมาณ", Mark("number", None), 1_250_000, True),
    ],
)
def test_a_number_its_format_shortens_is_read_once(header: str, mark: Mark, value: float, asks: bool) -> None:
    made = replace(sheet((*HEADER[:2], header, "กลุ่ม"), (1, "อบรม", value, "ก")), marks={(2, 2): mark})
    reading = read_plan([made])
    assert budget(reading) == 125_000_000
    assert [finding.rule for finding in reading.questions] == (["money_format"] if asks else [])


def test_a_format_that_contradicts_the_header_is_refused() -> None:
    marks = {(2, 2): Mark("number", "1,250", 1_000)}
    with pytest.raises(PlanRefused, match="หน่วยเงินขัดกัน"):
        read_plan([replace(sheet((*HEADER[:2], "งบประมาณ (ล้านบาท)"), (1, "อบรม", 1_250_000)), marks=marks)])


@pytest.mark.parametrize("unit", ["(K)", "(k บาท)", "(THB'000)", "(,000 บาท)", "('000)", "(หน่วย: k บาท)"])
def test_thousands_in_letters_and_noughts_are_thousands(unit: str) -> None:
    reading = read((*HEADER[:2], f"งบประมาณ {unit}"), (1, "อบรม", 125))
    assert [project.budget for project in reading.projects] == [125_000_00]


@pytest.mark.parametrize("unit", ["(สตางค์)", "(USD)", "(ดอลลาร์สหรัฐ)", "($)", "(หน่วย: เหรียญ)", "สตางค์"])
def test_a_column_in_no_baht_is_refused(unit: str) -> None:
    with pytest.raises(PlanRefused, match="ไม่ใช่บาท"):
        read((*HEADER[:2], f"งบประมาณ {unit}"), (1, "อบรม", 125))


def test_baht_with_their_satang_are_baht() -> None:
    reading = read((*HEADER[:2], "งบประมาณ (บาท.สตางค์)"), (1, "อบรม", 125.25))
    assert [project.budget for project in reading.projects] == [125_25]


def test_a_unit_beside_the_header_speaks_of_the_whole_table() -> None:
    reading = read((*HEADER[:3], "* หน่วย : พันบาท"), (1, "อบรม", 125, None))
    assert [project.budget for project in reading.projects] == [125_000_00]


def test_a_column_of_short_units_is_refused() -> None:
    with pytest.raises(PlanRefused, match="คอลัมน์ D บอกหน่วย ล้าน ไว้ในแถว"):
        read((*HEADER[:3], "หน่วย"), (1, "อบรม", 1.5, "ล้าน"), (2, "นิเทศ", 35, "พัน"))


def test_a_note_that_says_what_the_figures_are_is_asked_about() -> None:
    reading = read(HEADER, (1, "อบรม", 1.5, "ก"), (None, "หมายเหตุ : จำนวนเงินเป็นล้านบาท"))
    assert [(finding.rule, finding.found) for finding in reading.questions] == [("unit", "1000000")]
