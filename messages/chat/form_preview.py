"""Every prompt of a form on one page, for those who approve its wording; figures in it are made up."""

from __future__ import annotations

from collections.abc import Mapping
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


def preview(form: Form) -> str:
    """The questions in order with their hints and buttons, each under its id; conditions are named."""
    project = _Example()
    facts = ProjectFacts(2564, (1, 2), project.budget, project.plan)
    questions = every_question(form, facts)
    conditions = {question.id.partition("{")[0]: question.when for question in form.questions}
    heading = say("forms.preview.heading", title=form.title, id=form.id, version=form.version, count=len(questions))
    report = prompts.ReportView("", form.version, project, facts, questions, {})
    return "\n\n".join((heading, *(_show_question(report, question, conditions) for question in questions)))


def _show_question(report: prompts.ReportView, question: Question, conditions: Mapping[str, str]) -> str:
    asked: Text = prompts.ask(report, question)
    buttons = " ".join(f"[{button.label}]" for button in asked.buttons)
    condition = conditions.get(question.id, "")
    notes = [say("forms.preview.when", condition=condition)] if condition else []
    return "\n".join((f"— {question.id} ({question.kind})", *notes, asked.text, buttons))
