"""An amount that looks odd (over the budget, less than before) waits for its owner's yes, or for another amount."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.asking import ask, proceed
from bot.conversation.effects import Turn, saying
from bot.conversation.events import TextReceived
from bot.conversation.filling import doubt_or_store, source, take
from bot.conversation.request import Request
from bot.conversation.retyping import propose_retyped
from bot.conversation.situations import AtAmount
from bot.conversation.states import Answering, ConfirmingAmount, State
from messages.answer_values import AmountAnswer
from messages.chat import prompts
from messages.forms.answers import NotUnderstood, Reading, read_restated
from messages.forms.checks import Doubt, doubt_about
from messages.forms.reasons import announces_reason, explains
from messages.parts import sanitize_typed
from messages.thai.manners import is_mere_manners, is_polite_yes
from messages.thai.status import is_status_alone
from messages.thai.text import clean
from messages.words import asks_back, refuses


def accept_amount(request: Request, at: AtAmount) -> Turn:
    """Keeps the amount as it is and moves on; with the words that were asked about as the reason."""
    return _accept(request.state, at, at.held, at.held_in)


def take_held_amount_reason(request: Request, at: AtAmount) -> Turn:
    """Keeps the amount, with the words that were asked about as the reason; without any, asks again."""
    return _accept(request.state, at, at.held, at.held_in) if at.held else _doubt_again(request.state, at)


def drop_amount_reason(request: Request, at: AtAmount) -> Turn:
    """Keeps the amount without a reason; one given before is taken away."""
    doubt = _doubt(at)
    draft = at.view.draft.without_reason(doubt.rule) if doubt else at.view.draft
    return _accept(request.state, replace(at, view=at.view.with_draft(draft)))


def reject_amount(request: Request, at: AtAmount) -> Turn:
    """Drops the amount and asks for it again; where words were asked about, drops only them."""
    return _doubt_again(request.state, at) if at.held else ask(request.state, at.view, at.question)


def take_amount_or_reason(request: Request, at: AtAmount, text: TextReceived) -> Turn:
    """Another amount takes its place, a no drops it, a sentence that explains is its reason; other words are held."""
    reading = read_restated(at.question, text.text, at.view.assignment.facts, at.view.draft.answers)
    if isinstance(reading, AmountAnswer) or not clean(text.text):
        return _take_instead(request, at, reading, text)
    retyped = propose_retyped(request, at, text.text, at.question) if isinstance(reading, NotUnderstood) else None
    if retyped:
        return retyped
    if refuses(text.text):
        return reject_amount(request, at)
    if explains(text.text):
        return _accept(request.state, at, sanitize_typed(text.text), text.message_id)
    if not isinstance(reading, NotUnderstood) and not is_status_alone(text.text):
        return _take_instead(request, at, reading, text)
    if says_yes(text.text):
        return accept_amount(request, at)
    if says_nothing(text.text):
        return _doubt_again(request.state, at)
    return _hold(request.state, at, text)


def _take_instead(request: Request, at: AtAmount, reading: Reading, text: TextReceived) -> Turn:
    return take(_without_amount(request.state, at), at.view, at.question, reading, text)


def _hold(state: State, at: AtAmount, text: TextReceived) -> Turn:
    """Asks whether the words are the reason; nothing is kept before that is answered."""
    doubt = _doubt(at)
    if doubt is None:
        return _doubt_again(state, at)
    held = ConfirmingAmount(
        at.view.session, at.question.id, at.satang, at.message_id, sanitize_typed(text.text), text.message_id
    )
    return saying(state.at(held), prompts.ask_about_reason(at.view.report, at.question.id, doubt.rule, held.held))


def _doubt_again(state: State, at: AtAmount) -> Turn:
    return doubt_or_store(state, at.view, at.question, at.satang, at.message_id)


def _doubt(at: AtAmount) -> Doubt | None:
    return doubt_about(at.question.id, at.view.assignment.facts, at.view.draft.answers, at.satang)


def _without_amount(state: State, at: AtAmount) -> State:
    return state.at(Answering(at.view.session, at.question.id))


def _accept(state: State, at: AtAmount, reason: str = "", reason_message: str = "") -> Turn:
    """With a reason (in the message `reason_message`) or without."""
    view, question = at.view, at.question
    doubt = _doubt(at)
    draft = view.draft.answering(question.id, AmountAnswer(at.satang), source(question, at.message_id))
    if doubt:
        draft = draft.confirming(doubt.rule, reason, reason_message)
    accepted = view.with_draft(draft)
    lead = (prompts.echo(accepted.report, question), *((prompts.reason_receipt(reason),) if reason else ()))
    return proceed(state, accepted, question, *lead)


def says_yes(text: str) -> bool:
    """Whether the words answer a question by a particle alone, and ask nothing back."""
    return is_polite_yes(text) and not asks_back(text)


def says_nothing(text: str) -> bool:
    """Whether the words neither stand by a figure nor say why: manners, a question, that a reason is to come."""
    return is_mere_manners(text) or asks_back(text) or announces_reason(text)
