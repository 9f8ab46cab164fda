"""Format 4 as a document: three levels of header, groups with their sums, the plan judged cumulatively."""

from __future__ import annotations

import pytest

from messages.documents.blocks import Chart, Paragraph, Table
from tests.messages.documents.printed import (
    PASTED,
    blocks_of,
    document_of,
    in_form,
    main_table,
    quarterly_report,
    real_reports,
    texts,
)
from tests.messages.figures.made import Project, compiled
from tests.support.answers import PlainAnswers

PLAN = (1_000_000, 2_000_000, 0, 0)


def rows() -> list[list[str]]:
    return texts(main_table(document_of(quarterly_report())))


def progress_of(answers: PlainAnswers) -> str:
    report = in_form(compiled([Project(1, plan=PLAN)], {1: answers}), "quarterly-plan")
    return texts(main_table(document_of(report)))[4][-1]


def test_the_header_has_the_three_printed_levels() -> None:
    top, quarters, kinds = main_table(document_of(quarterly_report())).header
    assert [(cell.text, cell.columns, cell.rows) for cell in top][2:5] == [
        ("งบประมาณที่ได้รับจัดสรร", 1, 3), ("งบประมาณที่ใช้ดำเนินการแต่ละไตรมาส", 8, 1), ("งบประมาณที่ใช้จริง", 1, 3),
    ]  # fmt: skip
    assert [(cell.text, cell.columns) for cell in quarters] == [(f"ไตรมาสที่ {quarter}", 2) for quarter in (1, 2, 3, 4)]
    assert [cell.text for cell in kinds] == ["แผน", "ผล"] * 4


def test_a_group_has_a_row_with_its_count_and_its_sums() -> None:
    assert rows()[3][:4] == ["กลุ่มอำนวยการ 3 โครงการ", "180,000", "30,000", "600"]


def test_a_project_prints_plan_and_actual_and_what_is_left() -> None:
    assert rows()[4][2:13] == [
        "60,000",
        "10,000",
        "100",
        "20,000",
        "123.45",
        "-",
        "",
        "30,000",
        "",
        "223.45",
        "59,776.55",
    ]


def test_the_total_row_closes_the_table() -> None:
    assert rows()[-1][:2] == ["รวมทั้งสิ้น", "360,000"]


def test_progress_is_closed_by_the_status() -> None:
    assert progress_of({"status": "in_progress", "progress": PASTED}) == f"{PASTED}\n- อยู่ระหว่างดำเนินโครงการ"


def test_a_status_the_owner_wrote_is_not_said_again() -> None:
    told = "- ประชุม\n- อยู่ระหว่างดำเนินโครงการ"
    assert progress_of({"status": "in_progress", "progress": told}) == told


def test_a_project_without_money_in_the_round_names_its_quarters() -> None:
    said = progress_of({"status": "not_funded"})
    assert said == "- ไม่ใช่โครงการที่ได้รับการจัดสรรงบประมาณในไตรมาสที่ 1-2"


@pytest.mark.parametrize(("second", "listed"), [(3_000_000, False), (3_000_001, True)])
def test_only_spending_above_the_plan_to_the_rounds_end_is_over_it(second: int, listed: bool) -> None:
    report = in_form(compiled([Project(7, plan=PLAN)], {7: {"spent_q1": 0, "spent_q2": second}}), "quarterly-plan")
    said = [block.text for block in blocks_of(document_of(report)) if isinstance(block, Paragraph)]
    assert any("เกินแผนสะสม" in text and text.endswith("ที่ 7") for text in said) is listed


def test_plan_and_actual_stand_side_by_side_in_a_table_and_a_chart() -> None:
    blocks = document_of(quarterly_report()).sections[2].blocks
    (table,) = [block for block in blocks if isinstance(block, Table)]
    (chart,) = [block for block in blocks if isinstance(block, Chart)]
    assert texts(table)[-1] == ["ไตรมาสที่ 2", "120,000", "1,975.20", "180,000", "3,575.20", "1.99"]
    assert [(series.name, series.amounts) for series in chart.series] == [
        ("แผน", (6_000_000, 12_000_000)),
        ("ผล", (160_000, 197_520)),
    ]


def test_rayong_prints_its_real_totals() -> None:
    """All as printed but the plan of quarter 4, in which the print counts the 4,800 of no. 12's wrong column."""
    _, report = real_reports()
    table = texts(main_table(document_of(report)))
    plans, spent = table[-1][2:10:2], table[-1][3:10:2]
    assert (plans, spent) == (["289,350", "774,740", "447,850", "474,220"], ["189,860", "672,510", "", ""])
    assert [table[-1][column] for column in (1, 10, 11)] == ["1,975,480", "862,370", "1,113,110"]
    assert table[3][0] == "กลุ่มอำนวยการ 4 โครงการ"
