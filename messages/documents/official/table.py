"""Format 1, `table`: one table in a section for each source of money (deploy/docs/report-formats.md)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from messages.answer_values import text
from messages.documents.blocks import (
    Cell,
    Column,
    Difference,
    Document,
    Heading,
    Paragraph,
    Percentage,
    Section,
    Sum,
    Table,
    TableRow,
)
from messages.documents.official import closing, memo
from messages.documents.official.cells import (
    amount_cell,
    carried_note,
    carried_sums_note,
    join_notes,
    number_cell,
    percent_cell,
    period_text,
    status_label,
    title_cell,
)
from messages.documents.official.edition import Edition, build_document
from messages.documents.official.fund_rows import fund_rows
from messages.figures.report import Report, ReportRow, Share
from messages.texts import say

_COLUMNS = (
    Column(1.1, "center"),
    Column(5.6),
    Column(2.6, "right"),
    Column(2.4, "right"),
    Column(6.0),
    Column(2.5, "right"),
    Column(2.6, "right"),
    Column(3.2),
)
_BUDGET, _SPENT = 2, 3
_LEFT = Difference(_BUDGET, _SPENT)
_RATE = Percentage(_SPENT, _BUDGET)


def document(report: Report, edition: Edition) -> Document:
    """The memorandum that called for the reports, the table, and what it comes to."""
    lines = (say("report.table.title", year=report.round.fiscal_year), report.office.name, period_text(report.round))
    headings = tuple(Heading(line) for line in lines)
    return build_document(
        report,
        edition,
        lines[0],
        (
            memo.call_memo(report, edition),
            Section(say("report.table.sheet"), (*headings, _table(report)), landscape=True, text_size=14),
            Section(say("report.closing.sheet"), (*_summary(report), *closing.missing_paragraphs(report))),
        ),
    )


def _table(report: Report) -> Table:
    names = ("no", "name", "budget", "spent", "progress", "percent", "remaining", "group")
    return Table(
        _COLUMNS,
        (tuple(title_cell(f"report.table.{name}") for name in names),),
        tuple(fund_rows(report, len(_COLUMNS), _project, _sums)),
    )


def _project(row: ReportRow) -> TableRow:
    return TableRow(
        (
            number_cell(row.no),
            Cell(row.name),
            amount_cell(row.budget),
            amount_cell(row.spent_total),
            Cell(_progress(row)),
            percent_cell(row.percent, _RATE),
            amount_cell(row.remaining, _LEFT),
            Cell(row.group),
        )
    )


def _progress(row: ReportRow) -> str:
    """What was done, as its owner wrote it; the status alone where nothing was written."""
    told = text(row.answers, "progress") or status_label(row.status)
    return join_notes(told if row.reported else say("report.not_reported"), carried_note(row))


def _sums(sums: Share, _rows: Sequence[ReportRow], places: tuple[int, ...], name: str) -> tuple[Cell, ...]:
    return (
        Cell(join_notes(name, carried_sums_note(sums)), columns=2, align="center"),
        amount_cell(sums.budget, Sum(rows=places)),
        amount_cell(sums.spent, Sum(rows=places)),
        Cell(""),
        percent_cell(sums.percent, _RATE),
        amount_cell(sums.remaining, _LEFT),
        Cell(""),
    )


def _summary(report: Report) -> Iterator[Heading | Paragraph]:
    yield Heading(say("report.closing.heading"), 2)
    yield from closing.overall_paragraphs(report)
    yield from closing.note_paragraphs(report)
