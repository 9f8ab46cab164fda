"""Moves a report on: the next question, a contradiction, or the review card; and keeps the answer just given."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.draft_view import DraftView
from bot.conversation.effects import Turn, saying
from bot.conversation.states import (
    Answering,
    ChoosingAmount,
    ConfirmingAmount,
    ConfirmingAnswers,
    ResolvingContradiction,
    Reviewing,
    State,
)
from messages.answer_values import Answer, amount
from messages.chat import prompts, review
from messages.chat.bubbles import Bubble, Text
from messages.chat.proposals import proposal
from messages.forms.answers import propose, read
from messages.forms.checks import Case, Contradiction
from messages.forms.form import Question
from messages.forms.offered_amounts import AmountsOffered
from messages.forms.several import ProposedAnswer
from messages.parts import Part


def ask(state: State, view: DraftView, question: Question, *lead: str) -> Turn:
    """Puts the question, `lead` before it; where something was said that may be its answer, what that may mean."""
    asked = state.keeping(view.draft).at(Answering(view.session, question.id))
    plain = prompts.ask(view.report, question, lead=lead)
    said = next((item for item in view.draft.proposed if item.question == question.id and not item.answer), None)
    return _ask_which(asked, view, question, said, plain) if said else saying(asked, plain)


def _ask_which(asked: State, view: DraftView, question: Question, said: ProposedAnswer, plain: Text) -> Turn:
    """What words that were said before may mean as the answer, behind the question."""
    reading = read(question, said.said, view.assignment.facts, view.draft.answers)
    if isinstance(reading, AmountsOffered):
        choosing = ChoosingAmount(view.session, question.id, said.said, said.message_id)
        offered = prompts.candidates(view.report, question, said.said, reading)
        return saying(asked.at(choosing) if reading.amounts else asked, _behind(plain, offered))
    meant = propose(question, said.said)
    return saying(asked, _behind(plain, prompts.proposal(view.report, question, said.said, meant)) if meant else plain)


def _behind(plain: Text, offered: Text) -> Text:
    return Text("\n".join((plain.text, offered.text)), offered.buttons)


def ask_proposed(state: State, view: DraftView, step: ConfirmingAnswers, *lead: str) -> Turn:
    """Shows what the draft's messages would answer, and asks for a yes."""
    asked = view.question(step.question) if step.text else None
    whole_for = asked if asked and asked.kind in {"long_text", "items"} else None
    return saying(state.keeping(view.draft).at(step), worded_proposal(view, whole_for, *lead))


def worded_proposal(view: DraftView, whole_for: Question | None, *lead: str) -> Bubble:
    """What the draft's messages would answer; `whole_for`: the question the whole message may answer as well."""
    given = {**view.draft.answers, **view.begun}
    return proposal(view.filled.report, given, view.draft.proposed, lead=lead, whole_for=whole_for)


def store(state: State, view: DraftView, question: Question, answer: Answer, parts: tuple[Part, ...] = ()) -> Turn:
    """Keeps the answer with the messages it is made of, echoes an amount and moves on."""
    answered = view.with_draft(view.draft.answering(question.id, answer, parts))
    lead = (prompts.echo(answered.report, question),) if question.kind in {"amount", "date"} else ()
    return proceed(state, answered, question, *lead)


def proceed(state: State, view: DraftView, after: Question | None, *lead: str) -> Turn:
    """The next open question behind `after`, any left before it, or the review card.

    What waits for a yes comes first, then a contradiction; but whoever went back is asked what follows, as long as it
    was answered: each answer is kept by one word.
    """
    following = _open_question(view, after)
    if any(item.answer for item in view.draft.proposed):
        return ask_proposed(state, view, ConfirmingAnswers(view.session, following.id if following else ""), *lead)
    if view.draft.revisiting:
        again = _answered_behind(view, after)
        if again:
            return ask(state, view, again, *lead)
        view = view.with_draft(replace(view.draft, revisiting=False))
    if view.open_contradictions:
        return _ask_contradiction(state, view, view.open_contradictions[0], *lead)
    if following:
        return ask(state, view, following, *lead)
    reviewing = state.keeping(view.draft).at(Reviewing(view.session))
    told = (Text("\n".join(lead)),) if lead else ()
    return saying(reviewing, *told, review.card(view.report))


def _open_question(view: DraftView, after: Question | None) -> Question | None:
    start = view.position(after) + 1 if after else 0
    ordered = (*view.questions[start:], *view.questions[:start])
    passed = {*view.draft.answers, *view.draft.skipped}
    return next((question for question in ordered if question.id not in passed), None)


def _answered_behind(view: DraftView, after: Question | None) -> Question | None:
    """The next question that has an answer, where none behind `after` is open before it."""
    behind = view.questions[view.position(after) + 1 :] if after else ()
    reached = next((item for item in behind if item.id not in view.draft.skipped), None)
    return reached if reached and reached.id in view.draft.answers else None


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
