"""The rules asked while typing (messages.forms.checks), as findings about a project: they are written once."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from messages.answer_values import Answers, amounts
from messages.figures.spending import apply_report, find_decreased_total, is_spending
from messages.findings import Finding, Severity
from messages.forms.checks import STATUS_AGAINST_TEXT, Case, Statuses, find_cases, reported_before
from messages.forms.form import ProjectFacts
from messages.texts import say
from messages.thai.money import plain
from messages.thai.text import one_line

_ERRORS = frozenset({"spent_but_not_started"})
"""Contradictions that may not stand without a reason; the others may be as they should."""


def standing_findings(
    no: int, row: int | None, facts: ProjectFacts, answers: Answers, statuses: Statuses = MappingProxyType({})
) -> Iterator[Finding]:
    """Every contradiction and doubt in `answers`, with the reason its owner gave for it."""
    for case in find_cases(facts, answers, statuses):
        todo = say("audit.explained", reason=one_line(case.reason)) if case.reason else say(f"audit.todo.{case.rule}")
        told = say("audit.of_project", no=no, text=case.text + todo)
        expected, found = _figures(case.rule, facts, answers)
        yield Finding(case.rule, _severity(case), no, row, told, expected, found, reason=case.reason)


def _severity(case: Case) -> Severity:
    return "error" if case.rule in _ERRORS and not case.reason else "question"


def _figures(rule: str, facts: ProjectFacts, answers: Answers) -> tuple[str, str]:
    """What was expected at most (or at least), and what was found."""
    spent = facts.spent(answers) or 0
    planned = sum(facts.plan[: max(facts.quarters)]) if facts.plan else 0
    bounds = {"over_budget": facts.budget, "over_plan": planned, "spent_but_not_started": 0}
    if rule == STATUS_AGAINST_TEXT:
        return "", ""
    if rule == "less_than_before":
        return _less_than_before(facts, answers)
    return (plain(bounds[rule]) if rule in bounds else "", plain(spent))


def _less_than_before(facts: ProjectFacts, answers: Answers) -> tuple[str, str]:
    stated = {question: satang for question, satang in amounts(answers).items() if is_spending(question)}
    for question, satang in stated.items():
        before = reported_before(question, facts)
        if before is not None and satang < before:
            return plain(before), plain(satang)
    fallen = find_decreased_total(facts.before, apply_report(facts.before, answers, max(facts.quarters)))
    return ("", "") if fallen is None else (plain(facts.previous or 0), plain(fallen))
