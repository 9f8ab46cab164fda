"""An owner asks the planners to be rid of a project or to have it handed over: shown back, and sent by one word."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.context import Assignment, TurnContext
from bot.conversation.effects import PlaceRequest, Turn, WithdrawRequest, saying
from bot.conversation.events import TextReceived
from bot.conversation.holding import hold_words
from bot.conversation.prompting import no_projects, which_project, with_prompt
from bot.conversation.renumbering import not_yours
from bot.conversation.request import Request
from bot.conversation.situations import AtItems, AtLongText, AtPhotos, OnDraft, Situation, situation_of
from bot.conversation.states import (
    Answering,
    ChoosingProject,
    ChoosingRequested,
    ConfirmingRequest,
    ConfirmingText,
    DraftStep,
    Idle,
    State,
)
from messages.chat import requests
from messages.chat.bubbles import Bubble
from messages.chat.lists import plain
from messages.parts import sanitize_typed
from messages.thai.names import is_clear, search
from messages.thai.text import one_line, shorten
from messages.words import Keyword, number_in

_MAX_TO = 100
"""Grapheme clusters of a name that are kept."""


def begin_request(request: Request, at: Situation) -> Turn:
    """Shows what the planners would be asked about that project; asks which one, or to whom, where that is open."""
    if isinstance(at, AtLongText | AtItems | AtPhotos):
        held = hold_words(request, at)
        return begin_request(replace(request, state=held), situation_of(request.context, held))
    context, asked = request.context, request.instruction
    if not context.assignments:
        return with_prompt(context, request.state, at, no_projects(context))
    to = _to_whom(request)
    if asked and asked.keyword == Keyword.HAND_OVER and not to:
        return with_prompt(context, request.state, at, plain("requests.to_whom"))
    if request.number is not None and context.numbered(request.number) is None:
        return with_prompt(context, request.state, at, not_yours(context, request.number))
    meant = _meant(request, at)
    if meant is None:
        asking = ChoosingRequested(request.event.id, to, _message_id(request))
        return saying(request.state.at(asking), which_project(context))
    return _ask_to_send(request, meant, to, _message_id(request))


def _to_whom(request: Request) -> str:
    argument = request.instruction.argument if request.instruction else ""
    return shorten(one_line(sanitize_typed(argument)), _MAX_TO)


def _message_id(request: Request) -> str:
    return request.event.message_id if isinstance(request.event, TextReceived) else ""


def _meant(request: Request, at: Situation) -> Assignment | None:
    """The project of the number typed, else the one whose report is open, else the only one."""
    context = request.context
    if request.number is not None:
        return context.numbered(request.number)
    if isinstance(at, OnDraft):
        return at.view.assignment
    return context.assignments[0] if len(context.assignments) == 1 else None


def _ask_to_send(request: Request, meant: Assignment, to: str, message_id: str) -> Turn:
    back = _back(request.state)
    step = ConfirmingRequest(request.event.id, meant.project.id, to, message_id, back)
    is_held = isinstance(back, ConfirmingText)
    return saying(request.state.at(step), requests.ask_to_send(meant.project, to, step.session, is_held=is_held))


def _back(state: State) -> ChoosingProject | DraftStep | Idle:
    """Where the conversation goes on once the request is sent or not."""
    step = state.step
    if isinstance(step, ConfirmingRequest):
        return step.back
    return step if isinstance(step, ChoosingProject | DraftStep) else Idle()


def choose_requested(request: Request, at: ChoosingRequested, text: TextReceived) -> Turn:
    """A number, a button or a name chooses the project; anything else asks again."""
    meant = _chosen(request.context, text)
    if meant is None:
        return saying(request.state, which_project(request.context))
    return _ask_to_send(request, meant, at.to, at.message_id)


def _chosen(context: TurnContext, text: TextReceived) -> Assignment | None:
    """A tap carries the project's id; who types gives its number or part of its name."""
    if not text.message_id:
        return context.assignment(int(text.text)) if text.text.isascii() and text.text.isdigit() else None
    number = number_in(text.text)
    if number is not None:
        return context.numbered(number)
    found = search(text.text, [item.project.name for item in context.assignments])
    return context.assignments[found[0].position] if is_clear(found) else None


def keep_project(request: Request, _at: ChoosingRequested) -> Turn:
    """Sends nothing."""
    return saying(request.state.at(Idle()), plain("requests.not_sent"))


def send_request(request: Request, at: ConfirmingRequest) -> Turn:
    """Sends the request to the planners; the project stays until they decide, and what was open is asked again."""
    meant = request.context.assignment(at.project_id)
    if meant is None:
        return _go_back(request, at, plain("conversation.not_yours_now"))
    place = PlaceRequest(at.session, meant.facts.fiscal_year, at.project_id, at.to, at.message_id)
    turn = _go_back(request, _without_held(at), requests.sent(meant.project, at.to))
    return replace(turn, effects=(place, *turn.effects))


def _without_held(at: ConfirmingRequest) -> ConfirmingRequest:
    """The words that are sent as a request are no answer any more."""
    held = at.back
    return replace(at, back=Answering(held.session, held.question)) if isinstance(held, ConfirmingText) else at


def leave_request(request: Request, at: ConfirmingRequest) -> Turn:
    """Sends nothing; what was open is asked again."""
    return _go_back(request, at, plain("requests.not_sent"))


def _go_back(request: Request, at: ConfirmingRequest, *first: Bubble) -> Turn:
    left = request.state.at(at.back)
    return with_prompt(request.context, left, situation_of(request.context, left), *first)


def withdraw_request(request: Request, at: Situation) -> Turn:
    """Takes the person's request about that project, or the only one, back."""
    context, number = request.context, request.number
    waiting = {item.project.id: item for item in context.assignments if item.project.id in context.requested}
    meant = context.numbered(number) if number is not None else None
    if number is None and len(waiting) == 1:
        meant = next(iter(waiting.values()))
    if meant is not None and meant.project.id in waiting:
        told = plain("requests.withdrawn", no=meant.project.no)
        turn = with_prompt(context, request.state, at, told)
        return replace(turn, effects=(WithdrawRequest(meant.facts.fiscal_year, meant.project.id), *turn.effects))
    if number is not None:
        return with_prompt(context, request.state, at, plain("requests.nothing_of_project", no=number))
    numbers = ", ".join(str(item.project.no) for item in waiting.values())
    none = plain("requests.withdraw_which", numbers=numbers) if waiting else plain("requests.nothing_to_withdraw")
    return with_prompt(context, request.state, at, none)
