"""Contradictions within one report: pure rules over what is known of the project and what was answered.

Each is a kind question that may be confirmed with a reason, never a wall. What looks wrong but is right raises nothing
(the last part of deploy/docs/report-formats.md): plan against actual is judged cumulatively to the end of the round.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from messages.answer_values import AmountAnswer, Answers, amounts, reason_question, text
from messages.figures.spending import apply_report, find_decreased_total, is_spending
from messages.forms.form import ProjectFacts
from messages.forms.told_status import closing_item, disagrees
from messages.texts import say
from messages.thai.money import baht

STATUS_AGAINST_TEXT = "status_against_text"
"""The rule of a text that closes with another status than was chosen."""
_TELLS_STATUS = ("progress", "results")
"""Question ids of texts that may close with a status."""
Statuses = Mapping[str, str]
"""What a form calls each status, by its id."""
_EXPLAINS_SPENDING = "reason"
"""The question id of the reason for spending more than planned (deploy/docs/report-formats.md, format 3)."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """`questions`: the answers that do not go together, the one asked about first; `text` says so in Thai."""

    rule: str
    questions: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why one amount needs a second look before it is taken; `text` says so in Thai."""

    rule: str
    text: str


def doubt_about(question_id: str, facts: ProjectFacts, answers: Answers, satang: int) -> Doubt | None:
    """What is odd about this amount spent beside the budget and what earlier rounds reported."""
    if not is_spending(question_id):
        return None
    total = facts.spent({**answers, question_id: AmountAnswer(satang)}) or 0
    if total > facts.budget:
        return Doubt("over_budget", say("checks.over_budget", total=baht(total), budget=baht(facts.budget)))
    before = reported_before(question_id, facts)
    if before is not None and satang < before:
        text = say("checks.less_than_before", amount=baht(satang), previous=baht(before))
        return Doubt("less_than_before", text)
    return None


@dataclass(frozen=True, slots=True)
class Case:
    """Something that was doubted, or that contradicts itself, and stands in the answers all the same.

    `question`: the one asked about first; `text` says in Thai what it is; `reason`: why it is right, empty where its
    owner gave none.
    """

    rule: str
    question: str
    text: str
    reason: str


def find_cases(facts: ProjectFacts, answers: Answers, statuses: Statuses = MappingProxyType({})) -> tuple[Case, ...]:
    """Every contradiction and doubt that holds for these answers, each rule once."""
    found = [(item.rule, item.questions[0], item.text) for item in contradictions(facts, answers, statuses)]
    for question, satang in amounts(answers).items():
        doubt = doubt_about(question, facts, answers, satang)
        if doubt is not None:
            found.append((doubt.rule, question, doubt.text))
    by_rule = {rule: Case(rule, question, said, reason_for(rule, answers)) for rule, question, said in reversed(found)}
    return tuple(reversed(by_rule.values()))


def reason_for(rule: str, answers: Answers) -> str:
    """Why a case is right, as its owner said; in his own question for it where the form asks (format 3)."""
    explaining = (reason_question(rule), *((_EXPLAINS_SPENDING,) if rule == "over_budget" else ()))
    return next((said for question in explaining if (said := text(answers, question))), "")


def still_right(satang: int) -> str:
    """Asks for a word on an amount whose doubt is gone (the budget was corrected meanwhile)."""
    return say("checks.still_right", amount=baht(satang))


def reported_before(question_id: str, facts: ProjectFacts) -> int | None:
    """Satang that earlier rounds reported of what this question asks; None where they told nothing of it."""
    if question_id == "spent":
        return facts.previous
    stated = {f"spent_q{quarter}": satang for quarter, satang in facts.known.items()}
    return stated.get(question_id)


def contradictions(
    facts: ProjectFacts, answers: Answers, statuses: Statuses = MappingProxyType({})
) -> tuple[Contradiction, ...]:
    """Every contradiction in these answers; empty while an answer it needs is missing.

    `statuses`: what the form calls each status; one it leaves out has its usual name.
    """
    return (*_of_money(facts, answers, statuses), *_of_text(answers, statuses))


def _of_text(answers: Answers, statuses: Statuses) -> Iterator[Contradiction]:
    """The status chosen, beside the one the text of progress closes with."""
    status = text(answers, "status")
    for question in _TELLS_STATUS:
        told = text(answers, question)
        if disagrees(status, told):
            said = {"status": _name_status(status, statuses), "told": closing_item(told)}
            yield Contradiction(STATUS_AGAINST_TEXT, ("status", question), say("checks.status_against_text", **said))


def _of_money(facts: ProjectFacts, answers: Answers, statuses: Statuses) -> tuple[Contradiction, ...]:
    spending = [question for question in answers if is_spending(question)]
    spent = facts.spent(answers)
    if not spending or spent is None or not _is_whole(facts, answers):
        return ()
    return tuple(
        Contradiction(rule, (spending[-1], "status") if "status" in answers else (spending[-1],), text)
        for rule, check in RULES.items()
        for text in check(facts, answers, spent, statuses)
    )


def _is_whole(facts: ProjectFacts, answers: Answers) -> bool:
    """Whether spending is stated to the end of the round: half of it proves nothing."""
    last = max(facts.quarters)
    return "spent" in answers or f"spent_q{last}" in answers or last in facts.known


def _spent_but_not_started(_case: ProjectFacts, answers: Answers, spent: int, statuses: Statuses) -> Iterator[str]:
    status = text(answers, "status")
    if spent > 0 and status in {"not_started", "not_funded"}:
        yield say("checks.spent_but_not_started", status=_name_status(status, statuses), spent=baht(spent))


def _done_with_nothing_spent(facts: ProjectFacts, answers: Answers, spent: int, statuses: Statuses) -> Iterator[str]:
    if spent == 0 and facts.budget > 0 and text(answers, "status") == "done":
        named = {"status": _name_status("done", statuses), "budget": baht(facts.budget)}
        yield say("checks.done_with_nothing_spent", **named)


def _name_status(status: str, statuses: Statuses) -> str:
    return statuses.get(status) or say(f"status.{status}")


def _over_plan(facts: ProjectFacts, _answers: Answers, spent: int, _statuses: Statuses) -> Iterator[str]:
    if facts.plan is None:
        return
    planned = sum(facts.plan[: max(facts.quarters)])
    if planned == 0 < spent <= facts.budget:
        yield say("checks.planned_later", spent=baht(spent), quarter=max(facts.quarters))
        return
    # Over the whole budget is asked about when the amount is typed; once is enough.
    if planned < spent <= facts.budget:
        yield say("checks.over_plan", spent=baht(spent), planned=baht(planned), quarter=max(facts.quarters))


def _less_than_before(facts: ProjectFacts, answers: Answers, _spent: int, _statuses: Statuses) -> Iterator[str]:
    """Less in all than earlier rounds told; where one amount is to blame it is doubted when it is typed."""
    fallen = find_decreased_total(facts.before, apply_report(facts.before, answers, max(facts.quarters)))
    if fallen is not None and not _falling(facts, answers):
        yield say("checks.less_than_before", amount=baht(fallen), previous=baht(facts.previous or 0))


def _falling(facts: ProjectFacts, answers: Answers) -> bool:
    """Whether a single amount is less than earlier rounds told of the same time."""
    return any(
        satang < (reported_before(question, facts) or 0)
        for question, satang in amounts(answers).items()
        if is_spending(question)
    )


RULES: Mapping[str, Callable[[ProjectFacts, Answers, int, Statuses], Iterator[str]]] = {
    "spent_but_not_started": _spent_but_not_started,
    "done_with_nothing_spent": _done_with_nothing_spent,
    "over_plan": _over_plan,
    "less_than_before": _less_than_before,
}
"""Every rule about money by its name; a rule gives its sentence where it is broken."""

DOUBTS = ("over_budget", "less_than_before")
"""What one amount is doubted for."""
EXPLAINED = frozenset({*RULES, *DOUBTS, STATUS_AGAINST_TEXT})
"""The cases an owner is asked for a reason of."""
