"""Printed sums and counts against what the projects really come to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from messages.findings import Finding
from messages.plans.folding import GroupSpan, TotalSpan
from messages.plans.lines import PlanGroupRow, TotalRow
from messages.plans.vocabulary import is_grand_total, is_plain_total
from messages.texts import say
from messages.thai.money import baht, plain


class Summed(Protocol):
    """A project, by what it has in a column."""

    @property
    def no(self) -> int: ...

    def amount(self, role: str) -> int:
        """Satang; 0 for nothing."""
        ...


Projects = Sequence[Summed]


def check_groups(groups: Sequence[GroupSpan], projects: Projects) -> Iterator[Finding]:
    """The number of projects a group row announces, and the sums it prints."""
    for group in groups:
        members = projects[group.start : group.end]
        if group.row.count is not None and group.row.count != len(members):
            yield _miscounted(group.row, group.row.name, group.row.count, len(members))
        for role in _differing(group.row.sums, members):
            yield _missummed(group.row, group.row.name, role, members)


def check_totals(totals: Sequence[TotalSpan], projects: Projects) -> Iterator[Finding]:
    """Every total row, against the projects it sums."""
    for total in totals:
        members = _members(total, projects)
        if not is_plain_total(total.row.label) and "budget" in _differing(total.row.sums, members):
            text = say("plan.finding.total_or_project", row=total.row.row, label=total.row.label)
            yield Finding("total_or_project", "question", None, total.row.row, text, asks=True)
            continue
        if total.row.count is not None and total.row.count != len(members):
            yield _miscounted(total.row, total.row.label, total.row.count, len(members))
        for role in _differing(total.row.sums, members):
            yield _missummed(total.row, total.row.label, role, members)


def stated_total(totals: Sequence[TotalSpan], projects: Projects) -> int | None:
    """The budget the plan prints for all of its projects, in satang."""
    whole = [total for total in totals if len(_members(total, projects)) == len(projects)]
    return whole[-1].row.sums.get("budget") if whole else None


def _members(total: TotalSpan, projects: Projects) -> Projects:
    """Those above the row; all of them where it stands above the first."""
    return projects[scope(total, projects) : total.end] if total.end else projects


def scope(total: TotalSpan, projects: Projects) -> int:
    """Where the projects begin that the row sums: those it fits best; all of them where nothing fits better.

    Of projects without a budget the sums tell nothing; then the number it announces tells which they are.
    """
    whole = total.starts[0]
    if is_grand_total(total.row.label):
        return whole
    filled = [start for start in total.starts if start < total.end] or [whole]
    return min(filled, key=lambda start: _misfit(total, projects[start : total.end]))


def _misfit(total: TotalSpan, members: Projects) -> tuple[int, bool]:
    """How badly the row fits these projects: by its sums, then by how many it announces."""
    return len(_differing(total.row.sums, members)), total.row.count not in {None, len(members)}


def _differing(sums: Mapping[str, int], members: Projects) -> list[str]:
    return [role for role, printed in sums.items() if printed != _sum(role, members)]


def _sum(role: str, members: Projects) -> int:
    return sum(member.amount(role) for member in members)


def _miscounted(row: PlanGroupRow | TotalRow, label: str, printed: int, counted: int) -> Finding:
    text = say("plan.finding.group_count", row=row.row, label=label, printed=printed, counted=counted)
    return Finding("group_count", "error", None, row.row, text, expected=str(counted), found=str(printed))


def _missummed(row: PlanGroupRow | TotalRow, label: str, role: str, members: Projects) -> Finding:
    printed, summed = row.sums[role], _sum(role, members)
    text = say(
        "plan.finding.total",
        row=row.row,
        label=label,
        column=say(f"plan.role.{role}"),
        printed=baht(printed),
        summed=baht(summed),
        difference=baht(abs(printed - summed)),
    )
    text += _left_out_hint(role, summed - printed, members)
    return Finding("total", "error", None, row.row, text, expected=plain(summed), found=plain(printed))


def _left_out_hint(role: str, lacking: int, members: Projects) -> str:
    """The one project whose amount is just what the printed sum lacks, or has twice."""
    same = [member.no for member in members if member.amount(role) == abs(lacking)]
    if len(same) != 1:
        return ""
    return say("plan.finding.amount_of", amount=baht(abs(lacking)), column=say(f"plan.role.{role}"), no=same[0])
