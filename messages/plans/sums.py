"""Printed sums and counts against what the projects really come to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from messages.plans.folding import GroupSpan, TotalSpan
from messages.plans.lines import GroupRow, TotalRow
from messages.plans.values import QUARTERS, Finding, PlanProject
from messages.plans.vocabulary import is_grand_total
from messages.texts import say
from messages.thai.money import baht, plain

Projects = Sequence[PlanProject]


def check_groups(groups: Sequence[GroupSpan], projects: Projects) -> Iterator[Finding]:
    """The number of projects a group row announces, and the sums it prints."""
    for group in groups:
        members = projects[group.start : group.end]
        if group.row.count is not None and group.row.count != len(members):
            yield _miscounted(group.row, group.row.name, group.row.count, len(members))
        for role in _differing(group.row.sums, members):
            yield _missummed(group.row, group.row.name, role, group.row.sums[role], _sum(role, members))


def check_totals(totals: Sequence[TotalSpan], projects: Projects) -> Iterator[Finding]:
    """Every total row, against the projects it sums."""
    for total in totals:
        members = projects[scope(total, projects) : total.end]
        if total.row.count is not None and total.row.count != len(members):
            yield _miscounted(total.row, total.row.label, total.row.count, len(members))
        for role in _differing(total.row.sums, members):
            yield _missummed(total.row, total.row.label, role, total.row.sums[role], _sum(role, members))


def stated_total(totals: Sequence[TotalSpan], projects: Projects) -> int | None:
    """The budget the plan prints for all of its projects, in satang."""
    whole = [total for total in totals if scope(total, projects) == 0 and total.end == len(projects)]
    return whole[-1].row.sums.get("budget") if whole else None


def scope(total: TotalSpan, projects: Projects) -> int:
    """Where the projects begin that the row sums: those it fits best; all of them where nothing fits better."""
    whole = total.starts[0]
    if is_grand_total(total.row.label):
        return whole
    filled = [start for start in total.starts if start < total.end] or [whole]
    return min(filled, key=lambda start: len(_differing(total.row.sums, projects[start : total.end])))


def _differing(sums: Mapping[str, int], members: Projects) -> list[str]:
    return [role for role, printed in sums.items() if printed != _sum(role, members)]


def _sum(role: str, members: Projects) -> int:
    if role == "budget":
        return sum(member.budget for member in members)
    quarter = QUARTERS.index(role)
    return sum(member.plan[quarter] for member in members if member.plan is not None)


def _miscounted(row: GroupRow | TotalRow, label: str, printed: int, counted: int) -> Finding:
    text = say("plan.finding.group_count", row=row.row, label=label, printed=printed, counted=counted)
    return Finding("group_count", "error", None, row.row, text, expected=str(counted), found=str(printed))


def _missummed(row: GroupRow | TotalRow, label: str, role: str, printed: int, summed: int) -> Finding:
    text = say(
        "plan.finding.total",
        row=row.row,
        label=label,
        column=say(f"plan.role.{role}"),
        printed=baht(printed),
        summed=baht(summed),
        difference=baht(abs(printed - summed)),
    )
    return Finding("total", "error", None, row.row, text, expected=plain(summed), found=plain(printed))
