"""A finished report audited: `audit_report` lists every contradiction in the tables of a file, and invents none."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from messages.answer_values import AmountAnswer, Answers, ChoiceAnswer, TextAnswer
from messages.audit.answer_rules import standing_findings
from messages.audit.balances import correct_row, later_quarters, percent_findings
from messages.audit.percents import Percents, format_percent, percents_of
from messages.audit.printed import Printed, PrintedTable, find_tables
from messages.audit.sentences import sentence_findings
from messages.audit.vocabulary import closing_status, gives_reason
from messages.audit.years import year_findings
from messages.findings import Finding
from messages.forms.form import ProjectFacts
from messages.plans.checks import check_projects
from messages.plans.folding import TotalSpan
from messages.plans.lines import Sums
from messages.plans.sums import check_groups, check_totals, scope
from messages.plans.values import SPENT_QUARTERS
from messages.sheets.reading import Sheet
from messages.texts import say
from messages.thai.money import baht, parse_plain

_RESULTS = frozenset({*SPENT_QUARTERS, "used", "remaining", "percent"})
_WHOLE_YEAR = 4

Rows = Sequence[Printed]


class NoReport(Exception):
    """No sheet holds a table with spending or what remains of it. The message is Thai."""


def audit_report(sheets: Sequence[Sheet]) -> tuple[Finding, ...]:
    """Findings by table, in the order of the rows. Raises NoReport."""
    tables = [table for table in find_tables(sheets) if _RESULTS & table.roles]
    if not tables:
        raise NoReport(say("audit.no_table"))
    found = [finding for table in tables for finding in sorted(_about(table), key=lambda item: item.row or 0)]
    headings = dict.fromkeys(heading for table in tables for heading in table.headings)
    return (*year_findings(headings), *found)


def _about(table: PrintedTable) -> Iterator[Finding]:
    percents = percents_of(table.rows, table.shares.values())
    weighed = [correct_row(row, percents) for row in table.rows]
    corrected = tuple(row for row, _ in weighed)
    for printed, (row, findings) in zip(table.rows, weighed, strict=True):
        yield from findings
        if "percent" in table.roles:
            yield from percent_findings(printed, row, percents)
        yield from later_quarters(row, table.until)
        yield from _rule_findings(row, table.until)
    yield from _twice(table.rows)
    yield from _about_projects(corrected)
    yield from _sums(table, corrected, [finding for _, findings in weighed for finding in findings])
    yield from _shares(table, corrected, percents)
    yield from sentence_findings(table, corrected, percents)
    for refusal in table.refused:
        yield Finding("row_not_read", "question", None, refusal.row, str(refusal))


def _rule_findings(row: Printed, until: int | None) -> Iterator[Finding]:
    """The rules asked while typing, for what the row says of its status and spending."""
    if "used" not in row.figures and not row.quarters:
        return
    plan = row.project.plan if until is not None else None
    facts = ProjectFacts(0, tuple(range(1, (until or _WHOLE_YEAR) + 1)), row.amount("budget"), plan)
    status = closing_status(row.progress)
    chosen: Answers = {"status": ChoiceAnswer(status)} if status else {}
    answers: Answers = {"spent": AmountAnswer(row.spent), **chosen, **_reasons(row)}
    standing = standing_findings(row.no, row.project.row, facts, answers)
    yield from (finding for finding in standing if not finding.reason)


def _reasons(row: Printed) -> Answers:
    """Spending above the budget or the plan is right with a reason (deploy/docs/report-formats.md, format 3)."""
    said = next((text for text in (row.progress, row.reason) if gives_reason(text)), "")
    rules = ("over_budget", "over_plan", "done_with_nothing_spent") if said else ()
    return {f"reason_{rule}": TextAnswer(said) for rule in rules}


def _twice(rows: Rows) -> Iterator[Finding]:
    first: dict[int, Printed] = {}
    for row in rows:
        before = first.setdefault(row.no, row)
        if before is not row:
            text = say("audit.rule.number_twice", first=before.project.row)
            told = say("audit.of_project", no=row.no, text=text)
            yield Finding("number_twice", "error", row.no, row.project.row, told, "", str(row.no))


def _about_projects(corrected: Rows) -> Iterator[Finding]:
    """As at plan import; nothing allotted is nothing wrong here, nor is a group that is named once for its rows."""
    named = sum(bool(row.project.group) for row in corrected)
    left_out = {"zero_budget"} if 2 * named > len(corrected) else {"zero_budget", "no_group"}
    findings = check_projects([row.project for row in corrected], ())
    return (finding for finding in findings if finding.rule not in left_out)


def _sums(table: PrintedTable, corrected: Rows, known: Sequence[Finding]) -> Iterator[Finding]:
    """Sums that are wrong both of the figures as printed and of those they should be, the quarters before included.

    What a sum is out by may be what is `known` to be wrong with one of its rows; that is told once.
    """
    cumulative = [row.corrected(used=row.spent) for row in corrected]
    as_printed = {(finding.row, finding.found) for finding in _sum_findings(table, table.rows)}
    told = {_out_by(finding) for finding in known if finding.expected and finding.found}
    for finding in _sum_findings(table, cumulative):
        if (finding.row, finding.found) in as_printed and _out_by(finding) not in told:
            yield finding


def _out_by(finding: Finding) -> int:
    """Satang between what was expected and what was found; counts are told apart by being no amounts."""
    return abs(parse_plain(finding.expected) - parse_plain(finding.found)) if "." in finding.found else -1


def _sum_findings(table: PrintedTable, rows: Rows) -> Iterator[Finding]:
    unread = {role for row in rows for role in row.unread}
    groups = [replace(group, row=replace(group.row, sums=_without(unread, group.row.sums))) for group in table.groups]
    totals = [replace(total, row=replace(total.row, sums=_without(unread, total.row.sums))) for total in table.totals]
    yield from check_groups(groups, rows)
    yield from check_totals(totals, rows)


def _without(roles: Collection[str], sums: Sums) -> Sums:
    return {role: satang for role, satang in sums.items() if role not in roles}


def _shares(table: PrintedTable, corrected: Rows, percents: Percents) -> Iterator[Finding]:
    """The percent of each total row, of its own sums or of those it should have."""
    for total in table.totals:
        printed = table.shares.get(total.row.row)
        sums = [*_shares_of_budget(total, corrected)]
        due = [percents.due(spent, budget) for spent, budget in sums if budget > 0]
        if printed is not None and due and percents.read(printed) not in due:
            spent, budget = sums[-1]
            rule = "percent_cut" if percents.is_cut(printed, spent, budget) else "percent"
            expected, found = format_percent(due[-1]), format_percent(percents.read(printed))
            text = say(f"audit.rule.{rule}", found=found, expected=expected, spent=baht(spent), budget=baht(budget))
            told = say("audit.of_total", row=total.row.row, label=total.row.label, text=text)
            yield Finding(rule, "error", None, total.row.row, told, expected, found)


def _shares_of_budget(total: TotalSpan, corrected: Rows) -> Iterator[tuple[int, int]]:
    sums = total.row.sums
    if {"used", "budget"} <= set(sums):
        yield sums["used"] + sums.get("prior", 0), sums["budget"]
    members = corrected[scope(total, corrected) : total.end]
    yield sum(row.spent for row in members), sum(row.amount("budget") for row in members)
