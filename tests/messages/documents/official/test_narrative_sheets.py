"""Format 3 in a workbook: the table of figures, and the texts in rows no higher than Excel shows."""

from __future__ import annotations

from messages.answer_values import amount
from messages.audit.finished import audit_report
from messages.documents.blocks import Table
from messages.documents.official.narrative_sheets import split_text
from messages.documents.writers.xlsx import write_xlsx
from messages.figures.report import Report
from messages.sheets.reading import read_sheets
from messages.thai.money import baht
from tests.messages.documents.printed import PASTED, document_of, in_form, texts
from tests.messages.documents.reported import LONG, MISSING, ONLY_LISTED, OVER, SOURCES, narrative_report
from tests.messages.figures.made import Project, compiled
from tests.support.answers import PlainAnswers


def table(name: str, report: Report | None = None) -> list[list[str]]:
    sections = document_of(report or narrative_report()).sections
    (section,) = [section for section in sections if section.name == name]
    return next(texts(block) for block in section.blocks if isinstance(block, Table))


def figures(no: int) -> list[str]:
    return next(row for row in table("ตารางโครงการ") if row[0] == str(no))[2:9]


def told(no: int) -> list[tuple[str, str]]:
    return [(about, text) for number, _, about, text in table("ผลรายโครงการ") if number == str(no)]


def test_a_project_has_its_figures_on_one_row() -> None:
    assert figures(OVER) == [
        "อยู่ระหว่างดำเนินการ", "500,003.03", "11,469,006", "46,112,086", "-45,612,082.97", "9222.36",
        "ไม่ตามแผน\nเนื่องจาก 1. ได้รับจัดสรรเพิ่มจาก สพฐ.\n2. โอนงบเงินเดือนครูอัตราจ้างเข้ามาเบิกที่โครงการนี้",
    ]  # fmt: skip


def test_of_a_project_not_begun_nobody_knows_a_plan() -> None:
    assert figures(ONLY_LISTED) == ["ยังไม่ได้ดำเนินการ", "500,004.04", "", "-", "500,004.04", "-", ""]


def test_a_project_nobody_reported_has_a_budget_and_no_more() -> None:
    assert figures(MISSING) == ["ยังไม่ได้รายงาน", "500,005.05", "", "", "500,005.05", "", ""]


def test_each_source_has_a_row_above_its_projects_and_a_sum_below() -> None:
    report = narrative_report()
    rows = table("ตารางโครงการ", report)
    assert [row[0] for row in rows if len(row) == 1] == [
        f"{source} {count} โครงการ" for source, count in zip(SOURCES, (6, 4, 2), strict=True)
    ]
    sums = {row[0]: row[1:6] for row in rows if len(row) == 8}
    assert list(sums) == [*(f"รวม{source}" for source in SOURCES), "รวมทั้งสิ้น"]
    planned = sum(amount(row.answers, "planned") or 0 for row in report.rows)
    totals = report.totals
    rate = str(totals.percent)
    assert sums["รวมทั้งสิ้น"] == [*map(baht, (totals.budget, planned, totals.spent, totals.remaining)), rate]


def test_an_audit_of_the_workbook_finds_nothing_where_spending_above_the_budget_has_its_reason() -> None:
    workbook = write_xlsx(document_of(narrative_report(60, frozenset())))
    assert audit_report(read_sheets(workbook, "report.xlsx")) == ()


def test_an_audit_of_the_workbook_finds_spending_above_the_budget_without_a_reason() -> None:
    answers: PlainAnswers = {"status": "in_progress", "planned": 100_000, "spent": 100_001}
    report = in_form(compiled([Project(1)], {1: answers}), "narrative")
    found = audit_report(read_sheets(write_xlsx(document_of(report)), "report.xlsx"))
    assert [(finding.project, finding.rule) for finding in found] == [(1, "over_budget")]


def test_everything_told_of_a_project_stands_in_rows_of_its_number() -> None:
    abouts = [about for about, _ in told(1)]
    assert abouts[:3] == ["เป้าหมายเชิงผลผลิต (Output)", "เป้าหมายเชิงผลลัพธ์ (Outcome)", "ดัชนีชี้วัดความสำเร็จ"]
    assert abouts[3] == "กิจกรรมหลักที่ 1"
    assert abouts[-3:] == ["ผลการดำเนินงาน", "ปัญหาและอุปสรรคในการดำเนินงาน", "ข้อเสนอแนะ"]
    assert dict(told(1))["ข้อเสนอแนะ"] == "-"
    assert dict(told(2))["เป้าหมายเชิงผลผลิต (Output)"] == PASTED


def test_the_reasons_stand_among_the_texts() -> None:
    reason = dict(told(OVER))["เหตุผลที่เบิกจ่ายไม่ตรงตามแผนการ"]
    assert reason.startswith("1. ได้รับจัดสรรเพิ่ม")
    assert "เหตุผลที่เบิกจ่ายไม่ตรงตามแผนการ" not in dict(told(1))


def test_of_what_has_not_begun_nothing_is_told() -> None:
    assert told(ONLY_LISTED) == told(MISSING) == []


def test_the_name_of_a_project_stands_beside_its_first_row_alone() -> None:
    names = [name for number, name, _, _ in table("ผลรายโครงการ") if number == "1"]
    assert names[0].startswith("พัฒนาคุณภาพ")
    assert set(names[1:]) == {""}


def test_a_long_text_goes_on_in_the_next_row() -> None:
    lines = [f"{no}. {'ประชุมครู ' * 20}".strip() for no in range(1, 60)]
    found = split_text("\n".join(lines))
    assert len(found) > 3
    assert "\n".join(found).split("\n") == lines


def test_a_line_longer_than_a_row_is_cut_behind_a_space() -> None:
    line = " ".join(["ประชุมเชิงปฏิบัติการครู"] * (LONG // 20))
    found = split_text(line)
    assert len(found) > 3
    assert " ".join(found) == line


def test_a_line_without_a_space_is_cut_between_letters_as_readers_see_them() -> None:
    found = split_text("น้ำ" * 2000)
    assert len(found) > 1
    assert "".join(found) == "น้ำ" * 2000
    assert [piece for piece in found if not piece.startswith("น้ำ")] == []


def test_many_short_lines_take_a_line_each() -> None:
    assert [piece.count("\n") + 1 for piece in split_text("ก\n" * 40)] == [18, 18, 4]


def test_an_empty_text_has_no_pieces() -> None:
    assert split_text("") == []
