"""Answers to the questions of one report: taking them, doubting amounts, moving on and back."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.context import DraftView
from bot.conversation.effects import Turn, saying
from bot.conversation.events import TextReceived
from bot.conversation.states import Answering, ConfirmingAmount, ResolvingContradiction, Reviewing, State
from messages.chat import prompts, review
from messages.chat.bubbles import Text
from messages.chat.lists import plain
from messages.forms.answers import Chosen, NotUnderstood, propose, read
from messages.forms.checks import Contradiction, doubt_about
from messages.forms.form import Question
from messages.parts import Part, typed
from messages.thai.amounts import Amount, Unsure
from messages.thai.manners import is_mere_manners
from messages.thai.text import clean
from messages.thai.typed_dates import Day, UnsureDay
from messages.words import asks_back, refuses


def take(state: State, view: DraftView, question: Question, event: TextReceived) -> Turn:
    """What `event`'s text answers to `question`."""
    source = _source(question, event.message_id)
    match read(question, event.text, view.assignment.facts.fiscal_year):
        case Chosen(choice):
            return store(state, view, question, choice, source)
        case Amount(satang):
            return _doubt_or_store(state, view, question, satang, event.message_id)
        case Unsure(candidates):
            return saying(state, prompts.candidates(view.report, question, event.text, candidates))
        case Day(day):
            return store(state, view, question, day.isoformat(), source)
        case UnsureDay(days):
            return saying(state, prompts.candidate_days(view.report, question, event.text, days))
        case NotUnderstood():
            return _propose(state, view, question, event.text)


def _source(question: Question, message_id: str) -> tuple[Part, ...]:
    """The message a short answer came in; a tapped button has none."""
    return (Part(question.id, message_id, "", "answer"),) if message_id else ()


def _propose(state: State, view: DraftView, question: Question, text: str) -> Turn:
    """Free words for a status are only ever a proposal; what fits nothing is asked again."""
    meant = propose(question, text)
    if meant:
        return saying(state, prompts.proposal(view.report, question, text, meant))
    return ask(state, view, question, prompts.not_understood(question, text))


def ask(state: State, view: DraftView, question: Question, *lead: str) -> Turn:
    """Puts the question, `lead` before it."""
    asked = state.keeping(view.draft).at(Answering(view.draft.session, question.id))
    return saying(asked, prompts.ask(view.report, question, lead=lead))


def store(state: State, view: DraftView, question: Question, value: int | str, parts: tuple[Part, ...] = ()) -> Turn:
    """Keeps the answer with the messages it is made of, echoes an amount and moves on."""
    answered = replace(view, draft=view.draft.answering(question.id, value, parts))
    lead = (prompts.echo(answered.report, question),) if question.kind in {"amount", "date"} else ()
    return proceed(state, answered, question, *lead)


def proceed(state: State, view: DraftView, after: Question | None, *lead: str) -> Turn:
    """A contradiction first; then the next open question behind `after`, any left before it, or the review card."""
    if view.open_contradictions:
        return weigh(state, view, view.open_contradictions[0], *lead)
    start = view.position(after) + 1 if after else 0
    ordered = (*view.questions[start:], *view.questions[:start])
    for question in ordered:
        if question.id not in view.draft.answers and question.id not in view.draft.skipped:
            return ask(state, view, question, *lead)
    reviewing = state.keeping(view.draft).at(Reviewing(view.draft.session))
    return saying(reviewing, *(Text(line) for line in lead), review.card(view.report))


def weigh(state: State, view: DraftView, contradiction: Contradiction, *lead: str) -> Turn:
    """Asks about two answers that do not go together."""
    weighing = state.keeping(view.draft).at(ResolvingContradiction(view.draft.session, contradiction.rule))
    return saying(weighing, prompts.contradiction(view.report, contradiction, lead=lead))


def weighed(state: State, view: DraftView, rule: str, event: TextReceived) -> Turn:
    """Words typed at a contradiction: another amount corrects it, anything else is the reason for standing by it."""
    asked = [item.questions[0] for item in view.open_contradictions if item.rule == rule]
    question = view.question(asked[0]) if asked else None
    if question and isinstance(read(question, event.text, view.assignment.facts.fiscal_year), Amount):
        return take(state, view, question, event)
    if question and refuses(event.text):
        return ask(state, view, question)
    if _is_no_reason(event.text):
        return proceed(state, view, None)
    return stand_by(state, view, rule, typed(event.text), event.message_id)


def stand_by(state: State, view: DraftView, rule: str, reason: str = "", message_id: str = "") -> Turn:
    """The person says that both answers are right, with a reason or without."""
    lead = (prompts.kept_reason(reason),) if reason else ()
    return proceed(state, replace(view, draft=view.draft.confirming(rule, reason, message_id)), None, *lead)


def _doubt_or_store(state: State, view: DraftView, question: Question, satang: int, message_id: str = "") -> Turn:
    doubt = doubt_about(question.id, view.assignment.facts, view.draft.answers, satang)
    if doubt is None:
        return store(state, view, question, satang, _source(question, message_id))
    doubting = state.at(ConfirmingAmount(view.draft.session, question.id, satang, message_id))
    return saying(doubting, prompts.doubt(view.report, question, doubt.text))


def settle(
    state: State, view: DraftView, question: Question, doubted: ConfirmingAmount, reason: str = "", source: str = ""
) -> Turn:
    """A doubted amount is right, its owner says, with a reason (in the message `source`) or without."""
    doubt = doubt_about(question.id, view.assignment.facts, view.draft.answers, doubted.satang)
    draft = view.draft.answering(question.id, doubted.satang, _source(question, doubted.message_id))
    if doubt and reason:
        draft = draft.confirming(doubt.rule, reason, source)
    settled = replace(view, draft=draft)
    lead = (prompts.echo(settled.report, question), *((prompts.kept_reason(reason),) if reason else ()))
    return proceed(state, settled, question, *lead)


def retake(state: State, view: DraftView, question: Question, doubted: ConfirmingAmount, event: TextReceived) -> Turn:
    """Words typed at a doubted amount: another answer takes its place, anything else is the reason it is right."""
    if isinstance(read(question, event.text, view.assignment.facts.fiscal_year), NotUnderstood) and clean(event.text):
        if refuses(event.text):
            return ask(state, view, question)
        if _is_no_reason(event.text):
            return _doubt_or_store(state, view, question, doubted.satang, doubted.message_id)
        return settle(state, view, question, doubted, typed(event.text), event.message_id)
    return take(state.at(Answering(view.draft.session, question.id)), view, question, event)


def _is_no_reason(text: str) -> bool:
    """Whether the words neither stand by a figure nor say why: manners alone, or a question."""
    return is_mere_manners(text) or asks_back(text)


def skip(state: State, view: DraftView, question: Question) -> Turn:
    """An answer given stays; an open question is left for later."""
    if question.id in view.draft.answers:
        return proceed(state, view, question)
    draft = replace(view.draft, skipped=(*view.draft.skipped, question.id))
    return proceed(state, replace(view, draft=draft), question)


def keep_last(state: State, view: DraftView, question: Question) -> Turn:
    """The answer of the round before, weighed like one typed now; words typed already are not given up for it."""
    value = view.assignment.last[question.id]
    if view.report.begun.get(question.id):
        return ask(state, view, question)
    if isinstance(value, int):
        return _doubt_or_store(state, view, question, value)
    if question.choices and value not in {choice.id for choice in question.choices}:
        return ask(state, view, question)
    return store(state, view, question, value)


def fill_in(state: State, view: DraftView, question: Question, way: str) -> Turn:
    """Answers everything at once, where nothing has been answered yet: as last round, or as not started.

    What that leaves open is asked; the rest of an untouched project has nothing to tell.
    """
    if way not in view.report.shortcuts:
        return ask(state, view, question, plain("conversation.no_shortcut").text)
    untouched = way == "untouched"
    answers = (view.untouched if untouched else view.same_as_last) or {}
    filled = replace(view, draft=replace(view.draft, answers=answers))
    if untouched:
        left_out = tuple(other.id for other in filled.questions if other.id not in answers)
        filled = replace(filled, draft=replace(filled.draft, skipped=left_out))
    return proceed(state, filled, None)


def back(state: State, view: DraftView, question: Question) -> Turn:
    """Asks the question before; answers stay until they are answered anew."""
    position = view.position(question)
    if position == 0:
        return ask(state, view, question, plain("conversation.first_question").text)
    return ask(state, view, view.questions[position - 1])
