"""The printed tables of two real offices as rows of cells, figures as printed; names are left out."""

from __future__ import annotations

from messages.sheets.reading import Cell
from tests.messages.audit.made import QUARTERLY_HEADER, TABLE_HEADER, Rows
from tests.support.printed import KHONKAEN, RAYONG, printed_rows

_QUARTERS = [f"{kind}_{quarter}" for quarter in (1, 2, 3, 4) for kind in ("plan", "spent")]


def khonkaen() -> Rows:
    """สพป.ขอนแก่น เขต 2, fiscal year 2564: two sections by source, no sums."""
    rows: Rows = [
        ["รายงานการกำกับติดตามการดำเนินงานตามแผนปฏิบัติการประจำปี งบประมาณพ.ศ. 2564"],
        ["สำนักงานเขตพื้นที่การศึกษาประถมศึกษาขอนแก่น เขต 2"],
        ["รอบ 6 เดือน (1 ตุลาคม 2563 - 31 มีนาคม 2564)"],
        *TABLE_HEADER,
    ]
    printed = printed_rows(KHONKAEN)
    fund = printed[0]["fund"]
    for project in printed:
        if project["fund"] != fund:
            fund = project["fund"]
            rows.append([fund])
        figures = [_figure(project[column]) for column in ("budget", "spent", "percent", "remaining")]
        budget, spent, percent, left = figures
        name = f"โครงการที่ {project['no']}"
        group = project["group"] or None
        rows.append([int(project["no"]), name, budget, spent, project["progress"], percent, left, group])
    return rows


def rayong() -> Rows:
    """สพป.ระยอง เขต 2, fiscal year 2566: group rows, four quarters, and the printed sums of all."""
    rows: Rows = [["ผลการดำเนินงานตามแผนปฏิบัติการประจำปีงบประมาณ พ.ศ. 2566 รอบ 6 เดือน"], *QUARTERLY_HEADER]
    printed = printed_rows(RAYONG)
    groups = [project["group"] for project in printed]
    for at, project in enumerate(printed):
        if at == 0 or groups[at - 1] != project["group"]:
            rows.append([f"{project['group']} {groups.count(project['group'])} โครงการ"])
        figures = [_figure(project[column]) for column in ("budget", *_QUARTERS, "used", "remaining")]
        rows.append([int(project["no"]), f"โครงการที่ {project['no']}", *figures, project["progress"]])
    sums: list[Cell] = [289_350, 168_420, 774_740, 672_510, 447_850, None, 479_020, None]
    rows.append([None, "รวม", 1_975_480, *sums, 862_370])
    return rows


def _figure(text: str) -> Cell:
    """Nothing is printed as "-"."""
    return float(text) if "." in text else int(text) if text else "-"
