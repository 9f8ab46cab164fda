"""Received, disbursed and remaining by category of expense, where the plan names categories (`quarterly-narrative`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from messages.documents.blocks import (
    Block,
    Cell,
    Chart,
    Column,
    Difference,
    Heading,
    Series,
    Sum,
    Table,
    TableRow,
)
from messages.documents.official.cells import amount_cell, carried_sums_note, join_notes, title_cell
from messages.figures.report import Report, Share, by_category
from messages.texts import catalogue, say

_COLUMNS = (Column(5.5), Column(3.5, "right"), Column(3.5, "right"), Column(3.5, "right"))
_MONEY = ("budget", "spent", "remaining")
_RECEIVED, _DISBURSED = 1, 2
_KINDS = "report.category.kind."
"""The categories of every budget, in their usual order."""


def spending(report: Report) -> Iterator[Block]:
    """The table and its bars; nothing where the plan names no category."""
    usual = [text for text_id, text in catalogue().items() if text_id.startswith(_KINDS)]
    shares = by_category(report, usual)
    if shares:
        yield Heading(say("report.category.heading"), 2)
        yield _table(shares, report.totals)
        yield _chart(shares)


def _table(shares: Sequence[Share], totals: Share) -> Table:
    header = tuple(title_cell(f"report.category.{name}") for name in ("category", *_MONEY))
    rows = [TableRow(_figures(share, join_notes(_name(share), carried_sums_note(share)), None)) for share in shares]
    total = TableRow(
        _figures(totals, join_notes(say("report.total"), carried_sums_note(totals)), Sum(rows=tuple(range(len(rows))))),
        "total",
    )
    return Table(_COLUMNS, (header,), (*rows, total))


def _figures(share: Share, name: str, column: Sum | None) -> tuple[Cell, ...]:
    left = Difference(_RECEIVED, _DISBURSED)
    return (
        Cell(name),
        amount_cell(share.budget, column),
        amount_cell(share.spent, column),
        amount_cell(share.remaining, left),
    )


def _chart(shares: Sequence[Share]) -> Chart:
    return Chart(
        title=say("report.category.chart"),
        categories=tuple(map(_name, shares)),
        series=tuple(_series(name, [getattr(share, name) for share in shares]) for name in _MONEY),
    )


def _series(name: str, satang: Sequence[int]) -> Series:
    return Series(say(f"report.category.{name}"), tuple(satang), tuple(amount_cell(each).text for each in satang))


def _name(share: Share) -> str:
    return share.name or say("report.no_name")
