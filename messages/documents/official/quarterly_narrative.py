"""Format 5, `quarterly-narrative`: parts 3 and 4 of a book, quarter by quarter (deploy/docs/report-formats.md).

Parts 1 and 2 are the office's own text, its front matter; the photos stand behind part 4, as in every format.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from messages.answer_values import Answer, TextAnswer, text
from messages.documents.blocks import (
    Block,
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
from messages.documents.official import categories, closing
from messages.documents.official.answer_text import answer_paragraphs, text_paragraph
from messages.documents.official.cells import (
    amount_cell,
    carried_note,
    carried_sums_note,
    count_text,
    join_notes,
    list_quarters,
    number_cell,
    percent_cell,
    period_text,
    title_cell,
)
from messages.documents.official.edition import Edition, build_document
from messages.figures.report import Report, ReportRow, Share
from messages.texts import say
from messages.thai.money import baht

_COLUMNS = (
    Column(4.2),
    Column(1.2, "center"),
    Column(9.0),
    Column(3.0, "right"),
    Column(3.0, "right"),
    Column(3.0, "right"),
    Column(2.6, "right"),
)
_BUDGET, _SPENT = 3, 4
_LEFT = Difference(_BUDGET, _SPENT)
_RATE = Percentage(_SPENT, _BUDGET)


def document(report: Report, edition: Edition) -> Document:
    """The projects of each group and their money, what it comes to, and what each project did."""
    about = (say("report.book.title", year=report.round.fiscal_year), report.office.name, period_text(report.round))
    lines = (Paragraph(line, align="center") for line in about)
    projects: tuple[Block, ...] = (Heading(say("report.book.projects_heading")), *lines, _table(report))
    return build_document(
        report,
        edition,
        about[0],
        (
            Section(say("report.book.projects_sheet"), projects, landscape=True, text_size=14),
            Section(say("report.closing.sheet"), tuple(_summary(report))),
            Section(say("report.book.work_sheet"), tuple(_work(report))),
        ),
    )


def _table(report: Report) -> Table:
    names = ("group", "no", "name", "budget", "spent", "remaining", "percent")
    return Table(_COLUMNS, (tuple(title_cell(f"report.book.{name}") for name in names),), tuple(_rows(report)))


def _rows(report: Report) -> Iterator[TableRow]:
    """The projects of each group beside its name, then their sum; the total of all."""
    place = count()
    projects: tuple[int, ...] = ()
    for group in report.by_group:
        rows = [row for row in report.rows if row.group == group.name]
        places = tuple(next(place) for _ in rows)
        projects += places
        name = Cell(group.name or say("report.no_name"), rows=len(rows))
        yield from (TableRow((*((name,) if row is rows[0] else ()), *_project(row))) for row in rows)
        next(place)
        yield TableRow(_sums(group, places, _subtotal(group)), "subtotal")
    yield TableRow(_sums(report.totals, projects, say("report.total")), "total")


def _subtotal(group: Share) -> str:
    return say("report.subtotal", name=count_text(group.name, group.expected))


def _project(row: ReportRow) -> tuple[Cell, ...]:
    return (
        number_cell(row.no),
        Cell(join_notes(row.name, "" if row.reported else say("report.not_reported"), carried_note(row))),
        amount_cell(row.budget),
        amount_cell(row.spent_total),
        amount_cell(row.remaining, _LEFT),
        percent_cell(row.percent, _RATE),
    )


def _sums(sums: Share, places: tuple[int, ...], name: str) -> tuple[Cell, ...]:
    return (
        Cell(join_notes(name, carried_sums_note(sums)), columns=3, align="center"),
        amount_cell(sums.budget, Sum(rows=places)),
        amount_cell(sums.spent, Sum(rows=places)),
        amount_cell(sums.remaining, _LEFT),
        percent_cell(sums.percent, _RATE),
    )


def _summary(report: Report) -> Iterator[Block]:
    yield Heading(say("report.closing.heading"), 2)
    yield from closing.overall_paragraphs(report)
    yield from categories.spending(report)
    yield from closing.missing_paragraphs(report)


def _work(report: Report) -> Iterator[Block]:
    yield Heading(say("report.book.work_heading"))
    for row in report.rows:
        yield Heading(say("report.book.project", no=row.no, name=row.name), 2)
        yield from _aims(row)
        yield from _money(row, report)
        yield Heading(say("report.book.duration"), 3)
        yield text_paragraph(row.details.get("duration", ""))
        yield from _results(row, report)


def _aims(row: ReportRow) -> Iterator[Block]:
    """What the plan says, not the owner."""
    yield Heading(say("report.book.objectives"), 3)
    yield text_paragraph(row.details.get("objectives", ""))
    yield Heading(say("report.book.targets"), 3)
    for target in ("output", "outcome"):
        yield Paragraph(say(f"report.book.{target}"), kept=True)
        yield text_paragraph(row.details.get(target, ""))


def _money(row: ReportRow, report: Report) -> Iterator[Block]:
    yield Heading(say("report.book.money"), 3)
    yield Paragraph(say("report.book.allotted", budget=baht(row.budget)))
    for quarter in range(1, max(report.round.quarters) + 1):
        yield Paragraph(_spent_text(row, quarter))
    because = say("report.book.because")
    reason = text(row.answers, "reason").strip().removeprefix(because).strip()
    if reason:
        yield Paragraph(say("report.book.reason", because=because, reason=reason), inset=True)
    yield from (Paragraph(told, inset=True) for told in closing.reason_texts(row))


def _spent_text(row: ReportRow, quarter: int) -> str:
    told = next((period for period in row.spending if quarter in period.quarters), None)
    if told is None:
        return say("report.book.quarter_unknown", place=quarter, quarter=quarter)
    span = list_quarters(told.quarters)
    if quarter != told.last:
        return say("report.book.quarter_together", place=quarter, quarter=quarter, quarters=span)
    return say("report.book.quarter_spent", place=quarter, quarter=span, spent=baht(told.satang))


def _results(row: ReportRow, report: Report) -> Iterator[Block]:
    yield Heading(say("report.book.results"), 3)
    for place, quarter in enumerate(report.round.quarters, 1):
        yield Paragraph(say("report.book.quarter_results", place=place, quarter=quarter), kept=True)
        yield from answer_paragraphs(_answer(row, f"results_q{quarter}"))
    yield Heading(say("report.book.obstacles"), 3)
    for question in ("problems", "suggestions"):
        yield Paragraph(say(f"report.book.{question}"), kept=True)
        yield from answer_paragraphs(_answer(row, question), say("report.book.none"))


def _answer(row: ReportRow, question: str) -> Answer | None:
    return row.answers.get(question) if row.reported else TextAnswer(say("report.not_reported"))
