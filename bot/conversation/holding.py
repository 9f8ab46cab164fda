"""Words that may be no answer are held beside the open question, and become one by a word."""

from __future__ import annotations

from dataclasses import replace
from functools import wraps

from bot.conversation.bursts import continue_ended
from bot.conversation.changing import change_other
from bot.conversation.collecting import take_part
from bot.conversation.effects import Turn
from bot.conversation.events import TextReceived
from bot.conversation.filling import take_answer
from bot.conversation.prompting import with_prompt
from bot.conversation.request import KeywordHandler, Request
from bot.conversation.situations import (
    AtItems,
    AtLongText,
    AtPhotos,
    AtQuestion,
    AtText,
    Gathering,
    Situation,
    situation_of,
)
from bot.conversation.states import Answering, ConfirmingText, State
from messages.chat.bubbles import Bubble, Button
from messages.chat.speech import not_taken
from messages.parts import sanitize_typed
from messages.speech import is_lone_day, is_no_answer


def hold(request: Request, at: AtQuestion, *first: Bubble, buttons: tuple[Button, ...] = ()) -> Turn:
    """Says something and asks again, with the words just typed offered as the answer; a tap has none to offer."""
    held = hold_words(request, at)
    return with_prompt(request.context, held, situation_of(request.context, held), *first, buttons=buttons)


def hold_words(request: Request, at: AtQuestion) -> State:
    """The state with the words just typed held beside the question."""
    match request.event:
        case TextReceived(message_id=message_id, text=text) if message_id:
            held = ConfirmingText(at.view.session, at.question.id, sanitize_typed(text), message_id)
            return request.state.at(held)
    return request.state


def for_planners(handler: KeywordHandler[Situation]) -> KeywordHandler[Gathering]:
    """The handler, for planners; what others say in these words may be their answer, and is held beside it."""

    @wraps(handler)
    def handle(request: Request, at: Gathering) -> Turn | None:
        if request.context.is_planner:
            return handler(request, at)
        held = hold_words(request, at)
        return handler(replace(request, state=held), situation_of(request.context, held))

    return handle


def take_or_hold(request: Request, at: Gathering, text: TextReceived) -> Turn:
    """Kept as one more message of the answer, just as typed, or as a caption; what is clearly none is held."""
    if is_clearly_none(at, text):
        continued = continue_ended(request, at, text) if is_lone_day(text.text) else None
        return continued or hold(request, at, not_taken(text.text))
    return change_other(request, at, text) or take_part(request, at, text)


def is_clearly_none(at: AtQuestion, text: TextReceived) -> bool:
    """Whether the words were typed, and are clearly no answer to the long question."""
    return bool(text.message_id) and is_no_answer(f"{at.question.label} {at.question.ask}", text.text)


def take_held(request: Request, at: AtText) -> Turn:
    """Takes the words that are held as the answer, or as a part of it."""
    text = TextReceived(request.event.id, request.event.at, at.message_id, at.text)
    asking, beneath = let_go(request, at), at.beneath
    if isinstance(beneath, AtLongText | AtItems | AtPhotos):
        return take_part(asking, beneath, text)
    return take_answer(asking, beneath, text)


def let_go(request: Request, at: AtText) -> Request:
    """The request as if nothing were held."""
    return replace(request, state=request.state.at(Answering(at.view.session, at.question.id)))
