"""Format 3 as a document: the summary by source with its pies, then the projects by source and status."""

from __future__ import annotations

from random import Random

import pytest

from messages.answer_values import AnswerItem
from messages.documents.blocks import Block, Document, Heading, Paragraph, Pie, Table
from messages.figures.report import Report
from tests.messages.documents.printed import PASTED, document_of, in_form, texts
from tests.messages.documents.reported import LONG, SOURCES, activities, narrative_report
from tests.messages.figures.made import Project, compiled
from tests.support.answers import PlainAnswer, PlainAnswers

TOLD: PlainAnswers = {
    "status": "in_progress",
    "output": "ครู 120 คน",
    "outcome": "-",
    "indicators": "ร้อยละ 80",
    "activities": ("กิจกรรมหลักที่ ๑ อบรมครู\nวันที่ 7 มกราคม", "นิเทศโรงเรียน"),
    "planned": 59_266_968,
    "spent": 59_266_968,
    "results": "ได้ผลดี",
}


def on_paper(document: Document) -> list[Block]:
    return [block for section in document.sections if section.only == "paper" for block in section.blocks]


def said(blocks: list[Block]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Heading | Paragraph)]


def work(answers: PlainAnswers | None, fund: str = "") -> list[str]:
    """What is told of one project."""
    report = compiled([Project(1, 100_000_000, fund=fund)], {} if answers is None else {1: answers})
    return said(on_paper(document_of(in_form(report, "narrative"))))


def changed(**answers: PlainAnswer) -> list[str]:
    return work({**TOLD, **answers})


def money(**answers: PlainAnswer) -> list[str]:
    told = changed(**answers)
    return told[told.index("การเบิกจ่าย") + 3 : told.index("สรุป")]


def summary(report: Report | None = None) -> list[Block]:
    return list(document_of(report or narrative_report()).sections[1].blocks)


def test_a_project_is_told_in_the_printed_sections() -> None:
    assert work(TOLD) == [
        "โครงการที่อยู่ระหว่างดำเนินการ 1 โครงการ",
        "โครงการที่ 1 Project",
        "ความก้าวหน้าต่อเป้าหมายโครงการ",
        "เป้าหมายเชิงผลผลิต (Output)",
        "ครู 120 คน",
        "เป้าหมายเชิงผลลัพธ์ (Outcome)",
        "-",
        "ดัชนีชี้วัดความสำเร็จ",
        "ร้อยละ 80",
        "ความก้าวหน้าของกิจกรรม",
        "กิจกรรมหลักที่ 1 อบรมครู",
        "วันที่ 7 มกราคม",
        "กิจกรรมหลักที่ 2 นิเทศโรงเรียน",
        "การเบิกจ่าย",
        "จำนวนเงินงบประมาณตามแผนการใช้จ่าย 592,669.68 บาท",
        "จำนวนเงินที่เบิกจ่ายจริง 592,669.68 บาท",
        "สามารถเบิกจ่ายงบประมาณได้ตามแผนการ",
        "สรุป",
        "ผลการดำเนินงาน",
        "ได้ผลดี",
        "ปัญหาและอุปสรรคในการดำเนินงาน",
        "-",
        "ข้อเสนอแนะ",
        "-",
    ]


@pytest.mark.parametrize("reason", ["ฝนตก", "เนื่องจากฝนตก", "เนื่องจาก ฝนตก", "\nฝนตก\n"])
@pytest.mark.parametrize("spent", [0, 94_933_333])
def test_one_reason_for_spending_otherwise_stands_on_the_line(spent: int, reason: str) -> None:
    assert money(spent=spent, reason=reason) == ["ไม่สามารถเบิกจ่ายงบประมาณได้ตามแผนการ เนื่องจาก ฝนตก"]


def test_several_reasons_are_numbered_below_it() -> None:
    assert money(spent=0, reason="งบมาช้า\nเลื่อนอบรม 2 ครั้ง") == [
        "ไม่สามารถเบิกจ่ายงบประมาณได้ตามแผนการ เนื่องจาก",
        "1. งบมาช้า\n2. เลื่อนอบรม 2 ครั้ง",
    ]


@pytest.mark.parametrize("reason", ["1. งบมาช้า\n2. เลื่อน", "๑) งบมาช้า\n๒) เลื่อน", "- งบมาช้า\n- เลื่อน"])
def test_reasons_their_owner_numbered_stay_as_they_are(reason: str) -> None:
    assert money(spent=0, reason=reason)[1] == reason


@pytest.mark.parametrize("reason", ["", "-"])
def test_no_reason_is_a_dash(reason: str) -> None:
    assert money(spent=0, reason=reason) == ["ไม่สามารถเบิกจ่ายงบประมาณได้ตามแผนการ เนื่องจาก -"]


@pytest.mark.parametrize("nothing", ["", "-", " - "])
def test_no_activity_is_a_dash(nothing: str) -> None:
    told = changed(activities=nothing)
    assert told[told.index("ความก้าวหน้าของกิจกรรม") + 1] == "-"


def test_activities_of_eleven_thousand_characters_arrive_whole() -> None:
    long = activities(Random(1), LONG)
    assert sum(len(each) + 1 for each in long) == LONG
    told = changed(activities=long)
    for place, item in enumerate(map(AnswerItem, long), 1):
        at = told.index(f"กิจกรรมหลักที่ {place} {item.title}")
        assert told[at + 1] == item.text


def test_pasted_text_arrives_as_it_was_typed() -> None:
    assert PASTED in changed(output=PASTED)


@pytest.mark.parametrize("status", ["postponed", "cancelled", "done"])
def test_a_project_that_ended_otherwise_is_told_too(status: str) -> None:
    assert "ความก้าวหน้าต่อเป้าหมายโครงการ" in changed(status=status)


def test_a_project_not_begun_is_only_listed() -> None:
    assert work({"status": "not_started"}) == ["โครงการที่ยังไม่ได้ดำเนินการ 1 โครงการ", "ที่ 1 Project"]


def test_a_project_nobody_reported_is_only_listed() -> None:
    assert work(None) == ["โครงการที่ยังไม่ได้รายงาน 1 โครงการ", "ที่ 1 Project"]


def test_projects_stand_by_source_and_in_it_by_status() -> None:
    headings = [block for block in on_paper(document_of(narrative_report())) if isinstance(block, Heading)]
    assert [block.text for block in headings if block.level == 1] == [
        f"{SOURCES[0]}: โครงการที่เสร็จสิ้น 1 โครงการ",
        f"{SOURCES[0]}: โครงการที่อยู่ระหว่างดำเนินการ 3 โครงการ",
        f"{SOURCES[0]}: โครงการที่ยังไม่ได้ดำเนินการ 1 โครงการ",
        f"{SOURCES[0]}: โครงการที่ยังไม่ได้รายงาน 1 โครงการ",
        f"{SOURCES[1]}: โครงการที่เสร็จสิ้น 1 โครงการ",
        f"{SOURCES[1]}: โครงการที่อยู่ระหว่างดำเนินการ 2 โครงการ",
        f"{SOURCES[1]}: โครงการที่ยังไม่ได้ดำเนินการ 1 โครงการ",
        f"{SOURCES[2]}: โครงการที่อยู่ระหว่างดำเนินการ 1 โครงการ",
        f"{SOURCES[2]}: โครงการที่ยกเลิก 1 โครงการ",
    ]


def test_every_project_is_told_once() -> None:
    told = said(on_paper(document_of(narrative_report(60))))
    numbers = [text.split()[1] for text in told if text.startswith("ที่ ")]
    numbers += [text.split()[1] for text in told if text.startswith("โครงการที่ ")]
    assert sorted(map(int, numbers)) == list(range(1, 61))


def test_each_source_has_a_table_and_a_pie() -> None:
    blocks = summary()
    headings = [block.text for block in blocks if isinstance(block, Heading)][3:6]
    assert headings == [f"{source} {count} โครงการ" for source, count in zip(SOURCES, (6, 4, 2), strict=True)]
    assert [block.title for block in blocks if isinstance(block, Pie)] == headings


def test_a_plan_without_sources_has_one_table_of_all_projects() -> None:
    blocks = summary(in_form(compiled([Project(1)], {1: TOLD}), "narrative"))
    (pie,) = [block for block in blocks if isinstance(block, Pie)]
    assert pie.title == "โครงการทั้งหมด 1 โครงการ"


def test_a_sources_table_counts_its_statuses_and_their_percents() -> None:
    """Percents as printed for 17 projects (deploy/docs/report-formats.md): 5, 8 and 4 of them."""
    statuses = ["done"] * 5 + ["in_progress"] * 8 + ["not_started"] * 4
    projects = [Project(no, fund=SOURCES[0]) for no in range(1, 18)]
    report = compiled(projects, {no: {**TOLD, "status": status} for no, status in enumerate(statuses, 1)})
    (table,) = [block for block in summary(in_form(report, "narrative")) if isinstance(block, Table)]
    assert texts(table) == [
        ["สถานะ", "จำนวนโครงการ", "ร้อยละ"],
        ["เสร็จสิ้น", "5", "29.41"],
        ["อยู่ระหว่างดำเนินการ", "8", "47.06"],
        ["ยังไม่ได้ดำเนินการ", "4", "23.53"],
        ["รวม", "17", "100.00"],
    ]


def test_a_pie_shows_what_its_table_says_and_nothing_of_nothing() -> None:
    blocks = summary()
    tables = [block for block in blocks if isinstance(block, Table)]
    for table, pie in zip(tables, [block for block in blocks if isinstance(block, Pie)], strict=True):
        rows = [row for row in texts(table)[1:-1] if row[1] != "-"]
        assert [[part.name, str(part.count)] for part in pie.slices] == [row[:2] for row in rows]
        assert [part.text for part in pie.slices] == [f"{count} โครงการ (ร้อยละ {rate})" for _, count, rate in rows]


def test_missing_reports_are_listed_below_the_summary() -> None:
    told = said(summary())
    at = told.index("โครงการที่ยังไม่ได้รายงาน 1 โครงการ")
    assert [text.split(" พัฒนา")[0] for text in told[at + 1 :]][:1] == ["ที่ 5"]


def test_an_office_with_thai_digits_reads_them_throughout() -> None:
    told = said(on_paper(document_of(narrative_report(), thai_digits=True)))
    assert "จำนวนเงินที่เบิกจ่ายจริง ๔๖,๑๑๒,๐๘๖ บาท" in told
    assert any(text.startswith("กิจกรรมหลักที่ ๑ ") for text in told)
