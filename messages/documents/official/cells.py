"""How figures, statuses and periods are written in the official tables ("-" for nothing, blank for not known)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from messages.documents.blocks import Cell, Formula
from messages.figures import MISSING, Report, Row
from messages.project import Round
from messages.texts import catalogue, say
from messages.thai.dates import MONTHS_IN_QUARTER, full_date, quarter_end, quarter_start
from messages.thai.money import baht, percent

NOTHING = "-"
Label = Callable[[str], str]
"""What a format calls a status."""


def amount(satang: int | None, formula: Formula | None = None) -> Cell:
    """Baht, "-" for nothing, blank where it is not known."""
    if satang is None:
        return Cell("")
    return Cell(baht(satang) if satang else NOTHING, amount=satang, formula=formula)


def share(value: Decimal | None, formula: Formula | None = None) -> Cell:
    """Percent with two decimals, "-" for nothing, blank where it is not known."""
    if value is None:
        return Cell("")
    return Cell(str(value) if value else NOTHING, percent=value, formula=formula)


def label_of(format_name: str) -> Label:
    """What the format calls each status; as the catalogue does where it has no words of its own."""
    return lambda status: catalogue().get(f"report.{format_name}.status.{status}") or status_label(status)


def number(no: int) -> Cell:
    return Cell(str(no), count=no)


def title(text_id: str, columns: int = 1, rows: int = 1) -> Cell:
    """A heading of a column, over so many columns and rows."""
    return Cell(say(text_id), columns=columns, rows=rows, align="center")


def status_label(status: str) -> str:
    """What the catalogue calls a status; an office's own form may bring one it does not know."""
    return catalogue().get(f"status.{status}", status)


def counted(name: str, projects: int) -> str:
    """กลุ่มอำนวยการ 4 โครงการ"""
    return say("report.counted", name=name or say("report.no_name"), projects=projects)


def period(round_: Round) -> str:
    """รอบ 6 เดือน (1 ตุลาคม 2563 - 31 มีนาคม 2564)"""
    first, last = min(round_.quarters), max(round_.quarters)
    begins, ends = quarter_start(round_.fiscal_year, first), quarter_end(round_.fiscal_year, last)
    return say("report.period", round=round_name(round_), begins=full_date(begins), ends=full_date(ends))


def round_name(round_: Round) -> str:
    """รอบ 6 เดือน, or ไตรมาสที่ 2-3 for a round that begins later in the year."""
    first, last = min(round_.quarters), max(round_.quarters)
    if first == 1:
        return say("report.round.months", months=MONTHS_IN_QUARTER * last)
    return say("report.round.quarters", quarters=quarter_span(first, last))


def quarter_span(first: int, last: int) -> str:
    """1-2, or the one quarter there is."""
    return str(first) if first == last else f"{first}-{last}"


def spent_sentence(report: Report) -> str:
    """What was allotted, spent and is left, in one sentence; its figures are the table's own totals."""
    totals = report.totals
    return say(
        "report.spent_sentence",
        office=report.office.name,
        projects=totals.expected,
        budget=baht(totals.budget),
        quarter=max(report.round.quarters),
        spent=baht(totals.spent),
        percent=NOTHING if totals.percent is None else totals.percent,
        remaining=baht(totals.remaining),
    )


def status_sentences(report: Report, label: Label = status_label) -> tuple[str, ...]:
    """How many projects are in each status, and what share of all they are."""
    chosen = ((status, count) for status, count in report.by_status.items() if status != MISSING)
    return tuple(
        say(
            "report.status_count",
            status=label(status),
            projects=count,
            percent=percent(count, report.totals.expected),
        )
        for status, count in chosen
    )


def missing_rows(report: Report) -> tuple[Row, ...]:
    """Projects without a report, draft or not."""
    return tuple(row for row in report.rows if not row.reported)


def numbers(rows: Iterable[Row]) -> str:
    """1, 3, 10"""
    return ", ".join(str(row.no) for row in rows)
