"""Format 5 as a document: groups beside their projects, money by category, and each project from 1. to 6."""

from __future__ import annotations

from itertools import takewhile

import pytest

from messages.documents.blocks import Block, Chart, Heading, Paragraph, Table
from messages.figures.report import by_category
from messages.project import Details
from messages.thai.money import baht
from tests.messages.documents.book import book, details_of
from tests.messages.documents.printed import PASTED, document_of, in_form, texts
from tests.messages.figures.made import Project, Round, compiled
from tests.support.answers import PlainAnswers

NO_GROUP = "ไม่ระบุ"


def tables(count: int = 12) -> list[Table]:
    sections = document_of(book(count)).sections
    return [block for section in sections for block in section.blocks if isinstance(block, Table)]


def work_of(no: int, blocks: tuple[Block, ...]) -> list[str]:
    """What part 4 says of one project, from its heading to the next project's."""
    said = [block for block in blocks if isinstance(block, Heading | Paragraph)]
    starts = [at for at, block in enumerate(said) if isinstance(block, Heading) and block.level == 2]
    start = next(at for at in starts if said[at].text.startswith(f"โครงการที่ {no} "))
    rest = takewhile(lambda block: not (isinstance(block, Heading) and block.level == 2), said[start + 1 :])
    return [block.text for block in rest]


def work(answers: PlainAnswers | None, details: Details | None = None, round_: Round | None = None) -> list[str]:
    """Part 4 of a report on one project."""
    project = Project(1, details=details or {})
    report = compiled([project], {} if answers is None else {1: answers}, round_=round_)
    return work_of(1, document_of(in_form(report, "quarterly-narrative")).sections[2].blocks)


def test_the_book_goes_on_where_the_offices_own_parts_end() -> None:
    headings = [
        block.text
        for section in document_of(book()).sections
        for block in section.blocks
        if isinstance(block, Heading) and block.level == 1
    ]
    assert headings == ["ส่วนที่ 3 แผนงาน/โครงการและงบประมาณ", "ส่วนที่ 4 การดำเนินงานตามโครงการ", "ภาพกิจกรรม"]


def test_a_group_stands_beside_all_its_projects_and_is_summed_below_them() -> None:
    rows = tables()[0].rows
    assert [(row.cells[0].text, row.cells[0].rows, row.kind) for row in rows[:5]] == [
        ("กลุ่มอำนวยการ", 3, "item"),
        ("2", 1, "item"),
        ("3", 1, "item"),
        ("รวมกลุ่มอำนวยการ 3 โครงการ", 1, "subtotal"),
        ("กลุ่มนโยบายและแผน", 3, "item"),
    ]


def test_sums_are_those_of_the_figures() -> None:
    report = book()
    printed = {row[0]: row[1:] for row in texts(tables()[0]) if row[0].startswith("รวม")}
    for share in report.by_group:
        sums = [baht(share.budget), baht(share.spent), baht(share.remaining), str(share.percent)]
        assert printed[f"รวม{share.name} {share.expected} โครงการ"] == sums
    totals = report.totals
    assert printed["รวมทั้งสิ้น"][:3] == [baht(totals.budget), baht(totals.spent), baht(totals.remaining)]


def test_a_project_nobody_reported_leaves_its_figures_blank_and_is_named_below() -> None:
    row = next(row for row in texts(tables()[0]) if "7" in row[:2])
    assert row[-4:] == ["100,007.07", "", "100,007.07", ""]
    said = [block.text for block in document_of(book()).sections[1].blocks if isinstance(block, Heading | Paragraph)]
    assert "โครงการที่ยังไม่ได้รายงาน 1 โครงการ" in said


def test_projects_without_a_group_stand_together() -> None:
    report = in_form(compiled([Project(1), Project(2)]), "quarterly-narrative")
    table = next(block for block in document_of(report).sections[0].blocks if isinstance(block, Table))
    assert [row[0] for row in texts(table)[1:]] == [NO_GROUP, "2", f"รวม{NO_GROUP} 2 โครงการ", "รวมทั้งสิ้น"]


def test_the_categories_of_the_budget_are_summed_with_satang() -> None:
    usual = ["งบบุคลากร", "งบดำเนินงาน", "งบลงทุน", "งบเงินอุดหนุน", "งบรายจ่ายอื่น"]
    printed = texts(tables()[1])
    assert printed[0] == ["หมวดรายจ่าย", "ได้รับ", "เบิกจ่าย", "คงเหลือ"]
    assert [row[0] for row in printed[1:]] == [*usual, "รวมทั้งสิ้น"]
    for share, row in zip(by_category(book(), usual), printed[1:], strict=False):
        assert row[1:] == [baht(share.budget), baht(share.spent), baht(share.remaining)]
    assert "." in printed[-1][2]


def test_a_chart_shows_what_the_categories_table_says() -> None:
    (chart,) = [block for block in document_of(book()).sections[1].blocks if isinstance(block, Chart)]
    figures = [texts(tables()[1])[row][1:] for row in range(1, 6)]
    assert [list(each) for each in zip(*(series.texts for series in chart.series), strict=True)] == figures


def test_a_plan_without_categories_has_neither_their_table_nor_their_chart() -> None:
    report = in_form(compiled([Project(1)]), "quarterly-narrative")
    blocks = document_of(report).sections[1].blocks
    assert not [block for block in blocks if isinstance(block, Table | Chart)]


def test_a_category_the_budget_does_not_know_and_projects_without_one_come_last() -> None:
    projects = [Project(1, details={}), Project(2, details={"category": "งบกลาง"})]
    blocks = document_of(in_form(compiled(projects), "quarterly-narrative")).sections[1].blocks
    table = next(block for block in blocks if isinstance(block, Table))
    assert [row[0] for row in texts(table)][-3:] == ["งบกลาง", NO_GROUP, "รวมทั้งสิ้น"]


def test_a_project_is_told_from_1_to_6() -> None:
    answers = {
        "spent_q1": 1_234_50,
        "spent_q2": 0,
        "results_q1": "ประชุม 6 ตุลาคม 14 คน",
        "results_q2": "อบรม",
        "problems": "ฝนตก",
    }
    assert work(answers, details_of(1)) == [
        "1. วัตถุประสงค์",
        "1. เพื่อพัฒนาครูให้จัดการเรียนรู้เชิงรุกได้\n2. เพื่อนิเทศ ติดตามโรงเรียนในสังกัดทุกโรงเรียน",
        "2. เป้าหมาย",
        "2.1 เชิงผลผลิต (Output)",
        "ครูและบุคลากรทางการศึกษา จำนวน 120 คน ได้รับการพัฒนา",
        "2.2 เชิงผลลัพธ์ (Outcome)",
        "ผู้เรียนร้อยละ 80 มีผลสัมฤทธิ์สูงขึ้น",
        "3. งบประมาณ",
        "งบประมาณที่ตั้งไว้ จำนวน 1,000 บาท",
        "3.1 ใช้ไปในไตรมาสที่ 1 จำนวน 1,234.50 บาท",
        "3.2 ใช้ไปในไตรมาสที่ 2 จำนวน 0 บาท",
        "4. ระยะเวลาดำเนินงาน",
        "1 ตุลาคม 2566 - 30 กันยายน 2567",
        "5. ผลการดำเนินงาน",
        "5.1 ไตรมาสที่ 1",
        "ประชุม 6 ตุลาคม 14 คน",
        "5.2 ไตรมาสที่ 2",
        "อบรม",
        "6. ปัญหาอุปสรรคและข้อเสนอแนะ",
        "6.1 ปัญหาและอุปสรรค",
        "ฝนตก",
        "6.2 ข้อเสนอแนะ",
        "-ไม่มี-",
    ]


def test_what_the_plan_does_not_say_is_a_dash() -> None:
    said = work({})
    assert [said[said.index(heading) + 1] for heading in ("1. วัตถุประสงค์", "4. ระยะเวลาดำเนินงาน")] == ["-", "-"]
    assert said[said.index("2.2 เชิงผลลัพธ์ (Outcome)") + 1] == "-"


@pytest.mark.parametrize("reason", ["อบรมเดือนพฤษภาคม", "เนื่องจากอบรมเดือนพฤษภาคม", "เนื่องจาก อบรมเดือนพฤษภาคม"])
def test_a_reason_for_spending_nothing_is_given_once(reason: str) -> None:
    said = work({"spent_q1": 0, "spent_q2": 0, "reason": reason})
    assert "ยังไม่ได้เบิกจ่าย เนื่องจากอบรมเดือนพฤษภาคม" in said


@pytest.mark.parametrize("nothing", ["", "-", " - "])
def test_no_problems_are_told_as_none(nothing: str) -> None:
    said = work({"problems": nothing, "suggestions": nothing})
    assert said[-3:] == ["-ไม่มี-", "6.2 ข้อเสนอแนะ", "-ไม่มี-"]


def test_pasted_text_arrives_as_it_was_typed() -> None:
    assert PASTED in work({"results_q1": PASTED})


def test_things_told_apart_are_numbered() -> None:
    assert "1) ประชุม\nวันที่ 6 ตุลาคม" in work({"results_q1": ("ประชุม\nวันที่ 6 ตุลาคม", "อบรม")})
    assert "2) อบรม" in work({"results_q1": ("ประชุม\nวันที่ 6 ตุลาคม", "อบรม")})


def test_a_project_nobody_reported_says_so_wherever_an_answer_would_stand() -> None:
    said = work(None, details_of(1))
    assert said[1].startswith("1. เพื่อพัฒนาครู")
    assert said[9] == "3.1 ใช้ไปในไตรมาสที่ 1 ยังไม่ได้รายงาน"
    assert said.count("ยังไม่ได้รายงาน") == 4


def test_a_later_round_counts_its_own_quarters_and_shows_the_money_of_all() -> None:
    said = work({"spent_q3": 100, "results_q3": "อบรม"}, round_=Round(quarters=(3, 4)))
    assert [text for text in said if text.startswith(("3.", "5."))] == [
        "3. งบประมาณ",
        "3.1 ใช้ไปในไตรมาสที่ 1 ยังไม่ได้รายงาน",
        "3.2 ใช้ไปในไตรมาสที่ 2 ยังไม่ได้รายงาน",
        "3.3 ใช้ไปในไตรมาสที่ 3 จำนวน 1 บาท",
        "3.4 ใช้ไปในไตรมาสที่ 4 ยังไม่ได้รายงาน",
        "5. ผลการดำเนินงาน",
        "5.1 ไตรมาสที่ 3",
        "5.2 ไตรมาสที่ 4",
    ]


def test_an_office_with_thai_digits_reads_them_throughout() -> None:
    document = document_of(book(), thai_digits=True)
    assert work_of_thai(document.sections[2].blocks)[:2] == ["๑. วัตถุประสงค์", "๑. เพื่อพัฒนาครูให้จัดการเรียนรู้เชิงรุกได้"]


def work_of_thai(blocks: tuple[Block, ...]) -> list[str]:
    said = [block for block in blocks if isinstance(block, Heading | Paragraph)]
    return [said[2].text, said[3].text.split("\n")[0]]
