"""Every prompt of a form on one page, for those who approve its wording; figures in it are made up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from messages.chat import prompts
from messages.chat.bubbles import Text
from messages.forms.form import Form, ProjectFacts, Question, every_question
from messages.project import Details, Quarters
from messages.texts import say


@dataclass(frozen=True, slots=True)
class _Example:
    """A project that does not exist."""

    id: int = 4
    no: int = 4
    name: str = say("forms.preview.project")
    group: str = ""
    fund: str = ""
    heading: str = ""
    budget: int = 60_000_000
    plan: Quarters | None = (0, 0, 60_000_000, 0)
    details: Details = field(default_factory=dict)


def preview(form: Form, *, with_ids: bool = False) -> str:
    """The questions in order with their hints and buttons; conditions are told.

    `with_ids`: for who writes a form, with the ids, kinds and conditions of its file.
    """
    project = _Example()
    facts = ProjectFacts(2564, (1, 2), project.budget, project.plan)
    questions = every_question(form, facts)
    conditions = {question.id.partition("{")[0]: question.when for question in form.questions}
    heading = say("forms.preview.heading", title=form.title, count=len(questions))
    versions = (say("forms.preview.version", id=form.id, version=form.version),) if with_ids else ()
    report = prompts.ReportView("", form.version, project, facts, questions, {})
    name = _name_in_file if with_ids else _name_for_people
    shown = (_show_question(report, question, name(question, conditions)) for question in questions)
    return "\n\n".join(("\n".join((heading, *versions)), *shown))


def _show_question(report: prompts.ReportView, question: Question, names: Sequence[str]) -> str:
    asked: Text = prompts.ask(report, question)
    buttons = " ".join(f"[{button.label}]" for button in asked.buttons)
    return "\n".join((*names, asked.text, buttons))


def _name_for_people(question: Question, conditions: Mapping[str, str]) -> Sequence[str]:
    condition = conditions.get(question.id, "")
    told = (say(f"forms.preview.when.{condition}"),) if condition else ()
    kind = say(f"forms.preview.kind.{question.kind}")
    return (say("forms.preview.question", label=question.label, kind=kind), *told)


def _name_in_file(question: Question, conditions: Mapping[str, str]) -> Sequence[str]:
    condition = conditions.get(question.id, "")
    return (f"— {question.id} ({question.kind})", *((f"when = {condition}",) if condition else ()))
