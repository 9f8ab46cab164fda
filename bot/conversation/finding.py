"""A project meant by its number or by part of its name, where a project may be expected."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.anywhere import ask_again
from bot.conversation.effects import Turn, saying
from bot.conversation.events import TextReceived
from bot.conversation.listing import list_projects_of
from bot.conversation.opening import open_report
from bot.conversation.request import Request
from bot.conversation.retyping import propose_retyped
from bot.conversation.states import ChoosingProject, Idle
from messages.chat import lists
from messages.chat.lists import Listed
from messages.thai.manners import bare
from messages.thai.names import is_clear, search
from messages.words import Instruction, Keyword, behind, number_in


def find_project(request: Request, at: Idle, text: TextReceived) -> Turn:
    """Offers the projects whose names stand out in the words; otherwise shows where the person stands."""
    return propose_retyped(request, at, text.text) or _offer(request, at, text)


def choose_project(request: Request, at: ChoosingProject, text: TextReceived) -> Turn:
    """A number opens that project; part of a name offers those it may mean; anything else shows the list again."""
    retyped = propose_retyped(request, at, text.text)
    if retyped:
        return retyped
    number = number_in(text.text)
    if number is not None:
        return open_report(replace(request, instruction=Instruction(Keyword.REPORT, number)), at)
    return _offer(request, at, text)


def _offer(request: Request, at: Idle | ChoosingProject, text: TextReceived) -> Turn:
    meant = _meant(request, at, text.text)
    if meant:
        return saying(request.state.at(ChoosingProject()), lists.choose_among(meant))
    return ask_again(replace(request, state=request.state.more_confused), at)


def _meant(request: Request, at: Idle | ChoosingProject, text: str) -> tuple[Listed, ...]:
    """The person's own projects the words may mean; in idle talk only one that stands out."""
    if request.context.round is None:
        return ()
    asked_for = behind(Keyword.REPORT, text)
    listed = list_projects_of(request.context, request.state)
    found = search(bare(text) if asked_for is None else asked_for, [project.name for project, _ in listed])
    expected = asked_for is not None or isinstance(at, ChoosingProject)
    return tuple(listed[item.position] for item in found) if expected or is_clear(found) else ()
