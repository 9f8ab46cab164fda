"""A form as plain data, and the path a report takes through it.

Forms are TOML (library/*.toml, or an office's own file); `loader` turns them into these values or refuses them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal

from messages.answer_values import Answer, Answers, text
from messages.figures.spending import Spending, known_quarters, spent_until, total
from messages.project import Quarters
from messages.thai.dates import full_date, quarter_end

Kind = Literal["choice", "amount", "date", "long_text", "items", "photos"]
"""long_text: as many messages as it takes; items: the same for things told one after another, each a title and what was
done; photos: pictures with captions. The last three end with a word (done)."""
_COLLECTING: frozenset[Kind] = frozenset({"long_text", "items", "photos"})


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a choice.

    `button`: the label on a quick reply (≤ 20 grapheme clusters); `when`: the condition under which it is offered.
    """

    id: str
    label: str
    button: str
    when: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `label` names it on cards; `ask` and `hint` are its wording.

    `each` repeats it (see REPETITIONS); `when` is the condition under which it is asked (see CONDITIONS).
    """

    id: str
    kind: Kind
    label: str
    ask: str
    hint: str = ""
    optional: bool = False
    choices: tuple[Choice, ...] = ()
    each: str = ""
    when: str = ""
    quarter: int | None = None

    def __hash__(self) -> int:
        """By the id alone: a hash of all its wording took longer than putting a quarter into it."""
        return hash(self.id)

    @property
    def collects(self) -> bool:
        """Whether several messages make the answer."""
        return self.kind in _COLLECTING


@dataclass(frozen=True, slots=True)
class Form:
    """A form of one version; immutable: wording may only change with a new `version`.

    `source` is the TOML it was read from.
    """

    id: str
    version: int
    title: str
    questions: tuple[Question, ...]
    source: str = field(repr=False, default="")

    @property
    def statuses(self) -> Mapping[str, str]:
        """What each status is called where this form asks for it, as its button says it; empty where it does not."""
        asked = (question for question in self.questions if question.id == "status")
        return {choice.id: choice.button for question in asked for choice in question.choices}


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    """What is known of one project before its owner says a word; amounts in satang.

    `before`: what earlier rounds of the fiscal year reported as spent.
    """

    fiscal_year: int
    quarters: tuple[int, ...]
    budget: int
    plan: Quarters | None = None
    before: Spending = ()

    @property
    def known(self) -> Mapping[int, int]:
        """What earlier rounds reported of single quarters, by quarter."""
        return known_quarters(self.before)

    @property
    def previous(self) -> int | None:
        """What earlier rounds reported in all; None where they told nothing."""
        return total(self.before)

    def spent(self, answers: Answers) -> int | None:
        """Satang from the year's start to the round's end, by these answers and earlier rounds; None if unknown."""
        return spent_until(max(self.quarters), answers, self.before)


def _no_plan_in_round(facts: ProjectFacts, _answers: Answers) -> bool:
    return facts.plan is not None and not any(facts.plan[quarter - 1] for quarter in facts.quarters)


def _has_started(_case: ProjectFacts, answers: Answers) -> bool:
    return text(answers, "status") != "not_started"


def _spent_differs_from_planned(_case: ProjectFacts, answers: Answers) -> bool:
    return {"spent", "planned"} <= set(answers) and answers["spent"] != answers["planned"]


def _nothing_spent(facts: ProjectFacts, answers: Answers) -> bool:
    return facts.spent(answers) == 0


CONDITIONS: Mapping[str, Callable[[ProjectFacts, Answers], bool]] = {
    "no_plan_in_round": _no_plan_in_round,
    "started": _has_started,
    "spent_differs_from_planned": _spent_differs_from_planned,
    "nothing_spent": _nothing_spent,
}
"""The closed set of conditions a question or a choice may name in `when`."""


def _unreported_quarters(facts: ProjectFacts) -> tuple[int, ...]:
    return tuple(quarter for quarter in facts.quarters if quarter not in facts.known)


REPETITIONS: Mapping[str, Callable[[ProjectFacts], tuple[int, ...]]] = {
    "quarter": lambda facts: facts.quarters,
    "last_quarter": lambda facts: facts.quarters[-1:],
    "unreported_quarter": _unreported_quarters,
}
"""The closed set of repetitions a question may name in `each`; `{quarter}` in its id and wording is the quarter."""


def path(form: Form, facts: ProjectFacts, answers: Answers) -> tuple[Question, ...]:
    """The questions of `form` for this project and these answers, in order, with quarters and dates filled in."""
    return tuple(_along(form.questions, facts, answers))


def question_on_path(form: Form, facts: ProjectFacts, answers: Answers, question_id: str) -> Question | None:
    """The one question of that id, or None where it is not on the path."""
    may_be = (question for question in form.questions if question.each or question.id == question_id)
    return next((question for question in _along(may_be, facts, answers) if question.id == question_id), None)


def _along(questions: Iterable[Question], facts: ProjectFacts, answers: Answers) -> Iterator[Question]:
    for question in questions:
        if _holds(question.when, facts, answers):
            yield from _repeated_questions(question, facts, answers)


def every_question(form: Form, facts: ProjectFacts) -> tuple[Question, ...]:
    """The questions of `form` whatever their conditions, for those who look at its wording."""
    return tuple(worded for question in form.questions for worded in _repeated_questions(question, facts, {}))


def _repeated_questions(question: Question, facts: ProjectFacts, answers: Answers) -> tuple[Question, ...]:
    quarters = REPETITIONS[question.each](facts) if question.each else (None,)
    return tuple(_worded(question, facts, answers, quarter) for quarter in quarters)


def _holds(condition: str, facts: ProjectFacts, answers: Answers) -> bool:
    return not condition or CONDITIONS[condition](facts, answers)


def _worded(question: Question, facts: ProjectFacts, answers: Answers, quarter: int | None) -> Question:
    filled = _filled(question, facts.fiscal_year, facts.quarters[-1], quarter)
    offered = tuple(choice for choice in filled.choices if _holds(choice.when, facts, answers))
    return filled if offered == filled.choices else replace(filled, choices=offered)


@lru_cache(maxsize=1024)
def _filled(question: Question, fiscal_year: int, last_quarter: int, quarter: int | None) -> Question:
    """With its own `quarter` and the end of the round's last one in its wording."""
    until = full_date(quarter_end(fiscal_year, last_quarter))

    def fill(text: str) -> str:
        return text.format(quarter=quarter, until=until)

    return replace(
        question,
        id=fill(question.id),
        label=fill(question.label),
        ask=fill(question.ask),
        hint=fill(question.hint),
        quarter=quarter,
    )


def on_path(questions: tuple[Question, ...], answers: Answers) -> dict[str, Answer]:
    """The answers that belong to the path: only these are ever submitted."""
    return {question.id: answers[question.id] for question in questions if question.id in answers}
