"""How a finished report is read: its cells, its columns, its headings and the tables it has."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest

from messages.audit.cells import PrintedFigure, read_figure, read_percent
from messages.audit.finished import NoReport
from messages.audit.vocabulary import closing_status, last_quarter, report_role, years_in
from messages.sheets.reading import Cell
from tests.messages.audit.made import TABLE_HEADER, audited, correct_policy, correct_quarterly, correct_table, sentence


@pytest.mark.parametrize(
    ("cell", "figure"),
    [
        (7_406, PrintedFigure(7_406_00)),
        (592_669.68, PrintedFigure(592_669_68)),
        (35_400.000000000007, PrintedFigure(35_400_00)),
        ("๗,๔๐๖", PrintedFigure(7_406_00)),
        ("12,500 บาท", PrintedFigure(12_500_00)),
        ("-", PrintedFigure(0)),
        ("๐", PrintedFigure(0)),
        (-500, PrintedFigure(-500_00)),
        ("-500", PrintedFigure(-500_00)),
        ("(500)", PrintedFigure(-500_00)),
        (None, None),
        ("ไม่ใช้งบประมาณ", PrintedFigure(0)),
        ("รอจัดสรร", None),
        ("11,550 (2625)", None),
        (True, None),
    ],
)
def test_an_amount_is_read_with_its_sign(cell: Cell, figure: PrintedFigure | None) -> None:
    assert read_figure(cell) == figure


@pytest.mark.parametrize(
    ("cell", "figure"),
    [
        ("11,550 (2625)", PrintedFigure(11_550_00, 2_625_00)),
        ("๑๑,๕๕๐ (๒,๖๒๕)", PrintedFigure(11_550_00, 2_625_00)),
        ("- (2,625)", PrintedFigure(0, 2_625_00)),
        ("(2,625)", PrintedFigure(0, 2_625_00)),
        ("11,550", PrintedFigure(11_550_00)),
    ],
)
def test_brackets_behind_spending_are_the_quarters_before(cell: Cell, figure: PrintedFigure) -> None:
    assert read_figure(cell, spending=True) == figure


@pytest.mark.parametrize(
    ("cell", "percent"),
    [(25.75, "25.75"), ("25.75%", "25.75"), ("๒๕.๗๕", "25.75"), ("-", "0"), (100, "100")],
)
def test_a_percent_is_read_as_it_stands(cell: Cell, percent: str) -> None:
    assert read_percent(cell) == Decimal(percent)


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("การเบิกจ่าย", "used"),
        ("รวมเบิกจ่าย", "used"),
        ("งบประมาณ ที่ใช้", "used"),
        ("งบประมาณที่ใช้จริง", "used"),
        ("งบประมาณ คงเหลือ", "remaining"),
        ("เหลือจ่าย", "remaining"),
        ("ร้อยละเบิกจ่าย", "percent"),
        ("ร้อยละความก้าวหน้า", "progress"),
        ("ความก้าวหน้าการดำเนินงาน", "progress"),
        ("การดำเนินการ", "progress"),
        ("งบประมาณที่ใช้ดำเนินการแต่ละไตรมาส ไตรมาสที่ 2 ผล", "spent_q2"),
        ("ใช้ไปในไตรมาสที่ ๑", "spent_q1"),
        ("ผลการดำเนินงานไตรมาสที่ 1", "progress"),
        ("หมายเหตุ", None),
    ],
)
def test_a_column_of_results_is_known_by_its_header(header: str, role: str | None) -> None:
    assert report_role(header) == role


@pytest.mark.parametrize(
    ("progress", "status"),
    [
        ("ยังไม่ดำเนินการ", "not_started"),
        ("ยังไม่ได้ดำเนินการ", "not_started"),
        ("- ประชุม 2 ครั้ง - จบโครงการ/สรุปรายงานผลเรียบร้อยแล้ว", "done"),
        ("ดำเนินการแล้ว", "done"),
        ("- ไม่ใช่โครงการที่ได้รับการจัดสรรงบประมาณในไตรมาสที่ 1-2", "not_funded"),
        ("- อยู่ระหว่างดำเนินโครงการ", "in_progress"),
        ("ยังไม่ดำเนินการอบรมรุ่นที่ 2 แต่รุ่นที่ 1 เรียบร้อยแล้ว", ""),
        ("ประชุมชี้แจง ยังไม่ได้ดำเนินการ", ""),
    ],
)
def test_only_a_phrase_of_its_own_is_a_status(progress: str, status: str) -> None:
    assert closing_status(progress) == status


@pytest.mark.parametrize(
    ("heading", "years"),
    [
        ("แผนปฏิบัติการประจำปี งบประมาณพ.ศ. 2564", (2564,)),
        ("รอบ 6 เดือน (1 ตุลาคม 2563 - 31 มีนาคม 2564)", (2564, 2564)),
        ("รอบ 3 เดือน (1 ต.ค. 2563 - 31 ธ.ค. 2563)", (2564, 2564)),
        ("ข้อมูล ณ วันที่ 5 ตุลาคม พ.ศ. 2566", ()),
        ("แผนพัฒนาการศึกษา ระยะ 5 ปี (พ.ศ. 2566-2570)", ()),
        ("ปีการศึกษา 2563", ()),
    ],
)
def test_a_heading_names_its_fiscal_year(heading: str, years: tuple[int, ...]) -> None:
    assert years_in(heading) == years


@pytest.mark.parametrize(
    ("title", "quarter"),
    [("รอบ 6 เดือน", 2), ("รอบ ๑๒ เดือน", 4), ("ไตรมาสที่ 1-2", 2), ("ไตรมาสที่ 3", 3), ("ปีงบประมาณ 2564", None)],
)
def test_a_title_says_how_far_the_report_goes(title: str, quarter: int | None) -> None:
    assert last_quarter(title) == quarter


def test_a_page_that_repeats_the_header_begins_no_table() -> None:
    report = correct_table(Random(3))
    report.rows.insert(report.projects[3], TABLE_HEADER[0])
    assert report.findings() == ()


def test_the_table_of_another_quarter_below_is_a_table_of_its_own() -> None:
    first, second = correct_quarterly(Random(1)), correct_quarterly(Random(2))
    row = second.projects[2]
    second.put(row, "remaining", 1)
    found = audited([*first.rows, *second.rows])
    assert [(item.rule, item.project, item.row) for item in found] == [
        ("remaining", second.no(row), len(first.rows) + row + 1)
    ]


def test_percents_that_a_spreadsheet_computes_are_read_as_it_shows_them() -> None:
    rows = [[1, "ก", 330_000, 85_000, "", 85 / 330, 245_000, "ก"], [2, "ข", 300, 100, "", 1 / 3, 200, "ก"]]
    assert audited([*TABLE_HEADER, *rows]) == ()


def test_a_group_written_once_for_its_rows_is_not_left_blank() -> None:
    rows = [[no, f"โครงการ {no}", 100, 50, "", 50, 50, "กลุ่มอำนวยการ" if no == 1 else None] for no in range(1, 6)]
    assert audited([*TABLE_HEADER, *rows]) == ()


def test_spending_above_the_budget_with_a_reason_is_right() -> None:
    row = [1, "ก", 100, 150, "เบิกเกินเนื่องจากได้รับโอนเพิ่ม", 150, -50, "ก"]
    assert audited([*TABLE_HEADER, row]) == ()


@pytest.mark.parametrize("progress", [None, "ดำเนินการแล้วเสร็จ"])
def test_a_project_nobody_reported_yet_misses_no_figures(progress: Cell) -> None:
    assert audited([*TABLE_HEADER, [1, "ก", 100, None, progress, None, None, "ก"]]) == ()


def test_a_sum_may_print_the_quarters_before_in_brackets_too() -> None:
    report = correct_policy(Random(4))
    cells = [report.rows[row][report.columns["used"]] for row in report.projects]
    figures = [figure for cell in cells if (figure := read_figure(cell, spending=True))]
    now, before = sum(figure.satang for figure in figures) // 100, sum(figure.prior for figure in figures) // 100
    report.put(report.totals[0], "used", f"{now:,} ({before:,})")
    assert before > 0
    assert report.findings() == ()


def test_money_that_no_number_accounts_for_is_asked_about() -> None:
    rows = [[1, "ก", 100, 50, "", 50, 50, "ก"], [None, "กิจกรรมย่อย", 40, 20, "", 50, 20, "ก"]]
    assert [(item.rule, item.severity, item.row) for item in audited([*TABLE_HEADER, *rows])] == [
        ("row_not_read", "question", 3)
    ]


@pytest.mark.parametrize("rows", [[["ก", "ข"]], [["ที่", "โครงการ", "งบประมาณ"], [1, "ก", 100]]])
def test_a_file_without_a_report_is_refused(rows: list[list[Cell]]) -> None:
    with pytest.raises(NoReport, match="ไม่พบตารางรายงาน"):
        audited(rows)


def test_a_sum_that_leaves_out_a_project_names_it() -> None:
    rows: list[list[Cell]] = [[no, f"โครงการ {no}", 100 * no, 50, "", 50 / no, 100 * no - 50, "ก"] for no in (1, 2, 5)]
    total: list[Cell] = [None, "รวม", 300, 150]
    (finding,) = audited([*TABLE_HEADER, *rows[:2], [3, *rows[2][1:]], total])
    assert finding.rule == "total"
    assert finding.text.endswith("500 = งบประมาณของที่ 3")


def test_a_group_without_a_budget_is_not_counted_into_the_sum_of_the_next() -> None:
    rows: list[list[Cell]] = [
        [1, "โครงการ 1", 0, None, "", None, 0, "ก"],
        ["รวมกลุ่ม ก 1 โครงการ", None, 0, 0, None, None, 0],
        [2, "โครงการ 2", 100, 50, "", 50, 50, "ข"],
        ["รวมกลุ่ม ข 1 โครงการ", None, 100, 50, None, 50, 50],
    ]
    assert audited([*TABLE_HEADER, *rows]) == ()


def test_a_sum_that_announces_too_many_projects_is_found_even_so() -> None:
    rows: list[list[Cell]] = [
        [1, "โครงการ 1", 100, 50, "", 50, 50, "ก"],
        ["รวมกลุ่ม ก 1 โครงการ", None, 100, 50, None, 50, 50],
        [2, "โครงการ 2", 100, 50, "", 50, 50, "ข"],
        ["รวมกลุ่ม ข 2 โครงการ", None, 100, 50, None, 50, 50],
    ]
    assert [finding.rule for finding in audited([*TABLE_HEADER, *rows])] == ["group_count"]


def test_few_round_percents_do_not_mean_that_the_office_prints_no_decimals() -> None:
    rows: list[list[Cell]] = [
        [1, "ก", 300, 100, "", 33.3, 200, "ก"],
        [2, "ข", 200, 100, "", 50, 100, "ก"],
    ]
    assert [(item.rule, item.expected) for item in audited([*TABLE_HEADER, *rows])] == [("percent", "33.33")]


def test_an_office_that_prints_one_decimal_is_right() -> None:
    rows: list[list[Cell]] = [[no, f"โครงการ {no}", 300, 100, "", 33.3, 200, "ก"] for no in range(1, 7)]
    assert audited([*TABLE_HEADER, *rows]) == ()


def test_a_sum_with_two_decimals_tells_that_round_percents_were_no_choice() -> None:
    rows: list[list[Cell]] = [[no, f"โครงการ {no}", 200, 100, "", 50, 100, "ก"] for no in range(1, 6)]
    rows.append([None, "รวม", 1_000, 500, None, 50.01, 500])
    assert [(item.rule, item.found) for item in audited([*TABLE_HEADER, *rows])] == [("percent", "50.01")]


def test_of_two_years_the_one_most_headings_name_is_right() -> None:
    report = correct_table(Random(5))
    report.rows[0] = ["รายงานตามแผนปฏิบัติการประจำปีงบประมาณ พ.ศ. 2565"]
    assert [(item.expected, item.found) for item in report.findings()] == [("2564", "2565")]


@pytest.mark.parametrize(
    ("printed", "wrong", "found"),
    [("งบประมาณ จำนวน 1,000", "งบประมาณ จำนวน 1,001", "1001.00"), ("ร้อยละ 25.00", "ร้อยละ 25.01", "25.01")],
)
def test_each_figure_of_the_sentence_is_held_against_the_table(printed: str, wrong: str, found: str) -> None:
    said = sentence(1_000, 250)
    assert printed in said
    rows = [*TABLE_HEADER, [1, "ก", 1_000, 250, "", 25, 750, "ก"]]
    assert audited([*rows, [None, said]]) == ()
    assert [(item.rule, item.found) for item in audited([*rows, [None, said.replace(printed, wrong)]])] == [
        ("sentence", found)
    ]


def test_a_sentence_that_says_how_far_spending_is_above_the_budget_is_right() -> None:
    reason = "เนื่องจากได้รับโอนเพิ่ม"
    rows = [*TABLE_HEADER, [1, "ก", 1_000, 1_250, reason, 125, -250, "ก"]]
    assert audited([*rows, [None, sentence(1_000, 1_250)]]) == ()
