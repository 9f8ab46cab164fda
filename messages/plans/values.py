"""What reading an action plan gives: projects, findings, and how the sheet was understood. Amounts are satang."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from messages.findings import Finding
from messages.project import Details, Quarters
from messages.texts import say

QUARTERS = ("q1", "q2", "q3", "q4")
"""The roles of the columns that plan money for a quarter."""
SPENT_QUARTERS = ("spent_q1", "spent_q2", "spent_q3", "spent_q4")
"""The roles of the columns that tell what a quarter spent; only finished reports have them (messages.audit)."""
FIGURES = ("budget", *QUARTERS, *SPENT_QUARTERS, "used", "remaining", "percent")
"""The roles of every column of figures."""


MAX_REASONS = 20
"""Told of one file in one run."""
MAX_ROWS = 10
"""Named for one reason."""


class PlanRefused(Exception):
    """The sheet is not clear beyond doubt. `reason` is Thai; `row` counts as the spreadsheet does."""

    def __init__(self, reason: str, row: int | None = None) -> None:
        super().__init__(reason if row is None else say("plan.at_row", row=row, reason=reason))
        self.reason = reason
        self.row = row


def refuse_all(refusals: Sequence[PlanRefused]) -> None:
    """Raises them as one PlanRefused, rows of the same reason together; with none, nothing."""
    if not refusals:
        return
    if len(refusals) == 1:
        raise refusals[0]
    rows: dict[str, list[int]] = {}
    for refusal in refusals:
        rows.setdefault(refusal.reason, []).append(refusal.row or 0)
    lines = [_at_rows(reason, at) for reason, at in list(rows.items())[:MAX_REASONS]]
    if len(rows) > MAX_REASONS:
        lines.append(say("plan.more_refused", count=len(rows) - MAX_REASONS))
    together = PlanRefused("\n".join(lines))
    together.row = refusals[0].row
    raise together


def _at_rows(reason: str, rows: Sequence[int]) -> str:
    told = ", ".join(map(str, rows[:MAX_ROWS])) + (" …" if len(rows) > MAX_ROWS else "")
    return say("plan.at_row", row=told, reason=reason)


@dataclass(frozen=True, slots=True)
class PlanProject:
    """A project as its row says; a messages.project.Project. `row` is None where no spreadsheet is read."""

    no: int
    name: str
    group: str
    fund: str
    heading: str
    budget: int
    plan: Quarters | None
    row: int | None = None
    details: Details = field(default_factory=dict)

    def amount(self, role: str) -> int:
        """What it has in the money column of that role; 0 for nothing."""
        if role == "budget":
            return self.budget
        return 0 if self.plan is None else self.plan[QUARTERS.index(role)]


@dataclass(frozen=True, slots=True)
class ColumnFound:
    """A column and what it was taken for: no, name, budget, group, fund, heading, q1-q4, a detail, or other (not read).

    Details are those of messages.project.
    """

    role: str
    letter: str
    header: str


@dataclass(frozen=True, slots=True)
class PlanReading:
    """One sheet understood. `fiscal_year` (Buddhist Era) is the title's, `stated_total` the budget printed for all."""

    sheet: str
    header_rows: tuple[int, ...]
    columns: tuple[ColumnFound, ...]
    projects: tuple[PlanProject, ...]
    findings: tuple[Finding, ...]
    fiscal_year: int | None = None
    stated_total: int | None = None

    @property
    def questions(self) -> tuple[Finding, ...]:
        """What wants a yes before the plan is stored."""
        return tuple(finding for finding in self.findings if finding.asks)

    @property
    def budget(self) -> int:
        return sum(project.budget for project in self.projects)
