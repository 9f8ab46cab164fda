"""An amount that looks odd (over the budget, less than before) waits for its owner's yes, or for another amount."""

from __future__ import annotations

from bot.conversation.asking import ask, proceed
from bot.conversation.effects import Turn
from bot.conversation.events import TextReceived
from bot.conversation.filling import doubt_or_store, source, take
from bot.conversation.request import Request
from bot.conversation.retyping import propose_retyped
from bot.conversation.situations import AtAmount
from bot.conversation.states import Answering, State
from messages.answer_values import AmountAnswer
from messages.chat import prompts
from messages.forms.answers import NotUnderstood, read
from messages.forms.checks import doubt_about
from messages.parts import sanitize_typed
from messages.thai.manners import is_mere_manners
from messages.thai.text import clean
from messages.words import asks_back, refuses


def accept_amount(request: Request, at: AtAmount) -> Turn:
    """Keeps the amount as it is and moves on."""
    return _accept(request.state, at)


def reject_amount(request: Request, at: AtAmount) -> Turn:
    """Drops the amount and asks for it again."""
    return ask(request.state, at.view, at.question)


def take_amount_or_reason(request: Request, at: AtAmount, text: TextReceived) -> Turn:
    """Another amount takes its place; a no drops it; anything else is kept as the reason why it is right."""
    reading = read(at.question, text.text, at.view.fiscal_year)
    if not isinstance(reading, NotUnderstood):
        return take(_without_amount(request.state, at), at.view, at.question, reading, text)
    retyped = propose_retyped(request, at, text.text, at.question)
    if retyped:
        return retyped
    if not clean(text.text):
        return take(_without_amount(request.state, at), at.view, at.question, reading, text)
    if refuses(text.text):
        return reject_amount(request, at)
    if gives_no_reason(text.text):
        return doubt_or_store(request.state, at.view, at.question, at.satang, at.message_id)
    return _accept(request.state, at, sanitize_typed(text.text), text.message_id)


def _without_amount(state: State, at: AtAmount) -> State:
    return state.at(Answering(at.view.session, at.question.id))


def _accept(state: State, at: AtAmount, reason: str = "", reason_message: str = "") -> Turn:
    """With a reason (in the message `reason_message`) or without."""
    view, question = at.view, at.question
    doubt = doubt_about(question.id, view.assignment.facts, view.draft.answers, at.satang)
    draft = view.draft.answering(question.id, AmountAnswer(at.satang), source(question, at.message_id))
    if doubt and reason:
        draft = draft.confirming(doubt.rule, reason, reason_message)
    accepted = view.with_draft(draft)
    lead = (prompts.echo(accepted.report, question), *((prompts.reason_receipt(reason),) if reason else ()))
    return proceed(state, accepted, question, *lead)


def gives_no_reason(text: str) -> bool:
    """Whether the words neither stand by a figure nor say why: manners alone, or a question."""
    return is_mere_manners(text) or asks_back(text)
