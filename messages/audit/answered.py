"""A round audited: its plan, what was answered, and what earlier rounds said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from messages.answer_values import AmountAnswer, Answers
from messages.audit.answer_rules import standing_findings
from messages.audit.years import year_findings
from messages.figures.breakdowns import untold_quarters
from messages.figures.report import Report, ReportRow
from messages.figures.spending import Earlier, spending_before, stated_quarters
from messages.findings import Finding
from messages.forms.form import ProjectFacts
from messages.plans.checks import check_projects
from messages.plans.values import PlanProject
from messages.texts import say
from messages.thai.money import baht, plain

_REASON = "reason"
"""Question ids that begin so hold why something is right."""


def audit_round(report: Report, earlier: Earlier = ()) -> tuple[Finding, ...]:
    """Findings about the plan first, then by project; `earlier` as in messages.figures.report.compile_report.

    What its owner has given a reason for stays listed, with the reason.
    """
    headings = dict.fromkeys(text for row in report.rows for text in (row.fund, row.heading) if text)
    about_plan = (*year_findings(headings, report.round.fiscal_year), *_about_plan(report), *_removed_findings(report))
    return (*about_plan, *answer_findings(report, earlier))


def answer_findings(report: Report, earlier: Earlier = ()) -> tuple[Finding, ...]:
    """Those about what was answered, in the plan's order."""
    return tuple(finding for row in report.rows for finding in _about(row, report, earlier))


def _about_plan(report: Report) -> Iterator[Finding]:
    """As at plan import; a plan without any group misses none."""
    findings = check_projects([_to_plan_project(row) for row in report.rows], ())
    grouped = any(row.group for row in report.rows)
    return (finding for finding in findings if grouped or finding.rule != "no_group")


def _removed_findings(report: Report) -> Iterator[Finding]:
    """Money that was reported and stands in no sum; its project's number may be another's by now."""
    for row in report.removed:
        text = say("audit.rule.removed", name=row.name, spent=baht(row.spent_total or 0))
        told = say("audit.of_project", no=row.no, text=text)
        yield Finding("removed", "question", None, None, told, "", plain(row.spent_total or 0))


def _to_plan_project(row: ReportRow) -> PlanProject:
    return PlanProject(row.no, row.name, row.group, row.fund, row.heading, row.budget, row.plan)


def _about(row: ReportRow, report: Report, earlier: Earlier) -> Iterator[Finding]:
    facts = ProjectFacts(
        fiscal_year=report.round.fiscal_year,
        quarters=report.round.quarters,
        budget=row.budget,
        plan=row.plan,
        before=spending_before(earlier, row.id),
    )
    yield from standing_findings(row.no, None, facts, _answers(row, earlier), report.office.statuses)
    yield from _restated_findings(row, facts.known)
    yield from _untold_findings(row, report)


def _answers(row: ReportRow, earlier: Earlier) -> Answers:
    """What stands of the project: where this round does not tell the money, that of earlier ones, with its reasons."""
    if row.carried_from is None or row.spent_total is None:
        return row.answers
    before = [one.submissions[row.id].answers for one in earlier if row.id in one.submissions]
    reasons = {key: value for answers in before for key, value in answers.items() if key.startswith(_REASON)}
    return {**reasons, **row.answers, "spent": AmountAnswer(row.spent_total)}


def _untold_findings(row: ReportRow, report: Report) -> Iterator[Finding]:
    for quarter in untold_quarters(row, report):
        told = say("audit.of_project", no=row.no, text=say("audit.rule.untold", quarter=quarter))
        yield Finding("untold", "question", row.no, None, told)


def _restated_findings(row: ReportRow, known: Mapping[int, int]) -> Iterator[Finding]:
    """A quarter that an earlier round reported with less; one with more is doubted when it is typed."""
    for quarter, satang in stated_quarters(row.answers).items():
        before = known.get(quarter, satang)
        if satang > before:
            text = say("audit.rule.restated", quarter=quarter, expected=baht(before), found=baht(satang))
            told = say("audit.of_project", no=row.no, text=text)
            yield Finding("restated", "question", row.no, None, told, plain(before), plain(satang))
