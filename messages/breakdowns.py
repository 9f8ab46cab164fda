"""Figures only some formats print, taken from a compiled report (messages/figures.py) as it stands.

Amounts are satang; None is "not known", never zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from messages.figures import MISSING, Report, Row, sum_known
from messages.thai.money import percent

FIRST = ("done", "in_progress", "not_started")
"""The statuses every summary by status names, in its order; others follow where there are some."""


@dataclass(frozen=True, slots=True)
class InQuarter:
    """The money of one project or of many: `used` in a quarter, `prior` in those before it, and what both leave."""

    budget: int
    used: int | None
    prior: int | None
    remaining: int | None


@dataclass(frozen=True, slots=True)
class OfStatus:
    """The projects in one status, which may be MISSING, and their percent of those they were taken from."""

    status: str
    rows: tuple[Row, ...]
    percent: Decimal | None


@dataclass(frozen=True, slots=True)
class AgainstPlan:
    """What owners say was to be disbursed by the round's end (`planned`, format 3), and what was."""

    planned: int | None
    spent: int | None

    @property
    def kept(self) -> bool:
        """Whether exactly what was planned was disbursed; above it is not to plan either."""
        return self.planned == self.spent


def in_quarter(row: Row, quarter: int) -> InQuarter:
    """Format 2. A project without a report in this round counts nowhere, as in the totals."""
    if not row.reported:
        return InQuarter(row.budget, None, None, None)
    used, prior = row.quarters[quarter - 1], sum_known(row.quarters[: quarter - 1])
    return InQuarter(row.budget, used, prior, None if used is None else row.budget - used - (prior or 0))


def all_in_quarter(report: Report, quarter: int) -> InQuarter:
    """The sums of `in_quarter`, with what remains of the whole budget; of the last quarter those of the totals."""
    each = [in_quarter(row, quarter) for row in report.rows]
    used, prior = sum_known(one.used for one in each), sum_known(one.prior for one in each)
    return InQuarter(report.totals.budget, used, prior, report.totals.budget - (used or 0) - (prior or 0))


def by_status(rows: Sequence[Row]) -> tuple[OfStatus, ...]:
    """Every project of `rows` once: those of FIRST, whether there are some or not, others, and the MISSING."""
    found = dict.fromkeys(status_of(row) for row in rows)
    others = [status for status in found if status not in {*FIRST, MISSING}]
    return tuple(_of_status(status, rows) for status in (*FIRST, *others, *(each for each in found if each == MISSING)))


def _of_status(status: str, rows: Sequence[Row]) -> OfStatus:
    chosen = tuple(row for row in rows if status_of(row) == status)
    return OfStatus(status, chosen, percent(len(chosen), len(rows)))


def status_of(row: Row) -> str:
    """The status its owner chose, or MISSING."""
    return row.status if row.reported else MISSING


def against_plan(row: Row) -> AgainstPlan:
    """Of one project; its plan is not known where the form asked for none, as of what has not begun."""
    planned = row.answers.get("planned")
    return AgainstPlan(planned if isinstance(planned, int) else None, row.spent_total)


def all_against_plan(rows: Sequence[Row]) -> AgainstPlan:
    """The sums of `against_plan`."""
    each = [against_plan(row) for row in rows]
    return AgainstPlan(sum_known(one.planned for one in each), sum_known(one.spent for one in each))
