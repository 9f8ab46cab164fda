"""An action plan from its spreadsheet: `read_plan` understands the whole sheet or refuses it, and repairs nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from messages.findings import Finding
from messages.plans.budgets import choose_budget
from messages.plans.checks import check_projects
from messages.plans.conversion import choose_units
from messages.plans.doubts import sheet_doubts
from messages.plans.folding import Folding, fold
from messages.plans.grid import Grid, grid_of
from messages.plans.header import NEEDED, UNNUMBERED, Header, find_header
from messages.plans.lines import Line, SectionRow
from messages.plans.numbering import fold_activities, number_projects
from messages.plans.rows import read_lines
from messages.plans.sums import check_groups, check_totals, stated_total
from messages.plans.table import PlanTable
from messages.plans.unread import find_unread_sheets
from messages.plans.values import QUARTERS, ColumnFound, PlanProject, PlanReading, PlanRefused, refuse_all
from messages.plans.vocabulary import fiscal_years, is_fund, squeeze
from messages.sheets.sheet import Sheet, visible_sheets
from messages.texts import say

__all__ = ["ColumnFound", "Finding", "PlanProject", "PlanReading", "PlanRefused", "read_plan"]


def read_plan(sheets: Sequence[Sheet], *, fiscal_year: int | None = None, sheet_name: str | None = None) -> PlanReading:
    """The plan in the sheet that has a header, with everything odd about it as findings.

    `fiscal_year` (Buddhist Era) is what the reader was told; a title that says otherwise is a finding. `sheet_name`
    chooses the sheet. Raises PlanRefused where rows, the header or the choice of the sheet are not clear beyond
    doubt; it names them all.
    """
    wanted = _choose_sheets(sheets, sheet_name)
    plain = _choose(_tables(wanted))
    table, about_columns = _understand(plain)
    refused: list[PlanRefused] = []
    counted = number_projects(tuple(read_lines(table, refused)), in_order=not table.is_numbered, refused=refused)
    refuse_all(refused)
    lines = fold_activities(counted.lines)
    folding = _fold(table, lines.lines)
    projects = tuple(folding.projects)
    if not projects:
        raise PlanRefused(say("plan.refused.no_projects", row=table.header.rows[-1]))
    if len(folding.blank_budgets) == len(projects):
        raise PlanRefused(say("plan.refused.no_budgets", column=table.header.label("budget")))
    stated_year = _fiscal_year(table)
    findings = [
        *_about_sheet(table, tuple(find_unread_sheets(wanted, plain)), stated_year, fiscal_year),
        *_about_hidden_sheets(sheets, table),
        *about_columns,
        *counted.findings,
        *lines.findings,
        *sheet_doubts(table, lines.lines, projects),
        *_about_projects(folding, projects),
    ]
    return PlanReading(
        sheet=table.grid.sheet.name,
        header_rows=table.header.rows,
        columns=table.header.found,
        projects=projects,
        findings=tuple(sorted(findings, key=lambda finding: finding.row or 0)),
        fiscal_year=stated_year,
        stated_total=stated_total(folding.totals, projects),
    )


def _choose_sheets(sheets: Sequence[Sheet], name: str | None) -> Sequence[Sheet]:
    """The sheet of that name, else those people can see."""
    if name is None:
        return visible_sheets(sheets)
    found = [sheet for sheet in sheets if sheet.name == name]
    if not found:
        raise PlanRefused(say("plan.refused.no_such_sheet", sheet=name, sheets=", ".join(each.name for each in sheets)))
    return found


def _tables(sheets: Sequence[Sheet]) -> list[PlanTable]:
    """Those with numbers; where no sheet has any, those without."""
    grids = [grid_of(sheet) for sheet in sheets]
    for needed in (NEEDED, UNNUMBERED):
        found = [PlanTable(grid, header) for grid in grids if (header := find_header(grid, needed))]
        if found:
            return found
    return []


def _understand(table: PlanTable) -> tuple[PlanTable, list[Finding]]:
    """With the unit of its money, and the column of its budget."""
    converted, about_units = choose_units(table)
    chosen, about_budget = choose_budget(converted)
    return chosen, [*about_units, *about_budget]


def _choose(tables: Sequence[PlanTable]) -> PlanTable:
    """The table with the most projects."""
    found = sorted(tables, key=_size, reverse=True)
    if not found:
        raise PlanRefused(say("plan.refused.no_header"))
    if len(found) > 1 and _size(found[0]) == _size(found[1]):
        names = ", ".join(table.grid.sheet.name for table in found)
        raise PlanRefused(say("plan.refused.several_sheets", sheets=names))
    return found[0]


def _size(table: PlanTable) -> int:
    return sum(1 for _ in table.entries())


def _fold(table: PlanTable, lines: Sequence[Line]) -> Folding:
    titles = {squeeze(text) for text in _titles(table.grid, table.header)}
    sections = any(isinstance(line, SectionRow) and squeeze(line.fund) not in titles for line in lines)
    unnamed = say("plan.first_fund") if sections else ""
    return fold(lines, _fund_above(table) or unnamed, titles)


def _titles(grid: Grid, header: Header) -> Iterator[str]:
    for row in range(1, header.rows[0]):
        yield from grid.texts(row).values()


def _fund_above(table: PlanTable) -> str:
    """The first section's own row, where it stands just above the header."""
    above = list(table.grid.texts(table.header.rows[0] - 1).values())
    alone = len(above) == 1 and is_fund(above[0]) and not fiscal_years(above[0])
    return above[0] if alone else ""


def _fiscal_year(table: PlanTable) -> int | None:
    """Of the title, else of the sheet's name; None where they name no year or several."""
    for texts in (list(_titles(table.grid, table.header)), [table.grid.sheet.name]):
        years = {year for text in texts for year in fiscal_years(text)}
        if years:
            return years.pop() if len(years) == 1 else None
    return None


def _about_sheet(
    table: PlanTable, others: Sequence[str], stated_year: int | None, told_year: int | None
) -> Iterator[Finding]:
    if others:
        text = say("plan.finding.other_sheets", sheet=table.grid.sheet.name, others=", ".join(others))
        yield Finding("other_sheets", "question", None, None, text, asks=True)
    if stated_year and told_year and stated_year != told_year:
        text = say("plan.finding.fiscal_year", stated=stated_year, told=told_year)
        yield Finding("fiscal_year", "question", None, None, text, str(told_year), str(stated_year), asks=True)
    present = [role for role in QUARTERS if role in table.header.columns]
    if table.header.crowded or 0 < len(present) < len(QUARTERS):
        yield Finding("quarters_unread", "question", None, None, say("plan.finding.quarters_unread"))


def _about_hidden_sheets(sheets: Sequence[Sheet], read: PlanTable) -> Iterator[Finding]:
    hidden = [sheet for sheet in sheets if not sheet.visible and sheet is not read.grid.sheet]
    names = [table.grid.sheet.name for table in _tables(hidden) if _size(table)]
    if names:
        text = say("plan.finding.hidden_sheets", sheets=", ".join(names))
        yield Finding("hidden_sheets", "question", None, None, text, asks=True)


def _about_projects(folding: Folding, projects: Sequence[PlanProject]) -> Iterator[Finding]:
    yield from check_projects(projects, folding.blank_budgets)
    yield from check_groups(folding.groups, projects)
    yield from check_totals(folding.totals, projects)
    for stray in folding.strays:
        if stray.after < len(projects):
            text = say("plan.finding.row_not_read", row=stray.row.row, words=stray.row.text)
            yield Finding("row_not_read", "question", None, stray.row.row, text)
