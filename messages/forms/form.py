"""A form as plain data, and the path a report takes through it.

Forms are TOML (library/*.toml, or an office's own file); `loader` turns them into these values or refuses them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal

from messages.project import Answers, Quarters
from messages.thai.dates import full_date, quarter_end

Kind = Literal["choice", "amount", "long_text"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a choice. `button`: the label on a quick reply (≤ 20 grapheme clusters); `when`.

    A condition, or always.
    """

    id: str
    label: str
    button: str
    when: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `label` names it on cards; `ask` and `hint` are its wording.

    `each` repeats it (see REPETITIONS).
    """

    id: str
    kind: Kind
    label: str
    ask: str
    hint: str = ""
    optional: bool = False
    choices: tuple[Choice, ...] = ()
    each: str = ""
    quarter: int | None = None


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


@dataclass(frozen=True, slots=True)
class Case:
    """What is known of one project before its owner says a word; amounts in satang.

    `known`: spending by quarter that earlier rounds of the fiscal year reported; `previous`: the cumulative figure
    of the round before (None where nothing was reported).
    """

    fiscal_year: int
    quarters: tuple[int, ...]
    budget: int
    plan: Quarters | None = None
    known: Mapping[int, int] = field(default_factory=lambda: MappingProxyType({}))
    previous: int | None = None


def _no_plan_in_round(case: Case) -> bool:
    return case.plan is not None and not any(case.plan[quarter - 1] for quarter in case.quarters)


CONDITIONS: Mapping[str, Callable[[Case], bool]] = {"no_plan_in_round": _no_plan_in_round}
"""The closed set of conditions a choice may name in `when`."""


def _unreported_quarters(case: Case) -> tuple[int, ...]:
    return tuple(quarter for quarter in case.quarters if quarter not in case.known)


REPETITIONS: Mapping[str, Callable[[Case], tuple[int, ...]]] = {"unreported_quarter": _unreported_quarters}
"""The closed set of repetitions a question may name in `each`; `{quarter}` in its id and wording is the quarter."""


def path(form: Form, case: Case) -> tuple[Question, ...]:
    """The questions of `form` for this project, in order, with quarters and dates filled in."""
    return tuple(
        _worded(question, case, quarter)
        for question in form.questions
        for quarter in (REPETITIONS[question.each](case) if question.each else (None,))
    )


def _worded(question: Question, case: Case, quarter: int | None) -> Question:
    until = full_date(quarter_end(case.fiscal_year, case.quarters[-1]))

    def fill(text: str) -> str:
        return text.format(quarter=quarter, until=until)

    return replace(
        question,
        id=fill(question.id),
        label=fill(question.label),
        ask=fill(question.ask),
        hint=fill(question.hint),
        quarter=quarter,
        choices=tuple(choice for choice in question.choices if not choice.when or CONDITIONS[choice.when](case)),
    )


def on_path(questions: tuple[Question, ...], answers: Answers) -> dict[str, int | str]:
    """The answers that belong to the path: only these are ever submitted."""
    return {question.id: answers[question.id] for question in questions if question.id in answers}
