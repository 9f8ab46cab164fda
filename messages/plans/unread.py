"""Sheets of a workbook that were not read and may hold projects all the same: a plan with a sheet for each group."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from messages.plans.amounts import is_figure
from messages.plans.grid import Grid, grid_of
from messages.plans.header import UNNUMBERED, find_header
from messages.plans.table import PlanTable
from messages.plans.vocabulary import is_total, squeeze
from messages.sheets.sheet import Sheet

_NUMBER = re.compile(r"\d{1,4}[.)]?")
_NAME = re.compile(r"[^\d]*[ก-๙a-z]{6}[^\d]*.*")


def find_unread_sheets(sheets: Sequence[Sheet], read: PlanTable) -> Iterator[str]:
    """The names of those beside the one that was read that look like a plan, or a part of one without its header."""
    for sheet in sheets:
        if sheet is not read.grid.sheet and _may_hold_projects(grid_of(sheet)):
            yield sheet.name


def _may_hold_projects(grid: Grid) -> bool:
    header = find_header(grid, UNNUMBERED)
    if header and any(True for _ in PlanTable(grid, header).entries()):
        return True
    return any(_is_like_a_project(grid, row) for row in range(1, grid.height + 1))


def _is_like_a_project(grid: Grid, row: int) -> bool:
    """A number, a name and an amount, in this order."""
    cells = sorted(grid.texts(row))
    texts = [squeeze(grid.text(row, column)) for column in cells]
    if len(cells) < 3 or not _NUMBER.fullmatch(texts[0]) or not _NAME.fullmatch(texts[1]) or is_total(texts[1]):
        return False
    return any(is_figure(grid.cell(row, column)) for column in cells[2:])
