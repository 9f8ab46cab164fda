"""Figures only some formats print, taken from a compiled report (messages/figures/report.py) as it stands.

Amounts are satang; None is "not known", never zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from messages.answer_values import amount
from messages.figures.report import Report, ReportRow, sum_known
from messages.figures.spending import QUARTERS
from messages.project import ReportState
from messages.thai.money import percent

NOT_STARTED = "not_started"
FIRST = ("done", "in_progress", NOT_STARTED)
"""The statuses every summary by status names, in its order; others follow where there are some."""


@dataclass(frozen=True, slots=True)
class InQuarter:
    """The money of one project or of many: `used` in a quarter, `prior` in those before it, and what both leave.

    Where neither is known the whole budget remains.
    """

    budget: int
    used: int | None
    prior: int | None
    remaining: int

    @property
    def spent(self) -> int:
        """From the year's start to the quarter's end, as far as it is known."""
        return (self.used or 0) + (self.prior or 0)


@dataclass(frozen=True, slots=True)
class OfStatus:
    """The projects in one status, which may be that it is missing, and their percent of those they were taken from."""

    status: str
    rows: tuple[ReportRow, ...]
    percent: Decimal | None


@dataclass(frozen=True, slots=True)
class AgainstPlan:
    """What owners say was to be disbursed by the round's end (`planned` of `narrative`), and what was."""

    planned: int | None
    spent: int | None

    @property
    def kept(self) -> bool | None:
        """Whether exactly what was planned was disbursed; above it is not to plan either.

        None where no plan is known, and where nothing was planned and nothing spent: neither can be said.
        """
        if self.planned is None or self.planned == self.spent == 0:
            return None
        return self.planned == self.spent


def in_quarter(row: ReportRow, quarter: int) -> InQuarter:
    """For `policy-status`. Money of several quarters together counts in the last of them."""
    used, prior = row.ending[quarter - 1], sum_known(row.ending[: quarter - 1])
    return InQuarter(row.budget, used, prior, row.budget - (used or 0) - (prior or 0))


def all_in_quarter(report: Report, quarter: int) -> InQuarter:
    """The sums of `in_quarter`; of the round's last quarter those of the totals."""
    each = [in_quarter(row, quarter) for row in report.rows]
    used, prior = sum_known(one.used for one in each), sum_known(one.prior for one in each)
    return InQuarter(report.totals.budget, used, prior, sum(one.remaining for one in each))


def status_in(row: ReportRow, quarter: int) -> str:
    """The status a project had at the end of an earlier quarter, empty where nobody said.

    It is the one reported then; what has not begun to this day had not begun then either.
    """
    untouched = row.reported and row.status == NOT_STARTED
    return row.said_before.get(quarter) or (NOT_STARTED if untouched else "")


def untold_quarters(row: ReportRow, report: Report) -> tuple[int, ...]:
    """Quarters before the last it told of that a project never told and others did: no later round asks for them."""
    told = {quarter for period in row.spending for quarter in period.quarters}
    known = [quarter for quarter in QUARTERS if report.totals.ending[quarter - 1] is not None]
    return tuple(quarter for quarter in known if quarter < max(told, default=0) and quarter not in told)


def by_status(rows: Sequence[ReportRow]) -> tuple[OfStatus, ...]:
    """Every project of `rows` once: those of FIRST, whether there are some or not, others, and the missing."""
    found = dict.fromkeys(status_of(row) for row in rows)
    others = [status for status in found if status not in {*FIRST, ReportState.MISSING}]
    last = [ReportState.MISSING] if ReportState.MISSING in found else []
    return tuple(_of_status(status, rows) for status in (*FIRST, *others, *last))


def _of_status(status: str, rows: Sequence[ReportRow]) -> OfStatus:
    chosen = tuple(row for row in rows if status_of(row) == status)
    return OfStatus(status, chosen, percent(len(chosen), len(rows)))


def status_of(row: ReportRow) -> str:
    """The status its owner chose, or that it is missing."""
    return row.status if row.reported else ReportState.MISSING


def against_plan(row: ReportRow) -> AgainstPlan:
    """Of one project; its plan is not known where the form asked for none, as of what has not begun."""
    return AgainstPlan(amount(row.answers, "planned"), row.spent_total)


def all_against_plan(rows: Sequence[ReportRow]) -> AgainstPlan:
    """The sums of `against_plan`."""
    each = [against_plan(row) for row in rows]
    return AgainstPlan(sum_known(one.planned for one in each), sum_known(one.spent for one in each))
