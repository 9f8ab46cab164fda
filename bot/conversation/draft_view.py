"""One draft beside its project: the questions on its path, what may be said of its answers, how it is shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from bot.conversation.context import Assignment, TurnContext
from bot.conversation.states import Draft
from messages.answer_values import Answers
from messages.chat.prompts import ReportView, SentBefore
from messages.chat.review import OtherSender
from messages.forms.checks import Contradiction, contradictions
from messages.forms.form import Form, Question, on_path, path, question_on_path
from messages.forms.several import parts_of
from messages.forms.shortcuts import same_answers, untouched_answers
from messages.parts import combine_parts
from messages.project import ReportState
from messages.words import Keyword


@dataclass(frozen=True)
class DraftView:
    """One draft laid out beside what is known of its project. The path of its form follows from the answers.

    A draft changed by an answer is another view: `with_draft`. `laid_out`: the path, where it is known already.
    """

    draft: Draft
    assignment: Assignment
    form: Form
    laid_out: tuple[Question, ...] | None = None

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        return self.laid_out or path(self.form, self.assignment.facts, self.draft.answers)

    def position(self, question: Question) -> int:
        """Where the question stands on the path; its end where an answer has taken it off."""
        ids = [other.id for other in self.questions]
        return ids.index(question.id) if question.id in ids else len(ids)

    @property
    def session(self) -> str:
        return self.draft.session

    @property
    def fiscal_year(self) -> int:
        """The round's, of the Buddhist Era."""
        return self.assignment.facts.fiscal_year

    def with_draft(self, draft: Draft) -> DraftView:
        """The view of the draft as it is by now; where no answer has changed, neither has the path."""
        return replace(self, draft=draft, laid_out=self.questions if draft.answers is self.draft.answers else None)

    @cached_property
    def report(self) -> ReportView:
        return ReportView(
            self.draft.session,
            self.draft.form_version,
            self.assignment.project,
            self.assignment.facts,
            self.questions,
            self.draft.answers,
            self.assignment.last,
            self.begun,
            self.shortcuts,
            self._sent_before,
        )

    @cached_property
    def filled(self) -> DraftView:
        """The report as it would be with every answer that is proposed: the status first, which the others hang on."""
        draft = self.draft
        for item in sorted(draft.proposed, key=lambda item: item.question != "status"):
            if item.question and item.answer:
                draft = draft.answering(item.question, item.answer, parts_of(item))
        return self.with_draft(draft)

    @property
    def _sent_before(self) -> SentBefore | None:
        sending = self.assignment.sending
        return SentBefore(self.assignment.submitted, sending.first_at, sending.last_at) if sending else None

    @property
    def unanswered(self) -> tuple[Question, ...]:
        """Questions that must be answered, and those whose answer was begun and not ended: no word may get lost."""
        open_questions = (question for question in self.questions if question.id not in self.draft.answers)
        return tuple(item for item in open_questions if not item.optional or self.begun.get(item.id))

    @property
    def waiting(self) -> tuple[Question, ...]:
        """Questions that are still to be asked: neither answered nor left for later."""
        done = {*self.draft.answers, *self.draft.skipped}
        return tuple(question for question in self.questions if question.id not in done)

    @property
    def state(self) -> ReportState:
        """How far it is, nothing of it sent: UNCONFIRMED where only the owner's yes is missing."""
        is_complete = not self.unanswered and not self.waiting and not self.open_contradictions
        return ReportState.UNCONFIRMED if is_complete and self.questions else ReportState.DRAFT

    @property
    def is_news(self) -> bool:
        """Whether it says anything else than what was sent, be it only begun."""
        return bool(self.begun) or dict(self.draft.answers) != dict(self.assignment.submitted)

    @property
    def overtaken(self) -> OtherSender | None:
        """Who else has sent this report since the draft was begun, unknown to its owner."""
        return self.assignment.other if self.assignment.revision > self.draft.based_on else None

    @property
    def sent_report(self) -> ReportView:
        """The report as it was sent."""
        sent = self.assignment.submitted
        return replace(self.report, questions=path(self.form, self.assignment.facts, sent), answers=sent, begun={})

    @cached_property
    def begun(self) -> Answers:
        """Long answers that are not ended yet."""
        begun = {part.question for part in self.draft.parts} - set(self.draft.answers)
        made = {question: combine_parts(self.draft.parts_of(question)) for question in begun}
        return {question: answer for question, answer in made.items() if answer}

    @cached_property
    def shortcuts(self) -> tuple[Keyword, ...]:
        """The ways to answer everything at once, as long as nothing has been answered."""
        if self.draft.answers or self.draft.parts or self.assignment.submitted:
            return ()
        if self.same_as_last:
            return (Keyword.SAME_ALL,)
        return () if self.untouched is None else (Keyword.UNTOUCHED,)

    @cached_property
    def untouched(self) -> Answers | None:
        """The answers of a project nothing has happened in; None where they would not be true of it."""
        return untouched_answers(self.form, self.assignment.facts)

    @cached_property
    def same_as_last(self) -> Answers:
        """The answers of the round before that fit this one."""
        last = self.assignment.last
        return same_answers(self.form, self.assignment.facts, last) if last else {}

    def question(self, question_id: str) -> Question | None:
        """The question of that id where it is on the path."""
        return next((question for question in self.questions if question.id == question_id), None)

    def find_question(self, question_id: str) -> Question | None:
        """The same, without laying out the whole path: the answer about to come may change it."""
        return question_on_path(self.form, self.assignment.facts, self.draft.answers, question_id)

    @cached_property
    def open_contradictions(self) -> tuple[Contradiction, ...]:
        """Those the person has not accepted yet, about questions on the path."""
        answers = on_path(self.questions, self.draft.answers)
        found = contradictions(self.assignment.facts, answers, self.form.statuses)
        return tuple(item for item in found if item.rule not in self.draft.confirmed)

    def open_contradiction(self, rule: str) -> Contradiction | None:
        """The one by that rule, where it is still open."""
        return next((item for item in self.open_contradictions if item.rule == rule), None)

    @property
    def photo_question(self) -> Question | None:
        """Where this report takes photos."""
        return next((question for question in self.questions if question.kind == "photos"), None)


def view_of(context: TurnContext, draft: Draft | None) -> DraftView | None:
    """The draft beside its project; None where its round is over or its project is no longer this person's."""
    if draft is None or not context.is_current(draft):
        return None
    assignment = context.assignment(draft.project_id)
    if assignment is None:
        return None
    return DraftView(draft, assignment, context.form_of(draft))
