"""All a turn may look at besides the state and the event: who speaks, in which round, with which projects and form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from types import MappingProxyType

from bot.conversation.states import Draft
from messages.chat.lists import Listed
from messages.chat.prompts import ReportView
from messages.chat.review import OtherSender
from messages.forms.checks import Contradiction, contradictions, doubt_about
from messages.forms.form import Form, ProjectFacts, Question, on_path, path
from messages.forms.shortcuts import same_answers, untouched_answers
from messages.parts import Part, joined
from messages.project import Answers, Project, ProjectId, Round
from messages.words import Keyword


@dataclass(frozen=True, slots=True)
class Assignment:
    """A project the person answers for. `state`: missing, submitted, returned or accepted.

    `submitted`: the answers sent in this round as its newest `revision`, made of `parts`; `other`: by whom and when,
    where that was somebody else; `last`: the answers of the newest earlier round of the fiscal year; `was_no`: its
    number when the round opened, where the plan has changed since.
    """

    project: Project
    facts: ProjectFacts
    state: str = "missing"
    submitted: Answers = field(default_factory=lambda: MappingProxyType({}))
    parts: tuple[Part, ...] = ()
    last: Answers = field(default_factory=lambda: MappingProxyType({}))
    revision: int = 0
    other: OtherSender | None = None
    was_no: int = 0


@dataclass(frozen=True, slots=True)
class TurnContext:
    """`round` is the round open for answers on `today`, or None.

    `forms` holds the current form under (id, version) and those of drafts.
    """

    role: str
    today: date
    form: Form
    round: Round | None = None
    assignments: tuple[Assignment, ...] = ()
    forms: Mapping[tuple[str, int], Form] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def is_planner(self) -> bool:
        return self.role in {"planner", "director"}

    def assignment(self, project_id: ProjectId) -> Assignment | None:
        return next((item for item in self.assignments if item.project.id == project_id), None)

    def numbered(self, no: int) -> Assignment | None:
        """The project that has this number today."""
        return next((item for item in self.assignments if item.project.no == no), None)

    def listed(self, drafts: tuple[Draft, ...]) -> tuple[Listed, ...]:
        """The person's projects with their states; a draft shows where nothing has been sent."""
        begun = {draft.project_id for draft in drafts if self.is_current(draft)}
        return tuple(
            (item.project, "draft" if item.state == "missing" and item.project.id in begun else item.state)
            for item in self.assignments
        )

    def is_current(self, draft: Draft) -> bool:
        return self.round is not None and draft.round_id == self.round.id

    def form_of(self, draft: Draft) -> Form:
        return self.forms.get((draft.form, draft.form_version), self.form)


@dataclass(frozen=True)
class DraftView:
    """One draft laid out beside what is known of its project. The path of its form follows from the answers."""

    draft: Draft
    assignment: Assignment
    form: Form

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        return path(self.form, self.assignment.facts, self.draft.answers)

    def position(self, question: Question) -> int:
        """Where the question stands on the path; its end where an answer has taken it off."""
        ids = [other.id for other in self.questions]
        return ids.index(question.id) if question.id in ids else len(ids)

    @property
    def report(self) -> ReportView:
        return ReportView(
            self.draft.session,
            self.draft.form_version,
            self.assignment.project,
            self.assignment.facts,
            self.questions,
            self.draft.answers,
            self.assignment.last,
            self._begun,
            self._shortcuts,
        )

    @property
    def overtaken(self) -> OtherSender | None:
        """Who else has sent this report since the draft was begun, unknown to its owner."""
        return self.assignment.other if self.assignment.revision > self.draft.based_on else None

    @property
    def sent_report(self) -> ReportView:
        """The report as it was sent."""
        sent = self.assignment.submitted
        return replace(self.report, questions=path(self.form, self.assignment.facts, sent), answers=sent, begun={})

    @property
    def _begun(self) -> Answers:
        """Long answers that are not ended yet."""
        begun = {part.question for part in self.draft.parts} - set(self.draft.answers)
        return {question: joined(self.draft.parts_of(question)) for question in begun}

    @property
    def _shortcuts(self) -> tuple[Keyword, ...]:
        """The ways to answer everything at once, as long as nothing has been answered."""
        if self.draft.answers or self.draft.parts or self.assignment.submitted:
            return ()
        if self.same_as_last:
            return (Keyword.SAME_ALL,)
        return () if self.untouched is None else (Keyword.UNTOUCHED,)

    @cached_property
    def untouched(self) -> Answers | None:
        return untouched_answers(self.form, self.assignment.facts)

    @cached_property
    def same_as_last(self) -> Answers:
        return same_answers(self.form, self.assignment.facts, self.assignment.last)

    def question(self, question_id: str) -> Question | None:
        return next((question for question in self.questions if question.id == question_id), None)

    @cached_property
    def open_contradictions(self) -> tuple[Contradiction, ...]:
        """Those the person has not stood by yet, about questions on the path."""
        found = contradictions(self.assignment.facts, on_path(self.questions, self.draft.answers))
        return tuple(item for item in found if item.rule not in self.draft.confirmed)

    @property
    def photo_question(self) -> Question | None:
        """Where this report takes photos."""
        return next((question for question in self.questions if question.kind == "photos"), None)

    @property
    def standing_rules(self) -> frozenset[str]:
        """Every contradiction and doubt that holds for these answers."""
        facts, answers = self.assignment.facts, on_path(self.questions, self.draft.answers)
        amounts = [(question, value) for question, value in answers.items() if isinstance(value, int)]
        doubts = [doubt_about(question, facts, answers, value) for question, value in amounts]
        return frozenset(item.rule for item in (*contradictions(facts, answers), *doubts) if item)


def view_of(context: TurnContext, draft: Draft | None) -> DraftView | None:
    """The draft beside its project; None where its round is over or its project is no longer this person's."""
    if draft is None or not context.is_current(draft):
        return None
    assignment = context.assignment(draft.project_id)
    if assignment is None:
        return None
    return DraftView(draft, assignment, context.form_of(draft))


def is_late(round_: Round, today: date) -> bool:
    """The deadline is the end of its day in Bangkok."""
    return today > round_.deadline
