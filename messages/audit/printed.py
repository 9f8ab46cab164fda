"""The tables of a finished report: every project with the figures printed for it, and the rows that sum them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from messages.audit.cells import PrintedFigure, read_figure, read_percent
from messages.audit.vocabulary import is_sentence, last_quarter, report_role
from messages.plans.folding import Folding, GroupSpan, Strays, TotalSpan
from messages.plans.grid import Grid, grid_of
from messages.plans.header import Header, header_at
from messages.plans.lines import Entry, HeadingRow, Line, PlanGroupRow, SectionRow, StrayRow, TotalRow
from messages.plans.rows import between
from messages.plans.table import PlanTable, numbers_columns
from messages.plans.values import QUARTERS, SPENT_QUARTERS, PlanProject, PlanRefused
from messages.plans.vocabulary import OTHER
from messages.sheets.reading import Cell, Sheet, column_index

_SPENDING = frozenset({*SPENT_QUARTERS, "used"})


@dataclass(frozen=True, slots=True)
class Printed:
    """One project. `figures`: satang by role (FIGURES without percent, and `prior`); a blank cell has none.

    `percent` is the number as printed; `reason` what a column of its own says of the plan. `unread`: cells of figures,
    by role, that are neither figures nor mere words.
    """

    project: PlanProject
    figures: Mapping[str, int]
    percent: Decimal | None = None
    progress: str = ""
    reason: str = ""
    unread: Mapping[str, str] = field(default_factory=dict)

    @property
    def no(self) -> int:
        return self.project.no

    @property
    def quarters(self) -> tuple[int, ...]:
        """What the quarters are printed to have spent; empty where no quarter is."""
        printed = any(role in self.figures for role in SPENT_QUARTERS)
        return tuple(self.amount(role) for role in SPENT_QUARTERS) if printed else ()

    @property
    def spent(self) -> int:
        """Satang spent from the year's start, the quarters in brackets included."""
        return self.amount("used") + self.amount("prior") if "used" in self.figures else sum(self.quarters)

    def amount(self, role: str) -> int:
        """Satang printed in the column of that role; 0 for nothing."""
        return self.figures.get(role, 0)

    def corrected(self, **figures: int) -> Printed:
        """With these figures in place of the printed ones."""
        changed = {**self.figures, **figures}
        plan = self.project.plan
        if plan is not None:
            first, second, third, fourth = (changed.get(role, 0) for role in QUARTERS)
            plan = first, second, third, fourth
        budget = changed.get("budget", 0)
        return replace(self, project=replace(self.project, budget=budget, plan=plan), figures=changed)


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """`rows` in the report's order; `groups` and `totals` are slices of them with the sums printed.

    `headings` are the texts above the table and between its rows, `until` the last quarter those above say it covers.
    `shares`: the percent each total row prints, by its row. `refused`: rows nobody can account for.
    """

    name: str
    roles: frozenset[str]
    headings: tuple[str, ...]
    rows: tuple[Printed, ...]
    groups: tuple[GroupSpan, ...]
    totals: tuple[TotalSpan, ...]
    shares: Mapping[int, Decimal]
    strays: tuple[Strays, ...]
    refused: tuple[PlanRefused, ...]
    until: int | None = None


def find_tables(sheets: Sequence[Sheet]) -> Iterator[PrintedTable]:
    """Every table with a number, a name, a budget and something about its spending, in the order they stand."""
    for sheet in sheets:
        grid = grid_of(sheet)
        headers = tuple(_headers(grid))
        above = 1
        for at, header in enumerate(headers):
            end = headers[at + 1].rows[0] if at + 1 < len(headers) else grid.height + 1
            table = _table(grid, header, range(above, header.rows[0]), range(header.rows[-1] + 1, end))
            above = header.rows[-1] + 1
            if table.rows:
                yield table


def _headers(grid: Grid) -> Iterator[Header]:
    """The header of each table; a page that repeats one while the numbers go on begins no table."""
    row, last = 1, None
    while row <= grid.height:
        header = header_at(grid, row)
        if header is None:
            row += 1
            continue
        if last is None or not _goes_on(grid, last, header):
            last = _add_results(header)
            yield last
        row = max(row, header.rows[-1]) + 1


def _goes_on(grid: Grid, before: Header, again: Header) -> bool:
    same = again.lines == before.lines
    return same and _first_number(grid, again) != _first_number(grid, before)


def _first_number(grid: Grid, header: Header) -> int | None:
    table = PlanTable(grid, header)
    below = range(header.rows[-1] + 1, grid.height + 1)
    return next((number for row in below if (number := table.number(row)) is not None), None)


def _add_results(header: Header) -> Header:
    """With the columns of results, which a plan leaves unread; the first that says so is taken."""
    columns = dict(header.columns)
    for found in header.found:
        role = report_role(found.header) if found.role == OTHER else None
        if role and role not in columns:
            columns[role] = column_index(found.letter)
    return replace(header, columns=columns)


def _table(grid: Grid, header: Header, above: range, below: range) -> PrintedTable:
    table = PlanTable(grid, header)
    titles = tuple(text for row in above for text in grid.texts(row).values())
    refused: list[PlanRefused] = []
    lines = tuple(_lines(table, below, refused))
    folding = Folding("")
    for line in lines:
        folding.add(line)
    folding.close_group()
    covered = [quarter for text in titles if (quarter := last_quarter(text)) is not None]
    return PrintedTable(
        name=grid.sheet.name,
        roles=frozenset(header.columns),
        headings=(*titles, *(text for line in lines if (text := _heading(line)))),
        rows=tuple(_to_printed(table, project) for project in folding.projects),
        groups=tuple(folding.groups),
        totals=tuple(folding.totals),
        shares=dict(_shares(table, folding.totals)),
        strays=tuple(folding.strays),
        refused=tuple(refused),
        until=covered[0] if covered else None,
    )


def _lines(table: PlanTable, below: range, refused: list[PlanRefused]) -> Iterator[Line]:
    """A project stands under its row in place of its number, which may be printed twice."""
    for row in below:
        texts = table.grid.texts(row)
        if not texts or texts in table.header.lines or numbers_columns(table, row):
            continue
        if table.number(row) is not None:
            yield _entry(table, row)
            continue
        try:
            line = between(table, row)
        except PlanRefused as refusal:
            refused.append(refusal)
            line = StrayRow(row, " ".join(texts.values()))
        if is_sentence(_heading(line)):
            line = StrayRow(row, _heading(line))
        yield replace(line, sums=_figures(table, row)) if isinstance(line, TotalRow | PlanGroupRow) else line


def _heading(line: Line) -> str:
    match line:
        case PlanGroupRow(name=text) | HeadingRow(text=text) | SectionRow(fund=text):
            return text
        case _:
            return ""


def _entry(table: PlanTable, row: int) -> Entry:
    figures = _figures(table, row)
    planned = set(QUARTERS) <= set(table.header.columns) and any(role in figures for role in QUARTERS)
    first, second, third, fourth = (figures.get(role, 0) for role in QUARTERS)
    return Entry(
        row=row,
        no=row,
        name=table.text(row, "name"),
        group=table.merged_text(row, "group"),
        fund=table.merged_text(row, "fund"),
        heading=table.merged_text(row, "heading"),
        budget=figures.get("budget"),
        plan=(first, second, third, fourth) if planned else None,
    )


def _to_printed(table: PlanTable, project: PlanProject) -> Printed:
    row = project.row or 0
    cells = {role: _cell(table, row, role) for role in table.header.money() if role not in _unread_roles(table)}
    figures = _figures(table, row)
    number = table.number(row)
    return Printed(
        project=replace(project, no=row if number is None else number),
        figures=figures,
        percent=read_percent(cells.get("percent")),
        progress=table.merged_text(row, "progress"),
        reason=table.merged_text(row, "reason"),
        unread={role: str(cell) for role, cell in cells.items() if _is_unread(role, cell, figures)},
    )


def _is_unread(role: str, cell: Cell, figures: Mapping[str, int]) -> bool:
    """Words say that there is no figure; a figure among words says one nobody can be sure of."""
    return role != "percent" and role not in figures and any(letter.isdigit() for letter in str(cell or ""))


def _figures(table: PlanTable, row: int) -> dict[str, int]:
    read = {role: _figure(table, row, role) for role in table.header.money() if role != "percent"}
    left_out = _unread_roles(table)
    figures = {role: figure.satang for role, figure in read.items() if figure is not None and role not in left_out}
    prior = sum(figure.prior for figure in read.values() if figure is not None)
    return {**figures, "prior": prior} if prior else figures


def _unread_roles(table: PlanTable) -> tuple[str, ...]:
    """Roles that are not read: quarters that do not begin with the first are a part of the year only."""
    return () if SPENT_QUARTERS[0] in table.header.columns else SPENT_QUARTERS


def _figure(table: PlanTable, row: int, role: str) -> PrintedFigure | None:
    return read_figure(_cell(table, row, role), spending=role in _SPENDING)


def _cell(table: PlanTable, row: int, role: str) -> Cell:
    return table.grid.cell(row, table.header.columns[role])


def _shares(table: PlanTable, totals: Sequence[TotalSpan]) -> Iterator[tuple[int, Decimal]]:
    if "percent" in table.header.columns:
        for total in totals:
            percent = read_percent(_cell(table, total.row.row, "percent"))
            if percent is not None:
                yield total.row.row, percent
