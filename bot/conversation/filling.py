"""Answers of one message: a choice, an amount or a date; and the ways past a question."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.anywhere import ask_again
from bot.conversation.asking import ask, proceed, store
from bot.conversation.bursts import continue_ended
from bot.conversation.draft_view import DraftView
from bot.conversation.effects import Turn, saying
from bot.conversation.events import TextReceived
from bot.conversation.request import Request
from bot.conversation.retyping import propose_retyped
from bot.conversation.situations import AtCandidates, AtQuestion
from bot.conversation.states import Answering, ChoosingAmount, ConfirmingAmount, State
from messages.answer_values import AmountAnswer, Answers, ChoiceAnswer, DateAnswer
from messages.chat import prompts
from messages.chat.lists import plain
from messages.forms.answers import NotUnderstood, Reading, propose, read
from messages.forms.checks import doubt_about, reason_for
from messages.forms.form import Question
from messages.forms.offered_amounts import AmountsOffered
from messages.forms.shortcuts import is_offered
from messages.parts import Part
from messages.texts import say
from messages.thai.typed_dates import UnsureDay
from messages.words import Keyword


def take_answer(request: Request, at: AtQuestion, text: TextReceived) -> Turn:
    """Read as the answer; several readings are offered on buttons, and what cannot be read is asked again."""
    reading = read(at.question, text.text, at.view.assignment.facts, at.view.draft.answers)
    if isinstance(reading, NotUnderstood):
        continued = continue_ended(request, at, text)
        if continued:
            return continued
        retyped = propose_retyped(request, at, text.text, at.question)
        if retyped:
            return retyped
    return take(request.state, at.view, at.question, reading, text)


def take(state: State, view: DraftView, question: Question, reading: Reading, text: TextReceived) -> Turn:
    """What `text`, read as `reading`, answers to `question`."""
    match reading:
        case ChoiceAnswer() | DateAnswer():
            return store(state, view, question, reading, source(question, text.message_id))
        case AmountAnswer(satang):
            return doubt_or_store(state, view, question, satang, text.message_id)
        case AmountsOffered():
            return _offer(state, view, question, reading, text)
        case UnsureDay(days):
            return saying(state, prompts.candidate_days(view.report, question, text.text, days))
        case NotUnderstood():
            return _propose(state, view, question, text.text)


def _offer(state: State, view: DraftView, question: Question, offered: AmountsOffered, text: TextReceived) -> Turn:
    """Shows the amounts that may be meant, to be chosen from; or why there is none, and waits for another."""
    choosing = ChoosingAmount(view.session, question.id, text.text, text.message_id)
    waiting = state.at(choosing) if offered.amounts else state.more_confused.at(Answering(view.session, question.id))
    return saying(waiting, prompts.candidates(view.report, question, text.text, offered))


def choose_candidate(request: Request, at: AtCandidates, text: TextReceived) -> Turn:
    """One of the amounts offered, by its number on the list or by itself; other words are read as the answer."""
    chosen = at.offered.find(text.text) if text.message_id else None
    if chosen:
        return doubt_or_store(request.state, at.view, at.question, chosen.satang, at.message_id)
    return take_answer(request, at, text)


def accept_candidate(request: Request, at: AtCandidates) -> Turn:
    """Takes the amount offered; where there are several they are shown again."""
    if len(at.offered.amounts) == 1:
        return doubt_or_store(request.state, at.view, at.question, at.offered.amounts[0].satang, at.message_id)
    return ask_again(request, at)


def reject_candidates(request: Request, at: AtCandidates) -> Turn:
    """None of the amounts is meant: asks for it again."""
    return ask(request.state, at.view, at.question)


def source(question: Question, message_id: str) -> tuple[Part, ...]:
    """The message a short answer came in; a tapped button has none."""
    return (Part(question.id, message_id, "", "answer"),) if message_id else ()


def _propose(state: State, view: DraftView, question: Question, text: str) -> Turn:
    """Free words for a status are only ever a proposal; what fits nothing is asked again."""
    meant = propose(question, text)
    if meant:
        return saying(state, prompts.proposal(view.report, question, text, meant))
    return ask(state.more_confused, view, question, prompts.not_understood(question, text))


def doubt_or_store(state: State, view: DraftView, question: Question, satang: int, message_id: str = "") -> Turn:
    """Keeps an amount; one that looks odd waits for its owner's yes."""
    doubt = doubt_about(question.id, view.assignment.facts, view.draft.answers, satang)
    if doubt is None:
        return store(state, view, question, AmountAnswer(satang), source(question, message_id))
    confirming = state.at(ConfirmingAmount(view.session, question.id, satang, message_id))
    return saying(
        confirming, prompts.doubt(view.report, question, doubt.text, reason_for(doubt.rule, view.draft.answers))
    )


def skip(request: Request, at: AtQuestion) -> Turn:
    """Goes on to the next question: an answer given stays, an open one is left for later."""
    view, question = at.view, at.question
    if question.id in view.draft.answers:
        return proceed(request.state, view, question)
    skipped = replace(view.draft, skipped=(*view.draft.skipped, question.id))
    return proceed(request.state, view.with_draft(skipped), question)


def keep_last(request: Request, at: AtQuestion) -> Turn | None:
    """Takes the answer of the round before; where there is none, taken as other words are."""
    view, question = at.view, at.question
    if question.id not in view.assignment.last:
        return None
    answer = view.assignment.last[question.id]
    if view.begun.get(question.id) or not is_offered(question, answer):
        return ask(request.state, view, question)
    if isinstance(answer, AmountAnswer):
        return doubt_or_store(request.state, view, question, answer.satang)
    return store(request.state, view, question, answer)


def fill_as_last(request: Request, at: AtQuestion) -> Turn:
    """Answers all as in the round before and asks what that leaves open; only while nothing has been answered."""
    if Keyword.SAME_ALL not in at.view.shortcuts:
        return _refuse_shortcut(request, at)
    return proceed(request.state, _filled(at.view, at.view.same_as_last), None)


def fill_as_untouched(request: Request, at: AtQuestion) -> Turn:
    """Answers all as not started with nothing spent; only while nothing has been answered and nothing disagrees."""
    if Keyword.UNTOUCHED not in at.view.shortcuts:
        return _refuse_shortcut(request, at)
    answers = at.view.untouched or {}
    filled = _filled(at.view, answers)
    left_out = tuple(other.id for other in filled.questions if other.id not in answers)
    return proceed(request.state, filled.with_draft(replace(filled.draft, skipped=left_out)), None)


def _filled(view: DraftView, answers: Answers) -> DraftView:
    return view.with_draft(replace(view.draft, answers=answers))


def _refuse_shortcut(request: Request, at: AtQuestion) -> Turn:
    return ask(request.state, at.view, at.question, plain("conversation.no_shortcut").text)


def back(request: Request, at: AtQuestion) -> Turn:
    """Asks the question before, then what follows once more; answers stay until they are answered anew."""
    position = at.view.position(at.question)
    if position == 0:
        return ask(request.state, at.view, at.question, plain("conversation.first_question").text)
    going_back = at.view.with_draft(replace(at.view.draft, revisiting=True))
    return ask(request.state, going_back, at.view.questions[position - 1])


def ask_to_answer_first(request: Request, at: AtQuestion) -> Turn:
    """Says that the question comes first, and asks it again; where it was answered, and all else, shows the card."""
    if at.question.id in at.view.draft.answers and not at.view.unanswered and not at.view.waiting:
        return proceed(request.state, at.view, None)
    return ask(request.state, at.view, at.question, say("conversation.answer_first"))
