"""Two answers that contradict each other: either is changed, or both are accepted, with a reason or without."""

from __future__ import annotations

from bot.conversation.amounts import gives_no_reason
from bot.conversation.anywhere import ask_again
from bot.conversation.asking import ask, proceed
from bot.conversation.effects import Turn
from bot.conversation.events import TextReceived
from bot.conversation.filling import take
from bot.conversation.request import Request
from bot.conversation.situations import AtContradiction
from messages.answer_values import AmountAnswer
from messages.chat import prompts
from messages.forms.answers import read
from messages.parts import sanitize_typed
from messages.thai.text import clean
from messages.words import refuses


def accept_contradiction(request: Request, at: AtContradiction) -> Turn:
    """Keeps both answers as they are, without a reason, and moves on."""
    return _accept(request, at)


def ask_first_answer(request: Request, at: AtContradiction) -> Turn:
    """Asks the question of the first of the two answers anew."""
    if at.question:
        return ask(request.state, at.view, at.question)
    return proceed(request.state, at.view, None)


def take_correction_or_reason(request: Request, at: AtContradiction, text: TextReceived) -> Turn:
    """An amount corrects the first answer, a no asks it anew; anything else is the reason why both are right."""
    if not clean(text.text):
        return ask_again(request, at)
    if at.question:
        reading = read(at.question, text.text, at.view.fiscal_year)
        if isinstance(reading, AmountAnswer):
            return take(request.state, at.view, at.question, reading, text)
        if refuses(text.text):
            return ask(request.state, at.view, at.question)
    if gives_no_reason(text.text):
        return proceed(request.state, at.view, None)
    return _accept(request, at, sanitize_typed(text.text), text.message_id)


def _accept(request: Request, at: AtContradiction, reason: str = "", message_id: str = "") -> Turn:
    lead = (prompts.reason_receipt(reason),) if reason else ()
    accepted = at.view.with_draft(at.view.draft.confirming(at.rule, reason, message_id))
    return proceed(request.state, accepted, None, *lead)
