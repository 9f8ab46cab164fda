"""The planning group's summary, and how a round and its deadline are named everywhere.

Projects are named by number, never by whose they are; figures come from the Report alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from messages.bubbles import Bubble, Text
from messages.figures import MISSING, Report, Row, Share
from messages.project import Round
from messages.texts import catalogue, say
from messages.thai.dates import MONTHS_IN_QUARTER, weekday_date
from messages.thai.money import baht
from messages.thai.text import cut_utf16, shorten, utf16

TEXT_LIMIT = 5_000
"""UTF-16 units of one LINE text."""
GROUPS_LISTED = 25
GROUP_NAME_LIMIT = 30
NUMBERS_LISTED = 150
NAMED = 3
"""Missing projects are named while they are this few; more are listed by number alone."""
PROJECT_NAME_LIMIT = 40


def summary(report: Report, *, today: date, title: str = "") -> tuple[Bubble, ...]:
    """How far the round has come, as one text. `title` stands in place of the round's own name."""
    heading = title or round_title(report.round)
    due = due_text(report.round.deadline, today)
    lines = (heading, due, *_overall(report), *_groups(report), *_outstanding(report))
    closing = "\n" + say("summary.next_step" if report.by_status[MISSING] else "summary.next_step_complete")
    return (Text(cut_utf16("\n".join(lines), TEXT_LIMIT - utf16(closing)) + closing),)


def round_title(round_: Round) -> str:
    """รอบ 6 เดือน … for a round from the year's start, ไตรมาสที่ 2-3 … for one that begins later."""
    first, last = min(round_.quarters), max(round_.quarters)
    if first == 1:
        return say("summary.title.months", months=MONTHS_IN_QUARTER * last, year=round_.fiscal_year)
    quarters = str(first) if first == last else f"{first}-{last}"
    return say("summary.title.quarters", quarters=quarters, year=round_.fiscal_year)


def due_text(deadline: date, today: date) -> str:
    """How long there is to the deadline's end, or how long it has passed, with the day itself."""
    days = (deadline - today).days
    which = "today" if days == 0 else "left" if days > 0 else "over"
    return say(f"summary.due.{which}", days=abs(days), day=weekday_date(deadline))


def _overall(report: Report) -> Iterator[str]:
    totals = report.totals
    progress = "summary.complete" if 0 < totals.expected == totals.reported else "summary.reported"
    yield say(progress, reported=totals.reported, expected=totals.expected)
    spent, budget = baht(totals.spent), baht(totals.budget)
    yield say("summary.spent", spent=spent, budget=budget, percent=_percent(totals))
    chosen = [_status(status, count) for status, count in report.by_status.items() if status != MISSING]
    if chosen:
        yield say("summary.statuses", statuses=" · ".join(chosen))


def _status(status: str, count: int) -> str:
    label = catalogue().get(f"status.button.{status}") or catalogue().get(f"status.{status}", status)
    return say("summary.status", label=label, count=count)


def _groups(report: Report) -> Iterator[str]:
    """A line a group; none where the plan knows no groups."""
    shares = report.by_group
    if not any(share.name for share in shares):
        return
    yield say("summary.groups")
    yield from (_group(share) for share in shares[:GROUPS_LISTED])
    if len(shares) > GROUPS_LISTED:
        yield say("summary.more_groups", count=len(shares) - GROUPS_LISTED)


def _group(share: Share) -> str:
    name = shorten(share.name, GROUP_NAME_LIMIT) or say("summary.no_group")
    figures = {"spent": baht(share.spent), "percent": _percent(share)}
    return say("summary.group", name=name, reported=share.reported, expected=share.expected, **figures)


def _percent(share: Share) -> str:
    return "-" if share.percent is None else str(share.percent)


def _outstanding(report: Report) -> Iterator[str]:
    """Who has still to send, by project; a report sent back is its owner's again."""
    missing = [row for row in report.rows if not row.reported]
    returned = [row for row in report.rows if row.state == "returned"]
    if missing and len(missing) <= NAMED:
        yield say("summary.missing_named", count=len(missing))
        yield from map(_project, missing)
    elif missing:
        yield say("summary.missing", count=len(missing), numbers=_numbers(missing))
    if returned:
        yield say("summary.returned", count=len(returned), numbers=_numbers(returned))


def _project(row: Row) -> str:
    return say("summary.project", no=row.no, name=shorten(row.name, PROJECT_NAME_LIMIT))


def _numbers(rows: Sequence[Row]) -> str:
    listed = ", ".join(str(row.no) for row in rows[:NUMBERS_LISTED])
    more = len(rows) - NUMBERS_LISTED
    return say("summary.more_numbers", numbers=listed, count=more) if more > 0 else listed
