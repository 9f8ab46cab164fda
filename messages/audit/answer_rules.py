"""The rules asked while typing (messages.forms.checks), as findings about a project: they are written once."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from messages.answer_values import Answers, amounts, text
from messages.figures.spending import apply_report, find_decreased_total, is_spending
from messages.findings import Finding, Severity
from messages.forms.checks import Statuses, contradictions, doubt_about, reported_before
from messages.forms.form import ProjectFacts
from messages.texts import say
from messages.thai.money import plain

_ERRORS = frozenset({"spent_but_not_started"})
"""Contradictions that no explanation can be expected for; the others may be as they should."""
_EXPLAINS_SPENDING = "reason"
"""The question id of the reason for spending more than planned (deploy/docs/report-formats.md, format 3)."""


def standing_findings(
    no: int, row: int | None, facts: ProjectFacts, answers: Answers, statuses: Statuses = MappingProxyType({})
) -> Iterator[Finding]:
    """Every contradiction and doubt in `answers` that nobody has given a reason for."""
    found = [(item.rule, item.text) for item in contradictions(facts, answers, statuses)]
    for question, satang in amounts(answers).items():
        doubt = doubt_about(question, facts, answers, satang)
        if doubt is not None and (doubt.rule, doubt.text) not in found:
            found.append((doubt.rule, doubt.text))
    for rule, said in dict(found).items():
        if not _is_explained(rule, answers):
            told = say("audit.of_project", no=no, text=said + say(f"audit.todo.{rule}"))
            yield Finding(rule, _severity(rule), no, row, told, *_figures(rule, facts, answers))


def _is_explained(rule: str, answers: Answers) -> bool:
    explaining = (f"reason_{rule}", *((_EXPLAINS_SPENDING,) if rule == "over_budget" else ()))
    return any(text(answers, question) for question in explaining)


def _severity(rule: str) -> Severity:
    return "error" if rule in _ERRORS else "question"


def _figures(rule: str, facts: ProjectFacts, answers: Answers) -> tuple[str, str]:
    """What was expected at most (or at least), and what was found."""
    spent = facts.spent(answers) or 0
    planned = sum(facts.plan[: max(facts.quarters)]) if facts.plan else 0
    bounds = {"over_budget": facts.budget, "over_plan": planned, "spent_but_not_started": 0}
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
