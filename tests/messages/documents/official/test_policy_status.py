"""Format 2 as a document: a table a quarter, earlier quarters in brackets, the chart, the sentence and the notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from messages.audit.finished import audit_report
from messages.audit.printed import find_tables
from messages.documents.blocks import Chart, Document, Heading, Paragraph, Table
from messages.documents.writers.xlsx import write_xlsx
from messages.figures.report import Report
from messages.sheets.reading import read_sheets
from messages.thai.money import baht
from tests.messages.documents.printed import document_of, in_form, texts
from tests.messages.documents.reported import POLICIES, policy_report
from tests.messages.figures.made import Project, Round, compiled
from tests.support.answers import PlainAnswers


def tables(document: Document) -> list[Table]:
    return [block for section in document.sections for block in section.blocks if isinstance(block, Table)]


def rows(report: Report | None = None, quarter: int = -1) -> list[list[str]]:
    """Those of a quarter's table below its header; of the last one where none is named."""
    return texts(tables(document_of(report or policy_report()))[quarter])[2:]


def row(no: int, report: Report | None = None, quarter: int = -1) -> list[str]:
    return next(each for each in rows(report, quarter) if each[0] == str(no))


def said(document: Document, section: int) -> list[str]:
    return [block.text for block in document.sections[section].blocks if isinstance(block, Heading | Paragraph)]


def reported(
    answers: PlainAnswers | None,
    earlier: Sequence[PlainAnswers] = ({"spent_q1": 262_500},),
    round_: Round | None = None,
) -> Report:
    """A report on one project of 140,000 baht."""
    given = {} if answers is None else {1: answers}
    made = compiled([Project(1, 14_000_000)], given, round_=round_, earlier=[{1: each} for each in earlier])
    return in_form(made, "policy-status")


def test_the_header_has_the_two_printed_levels() -> None:
    top, money = tables(document_of(policy_report()))[0].header
    assert [(cell.text, cell.columns, cell.rows) for cell in top] == [
        ("ที่", 1, 2), ("โครงการ", 1, 2), ("งบประมาณ", 3, 1), ("การดำเนินการ", 1, 2),
    ]  # fmt: skip
    assert [cell.text for cell in money] == ["ที่ได้รับ", "ที่ใช้", "คงเหลือ"]


def test_there_is_a_table_for_each_quarter_of_the_round() -> None:
    names = [section.name for section in document_of(policy_report()).sections]
    assert names == ["บันทึกข้อความ", "ไตรมาสที่ 1", "ไตรมาสที่ 2", "สรุป"]


def test_a_round_of_one_quarter_has_one_table_and_the_quarters_before_in_brackets() -> None:
    document = document_of(policy_report(round_=Round(quarters=(2,))))
    assert [section.name for section in document.sections][1:-1] == ["ไตรมาสที่ 2"]
    assert texts(tables(document)[0])[3][3] == "11,550 (2,625)"


def test_a_table_names_its_quarter_and_the_days_it_covers() -> None:
    assert said(document_of(policy_report()), 2)[:3] == [
        "รายงานผลการดำเนินงานตามแผนปฏิบัติการ ประจำปีงบประมาณ พ.ศ. 2564",
        "สำนักงานเขตพื้นที่การศึกษา เขต 2",
        "ไตรมาสที่ 2 (1 มกราคม 2564 - 31 มีนาคม 2564)",
    ]


def test_projects_stand_below_the_policies_they_serve() -> None:
    found = tables(document_of(policy_report()))[1].rows
    assert [each.cells[0].text for each in found if each.kind == "group"] == list(POLICIES)
    assert [each.cells[0].text for each in found if each.kind == "item"] == [str(no) for no in range(1, 13)]


def test_a_plan_without_policies_has_no_rows_for_them() -> None:
    assert [each[0] for each in rows(reported({"status": "done", "spent_q2": 5}))] == ["1", "รวม"]


def test_a_project_without_a_policy_stands_below_one_that_has_no_name() -> None:
    projects = [Project(1, heading=POLICIES[0]), Project(2)]
    found = rows(in_form(compiled(projects), "policy-status"))
    assert [each[0] for each in found] == [POLICIES[0], "1", "ไม่ระบุ", "2", "รวม"]


def test_the_quarters_before_stand_in_brackets_and_are_taken_off_the_budget() -> None:
    report = reported({"status": "in_progress", "spent_q2": 1_155_000})
    assert row(1, report)[2:] == ["140,000", "11,550 (2,625)", "125,825", "กำลังดำเนินการ"]


def test_all_quarters_before_are_one_sum_in_brackets() -> None:
    round_ = Round(quarters=(3,))
    report = reported({"status": "done", "spent_q3": 5_00}, ({"spent_q1": 2_00}, {"spent_q2": 1_50}), round_)
    assert row(1, report)[2:5] == ["140,000", "5 (3.50)", "139,991.50"]


@pytest.mark.parametrize(
    ("now", "before", "printed"),
    [(1_155_000, 0, "11,550"), (0, 262_500, "- (2,625)"), (0, 0, "-"), (50, 25, "0.50 (0.25)")],
)
def test_nothing_is_a_dash_and_has_no_brackets(now: int, before: int, printed: str) -> None:
    report = reported({"status": "done", "spent_q2": now}, ({"spent_q1": before},))
    assert row(1, report)[3] == printed


def test_the_first_quarter_has_no_brackets() -> None:
    assert row(1, quarter=0)[2:5] == ["140,001.01", "2,625", "137,376.01"]


def test_what_is_not_known_is_left_blank() -> None:
    assert row(4, quarter=0)[2:5] == ["140,004.04", "", "140,004.04"]


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("not_started", "ยังไม่ได้ดำเนินการ"),
        ("in_progress", "กำลังดำเนินการ"),
        ("done", "ดำเนินการแล้ว"),
        ("postponed", "เลื่อนการดำเนินการ"),
    ],
)
def test_a_status_is_told_in_the_words_of_the_format(status: str, words: str) -> None:
    report = reported({"status": status, "spent_q2": 0})
    assert row(1, report)[5] == words
    assert f"- {words} 1 โครงการ คิดเป็นร้อยละ 100.00" in said(document_of(report), -1)


@pytest.mark.parametrize(("status", "words"), [("not_started", "ยังไม่ได้ดำเนินการ"), ("done", "-")])
def test_of_an_earlier_quarter_only_a_project_not_begun_has_a_known_status(status: str, words: str) -> None:
    assert row(1, reported({"status": status, "spent_q2": 0}), quarter=0)[5] == words


def test_a_quarters_own_status_is_the_one_reported_then() -> None:
    earlier: PlainAnswers = {"status": "in_progress", "spent_q1": 5_00}
    report = reported({"status": "done", "spent_q2": 0}, (earlier,))
    assert (row(1, report, quarter=0)[5], row(1, report)[5]) == ("กำลังดำเนินการ", "ดำเนินการแล้ว")


def test_the_table_of_an_earlier_quarter_is_the_one_signed_then() -> None:
    """Of three projects two are missing in the second quarter; the first quarter's table stays as it was."""
    projects = [Project(no, 100_000 * no) for no in (1, 2, 3)]
    first: dict[int, PlainAnswers] = {no: {"status": "in_progress", "spent_q1": 1_000 * no} for no in (1, 2, 3)}
    signed = compiled(projects, first, round_=Round(quarters=(1,)))
    now = compiled(projects, {2: {"status": "done", "spent_q2": 7}}, earlier=[first])
    signed_rows, rows_now = (rows(in_form(each, "policy-status"), 0) for each in (signed, now))
    assert rows_now == signed_rows


def test_money_of_quarters_nobody_told_apart_stands_in_the_last_and_says_so() -> None:
    report = reported({"status": "done", "spent_q3": 5_00}, (), Round(quarters=(1, 2, 3)))
    together = compiled([Project(1, 14_000_000)], {1: {"spent": 9_00}}, round_=Round(quarters=(1, 2)))
    assert row(1, in_form(together, "policy-status"))[3:] == ["9", "139,991", "ยอดไตรมาสที่ 2 เป็นยอดรวมไตรมาสที่ 1-2"]
    assert row(1, report)[3] == "5"


def test_a_quarter_that_others_told_and_a_project_did_not_is_said_to_be_unknown() -> None:
    assert row(4)[5].split("\n")[1:] == ["ไม่มียอดไตรมาสที่ 1"]
    assert row(3)[5].split("\n")[1:] == []


def test_of_nothing_known_no_percent_is_told() -> None:
    said_last = said(document_of(reported(None, ())), 1)[-1]
    assert "รายงานแล้ว 0 จาก 1 โครงการ" in said_last
    assert "ร้อยละ" not in said_last


def test_a_project_nobody_reported_says_so_and_keeps_what_earlier_quarters_told() -> None:
    assert row(5)[3:] == ["(296.50)", "139,708.55", "ยังไม่ได้รายงาน\nยอดถึงไตรมาสที่ 1"]
    assert row(5, quarter=0)[3:] == ["296.50", "139,708.55", "-"]
    assert "โครงการที่ยังไม่ได้รายงาน 1 โครงการ" in said(document_of(policy_report()), -1)


def test_the_sum_row_has_brackets_of_its_own() -> None:
    report = policy_report()
    first, second = ([row.quarters[at] or 0 for row in report.rows] for at in (0, 1))
    left = report.totals.budget - sum(first) - sum(second)
    used = f"{baht(sum(second))} ({baht(sum(first))})"
    assert rows(report)[-1] == [
        "รวม\nรวมยอดถึงไตรมาสที่ 1 จำนวน 296.50 บาท",
        baht(report.totals.budget),
        used,
        baht(left),
        "",
    ]
    assert rows(report, 0)[-1][2] == baht(sum(first))


def test_a_quarter_nobody_ever_reported_has_no_table_and_a_note_says_so() -> None:
    document = document_of(reported({"status": "done", "spent_q2": 5}, ()))
    assert [section.name for section in document.sections][1:-1] == ["ไตรมาสที่ 2"]
    assert any(text.startswith("3. ไม่มีรายงานของไตรมาสที่ 1 ") for text in said(document, 1))


def test_both_notes_stand_below_each_table() -> None:
    for section in (1, 2):
        notes = said(document_of(policy_report()), section)[3:6]
        assert notes[0] == "หมายเหตุ"
        assert ("ร้อยละ 70" in notes[1], "120 บาท" in notes[2]) == (True, True)


def test_the_sentence_tells_the_year_to_the_rounds_end_and_says_so() -> None:
    """deploy/docs/report-formats.md, format 2, with its own figures; it was printed as those of the quarter."""
    projects = [Project(1, 323_300_000)]
    made = compiled(projects, {1: {"status": "done", "spent_q2": 30_000_000}}, earlier=[{1: {"spent_q1": 8_320_000}}])
    assert said(document_of(in_form(made, "policy-status")), 2)[-1] == (
        "จากแผนภาพพบว่า สำนักงานเขตพื้นที่การศึกษา เขต 2 ได้ดำเนินการใช้งบประมาณตามแผนปฏิบัติการ จำนวน 3,233,000 บาท "
        "ใช้ไปถึงสิ้นไตรมาสที่ 2 จำนวน 383,200 บาท คิดเป็นร้อยละ 11.85 คงเหลืองบประมาณ จำนวน 2,849,800 บาท"
    )


def test_without_a_budget_the_sentence_has_a_dash_for_its_percent() -> None:
    report = in_form(compiled([Project(1, 0)], {1: {"spent_q2": 0}}), "policy-status")
    assert "คิดเป็นร้อยละ - คงเหลือ" in said(document_of(report), 1)[-1]


def test_the_chart_shows_what_the_sentence_tells_and_only_of_the_last_quarter() -> None:
    report = policy_report()
    found = [
        [block for block in section.blocks if isinstance(block, Chart)] for section in document_of(report).sections
    ]
    assert [len(charts) for charts in found] == [0, 0, 1, 0]
    (chart,) = found[2]
    assert chart.categories == ("ที่ได้รับ", "ที่ใช้", "คงเหลือ")
    assert chart.series[0].amounts == (report.totals.budget, report.totals.spent, report.totals.remaining)


@pytest.mark.parametrize("thai_digits", [False, True])
def test_an_audit_of_a_whole_reports_workbook_finds_nothing(thai_digits: bool) -> None:
    whole = policy_report(60, frozenset(), frozenset())
    workbook = write_xlsx(document_of(whole, thai_digits=thai_digits))
    assert [finding.text for finding in audit_report(read_sheets(workbook, "report.xlsx"))] == []


def test_an_audit_reads_the_brackets_and_the_sentence_of_the_workbook() -> None:
    """What is asserted of no findings holds of sheets that were understood."""
    sheets = read_sheets(write_xlsx(document_of(policy_report(12, frozenset(), frozenset()))), "report.xlsx")
    (first, second) = find_tables(sheets)
    assert [table.until for table in (first, second)] == [1, 2]
    assert (second.rows[0].amount("used"), second.rows[0].amount("prior")) == (1_155_000, 262_500)
    assert any("จากแผนภาพพบว่า" in stray.row.text for stray in second.strays)


def test_an_audit_finds_a_sentence_that_disagrees_with_its_table() -> None:
    whole = policy_report(12, frozenset(), frozenset())
    document = document_of(whole)
    quarter = document.sections[2]
    (*others, last) = quarter.blocks
    assert isinstance(last, Paragraph)
    wrong = Paragraph(last.text.replace(baht(whole.totals.spent), baht(whole.totals.spent - 100)))
    sections = (*document.sections[:2], replace(quarter, blocks=(*others, wrong)), *document.sections[3:])
    found = audit_report(read_sheets(write_xlsx(replace(document, sections=sections)), "report.xlsx"))
    assert [finding.rule for finding in found] == ["sentence"]
