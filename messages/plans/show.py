"""What was read from a plan, shown before and after it is stored: as Thai text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from messages.findings import Finding
from messages.plans.values import PlanProject, PlanReading
from messages.texts import say
from messages.thai.money import baht, plain
from messages.thai.text import one_line, shorten

_NAME = 60
"""Graphemes of a project's name on its line."""
_INDENT = "  "


def plan_report(reading: PlanReading) -> str:
    """The mapping found, every project, the totals and every finding."""
    return "\n".join([*_found_lines(reading), "", *_projects(reading), "", *_totals(reading), "", *_findings(reading)])


def plan_json(reading: PlanReading) -> dict[str, Any]:
    """The same for scripts. Amounts are decimal strings in baht."""
    return {
        "sheet": reading.sheet,
        "fiscal_year": reading.fiscal_year,
        "header_rows": list(reading.header_rows),
        "columns": [
            {"role": column.role, "column": column.letter, "header": column.header} for column in reading.columns
        ],
        "projects": [_project_json(project) for project in reading.projects],
        "totals": {
            "projects": len(reading.projects),
            "budget": plain(reading.budget),
            "stated": None if reading.stated_total is None else plain(reading.stated_total),
        },
        "findings": [_finding_json(finding) for finding in reading.findings],
    }


def questions_text(questions: Sequence[Finding], *, accepted: bool) -> str:
    """What wants a yes, a line each, and how to say it; once `accepted`, what was said yes to."""
    lines = [f"{_INDENT}{finding.text}" for finding in questions]
    if accepted:
        return "\n".join([say("plan.show.accepted", count=len(lines)), *lines])
    return "\n".join([say("plan.show.asked", count=len(lines)), *lines, say("plan.show.how_to_accept")])


def questions_json(questions: Sequence[Finding]) -> list[dict[str, Any]]:
    """The same for scripts."""
    return [_finding_json(finding) for finding in questions]


def amounts(quarters: Sequence[int]) -> str:
    """Four quarters as people read them."""
    return " / ".join(baht(satang) for satang in quarters)


def _found_lines(reading: PlanReading) -> Iterator[str]:
    rows = reading.header_rows
    span = str(rows[0]) if len(rows) == 1 else f"{rows[0]}-{rows[-1]}"
    yield say("plan.show.sheet", sheet=reading.sheet, rows=span)
    if reading.fiscal_year:
        yield say("plan.show.year", year=reading.fiscal_year)
    yield say("plan.show.columns")
    for column in reading.columns:
        role = say(f"plan.role.{column.role}")
        yield _INDENT + say("plan.show.column", letter=column.letter, header=column.header, role=role)


def _projects(reading: PlanReading) -> Iterator[str]:
    yield say("plan.show.projects", count=len(reading.projects))
    for project in reading.projects:
        name = shorten(project.name, _NAME)
        yield _INDENT + say("plan.show.project", no=project.no, name=name, budget=baht(project.budget))
        belongs = [project.group or say("plan.show.no_group"), project.fund, project.heading]
        yield _INDENT * 2 + " · ".join(text for text in belongs if text)
        if project.plan is not None:
            yield _INDENT * 2 + say("plan.show.quarters", amounts=amounts(project.plan))
        for name, text in project.details.items():
            role, told = say(f"plan.role.{name}"), shorten(one_line(text), _NAME)
            yield _INDENT * 2 + say("plan.show.detail", role=role, text=told)


def _totals(reading: PlanReading) -> Iterator[str]:
    yield say("plan.show.total", count=len(reading.projects), budget=baht(reading.budget))
    plans = [project.plan for project in reading.projects if project.plan is not None]
    if plans:
        yield say("plan.show.quarter_totals", amounts=amounts([sum(quarter) for quarter in zip(*plans, strict=True)]))
    for fund in dict.fromkeys(project.fund for project in reading.projects):
        members = [project for project in reading.projects if project.fund == fund]
        if fund:
            budget = baht(sum(project.budget for project in members))
            yield _INDENT + say("plan.show.by_fund", fund=fund, count=len(members), budget=budget)


def _findings(reading: PlanReading) -> Iterator[str]:
    """Contradictions first. What wants a yes is told apart from these (`questions_text`)."""
    told = [finding for finding in reading.findings if not finding.asks]
    if not told:
        yield say("plan.show.no_findings" if not reading.questions else "plan.show.no_other_findings")
        return
    yield say("plan.show.findings", count=len(told))
    for finding in sorted(told, key=lambda finding: finding.severity):
        kind = say("plan.show.error") if finding.severity == "error" else say("plan.show.question")
        yield f"{_INDENT}[{kind}] {finding.text}"


def _project_json(project: PlanProject) -> dict[str, Any]:
    return {
        "no": project.no,
        "name": project.name,
        "group": project.group,
        "fund": project.fund,
        "heading": project.heading,
        "budget": plain(project.budget),
        "plan": None if project.plan is None else [plain(satang) for satang in project.plan],
        "row": project.row,
        **project.details,
    }


def _finding_json(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "project": finding.project,
        "row": finding.row,
        "text": finding.text,
        "expected": finding.expected,
        "found": finding.found,
        "asks": finding.asks,
    }
