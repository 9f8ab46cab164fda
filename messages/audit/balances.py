"""One project's printed figures against each other: what they contradict, and the row as it should be.

Each rule gives the row corrected where the others prove a figure wrong, so that one misprint is told once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from messages.audit.percents import Percents, format_percent
from messages.audit.printed import Printed
from messages.findings import Finding, Severity
from messages.plans.values import QUARTERS, SPENT_QUARTERS
from messages.texts import say
from messages.thai.money import baht, plain

Weighed = tuple[Printed, tuple[Finding, ...]]


def correct_row(printed: Printed, percents: Percents) -> Weighed:
    """The row as it should be, and every contradiction between its amounts."""
    row, findings = printed, list(_unread_findings(printed))
    for rule in _RULES:
        row, found = rule(row, percents)
        findings += found
    return row, tuple(findings)


def percent_findings(printed: Printed, corrected: Printed, percents: Percents) -> Iterator[Finding]:
    """The percent, against the figures as printed or as they should be."""
    budget, shown = corrected.amount("budget"), printed.percent or Decimal(0)
    told = not printed.unread and (printed.percent is not None or corrected.spent > 0)
    due = {percents.due(row.spent, budget) for row in (printed, corrected)} if budget > 0 and told else set()
    if due and percents.read(shown) not in due:
        cut = shown > 0 and percents.is_cut(shown, corrected.spent, budget)
        rule = "percent_cut" if cut else "percent"
        expected, found = format_percent(percents.due(corrected.spent, budget)), format_percent(percents.read(shown))
        values = {"spent": baht(corrected.spent), "budget": baht(budget)}
        text = say(f"audit.rule.{rule}", found=found, expected=expected, **values)
        yield error(printed, rule, text, expected, found)


def later_quarters(row: Printed, until: int | None) -> Iterator[Finding]:
    """Spending printed for a quarter that the report does not cover yet."""
    for quarter, role in enumerate(SPENT_QUARTERS, start=1):
        amount = row.amount(role)
        if until is not None and quarter > until and amount > 0:
            text = say("audit.rule.later_quarter", quarter=quarter, until=until, found=baht(amount))
            yield error(row, "later_quarter", text, plain(0), plain(amount))


def error(row: Printed, rule: str, text: str, expected: str, found: str, severity: Severity = "error") -> Finding:
    """A finding about one project, told with its number."""
    told = say("audit.of_project", no=row.no, text=text)
    return Finding(rule, severity, row.no, row.project.row, told, expected, found)


def _unread_findings(row: Printed) -> Iterator[Finding]:
    for role, cell in row.unread.items():
        text = say("audit.rule.unread", column=say(f"plan.role.{role}"), found=cell)
        yield error(row, "unread", text, "", cell, "question")


def _negative(row: Printed, _percents: Percents) -> Weighed:
    """What remains may be below zero; money planned, spent or allotted may not."""
    wrong = {role: satang for role, satang in row.figures.items() if satang < 0 and role != "remaining"}
    findings = tuple(
        error(
            row,
            "negative",
            say("audit.rule.negative", column=say(f"plan.role.{role}"), found=baht(satang)),
            plain(-satang),
            plain(satang),
        )
        for role, satang in wrong.items()
    )
    return row.corrected(**{role: -satang for role, satang in wrong.items()}), findings


def _correct_misplaced(row: Printed, _percents: Percents) -> Weighed:
    """A quarter's plan that stands in the column of its spending: the one sum lacks what the other has too much."""
    plan, spent = row.project.plan, row.quarters
    if plan is None or not spent or "used" not in row.figures:
        return row, ()
    excess = sum(spent) - row.amount("used")
    if excess <= 0 or row.amount("budget") - sum(plan) != excess:
        return row, ()
    for quarter, (planned, amount) in enumerate(zip(plan, spent, strict=True), start=1):
        if amount == excess and planned == 0:
            text = say("audit.rule.misplaced", amount=baht(amount), quarter=quarter)
            moved = row.corrected(**{SPENT_QUARTERS[quarter - 1]: 0, QUARTERS[quarter - 1]: amount})
            return moved, (error(row, "misplaced", text, plain(0), plain(amount)),)
    return row, ()


def _same_figure(row: Printed, _percents: Percents) -> Weighed:
    """One figure both as spent and as remaining, where the two do not share the budget."""
    used, budget = row.amount("used"), row.amount("budget")
    same = {"used", "remaining"} <= set(row.figures) and 0 < used == row.amount("remaining")
    if not same or used + row.spent == budget:
        return row, ()
    by_quarters = bool(row.quarters) and sum(row.quarters) != used
    spent = sum(row.quarters) if by_quarters else used
    left = budget - spent - row.amount("prior")
    role, due = ("used", spent) if by_quarters else ("remaining", left)
    values = {"amount": baht(used), "budget": baht(budget), "column": say(f"plan.role.{role}"), "expected": baht(due)}
    text = say("audit.rule.same_figure", **values)
    return row.corrected(used=spent, remaining=left), (error(row, "same_figure", text, plain(due), plain(used)),)


def _correct_spent(row: Printed, percents: Percents) -> Weighed:
    """What was spent in all, against its quarters and against what remains."""
    if "used" not in row.figures:
        return row, ()
    used, due = row.amount("used"), _spent_by_others(row, percents)
    if due is not None and due != used:
        text = say("audit.rule.used", found=baht(used), expected=baht(due)) + _difference(used - due)
        return row.corrected(used=due), (error(row, "used", text, plain(due), plain(used)),)
    summed = sum(row.quarters)
    if row.quarters and summed != used:
        rule, text = _quarters_differ(row, used, summed)
        return row, (error(row, rule, text, plain(used), plain(summed)),)
    return row, ()


def _spent_by_others(row: Printed, percents: Percents) -> int | None:
    """What the other figures agree was spent, where two of them do."""
    if "remaining" not in row.figures:
        return None
    left = row.amount("budget") - row.amount("remaining") - row.amount("prior")
    by_quarters = bool(row.quarters) and sum(row.quarters) == left
    budget = row.amount("budget")
    share = percents.read(row.percent) if row.percent is not None and budget > 0 else None
    by_percent = share is not None and not row.quarters and share == percents.due(left + row.amount("prior"), budget)
    printed = share is not None and share == percents.due(row.spent, budget)
    return left if by_quarters or (by_percent and not printed) else None


def _quarters_differ(row: Printed, used: int, summed: int) -> tuple[str, str]:
    difference = baht(abs(used - summed))
    if summed < used:
        text = say("audit.rule.quarter_missing", used=baht(used), found=baht(summed), difference=difference)
        return "quarter_missing", text + _quarter_planning(row, used - summed)
    text = say("audit.rule.spent_sum", found=baht(summed), used=baht(used)) + _difference(summed - used)
    return "spent_sum", text + _spent_twice_note(row, summed - used)


def _quarter_planning(row: Printed, amount: int) -> str:
    """The quarter that planned just this amount."""
    quarters = [quarter for quarter, planned in enumerate(row.project.plan or (), start=1) if planned == amount]
    return say("audit.origin.plan", amount=baht(amount), quarter=quarters[0]) if len(quarters) == 1 else ""


def _spent_twice_note(row: Printed, amount: int) -> str:
    same = [quarter for quarter, spent in enumerate(row.quarters, start=1) if spent == amount]
    if len(same) == 1:
        return say("audit.origin.spent", amount=baht(amount), quarter=same[0])
    return say("audit.origin.spent_twice", amount=baht(amount), again=same[1], first=same[0]) if same else ""


def _remaining(row: Printed, _percents: Percents) -> Weighed:
    told = "used" in row.figures or bool(row.quarters)
    budget, found = row.amount("budget"), row.amount("remaining")
    due = budget - row.spent
    if "remaining" not in row.figures or not told or found == due:
        return row, ()
    text = say(
        "audit.rule.remaining", found=baht(found), expected=baht(due), budget=baht(budget), spent=baht(row.spent)
    )
    text += _difference(found - due) + _not_subtracted(row, found)
    return row.corrected(remaining=due), (error(row, "remaining", text, plain(due), plain(found)),)


def _not_subtracted(row: Printed, found: int) -> str:
    if row.amount("prior") and found - row.amount("prior") == row.amount("budget") - row.spent:
        return say("audit.origin.prior", amount=baht(row.amount("prior")))
    return say("audit.origin.not_subtracted", amount=baht(found)) if found == row.amount("budget") else ""


def _difference(satang: int) -> str:
    return say("audit.differs_by", difference=baht(abs(satang)))


_RULES: tuple[Callable[[Printed, Percents], Weighed], ...] = (
    _negative,
    _correct_misplaced,
    _same_figure,
    _correct_spent,
    _remaining,
)
"""In this order: each works with what the ones before have set right."""
