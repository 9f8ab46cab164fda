"""Numbers that begin again, are missing or belong to activities: put in order and said, asked, or refused."""

from __future__ import annotations

import pytest

from messages.plans.reading import PlanReading, PlanRefused
from tests.messages.plans.made import HEADER, named, read, read_under_header


def numbers(reading: PlanReading) -> list[tuple[int, str]]:
    return [(project.no, project.name) for project in reading.projects]


def asked(reading: PlanReading) -> list[str]:
    return [finding.rule for finding in reading.questions]


def test_numbers_that_begin_again_in_each_section_go_on_once_it_is_confirmed() -> None:
    rows = [("เงินงบประมาณ",), (1, "ก", 1, "ก"), (2, "ข", 1, "ก"), ("เงินรายได้",), (1, "ค", 1, "ก"), (2, "ง", 1, "ก")]
    reading = read_under_header(*rows)
    assert numbers(reading) == [(1, "ก"), (2, "ข"), (3, "ค"), (4, "ง")]
    assert asked(reading) == ["renumbered"]
    assert "แถว 6: 1 เป็น 3" in reading.questions[0].text


def test_numbers_that_begin_again_without_a_section_are_refused() -> None:
    with pytest.raises(PlanRefused, match="แถว 3: ที่ 1 ซ้ำกับแถว 2"):
        read_under_header((1, "ก", 1, "ก"), (1, "ข", 1, "ก"))


def test_a_number_repeated_in_a_section_is_refused_for_it_may_be_a_slip() -> None:
    with pytest.raises(PlanRefused, match="แถว 5: ที่ 2 ซ้ำกับแถว 3"):
        read_under_header((1, "ก", 1, "ก"), (2, "ข", 1, "ก"), ("เงินรายได้",), (2, "ค", 1, "ก"))


@pytest.mark.parametrize("number", ["โครงการที่ 1", "ที่ ๑", "1)", "ลำดับที่ 1", "0001"])
def test_a_number_in_words_is_a_number(number: str) -> None:
    assert numbers(read_under_header((number, "ก", 1, "ก"))) == [(1, "ก")]


def test_activities_whose_money_is_the_projects_are_said() -> None:
    reading = read_under_header((1, "ก", 500, "ก"), ("1.1", "ประชุม", 200), ("1.2", "อบรม", 300), (2, "ข", 5, "ก"))
    assert numbers(reading) == [(1, "ก"), (2, "ข")]
    assert (len(named(reading, "activities")), asked(reading)) == (1, [])


def test_activities_that_come_to_another_sum_are_asked_about() -> None:
    reading = read_under_header((1, "ก", 500, "ก"), ("1.1", "ประชุม", 200))
    assert asked(reading) == ["activities"]
    assert "รวม 200 บาท แต่งบประมาณโครงการ 500 บาท" in reading.questions[0].text


def test_activities_stand_for_a_blank_budget_once_it_is_confirmed() -> None:
    reading = read_under_header((1, "ก", None, "ก"), (1.1, "ประชุม", 200), (1.2, "อบรม", 300))
    assert (reading.budget, asked(reading)) == (50_000, ["activities"])


def test_parts_of_activities_are_within_them() -> None:
    rows = [(1, "ก", 500, "ก"), ("1.1", "ประชุม", 500), ("1.1.1", "อาหาร", 300), ("1.1.2", "วัสดุ", 200)]
    assert asked(read_under_header(*rows)) == []


@pytest.mark.parametrize("name", ["1.1 ประชุม", "กิจกรรมที่ 1 ประชุม", "- ประชุม", "• ประชุม"])
def test_activities_are_known_by_their_names(name: str) -> None:
    reading = read_under_header((1, "ก", 500, "ก"), (None, name, 500))
    assert (numbers(reading), asked(reading)) == ([(1, "ก")], [])


def test_an_activity_of_another_project_is_refused() -> None:
    with pytest.raises(PlanRefused, match=r'แถว 3: "3\.1" ไม่ใช่เลขที่โครงการ'):
        read_under_header((1, "ก", 500, "ก"), ("3.1", "ประชุม", 500))


UNNUMBERED = HEADER[1:]


def test_without_numbers_group_and_total_rows_are_no_projects() -> None:
    reading = read(UNNUMBERED, ("กลุ่มนิเทศ 2 โครงการ", 300), ("ก", 100), ("ข", 200), ("รวมทั้งสิ้น", 300))
    assert numbers(reading) == [(1, "ก"), (2, "ข")]
    assert {project.group for project in reading.projects} == {"กลุ่มนิเทศ"}
    assert (reading.stated_total, asked(reading)) == (30_000, [])


@pytest.mark.parametrize("name", ["กลุ่มนิเทศ", "งบประมาณจังหวัด", "1.1 ประชุม", "- ประชุม"])
def test_without_numbers_a_sum_or_an_activity_is_refused_rather_than_counted(name: str) -> None:
    with pytest.raises(PlanRefused, match="แถว 3"):
        read(UNNUMBERED, ("ก", 100, "ก"), (name, 200))


@pytest.mark.parametrize("text", ["92,100,-", "92,100.-", "92,100 .-", "๙๒,๑๐๐,-"])
def test_an_amount_closed_with_a_dash_is_read(text: str) -> None:
    assert read_under_header((1, "ก", text, "ก")).budget == 9_210_000
