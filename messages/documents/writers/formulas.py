"""Formulas of a document's tables as Excel writes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from messages.documents.blocks import Difference, Formula, Percentage, Sum


def write_formula(formula: Formula, row: int, column: int, first: int) -> str:
    """The formula of the cell at `row` and `column` of a sheet on which its table's rows begin at row `first`."""
    match formula:
        case Difference(whole, part):
            return f"={xl_rowcol_to_cell(row, whole)}-{xl_rowcol_to_cell(row, part)}"
        case Percentage(part, whole):
            return f"=ROUND({xl_rowcol_to_cell(row, part)}/{xl_rowcol_to_cell(row, whole)}*100,2)"
        case Sum(columns=columns) if columns:
            return f"=SUM({','.join(xl_rowcol_to_cell(row, each) for each in columns)})"
        case Sum(rows=rows):
            runs = (xl_range(first + top, column, first + bottom, column) for top, bottom in _find_runs(rows))
            return f"=SUM({','.join(runs)})"


def _find_runs(rows: Iterable[int]) -> Iterator[tuple[int, int]]:
    """First and last of the rows that follow each other."""
    top = bottom = None
    for row in rows:
        if bottom is None or row > bottom + 1:
            if top is not None and bottom is not None:
                yield top, bottom
            top = row
        bottom = row
    if top is not None and bottom is not None:
        yield top, bottom
