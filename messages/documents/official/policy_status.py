"""Format 2, `policy-status`: one table a quarter under the headings of policies, earlier quarters in brackets.

See deploy/docs/report-formats.md. A chart and a sentence tell what was used to the end of the round's last quarter.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from messages.documents.blocks import (
    Block,
    Cell,
    Chart,
    Column,
    Difference,
    Document,
    Heading,
    Paragraph,
    Section,
    Series,
    Sum,
    Table,
    TableRow,
)
from messages.documents.official import closing, memo
from messages.documents.official.cells import (
    NOTHING,
    amount_cell,
    carried_note,
    carried_sums_note,
    combined_note,
    join_notes,
    label_of,
    number_cell,
    spent_sentence,
    title_cell,
)
from messages.documents.official.edition import Edition, build_document
from messages.figures.breakdowns import InQuarter, all_in_quarter, in_quarter, status_in, untold_quarters
from messages.figures.report import Report, ReportRow
from messages.texts import say
from messages.thai.dates import full_date, quarter_end, quarter_start
from messages.thai.money import baht

_COLUMNS = (
    Column(1.2, "center"),
    Column(8.8),
    Column(3.2, "right"),
    Column(5.8, "right"),
    Column(3.2, "right"),
    Column(3.8, "center"),
)
_BUDGET, _USED = 2, 3
_LEFT = Difference(_BUDGET, _USED)
_CHARTED = ("received", "used", "remaining")
_label = label_of("policy")


def document(report: Report, edition: Edition) -> Document:
    """The memorandum, a table for each quarter anything is known of, and what the projects come to."""
    known = tuple(quarter for quarter in report.round.quarters if _has_figures(report, quarter))
    return build_document(
        report,
        edition,
        say("report.policy.title", year=report.round.fiscal_year),
        (
            memo.present_memo(report, edition),
            *(_section(report, quarter) for quarter in known),
            Section(say("report.closing.sheet"), tuple(_summary(report)), text_size=14),
        ),
    )


def _has_figures(report: Report, quarter: int) -> bool:
    return quarter == max(report.round.quarters) or all_in_quarter(report, quarter).used is not None


def _section(report: Report, quarter: int) -> Section:
    blocks: tuple[Block, ...] = (*_headings(report, quarter), _table(report, quarter), *_notes(report, quarter))
    if quarter == max(report.round.quarters):
        blocks = (*blocks, _chart(report, quarter), _sentence(report))
    return Section(say("report.policy.quarter", quarter=quarter), blocks, landscape=True, text_size=14)


def _headings(report: Report, quarter: int) -> Iterator[Heading]:
    year = report.round.fiscal_year
    begins, ends = full_date(quarter_start(year, quarter)), full_date(quarter_end(year, quarter))
    name = say("report.policy.quarter", quarter=quarter)
    yield Heading(say("report.policy.title", year=year))
    yield Heading(report.office.name)
    yield Heading(say("report.period", round=name, begins=begins, ends=ends))


def _table(report: Report, quarter: int) -> Table:
    top = (
        *(title_cell(f"report.policy.{name}", rows=2) for name in ("no", "name")),
        title_cell("report.policy.budget", columns=3),
        title_cell("report.policy.status_column", rows=2),
    )
    return Table(
        _COLUMNS, (top, tuple(title_cell(f"report.policy.{name}") for name in _CHARTED)), tuple(_rows(report, quarter))
    )


def _rows(report: Report, quarter: int) -> Iterator[TableRow]:
    """The projects under the policies they serve, where the plan names policies; the sum of all."""
    place = count()
    projects: tuple[int, ...] = ()
    headings = dict.fromkeys(row.heading for row in report.rows)
    for heading in headings:
        if any(headings):
            next(place)
            yield TableRow((Cell(heading or say("report.no_name"), columns=len(_COLUMNS)),), "group")
        rows = [row for row in report.rows if row.heading == heading]
        projects += tuple(next(place) for _ in rows)
        yield from (_project(row, report, quarter) for row in rows)
    yield _total(report, quarter, projects)


def _project(row: ReportRow, report: Report, quarter: int) -> TableRow:
    is_last = quarter == max(report.round.quarters)
    said = _status(row, report) if is_last else _earlier_status(row, quarter)
    told = Cell(join_notes(said, combined_note(row, (quarter,))))
    return TableRow((number_cell(row.no), Cell(row.name), *_money(in_quarter(row, quarter)), told))


def _status(row: ReportRow, report: Report) -> str:
    gaps = (say("report.untold", quarter=quarter) for quarter in untold_quarters(row, report))
    return join_notes(_label(row.status) if row.reported else say("report.not_reported"), carried_note(row), *gaps)


def _earlier_status(row: ReportRow, quarter: int) -> str:
    status = status_in(row, quarter)
    return _label(status) if status else NOTHING


def _total(report: Report, quarter: int, projects: tuple[int, ...]) -> TableRow:
    is_last = quarter == max(report.round.quarters)
    name = join_notes(say("report.policy.total"), carried_sums_note(report.totals) if is_last else "")
    money = _money(all_in_quarter(report, quarter), Sum(rows=projects))
    return TableRow((Cell(name, columns=2), *money, Cell("")), "total")


def _money(figures: InQuarter, column: Sum | None = None) -> tuple[Cell, ...]:
    """Where brackets stand behind what was used it is no number to count with, nor is what remains counted from it."""
    budget = amount_cell(figures.budget, column)
    if figures.prior:
        return (
            budget,
            Cell(f"{amount_cell(figures.used).text} ({baht(figures.prior)})".strip()),
            amount_cell(figures.remaining),
        )
    return budget, amount_cell(figures.used, column), amount_cell(figures.remaining, _LEFT)


def _notes(report: Report, quarter: int) -> Iterator[Heading | Paragraph]:
    yield Heading(say("report.closing.note"), 2)
    for name in ("seventy", "meals"):
        yield Paragraph(say(f"report.policy.note.{name}"), inset=True)
    untold = [str(before) for before in range(1, quarter) if not _has_figures(report, before)]
    if untold:
        yield Paragraph(say("report.policy.untold", quarters=", ".join(untold)), inset=True)


def _chart(report: Report, quarter: int) -> Chart:
    totals = report.totals
    figures = (totals.budget, totals.spent, totals.remaining)
    series = Series(say("report.policy.series"), figures, tuple(amount_cell(satang).text for satang in figures))
    names = tuple(say(f"report.policy.{name}") for name in _CHARTED)
    return Chart(say("report.policy.chart", quarter=quarter), names, (series,))


def _sentence(report: Report) -> Paragraph:
    return Paragraph(spent_sentence(report, "report.policy.sentence"), indented=True)


def _summary(report: Report) -> Iterator[Heading | Paragraph]:
    yield Heading(say("report.closing.heading"), 2)
    yield from closing.status_count_paragraphs(report, _label)
    yield from closing.note_paragraphs(report, _label)
    yield from closing.missing_paragraphs(report)
