"""What is odd in a plan is named with both figures, and imported all the same."""

from __future__ import annotations

import pytest

from messages.plans.reading import PlanReading
from tests.messages.plans.made import HEADER, QUARTERLY, named, read, read_under_header


def figures(reading: PlanReading, rule: str) -> list[tuple[str, str]]:
    return [(finding.expected, finding.found) for finding in named(reading, rule)]


def test_a_plan_that_agrees_with_itself_has_no_findings() -> None:
    reading = read(
        QUARTERLY, ("กลุ่มนิเทศ 1 โครงการ",), (1, "อบรม", 100, 10, 20, 30, 40), ("รวม", None, 100, 10, 20, 30, 40)
    )
    assert reading.findings == ()


def test_quarters_that_do_not_sum_to_the_budget_are_an_error() -> None:
    reading = read(QUARTERLY, ("กลุ่มนิเทศ",), (1, "อบรม", 100, 10, 20, 30, 50))
    finding = reading.findings[0]
    assert (finding.rule, finding.severity, finding.project, finding.row) == ("quarters_sum", "error", 1, 3)
    assert (finding.expected, finding.found) == ("100.00", "110.00")
    assert reading.projects[0].plan == (1_000, 2_000, 3_000, 5_000)


def test_an_excess_that_is_one_quarter_alone_is_not_called_a_repetition() -> None:
    reading = read(QUARTERLY, (1, "อบรม", 100, 30, 20, 50, 30))
    text = named(reading, "quarters_sum")[0].text
    assert "ซ้ำ" in text
    once = named(read(QUARTERLY, (1, "อบรม", 100, 30, 20, 50, 25)), "quarters_sum")[0].text
    assert "ซ้ำ" not in once


def test_a_shortfall_is_not_called_a_repetition() -> None:
    reading = read(QUARTERLY, (1, "อบรม", 100, 20, 20, 20, 20))
    assert "ซ้ำ" not in named(reading, "quarters_sum")[0].text


def test_a_project_without_any_quarter_is_a_question_where_others_have_them() -> None:
    reading = read(QUARTERLY, (1, "อบรม", 100, 10, 20, 30, 40), (2, "นิเทศ", 100))
    assert [found.project for found in named(reading, "no_quarters")] == [2]
    assert reading.projects[1].plan is None


def test_a_gap_in_the_numbers_is_one_question() -> None:
    reading = read_under_header((1, "ก", 1, "ก"), (5, "ข", 1, "ก"), (6, "ค", 1, "ก"))
    assert [(found.severity, found.row, found.expected) for found in named(reading, "number_gap")] == [
        ("question", 3, "2-4")
    ]


def test_a_repeated_name_is_a_question() -> None:
    reading = read_under_header((1, "อบรม ครู", 1, "ก"), (2, "อบรมครู", 1, "ก"))
    assert [(found.severity, found.project) for found in named(reading, "name_repeated")] == [("question", 2)]


def test_nothing_for_a_budget_is_a_question_and_a_blank_is_told_from_a_dash() -> None:
    reading = read_under_header((1, "ก", 1, "ก"), (2, "ข", "-", "ก"), (3, "ค", None, "ก"))
    dash, blank = named(reading, "zero_budget")
    assert (dash.project, blank.project) == (2, 3)
    assert "ว่าง" not in dash.text
    assert "ว่าง" in blank.text


def test_a_blank_group_stays_blank() -> None:
    reading = read_under_header((1, "ก", 1, "กลุ่มนิเทศ"), (2, "ข", 1, None))
    assert [project.group for project in reading.projects] == ["กลุ่มนิเทศ", ""]
    assert [found.project for found in named(reading, "no_group")] == [2]


def test_a_printed_total_that_is_wrong_is_an_error_in_its_column() -> None:
    reading = read(QUARTERLY, (1, "ก", 100, 10, 20, 30, 40), ("รวมงบประมาณ", None, 100, 10, 25, 30, 40))
    finding = named(reading, "total")[0]
    assert (finding.severity, finding.row, finding.expected, finding.found) == ("error", 3, "20.00", "25.00")
    assert "แผนไตรมาสที่ 2" in finding.text
    assert len(named(reading, "total")) == 1


def test_each_groups_total_is_compared_with_its_group() -> None:
    rows = [
        ("กลุ่มก 1 โครงการ",), (1, "ก", 100), ("รวม", None, 100),
        ("กลุ่มข 1 โครงการ",), (2, "ข", 200), ("รวม", None, 200),
        ("รวมทั้งสิ้น", None, 300),
    ]  # fmt: skip
    assert read(HEADER[:3], *rows).findings == ()


def test_a_grand_total_is_never_excused_by_the_last_group() -> None:
    rows = [(1, "ก", 100, "ก"), ("รวม", None, 100), (2, "ข", 200, "ข"), ("รวมทั้งสิ้น", None, 200)]
    assert figures(read_under_header(*rows), "total") == [("300.00", "200.00")]


@pytest.mark.parametrize("source", ["งบประมาณได้รับจัดสรรจาก สพฐ.", "งบประมาณตามแผนปฏิบัติการ"])
def test_the_sum_of_a_source_that_is_called_a_budget_is_no_grand_total(source: str) -> None:
    rows = [(1, "ก", 100, "ก"), (source,), (2, "ข", 200, "ก"), (f"รวม{source}", None, 200), ("รวมทั้งสิ้น", None, 300)]
    assert figures(read_under_header(*rows), "total") == []


def test_a_total_with_projects_below_it_is_not_the_plans_total() -> None:
    rows = [(1, "ก", 100, "ก"), ("รวม", None, 100), (2, "ข", 200, "ข")]
    assert read_under_header(*rows).stated_total is None


def test_a_groups_printed_sum_is_compared() -> None:
    reading = read(HEADER[:3], ("กลุ่มก 2 โครงการ", None, 250), (1, "ก", 100), (2, "ข", 200))
    assert figures(reading, "total") == [("300.00", "250.00")]


def test_a_total_that_counts_the_projects_is_compared() -> None:
    reading = read_under_header((1, "ก", 100, "ก"), ("รวม 2 โครงการ", None, 100))
    assert figures(reading, "group_count") == [("1", "2")]


def test_findings_stand_in_the_order_of_the_rows() -> None:
    reading = read_under_header((1, "ก", 1, None), (3, "ข", 0, "ก"), (4, "ค", 1, None))
    assert [finding.row for finding in reading.findings] == [2, 3, 3, 4]
