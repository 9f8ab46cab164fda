"""Rows of a text file against its header: a comma or a quote too many moves every cell behind it."""

from __future__ import annotations

import re

from messages.plans.lines import Entry, Line, PlanGroupRow, TotalRow
from messages.plans.table import PlanTable
from messages.plans.values import PlanRefused
from messages.texts import say

_THOUSANDS, _REST = re.compile(r"\s*[0-9๐-๙]{1,3}"), re.compile(r"[0-9๐-๙]{3}(?:\.[0-9๐-๙]+)?(?:\s*บาท)?")
_FIGURE = re.compile(r"[0-9๐-๙][0-9๐-๙,]*(?:\.[0-9๐-๙]+)?")


def refuse_misfit(table: PlanTable, line: Line) -> None:
    """Raises PlanRefused for a row of a .csv that has not the cells its header has."""
    if not table.grid.sheet.delimiter:
        return
    cells = table.grid.sheet.rows[line.row - 1]
    width = max(max(texts, default=0) for texts in table.header.lines) + 1
    filled = max((at for at, cell in enumerate(cells) if cell is not None), default=-1) + 1
    counts = isinstance(line, Entry) or (isinstance(line, TotalRow | PlanGroupRow) and bool(line.sums))
    if counts and (filled > width or (isinstance(line, Entry) and len(cells) < width)):
        raise PlanRefused(say("plan.refused.width", found=max(filled, min(len(cells), width)), width=width), line.row)
    if counts and table.grid.sheet.delimiter == "," and _is_cut(table, line.row):
        raise PlanRefused(say("plan.refused.cut_amount"), line.row)
    labels = (line.group, line.fund, line.heading) if isinstance(line, Entry) else ()
    figure = next((label for label in labels if _FIGURE.fullmatch(label)), "")
    if figure and table.grid.sheet.delimiter == ",":
        raise PlanRefused(say("plan.refused.shifted", found=figure), line.row)


def _is_cut(table: PlanTable, row: int) -> bool:
    """Whether 5,000 may stand there without quotes: a short figure before three digits that are no money."""
    money = table.money_columns()
    for column in money:
        before, after = table.grid.text(row, column), table.grid.text(row, column + 1)
        if column + 1 not in money and _THOUSANDS.fullmatch(before) and _REST.fullmatch(after):
            return True
    return False
