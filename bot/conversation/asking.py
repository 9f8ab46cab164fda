"""Moves a report on: the next question, a contradiction, or the review card; and keeps the answer just given."""

from __future__ import annotations

from bot.conversation.draft_view import DraftView
from bot.conversation.effects import Turn, saying
from bot.conversation.states import Answering, ConfirmingAmount, ResolvingContradiction, Reviewing, State
from messages.answer_values import Answer, amount
from messages.chat import prompts, review
from messages.chat.bubbles import Text
from messages.forms.checks import Case, Contradiction
from messages.forms.form import Question
from messages.parts import Part


def ask(state: State, view: DraftView, question: Question, *lead: str) -> Turn:
    """Puts the question, `lead` before it."""
    asked = state.keeping(view.draft).at(Answering(view.session, question.id))
    return saying(asked, prompts.ask(view.report, question, lead=lead))


def store(state: State, view: DraftView, question: Question, answer: Answer, parts: tuple[Part, ...] = ()) -> Turn:
    """Keeps the answer with the messages it is made of, echoes an amount and moves on."""
    answered = view.with_draft(view.draft.answering(question.id, answer, parts))
    lead = (prompts.echo(answered.report, question),) if question.kind in {"amount", "date"} else ()
    return proceed(state, answered, question, *lead)


def proceed(state: State, view: DraftView, after: Question | None, *lead: str) -> Turn:
    """A contradiction first; then the next open question behind `after`, any left before it, or the review card."""
    if view.open_contradictions:
        return _ask_contradiction(state, view, view.open_contradictions[0], *lead)
    start = view.position(after) + 1 if after else 0
    ordered = (*view.questions[start:], *view.questions[:start])
    for question in ordered:
        if question.id not in view.draft.answers and question.id not in view.draft.skipped:
            return ask(state, view, question, *lead)
    reviewing = state.keeping(view.draft).at(Reviewing(view.session))
    told = (Text("\n".join(lead)),) if lead else ()
    return saying(reviewing, *told, review.card(view.report))


def reopen(state: State, view: DraftView, case: Case) -> Turn:
    """Asks once more about a case that was accepted: its reason can be changed, or taken away."""
    left = view.with_draft(view.draft.reopening(case.rule))
    contradiction = left.open_contradiction(case.rule)
    if contradiction:
        return _ask_contradiction(state, left, contradiction)
    question, satang = view.question(case.question), amount(view.draft.answers, case.question)
    if question is None or satang is None:
        return proceed(state, view, None)
    confirming = ConfirmingAmount(view.session, question.id, satang, view.draft.message_of(question.id))
    return saying(state.at(confirming), prompts.doubt(view.report, question, case.text, case.reason))


def _ask_contradiction(state: State, view: DraftView, contradiction: Contradiction, *lead: str) -> Turn:
    """Asks about two answers that do not go together."""
    resolving = state.keeping(view.draft).at(ResolvingContradiction(view.session, contradiction.rule))
    return saying(resolving, prompts.contradiction(view.report, contradiction, lead=lead))
