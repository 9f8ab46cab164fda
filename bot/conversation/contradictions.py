"""Two answers that contradict each other: either is changed, or both are accepted, with a reason or without."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.amounts import says_nothing, says_yes
from bot.conversation.anywhere import ask_again
from bot.conversation.asking import ask, proceed
from bot.conversation.changing import change_named
from bot.conversation.effects import Turn, saying
from bot.conversation.events import TextReceived
from bot.conversation.filling import take
from bot.conversation.request import Request
from bot.conversation.situations import AtContradiction
from bot.conversation.states import ResolvingContradiction
from messages.answer_values import AmountAnswer, ChoiceAnswer
from messages.chat import prompts
from messages.forms.answers import read_restated
from messages.forms.offered_amounts import AmountsOffered
from messages.forms.reasons import explains
from messages.parts import sanitize_typed
from messages.thai.text import clean
from messages.words import number_in, refuses


def accept_contradiction(request: Request, at: AtContradiction) -> Turn:
    """Keeps both answers as they are and moves on; with the words that were asked about as the reason."""
    return _accept(request, at, at.held, at.held_in)


def take_held_reason(request: Request, at: AtContradiction) -> Turn:
    """Keeps both answers, with the words that were asked about as the reason; without any, asks again."""
    return _accept(request, at, at.held, at.held_in) if at.held else proceed(request.state, at.view, None)


def drop_contradiction_reason(request: Request, at: AtContradiction) -> Turn:
    """Keeps both answers without a reason; one given before is taken away."""
    return _accept(request, replace(at, view=at.view.with_draft(at.view.draft.without_reason(at.rule))))


def ask_first_answer(request: Request, at: AtContradiction) -> Turn:
    """Asks the question of the first of the two answers anew; where words were asked about, drops only them."""
    if at.question and not at.held:
        return ask(request.state, at.view, at.question)
    return proceed(request.state, at.view, None)


def take_correction_or_reason(request: Request, at: AtContradiction, text: TextReceived) -> Turn:
    """An answer corrects the first of the two, a name changes that item, a sentence that explains is the reason.

    A no asks the first anew; other words are held, and asked about.
    """
    said = text.text
    if not clean(said):
        return ask_again(request, at)
    changed = change_named(request, at, text)
    if changed:
        return changed
    if at.question:
        reading = read_restated(at.question, said, at.view.assignment.facts, at.view.draft.answers)
        chosen = isinstance(reading, ChoiceAnswer) and number_in(said) is None
        if chosen or isinstance(reading, AmountAnswer | AmountsOffered):
            return take(request.state, at.view, at.question, reading, text)
        if refuses(said):
            return ask_first_answer(request, at)
    return _weigh_words(request, at, text)


def _weigh_words(request: Request, at: AtContradiction, text: TextReceived) -> Turn:
    if explains(text.text):
        return _accept(request, at, sanitize_typed(text.text), text.message_id)
    if says_yes(text.text):
        return accept_contradiction(request, at)
    if at.question is None or says_nothing(text.text):
        return proceed(request.state, at.view, None)
    held = ResolvingContradiction(at.view.session, at.rule, sanitize_typed(text.text), text.message_id)
    asked = prompts.ask_about_reason(at.view.report, at.question.id, at.rule, held.held)
    return saying(request.state.at(held), asked)


def _accept(request: Request, at: AtContradiction, reason: str = "", message_id: str = "") -> Turn:
    lead = (prompts.reason_receipt(reason),) if reason else ()
    accepted = at.view.with_draft(at.view.draft.confirming(at.rule, reason, message_id))
    return proceed(request.state, accepted, None, *lead)
