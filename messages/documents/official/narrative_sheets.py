"""`narrative` in a workbook: a table of the projects' figures, and one of what was told of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from messages.documents.blocks import (
    Block,
    Cell,
    Column,
    Difference,
    Heading,
    Percentage,
    Section,
    Sum,
    Table,
    TableRow,
)
from messages.documents.official import closing, narrative_parts
from messages.documents.official.cells import (
    NOTHING,
    amount_cell,
    carried_note,
    carried_sums_note,
    join_notes,
    number_cell,
    percent_cell,
    period_text,
    title_cell,
)
from messages.documents.official.fund_rows import fund_rows
from messages.figures.breakdowns import AgainstPlan, against_plan, all_against_plan, status_of
from messages.figures.report import Report, ReportRow, Share
from messages.texts import say
from messages.thai.text import portions

_FIGURES = (
    Column(1.1, "center"),
    Column(5.0),
    Column(3.4),
    Column(2.6, "right"),
    Column(2.6, "right"),
    Column(2.6, "right"),
    Column(2.6, "right"),
    Column(1.6, "right"),
    Column(1.9, "center"),
    Column(2.6),
)
_BUDGET, _SPENT = 3, 5
_LEFT = Difference(_BUDGET, _SPENT)
_RATE = Percentage(_SPENT, _BUDGET)
_TEXTS = (Column(1.1, "center"), Column(5.0), Column(4.4), Column(15.5))
_LINE = 80
"""Graphemes of a line in the last column of the texts, fewer than there is room for."""
_MAX_HEIGHT = 18 * _LINE
"""As many lines as a row of Excel can show (409 points)."""


def projects_table(report: Report) -> Section:
    """One row a project, by source."""
    names = ("no", "name", "status", "budget", "planned", "spent", "remaining", "percent", "kept", "group")
    header = tuple(title_cell(f"report.narrative.table.{name}") for name in names)
    shown = Table(_FIGURES, (header,), tuple(fund_rows(report, len(_FIGURES), _project, _sums)))
    lines = (
        say("report.narrative.title", year=report.round.fiscal_year),
        report.office.name,
        period_text(report.round),
    )
    blocks: tuple[Block, ...] = (*(Heading(line) for line in lines), shown)
    return Section(say("report.narrative.table.sheet"), blocks, landscape=True, text_size=14, only="sheets")


def _project(row: ReportRow) -> TableRow:
    money = against_plan(row)
    return TableRow(
        (
            number_cell(row.no),
            Cell(row.name),
            Cell(join_notes(narrative_parts.status_name(status_of(row)), carried_note(row))),
            amount_cell(row.budget),
            amount_cell(money.planned),
            amount_cell(money.spent),
            amount_cell(row.remaining, _LEFT),
            percent_cell(row.percent, _RATE),
            Cell(_plan_kept(row, money)),
            Cell(row.group),
        )
    )


def _plan_kept(row: ReportRow, money: AgainstPlan) -> str:
    """Whether the plan was kept; why not, where a reason was given."""
    if money.kept is None:
        return join_notes(*closing.reason_texts(row))
    if money.kept:
        return join_notes(say("report.narrative.table.to_plan"), *closing.reason_texts(row))
    reason = narrative_parts.reason_text(row)
    because = f"{say('report.narrative.because')} {reason}" if reason else ""
    return join_notes(say("report.narrative.table.not_to_plan"), because, *closing.reason_texts(row))


def _sums(sums: Share, rows: Sequence[ReportRow], places: tuple[int, ...], name: str) -> tuple[Cell, ...]:
    column, money = Sum(rows=places), all_against_plan(rows)
    return (
        Cell(join_notes(name, carried_sums_note(sums)), columns=3, align="center"),
        amount_cell(sums.budget, column),
        amount_cell(money.planned, column),
        amount_cell(sums.spent, column),
        amount_cell(sums.remaining, _LEFT),
        percent_cell(sums.percent, _RATE),
        Cell(""),
        Cell(""),
    )


def texts_table(report: Report) -> Section:
    """Everything told, a row for each thing; a text longer than a row can show goes on in the next.

    Each row has its project's number, to be found by; the name stands beside the first.
    """
    header = tuple(title_cell(f"report.narrative.texts.{name}") for name in ("no", "name", "about", "text"))
    told = tuple(line for row in report.rows if not narrative_parts.is_only_named(row) for line in _text_rows(row))
    shown = Table(_TEXTS, (header,), told)
    return Section(say("report.narrative.texts.sheet"), (shown,), landscape=True, text_size=14, only="sheets")


def _text_rows(row: ReportRow) -> Iterator[TableRow]:
    told = (
        (about, piece) for about, text in narrative_parts.labelled_texts(row) for piece in split_text(text) or [NOTHING]
    )
    for place, (about, piece) in enumerate(told):
        yield TableRow((number_cell(row.no), Cell("" if place else row.name), Cell(about), Cell(piece)))


def split_text(text: str) -> list[str]:
    """The lines of a text, as many together as a row can show; none of an empty text."""
    found, room = list[str](), 0
    for line in text.splitlines(keepends=True):
        for portion in portions(line, _MAX_HEIGHT):
            taken = _LINE * ceil(len(portion) / _LINE)
            if taken > room:
                found.append("")
                room = _MAX_HEIGHT
            found[-1] += portion
            room -= taken
    return [piece.rstrip() for piece in found]
