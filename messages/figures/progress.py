"""How far a round has come: beside its plan, beside the office's target, and since an earlier report of it.

Amounts are satang, taken from a compiled report (messages/figures/report.py) as it stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from messages.figures.report import Report, ReportRow
from messages.thai.money import percent


@dataclass(frozen=True, slots=True)
class Progress:
    """Plan beside actual, all projects together: in one quarter, and from the year's start to its end.

    `percent`: of the plan so far, None where that is 0 or no spending is known.
    """

    quarter: int
    planned: int
    spent: int
    planned_so_far: int
    spent_so_far: int
    percent: Decimal | None


@dataclass(frozen=True, slots=True)
class Aim:
    """What is to be disbursed by the end of `quarter`, in percent of the budget, and how far from it the office is.

    `ahead` is negative where less was spent than was to be; None where there is no budget to take a percent of.
    """

    quarter: int
    percent: Decimal
    ahead: Decimal | None


@dataclass(frozen=True, slots=True)
class Change:
    """What a report tells that an earlier one did not: projects newly `reported`, by number, and the percent then."""

    reported: tuple[int, ...]
    percent: Decimal | None


def progress_of_quarters(report: Report) -> tuple[Progress, ...]:
    """Each quarter to the round's end; the last one judges the plan (deploy/docs/report-formats.md, format 4)."""
    last = max(report.round.quarters)
    planned = [amount or 0 for amount in report.totals.plan]
    spent = [amount or 0 for amount in report.totals.ending]
    until = range(1, last + 1)
    return tuple(_progress(each, planned[:each], spent[:each], known=report.totals.known > 0) for each in until)


def _progress(quarter: int, planned: Sequence[int], spent: Sequence[int], *, known: bool) -> Progress:
    rate = percent(sum(spent), sum(planned)) if known else None
    return Progress(quarter, planned[-1], spent[-1], sum(planned), sum(spent), rate)


def aim_of(report: Report, targets: Sequence[Decimal | None]) -> Aim | None:
    """The office's target for the end of the round; None where it has set none. `targets`: by quarter, cumulative."""
    quarter, spent = max(report.round.quarters), report.totals.percent
    target = targets[quarter - 1]
    return None if target is None else Aim(quarter, target, None if spent is None else spent - target)


def changed_since(before: Report, now: Report) -> Change:
    """Of two reports of one round."""
    known = {row.no for row in before.rows if row.reported}
    return Change(tuple(row.no for row in now.rows if row.reported and row.no not in known), before.totals.percent)


def over_plan(report: Report) -> tuple[ReportRow, ...]:
    """Projects that spent more to the round's end than their plan gives them until then."""
    last = max(report.round.quarters)
    planned = [(row, sum(row.plan[:last])) for row in report.rows if row.plan]
    return tuple(row for row, until in planned if (row.spent_total or 0) > until)
