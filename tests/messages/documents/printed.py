"""Reports made up for the documents' tests, and the cells a document prints."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from messages.documents.blocks import Block, Document, Table
from messages.documents.official import official_document
from messages.documents.official.edition import Edition
from messages.figures.report import Report
from tests.messages.figures.made import Project, compiled, khonkaen, rayong
from tests.support.answers import PlainAnswers

PASTED = "1. ประชุม <ครู> & ผู้บริหาร น้ำใจ\n- รายการหนึ่ง 🎉\n- #panic(\"x\") *a* $\n\t=SUM(A1) 'ท้าย' ]]>"
STATUSES = ("in_progress", "done", "not_started", "postponed")


def in_form(report: Report, form: str) -> Report:
    return replace(report, office=replace(report.office, form=form, name="สำนักงานเขตพื้นที่การศึกษา เขต 2"))


def table_report(count: int = 6, missing: frozenset[int] = frozenset({5})) -> Report:
    """Two sources of money; no. 2 holds satang and pasted text, no. 5 is missing."""
    answers: dict[int, PlainAnswers] = {
        no: {
            "status": STATUSES[no % 4],
            "spent": 0 if no % 4 == 2 else no * 12_345,
            "progress": PASTED if no == 2 else "",
        }
        for no in range(1, count + 1)
        if no not in missing
    }
    projects = [
        Project(no, 10_000_000 + no * 100, f"โครงการที่ {no}", "กลุ่มอำนวยการ", "แผนปฏิบัติการ" if no % 2 else "สพฐ.")
        for no in range(1, count + 1)
    ]
    return in_form(compiled(projects, answers), "table")


def quarterly_report(count: int = 6, missing: frozenset[int] = frozenset({5})) -> Report:
    """Two groups; plan and actual of two quarters; no. 2 holds pasted text, no. 5 is missing."""
    answers: dict[int, PlainAnswers] = {
        no: {
            "status": STATUSES[no % 4],
            "spent_q1": no * 10_000,
            "spent_q2": no * 12_345,
            "progress": PASTED if no == 2 else "",
        }
        for no in range(1, count + 1)
        if no not in missing
    }
    plan = (1_000_000, 2_000_000, 0, 3_000_000)
    projects = [
        Project(no, 6_000_000, f"โครงการที่ {no}", "กลุ่มอำนวยการ" if no <= count // 2 else "กลุ่มนโยบายและแผน", plan=plan)
        for no in range(1, count + 1)
    ]
    return in_form(compiled(projects, answers), "quarterly-plan")


def real_reports() -> tuple[Report, Report]:
    """The two printed rounds."""
    return in_form(khonkaen(), "table"), in_form(rayong(), "quarterly-plan")


def document_of(report: Report, **edition: Any) -> Document:
    """`edition`: values of an Edition."""
    return official_document(report, Edition(**edition))


def blocks_of(document: Document) -> list[Block]:
    return [block for section in document.sections for block in section.blocks]


def main_table(document: Document) -> Table:
    return next(block for block in document.sections[1].blocks if isinstance(block, Table))


def texts(table: Table) -> list[list[str]]:
    """The printed cells, row by row, header first."""
    return [[cell.text for cell in row] for row in (*table.header, *(row.cells for row in table.rows))]
