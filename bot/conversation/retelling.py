"""A long answer told once more: what is typed where one stands already is held, to be added to it or to replace it."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.asking import proceed
from bot.conversation.collecting import end_answer, keep_or_skip, open_answer, take_part
from bot.conversation.continuing import confirm_ended, end_ended
from bot.conversation.effects import Turn
from bot.conversation.ended import parts_told, remember_end
from bot.conversation.events import TextReceived
from bot.conversation.holding import is_clearly_none, let_go, take_held
from bot.conversation.prompting import with_prompt
from bot.conversation.request import Request
from bot.conversation.situations import AtText, Gathering
from messages.chat import collecting
from messages.chat.lists import plain
from messages.chat.speech import not_taken
from messages.forms.answers import MAX_ANSWER
from messages.parts import Part, combine_parts, count_letters


def add_held(request: Request, at: AtText) -> Turn:
    """Adds the words held to the answer that stands; where none does, takes them as the answer."""
    if not at.is_told_again:
        return take_held(request, at)
    parts = _with_held(at)
    if parts is None:
        return with_prompt(request.context, request.state, at, plain("conversation.too_long"))
    return _keep(request, at, parts, collecting.added_to(at.view.position(at.question) + 1, at.text))


def replace_held(request: Request, at: AtText) -> Turn:
    """Puts the words held in place of the answer that stands; where none does, takes them as the answer."""
    if not at.is_told_again:
        return take_held(request, at)
    return _keep(request, at, parts_told(at.question, at.message_id, at.text, None))


def add_held_and_end(request: Request, at: AtText) -> Turn | None:
    """Adds the words held to the answer that stands; where none does, lets go of them and ends the answer."""
    if at.is_told_again:
        return add_held(request, at)
    freed, beneath = let_go(request, at), at.beneath
    return end_answer(freed, beneath) if isinstance(beneath, Gathering) else end_ended(freed, beneath)


def ask_where(request: Request, at: AtText) -> Turn:
    """Asks again what to do with the words held; where no answer stands, lets go of them and ends the answer."""
    if at.is_told_again:
        return with_prompt(request.context, request.state, at)
    return confirm_ended(let_go(request, at), at.beneath)


def keep_standing(request: Request, at: AtText) -> Turn:
    """Lets go of the words held: an answer that stands is kept, else the question asked again."""
    freed, beneath = let_go(request, at), at.beneath
    if at.is_told_again and isinstance(beneath, Gathering):
        return keep_or_skip(freed, beneath)
    return with_prompt(request.context, freed.state, beneath)


def add_both(request: Request, at: AtText, text: TextReceived) -> Turn:
    """Whoever goes on typing adds to what stands: the words held, then these; what is clearly no answer asks again."""
    if is_clearly_none(at, text):
        return with_prompt(request.context, request.state, at, not_taken(text.text))
    parts = _with_held(at)
    if parts is None:
        return with_prompt(request.context, request.state, at, plain("conversation.too_long"))
    draft = open_answer(at.view.draft, at.question)
    others = tuple(part for part in draft.parts if part.question != at.question.id)
    view = at.view.with_draft(replace(draft, parts=(*others, *parts)))
    freed = let_go(request, at)
    going_on = replace(freed, state=freed.state.keeping(view.draft))
    beneath = at.beneath
    if not isinstance(beneath, Gathering):
        return with_prompt(request.context, request.state, at)
    return take_part(going_on, replace(beneath, view=view), text)


def _with_held(at: AtText) -> tuple[Part, ...] | None:
    """The parts of the answer with the words held behind them; None where they would be too long."""
    stood = open_answer(at.view.draft, at.question).parts_of(at.question.id)
    kept = combine_parts(stood)
    if count_letters(kept) + len(at.text) > MAX_ANSWER:
        return None
    return (*stood, *parts_told(at.question, at.message_id, at.text, kept))


def _keep(request: Request, at: AtText, parts: tuple[Part, ...], *lead: str) -> Turn:
    answer = combine_parts(parts)
    if answer is None:
        return with_prompt(request.context, request.state, at)
    view = at.view.with_draft(at.view.draft.answering(at.question.id, answer, parts))
    told = lead or collecting.kept(view.report, at.question, can_go_on=False)
    return remember_end(proceed(request.state, view, at.question, *told), view, at.question, request.event, None)
