"""The rows of an official table by source of money: each source's projects under its name, then its sum."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import count

from messages.documents.blocks import Cell, TableRow
from messages.documents.official.cells import count_text
from messages.figures.report import Report, ReportRow, Share
from messages.texts import say

SumCells = Callable[[Share, Sequence[ReportRow], tuple[int, ...], str], tuple[Cell, ...]]
"""The cells of a sum from (its figures, its projects, where their rows stand in the table, its name)."""


def fund_rows(
    report: Report, columns: int, project_row: Callable[[ReportRow], TableRow], sum_cells: SumCells
) -> Iterator[TableRow]:
    """The projects of each source with its sum, where the plan names sources; the total of all."""
    place = count()
    projects: tuple[int, ...] = ()
    named = any(fund.name for fund in report.by_fund)
    for fund in report.by_fund:
        rows = [row for row in report.rows if row.fund == fund.name]
        if named:
            next(place)
            yield TableRow((Cell(count_text(fund.name, fund.expected), columns=columns),), "group")
        places = tuple(next(place) for _ in rows)
        projects += places
        yield from map(project_row, rows)
        if named:
            next(place)
            yield TableRow(sum_cells(fund, rows, places, say("report.subtotal", name=fund.name)), "subtotal")
    yield TableRow(sum_cells(report.totals, report.rows, projects, say("report.total")), "total")
