"""How figures, statuses and periods are written in the official tables ("-" for nothing, blank for not known)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from messages.documents.blocks import Cell, Formula
from messages.figures.report import Report, ReportRow, Share
from messages.figures.spending import QUARTERS
from messages.project import ReportState, RoundLike
from messages.texts import catalogue, say
from messages.thai.dates import MONTHS_IN_QUARTER, full_date, quarter_end, quarter_start
from messages.thai.money import baht, percent

NOTHING = "-"
Label = Callable[[str], str]
"""What a format calls a status."""


def amount_cell(satang: int | None, formula: Formula | None = None) -> Cell:
    """Baht, "-" for nothing, blank where it is not known."""
    if satang is None:
        return Cell("")
    return Cell(baht(satang) if satang else NOTHING, amount=satang, formula=formula)


def percent_cell(value: Decimal | None, formula: Formula | None = None) -> Cell:
    """Percent with two decimals, "-" for nothing, blank where it is not known."""
    if value is None:
        return Cell("")
    return Cell(str(value) if value else NOTHING, percent=value, formula=formula)


def label_of(format_name: str) -> Label:
    """What the format calls each status; as the catalogue does where it has no words of its own."""
    return lambda status: catalogue().get(f"report.{format_name}.status.{status}") or status_label(status)


def number_cell(no: int) -> Cell:
    return Cell(str(no), count=no)


def title_cell(text_id: str, columns: int = 1, rows: int = 1) -> Cell:
    """A heading of a column, over so many columns and rows."""
    return Cell(say(text_id), columns=columns, rows=rows, align="center")


def status_label(status: str) -> str:
    """What the catalogue calls a status; an office's own form may bring one it does not know."""
    return catalogue().get(f"status.{status}", status)


def count_text(name: str, projects: int) -> str:
    """กลุ่มอำนวยการ 4 โครงการ"""
    return say("report.counted", name=name or say("report.no_name"), projects=projects)


def period_text(round_: RoundLike) -> str:
    """รอบ 6 เดือน (1 ตุลาคม 2563 - 31 มีนาคม 2564)"""
    first, last = min(round_.quarters), max(round_.quarters)
    begins, ends = quarter_start(round_.fiscal_year, first), quarter_end(round_.fiscal_year, last)
    return say("report.period", round=round_name(round_), begins=full_date(begins), ends=full_date(ends))


def round_name(round_: RoundLike) -> str:
    """รอบ 6 เดือน, or ไตรมาสที่ 2-3 for a round that begins later in the year."""
    first, last = min(round_.quarters), max(round_.quarters)
    if first == 1:
        return say("report.round.months", months=MONTHS_IN_QUARTER * last)
    return say("report.round.quarters", quarters=quarter_span(first, last))


def quarter_span(first: int, last: int) -> str:
    """1-2, or the one quarter there is."""
    return str(first) if first == last else f"{first}-{last}"


def list_quarters(quarters: Sequence[int]) -> str:
    """1-2 where they follow one another, else one by one."""
    first, last = quarters[0], quarters[-1]
    return quarter_span(first, last) if len(quarters) == last - first + 1 else ", ".join(map(str, quarters))


def spent_sentence(report: Report, text_id: str = "report.spent_sentence") -> str:
    """What was allotted, spent and is left, in one sentence; its figures are the table's own totals.

    While reports are missing it says how many there are, and of which quarter the money of the others is.
    """
    totals = report.totals
    if not totals.known:
        text_id = "report.nothing_known"
    sentence = say(
        text_id,
        office=report.office.name,
        projects=totals.expected,
        budget=baht(totals.budget),
        quarter=max(report.round.quarters),
        spent=baht(totals.spent),
        percent=NOTHING if totals.percent is None else totals.percent,
        left=_remaining_text(totals),
        reported=_reported_text(totals),
    )
    return " ".join((sentence, *carried_sentences(totals), *removed_sentences(report.removed)))


def _remaining_text(totals: Share) -> str:
    """What remains of the budget, or how far spending is above it."""
    if totals.remaining < 0:
        return say("report.above_budget", above=baht(-totals.remaining))
    return say("report.left", remaining=baht(totals.remaining))


def _reported_text(totals: Share) -> str:
    """How many have reported, behind a space; nothing where all have."""
    if totals.reported == totals.expected:
        return ""
    return " " + say("report.reported", reported=totals.reported, expected=totals.expected)


def carried_sentences(sums: Share) -> tuple[str, ...]:
    """The money in the sums that an earlier round reported, by the quarter to whose end it is known."""
    return tuple(
        say("report.carried_sentence", quarter=each.quarter, spent=baht(each.spent), projects=each.projects)
        for each in sums.carried
    )


def removed_sentences(removed: Sequence[ReportRow]) -> tuple[str, ...]:
    """The money no sum counts because its projects are in the plan no more; empty where there is none."""
    spent = sum(row.spent_total or 0 for row in removed)
    return (say("report.removed_sentence", spent=baht(spent), projects=len(removed)),) if removed else ()


def carried_note(row: ReportRow) -> str:
    """To the end of which quarter a project's money is known, where this round does not tell; else empty."""
    return "" if row.carried_from is None else say("report.carried", quarter=row.carried_from)


def carried_sums_note(sums: Share) -> str:
    """The same of a row of sums: how much of them is known to which quarter only, a line a quarter."""
    lines = (
        say("report.carried_sum", quarter=each.quarter, spent=baht(each.spent)) for each in sums.carried if each.spent
    )
    return "\n".join(lines)


def combined_note(row: ReportRow, quarters: Iterable[int] = QUARTERS) -> str:
    """Which of these quarters' money is that of several quarters nobody told apart, a line each."""
    return "\n".join(
        say("report.together", last=each.last, quarters=list_quarters(each.quarters))
        for each in row.spending
        if len(each.quarters) > 1 and each.last in quarters
    )


def join_notes(*texts: str) -> str:
    """What there is of them, a line each."""
    return "\n".join(filter(None, texts))


def status_sentences(report: Report, label: Label = status_label) -> tuple[str, ...]:
    """How many projects are in each status, those without a report last; empty while no status is known."""
    known = [status for status in report.by_status if status != ReportState.MISSING]
    last = [ReportState.MISSING] if known and report.by_status[ReportState.MISSING] else []
    return tuple(_status_sentence(report, status, label) for status in (*known, *last))


def _status_sentence(report: Report, status: str, label: Label) -> str:
    count = report.by_status[status]
    name = say("report.not_reported") if status == ReportState.MISSING else label(status)
    return say("report.status_count", status=name, projects=count, percent=percent(count, report.totals.expected))


def missing_rows(report: Report) -> tuple[ReportRow, ...]:
    """Projects without a report, draft or not."""
    return tuple(row for row in report.rows if not row.reported)


def list_numbers(rows: Iterable[ReportRow]) -> str:
    """1, 3, 10"""
    return ", ".join(str(row.no) for row in rows)
