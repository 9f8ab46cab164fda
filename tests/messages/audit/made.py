"""Finished reports for these tests: the layouts offices have, and correct reports of random figures."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from random import Random

import openpyxl

from messages.audit.finished import audit_report
from messages.findings import Finding
from messages.sheets.reading import Cell, read_sheets
from messages.thai.text import thai_digits

Rows = list[list[Cell]]

TABLE = {"no": 0, "name": 1, "budget": 2, "used": 3, "progress": 4, "percent": 5, "remaining": 6, "group": 7}
QUARTERLY = {"no": 0, "name": 1, "budget": 2, "used": 11, "remaining": 12, "progress": 13} | {
    f"{kind}{quarter}": 1 + 2 * quarter + (kind == "spent_q") for kind in ("q", "spent_q") for quarter in (1, 2, 3, 4)
}
POLICY = {"no": 0, "name": 1, "budget": 2, "used": 3, "remaining": 4, "progress": 5}

TABLE_HEADER: Rows = [
    ["ที่", "งาน/โครงการ", "งบประมาณ", "การเบิกจ่าย", "ความก้าวหน้าการดำเนินงาน", "ร้อยละเบิกจ่าย", "คงเหลือ", "กลุ่มผู้รับผิดชอบ"],
]
QUARTERLY_HEADER: Rows = [
    ["ที่", "ชื่อโครงการ/กิจกรรม", "งบประมาณที่ได้รับจัดสรร", "งบประมาณที่ใช้ดำเนินการแต่ละไตรมาส"]
    + [None] * 7
    + ["งบประมาณที่ใช้จริง", "เหลือจ่าย", "สรุปความก้าวหน้าโครงการ"],
    [None] * 3 + ["ไตรมาสที่ 1", None, "ไตรมาสที่ 2", None, "ไตรมาสที่ 3", None, "ไตรมาสที่ 4"],
    [None] * 3 + ["แผน", "ผล"] * 4,
]
POLICY_HEADER: Rows = [
    ["ที่", "โครงการ", "งบประมาณ", None, None, "การดำเนินการ"],
    [None, None, "ที่ได้รับ", "ที่ใช้", "คงเหลือ", None],
]
STARTED = "อยู่ระหว่างดำเนินการ"
NOT_STARTED = "ยังไม่ดำเนินการ"


@dataclass
class Report:
    """A printed report. `projects` and `totals` are the places of their rows in `rows`, `columns` those of figures."""

    columns: Mapping[str, int]
    rows: Rows
    projects: list[int] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)

    def get(self, row: int, role: str) -> int:
        """Baht; 0 for nothing."""
        value = self.rows[row][self.columns[role]]
        return value if isinstance(value, int) else 0

    def put(self, row: int, role: str, value: Cell) -> None:
        self.rows[row][self.columns[role]] = value

    def no(self, row: int) -> int:
        return self.get(row, "no")

    def sum(self, role: str, rows: Sequence[int]) -> int:
        return sum(self.get(row, role) for row in rows)

    def findings(self) -> tuple[Finding, ...]:
        return audited(self.rows, *self.merged)


def audited(rows: Sequence[Sequence[Cell]], *merged: str) -> tuple[Finding, ...]:
    """The findings about a workbook of these rows, the first of them row 1."""
    return audit_report(read_sheets(workbook(rows, *merged), "report.xlsx"))


def workbook(rows: Sequence[Sequence[Cell]], *merged: str) -> bytes:
    book = openpyxl.Workbook()
    for at, row in enumerate(rows, start=1):
        for column, cell in enumerate(row, start=1):
            book.active.cell(at, column, cell)
    for cells in merged:
        book.active.merge_cells(cells)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def quarterly_merges(top: int) -> list[str]:
    """The merged cells of QUARTERLY_HEADER whose first row is `top`."""
    tall = [f"{letter}{top}:{letter}{top + 2}" for letter in "ABCLMN"]
    return [*tall, f"D{top}:K{top}", *(f"{a}{top + 1}:{b}{top + 1}" for a, b in ("DE", "FG", "HI", "JK"))]


def share(spent: int, budget: int) -> float:
    return float((Decimal(100 * spent) / budget).quantize(Decimal("0.01"), ROUND_HALF_UP))


def nothing(random: Random) -> Cell:
    """What offices print for it."""
    return random.choice(["-", None, 0, "๐"])


def correct_table(random: Random, projects: int = 8) -> Report:
    """Format 1: two sections by source, each with its sum, and the sum of all."""
    title = "รายงานตามแผนปฏิบัติการประจำปีงบประมาณ พ.ศ. 2564"
    report = Report(TABLE, [[title], ["รอบ 6 เดือน (1 ตุลาคม 2563 - 31 มีนาคม 2564)"], *TABLE_HEADER])
    half = projects // 2
    for no in range(1, projects + 1):
        if no == half + 1:
            _table_total(report, "รวม", report.projects)
            report.rows.append(["งบประมาณได้รับจัดสรรจากสำนักใน สพฐ."])
        budget = random.randint(1_000, 900_000)
        part = random.randint(1, budget - 1)
        spent = part if no == 1 else random.choice([0, budget, part])
        status = random.choice([STARTED, "1. จัดประชุม 2 ครั้ง 2. อยู่ระหว่างสรุปผล"]) if spent else NOT_STARTED
        percent = share(spent, budget) if spent else nothing(random)
        group = f"กลุ่มที่ {random.randint(1, 4)}"
        report.projects.append(len(report.rows))
        figures: list[Cell] = [spent or nothing(random), status, percent, budget - spent or nothing(random)]
        report.rows.append([no, f"โครงการ ก{no}", budget, *figures, group])
    _table_total(report, "รวม", report.projects[half:])
    _table_total(report, "รวมทั้งสิ้น", report.projects)
    return report


def _table_total(report: Report, label: str, members: Sequence[int]) -> None:
    budget, used, left = (report.sum(role, members) for role in ("budget", "used", "remaining"))
    report.totals.append(len(report.rows))
    report.rows.append([None, label, budget, used, None, share(used, budget), left])


def correct_quarterly(random: Random, projects: int = 8) -> Report:
    """Format 4: plan and actual by quarter to the end of quarter 2; one quarter may exceed its own plan."""
    rows: Rows = [["แผนปฏิบัติการประจำปีงบประมาณ พ.ศ. 2566 รอบ 6 เดือน"], *[list(row) for row in QUARTERLY_HEADER]]
    report = Report(QUARTERLY, rows, merged=quarterly_merges(2))
    half = projects // 2
    for no in range(1, projects + 1):
        if no in {1, half + 1}:
            count = half if no == 1 else projects - half
            report.groups.append(len(rows))
            rows.append([f"กลุ่มงานที่ {no} {count} โครงการ"])
        plan = [10 * random.randint(1, 4_000) for _ in range(4)]
        first = random.randint(0, plan[0] + plan[1])
        spent = [first, random.randint(0, plan[0] + plan[1] - first), 0, 0]
        report.projects.append(len(rows))
        pairs = [cell or nothing(random) for pair in zip(plan, spent, strict=True) for cell in pair]
        status = "- จัดประชุม 2 ครั้ง - อยู่ระหว่างดำเนินโครงการ" if sum(spent) else "- เลื่อนระยะเวลาการดำเนินโครงการ"
        left = sum(plan) - sum(spent)
        rows.append([no, f"โครงการ ข{no}", sum(plan), *pairs, sum(spent) or "-", left or "-", status])
    report.totals.append(len(rows))
    rows.append([None, "รวม", *(_column_sum(report, at) for at in range(2, 13))])
    return report


def _column_sum(report: Report, column: int) -> Cell:
    cells = [report.rows[row][column] for row in report.projects]
    return sum(cell for cell in cells if isinstance(cell, int)) or "-"


def correct_policy(random: Random, projects: int = 8) -> Report:
    """Format 2, the second quarter: the first quarter's spending in brackets, a sentence below the table."""
    rows: Rows = [["ไตรมาสที่ 2 ประจำปีงบประมาณ พ.ศ. 2563"], *[list(row) for row in POLICY_HEADER]]
    report = Report(POLICY, rows, merged=["A2:A3", "B2:B3", "C2:E2", "F2:F3"])
    budgets, spent = 0, 0
    for no in range(1, projects + 1):
        if no in {1, projects // 2}:
            rows.append([f"นโยบาย สพฐ.ที่ {1 if no == 1 else 2} ด้านการจัดการศึกษา"])
        budget = random.randint(5_000, 500_000)
        now, before = random.randint(0, budget // 2), random.choice([0, random.randint(1, budget // 2)])
        budgets, spent = budgets + budget, spent + now + before
        report.projects.append(len(rows))
        used: Cell = f"{now:,} ({before})" if before else now or nothing(random)
        status = "กำลังดำเนินการ" if now + before else "ยังไม่ได้ดำเนินการ"
        rows.append([no, f"โครงการ ค{no}", budget, used, budget - now - before, status])
    report.totals.append(len(rows))
    rows.append([None, "รวม", budgets, spent, budgets - spent])
    rows.append([None, sentence(budgets, spent)])
    return report


def sentence(budget: int, spent: int) -> str:
    return (
        f"จากแผนภาพพบว่า สพม. เขต 2 ได้ดำเนินการใช้งบประมาณ จำนวน {budget:,} บาท ใช้ไปในไตรมาสที่ 2 จำนวน {spent:,} บาท "
        f"คิดเป็นร้อยละ {share(spent, budget):.2f} คงเหลืองบประมาณ จำนวน {budget - spent:,} บาท"
    )


def in_thai_digits(report: Report) -> Report:
    """The same with every figure typed as text in Thai digits."""
    for row in [*report.projects, *report.totals]:
        report.rows[row] = [_typed(cell) for cell in report.rows[row]]
    return report


def _typed(cell: Cell) -> Cell:
    if isinstance(cell, float):
        return thai_digits(f"{cell:.2f}")
    return thai_digits(f"{cell:,}") if isinstance(cell, int) else cell
