"""Format 4, `quarterly-plan`: plan and actual of each quarter in one wide table (deploy/docs/report-formats.md)."""

from __future__ import annotations

from collections.abc import Iterator

from messages.answer_values import text
from messages.documents.blocks import (
    Block,
    Cell,
    Chart,
    Column,
    Difference,
    Document,
    Heading,
    Paragraph,
    Percentage,
    Section,
    Series,
    Sum,
    Table,
    TableRow,
)
from messages.documents.official import closing, memo
from messages.documents.official.cells import (
    amount_cell,
    carried_note,
    carried_sums_note,
    combined_note,
    count_text,
    join_notes,
    list_numbers,
    number_cell,
    percent_cell,
    period_text,
    quarter_span,
    title_cell,
)
from messages.documents.official.edition import Edition, build_document
from messages.figures.progress import Progress, over_plan, progress_of_quarters
from messages.figures.report import STATUSES, Report, ReportRow, Share
from messages.figures.spending import QUARTERS
from messages.texts import say
from messages.thai.money import baht

_COLUMNS = (
    Column(0.9, "center"),
    Column(3.7),
    Column(1.7, "right"),
    *(Column(1.45, "right") for _ in range(2 * len(QUARTERS))),
    Column(1.7, "right"),
    Column(1.7, "right"),
    Column(4.7),
)
_BUDGET, _USED = 2, 11
_ACTUAL = tuple(2 * quarter + 2 for quarter in QUARTERS)
_LEFT = Difference(_BUDGET, _USED)


def document(report: Report, edition: Edition) -> Document:
    """The memorandum, the opening, the wide table, and plan beside actual with a chart."""
    lines = (
        say("report.quarterly.title", year=report.round.fiscal_year),
        report.office.name,
        period_text(report.round),
    )
    headings = tuple(Heading(line) for line in lines)
    wide: tuple[Block, ...] = (*headings, *_opening(report), _table(report))
    return build_document(
        report,
        edition,
        lines[0],
        (
            memo.present_memo(report, edition),
            Section(say("report.quarterly.sheet"), wide, landscape=True, text_size=12),
            Section(
                say("report.closing.sheet"), (*_summary(report), *closing.missing_paragraphs(report)), text_size=14
            ),
        ),
    )


def _opening(report: Report) -> Iterator[Paragraph]:
    totals = report.totals
    said = {"office": report.office.name, "projects": totals.expected, "budget": baht(totals.budget)}
    yield Paragraph(say("report.quarterly.opening", year=report.round.fiscal_year, **said), indented=True)


def _table(report: Report) -> Table:
    return Table(_COLUMNS, _header(), tuple(_rows(report)))


def _header() -> tuple[tuple[Cell, ...], ...]:
    """Three levels: the quarters under one heading, plan and actual under each."""
    top = (
        *(title_cell(f"report.quarterly.{name}", rows=3) for name in ("no", "name", "budget")),
        title_cell("report.quarterly.quarters", columns=2 * len(QUARTERS)),
        *(title_cell(f"report.quarterly.{name}", rows=3) for name in ("used", "remaining", "progress")),
    )
    quarters = tuple(
        Cell(say("report.quarterly.quarter", quarter=quarter), columns=2, align="center") for quarter in QUARTERS
    )
    kinds = tuple(title_cell(f"report.quarterly.{kind}") for _ in QUARTERS for kind in ("plan", "actual"))
    return top, quarters, kinds


def _rows(report: Report) -> Iterator[TableRow]:
    """A row for each group with its sums, then its projects; the total of all."""
    place = 0
    projects: tuple[int, ...] = ()
    for group in report.by_group:
        rows = [row for row in report.rows if row.group == group.name]
        places = tuple(range(place + 1, place + 1 + len(rows)))
        yield TableRow(_sums(group, places, count_text(group.name, group.expected)), "group")
        yield from (_project(row, report) for row in rows)
        projects += places
        place = places[-1] + 1
    yield TableRow(_sums(report.totals, projects, say("report.total")), "total")


def _project(row: ReportRow, report: Report) -> TableRow:
    plans = row.plan or (None,) * len(QUARTERS)
    pairs = zip(plans, row.ending, strict=True)
    return TableRow(
        (
            number_cell(row.no),
            Cell(row.name),
            amount_cell(row.budget),
            *(amount_cell(satang) for pair in pairs for satang in pair),
            amount_cell(row.spent_total, Sum(columns=_ACTUAL) if row.spending else None),
            amount_cell(row.remaining, _LEFT),
            Cell(_progress(row, report)),
        )
    )


def _progress(row: ReportRow, report: Report) -> str:
    """What was done, and of which quarters the money is where that is not plain."""
    return join_notes(combined_note(row), _work_text(row, report), carried_note(row))


def _work_text(row: ReportRow, report: Report) -> str:
    """What was done, as its owner wrote it, closed by the status unless it says so itself."""
    if not row.reported:
        return say("report.not_reported")
    told = text(row.answers, "progress")
    if not row.status:
        return told
    return join_notes(told, _closing_line(told, row.status, report))


def _closing_line(told: str, status: str, report: Report) -> str:
    span = quarter_span(min(report.round.quarters), max(report.round.quarters))
    label = say(f"report.quarterly.status.{status}", quarters=span) if status in STATUSES else status
    return "" if told.endswith(label) else f"- {label}"


def _sums(sums: Share, places: tuple[int, ...], name: str) -> tuple[Cell, ...]:
    column = Sum(rows=places)
    pairs = zip(sums.plan, sums.ending, strict=True)
    return (
        Cell(name, columns=2),
        amount_cell(sums.budget, column),
        *(amount_cell(satang, column) for pair in pairs for satang in pair),
        amount_cell(sums.spent, column),
        amount_cell(sums.remaining, _LEFT),
        Cell(carried_sums_note(sums)),
    )


def _summary(report: Report) -> Iterator[Block]:
    """Plan beside actual by quarter and to the round's end, the measure of a plan (deploy/docs/report-formats.md)."""
    quarters = progress_of_quarters(report)
    yield Heading(say("report.closing.heading"), 2)
    yield from closing.overall_paragraphs(report)
    yield from _against_plan(report, quarters[-1])
    yield _comparison(quarters)
    yield _chart(quarters)
    yield from closing.note_paragraphs(report)


def _against_plan(report: Report, until: Progress) -> Iterator[Paragraph]:
    if until.percent is None:
        return
    said = {"planned": baht(until.planned_so_far), "spent": baht(until.spent_so_far), "percent": until.percent}
    yield Paragraph(say("report.quarterly.against_plan", quarter=until.quarter, **said), indented=True)
    over = over_plan(report)
    if over:
        said = {"projects": len(over), "numbers": list_numbers(over), "quarter": until.quarter}
        yield Paragraph(say("report.quarterly.over_plan", **said), indented=True)


def _comparison(quarters: tuple[Progress, ...]) -> Table:
    names = ("quarter_column", "plan", "actual", "plan_so_far", "actual_so_far", "percent_so_far")
    columns = (Column(3.0), *(Column(2.6, "right") for _ in names[1:]))
    header = tuple(title_cell(f"report.quarterly.{name}") for name in names)
    return Table(columns, (header,), tuple(_comparison_row(quarter) for quarter in quarters))


def _comparison_row(quarter: Progress) -> TableRow:
    return TableRow(
        (
            Cell(say("report.quarterly.quarter", quarter=quarter.quarter)),
            amount_cell(quarter.planned),
            amount_cell(quarter.spent),
            amount_cell(quarter.planned_so_far),
            amount_cell(quarter.spent_so_far),
            percent_cell(quarter.percent, Percentage(4, 3)),
        )
    )


def _chart(quarters: tuple[Progress, ...]) -> Chart:
    return Chart(
        title=say("report.quarterly.chart"),
        categories=tuple(say("report.quarterly.quarter", quarter=quarter.quarter) for quarter in quarters),
        series=(
            _series("plan", tuple(quarter.planned for quarter in quarters)),
            _series("actual", tuple(quarter.spent for quarter in quarters)),
        ),
    )


def _series(name: str, amounts: tuple[int, ...]) -> Series:
    return Series(say(f"report.quarterly.{name}"), amounts, tuple(amount_cell(satang).text for satang in amounts))
