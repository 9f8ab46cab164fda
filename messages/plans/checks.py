"""What is odd in each project of a plan. Nothing here is repaired: the office is told."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from messages.findings import Finding
from messages.plans.values import PlanProject
from messages.plans.vocabulary import squeeze
from messages.project import Quarters
from messages.texts import say
from messages.thai.money import baht, plain


def check_projects(projects: Sequence[PlanProject], blank_budgets: Collection[int]) -> Iterator[Finding]:
    """Findings by kind; `blank_budgets` are the numbers whose budget cell holds nothing at all."""
    yield from _quarters(projects)
    yield from _find_unplanned(projects)
    yield from _find_gaps(projects)
    yield from _find_repeated_names(projects)
    for project in projects:
        if not project.group:
            yield _question("no_group", project, say("plan.finding.no_group", no=project.no))
        if project.budget == 0:
            blank = project.no in blank_budgets
            text = say("plan.finding.blank_budget" if blank else "plan.finding.zero_budget", no=project.no)
            yield _question("zero_budget", project, text)


def _quarters(projects: Sequence[PlanProject]) -> Iterator[Finding]:
    for project in projects:
        if project.plan is not None and sum(project.plan) != project.budget:
            yield _quarters_differ(project, project.plan)


def _quarters_differ(project: PlanProject, plan: Quarters) -> Finding:
    total = sum(plan)
    text = say(
        "plan.finding.quarters_sum",
        no=project.no,
        planned=baht(total),
        budget=baht(project.budget),
        difference=baht(abs(total - project.budget)),
    )
    return Finding(
        rule="quarters_sum",
        severity="error",
        project=project.no,
        row=project.row,
        text=text + _entered_twice(plan, total - project.budget),
        expected=plain(project.budget),
        found=plain(total),
    )


def _entered_twice(plan: Quarters, excess: int) -> str:
    """The likely cause where the excess is one quarter's amount and another quarter has the same."""
    same = [quarter for quarter, amount in enumerate(plan, start=1) if amount == excess > 0]
    if len(same) < 2:
        return ""
    return say("plan.finding.entered_twice", amount=baht(excess), again=same[1], first=same[0])


def _find_unplanned(projects: Sequence[PlanProject]) -> Iterator[Finding]:
    """Projects whose quarters are all blank, in a plan that has quarters."""
    if all(project.plan is None for project in projects):
        return
    for project in projects:
        if project.plan is None and project.budget:
            yield _question("no_quarters", project, say("plan.finding.no_quarters", no=project.no))


def _find_gaps(projects: Sequence[PlanProject]) -> Iterator[Finding]:
    """Numbers skipped between the first and the last; the finding stands at the project after the gap."""
    by_no = sorted(projects, key=lambda project: project.no)
    for before, after in pairwise(by_no):
        first, last = before.no + 1, after.no - 1
        if first <= last:
            numbers = str(first) if first == last else f"{first}-{last}"
            text = say("plan.finding.number_gap", numbers=numbers)
            yield Finding("number_gap", "question", first, after.row, text, expected=numbers)


def _find_repeated_names(projects: Sequence[PlanProject]) -> Iterator[Finding]:
    seen: dict[str, PlanProject] = {}
    for project in projects:
        first = seen.setdefault(squeeze(project.name), project)
        if first is not project:
            text = say("plan.finding.name_repeated", no=project.no, first=first.no)
            yield _question("name_repeated", project, text)


def _question(rule: str, project: PlanProject, text: str) -> Finding:
    return Finding(rule, "question", project.no, project.row, text)
