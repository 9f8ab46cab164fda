"""Answers to the questions of one report: taking them, doubting amounts, moving on and back."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.effects import Turn, saying
from bot.conversation.events import Said
from bot.conversation.scene import Desk
from bot.conversation.states import Answering, Doubting, Draft, Part, Reviewing, State, Weighing
from messages import prompts, review
from messages.answers import LONGEST, Chosen, NotUnderstood, doubt_about, propose, read
from messages.bubbles import Text
from messages.checks import Contradiction
from messages.forms.form import Question
from messages.lists import plain
from messages.thai.amounts import Amount, Unsure
from messages.thai.text import clean
from messages.thai.typed_dates import Day, UnsureDay


def take(state: State, desk: Desk, question: Question, event: Said) -> Turn:
    """What `event`'s text answers to `question`."""
    if question.kind == "long_text":
        return _collect(state, desk, question, event)
    match read(question, event.text, desk.assignment.case.fiscal_year):
        case Chosen(choice):
            return store(state, desk, question, choice)
        case Amount(satang):
            return _doubt_or_store(state, desk, question, satang)
        case Unsure(candidates):
            return saying(state, prompts.candidates(desk.sheet, question, event.text, candidates))
        case Day(day):
            return store(state, desk, question, day.isoformat())
        case UnsureDay(days):
            return saying(state, prompts.candidate_days(desk.sheet, question, event.text, days))
        case NotUnderstood():
            return _propose(state, desk, question, event.text)


def _propose(state: State, desk: Desk, question: Question, text: str) -> Turn:
    """Free words for a status are only ever a proposal; what fits nothing is asked again."""
    meant = propose(question, text)
    if meant:
        return saying(state, prompts.proposal(desk.sheet, question, text, meant))
    return ask(state, desk, question, prompts.not_understood(question, text))


def ask(state: State, desk: Desk, question: Question, *lead: str) -> Turn:
    """Puts the question, `lead` before it."""
    asked = state.keeping(desk.draft).at(Answering(desk.draft.session, question.id))
    return saying(asked, prompts.ask(desk.sheet, question, lead=lead))


def store(state: State, desk: Desk, question: Question, value: int | str) -> Turn:
    """Keeps the answer, echoes an amount and moves on."""
    answered = replace(desk, draft=desk.draft.answering(question.id, value))
    lead = (prompts.echo(answered.sheet, question),) if question.kind in {"amount", "date"} else ()
    return proceed(state, answered, question, *lead)


def proceed(state: State, desk: Desk, after: Question | None, *lead: str) -> Turn:
    """A contradiction first; then the next open question behind `after`, any left before it, or the review card."""
    if desk.open_contradictions:
        return weigh(state, desk, desk.open_contradictions[0], *lead)
    start = desk.position(after) + 1 if after else 0
    ordered = (*desk.questions[start:], *desk.questions[:start])
    for question in ordered:
        if question.id not in desk.draft.answers and question.id not in desk.draft.skipped:
            return ask(state, desk, question, *lead)
    reviewing = state.keeping(desk.draft).at(Reviewing(desk.draft.session))
    return saying(reviewing, *(Text(line) for line in lead), review.card(desk.sheet))


def weigh(state: State, desk: Desk, contradiction: Contradiction, *lead: str) -> Turn:
    """Asks about two answers that do not go together."""
    weighing = state.keeping(desk.draft).at(Weighing(desk.draft.session, contradiction.rule))
    return saying(weighing, prompts.contradiction(desk.sheet, contradiction, lead=lead))


def weighed(state: State, desk: Desk, rule: str, event: Said) -> Turn:
    """Words typed at a contradiction: another amount corrects it, anything else is the reason for standing by it."""
    asked = [item.questions[0] for item in desk.open_contradictions if item.rule == rule]
    question = desk.question(asked[0]) if asked else None
    if question and isinstance(read(question, event.text, desk.assignment.case.fiscal_year), Amount):
        return take(state, desk, question, event)
    return stand_by(state, desk, rule, event.text.strip())


def stand_by(state: State, desk: Desk, rule: str, reason: str = "") -> Turn:
    """The person says that both answers are right, with a reason or without."""
    lead = (prompts.kept_reason(reason),) if reason else ()
    return proceed(state, replace(desk, draft=desk.draft.confirming(rule, reason)), None, *lead)


def _doubt_or_store(state: State, desk: Desk, question: Question, satang: int) -> Turn:
    reason = doubt_about(question, desk.assignment.case, desk.draft.answers, satang)
    if not reason:
        return store(state, desk, question, satang)
    doubting = state.at(Doubting(desk.draft.session, question.id, satang))
    return saying(doubting, prompts.doubt(desk.sheet, question, reason))


def settle(state: State, desk: Desk, question: Question, satang: int, *, yes: bool) -> Turn:
    """The person's word on a doubted amount."""
    return store(state, desk, question, satang) if yes else ask(state, desk, question)


def _collect(state: State, desk: Desk, question: Question, event: Said) -> Turn:
    # Kept as it was typed, not normalised: lists, line breaks and signs shall reach the report intact.
    text = event.text.strip()
    if not clean(text):
        return ask(state, desk, question, plain("conversation.nothing_yet").text)
    draft = _reopened(desk.draft, question.id)
    kept = sum(len(part.text) for part in draft.parts if part.question == question.id)
    if kept + len(text) > LONGEST:
        return saying(state, plain("conversation.too_long"))
    part = Part(question.id, event.message_id, text)
    grown = replace(desk, draft=replace(draft, parts=(*draft.parts, part)))
    return saying(state.keeping(grown.draft), prompts.collecting(grown.sheet, question, kept + len(text)))


def _reopened(draft: Draft, question_id: str) -> Draft:
    """A long answer that was ended and is typed anew starts from nothing; one still open goes on."""
    if question_id not in draft.answers:
        return draft
    return replace(
        draft,
        answers={key: value for key, value in draft.answers.items() if key != question_id},
        parts=tuple(part for part in draft.parts if part.question != question_id),
    )


def end_long_answer(state: State, desk: Desk, question: Question) -> Turn:
    """The messages kept become the answer, in their order."""
    if question.id in desk.draft.answers:
        return proceed(state, desk, question)
    parts = desk.parts_of(question.id)
    if not parts:
        return ask(state, desk, question, plain("conversation.nothing_yet").text)
    return store(state, desk, question, "\n".join(parts))


def skip(state: State, desk: Desk, question: Question) -> Turn:
    """An answer given stays; an open question is left for later."""
    if question.id in desk.draft.answers:
        return proceed(state, desk, question)
    draft = replace(desk.draft, skipped=(*desk.draft.skipped, question.id))
    return proceed(state, replace(desk, draft=draft), question)


def keep_last(state: State, desk: Desk, question: Question) -> Turn:
    """The answer of the round before, weighed like one typed now."""
    value = desk.assignment.last[question.id]
    if isinstance(value, int):
        return _doubt_or_store(state, desk, question, value)
    if question.choices and value not in {choice.id for choice in question.choices}:
        return ask(state, desk, question)
    return store(state, desk, question, value)


def back(state: State, desk: Desk, question: Question) -> Turn:
    """Asks the question before; answers stay until they are answered anew."""
    position = desk.position(question)
    if position == 0:
        return ask(state, desk, question, plain("conversation.first_question").text)
    return ask(state, desk, desk.questions[position - 1])
