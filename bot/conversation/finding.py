"""A project meant by its number or by part of its name, where a project may be expected."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.effects import Turn, saying
from bot.conversation.events import TextReceived
from bot.conversation.listing import list_projects_of
from bot.conversation.prompting import choose_offered, prompt_in
from bot.conversation.request import Request
from bot.conversation.retyping import propose_retyped
from bot.conversation.states import ChoosingProject, Idle
from bot.conversation.telling import open_chosen, take_told
from messages.chat.lists import Listed
from messages.chat.speech import not_understood
from messages.thai.manners import bare
from messages.thai.names import is_clear, search
from messages.words import Instruction, Keyword, behind, number_in


def find_project(request: Request, at: Idle, text: TextReceived) -> Turn:
    """Offers the projects whose names stand out in the words; otherwise shows where the person stands."""
    return propose_retyped(request, at, text.text) or take_told(request, text) or _offer(request, at, text)


def choose_project(request: Request, at: ChoosingProject, text: TextReceived) -> Turn:
    """A number opens that project; part of a name offers those it may mean; anything else shows the list again."""
    retyped = propose_retyped(request, at, text.text)
    if retyped:
        return retyped
    number = number_in(text.text)
    if number is not None:
        return open_chosen(replace(request, instruction=Instruction(Keyword.REPORT, number)), at)
    return take_told(request, text) or _offer(request, at, text)


def _offer(request: Request, at: Idle | ChoosingProject, text: TextReceived) -> Turn:
    meant, is_sure = _meant(request, at, text.text)
    if not meant:
        confused = request.state.more_confused
        return saying(confused, not_understood(text.text), *prompt_in(request.context, confused, at))
    held = at if isinstance(at, ChoosingProject) else ChoosingProject()
    choosing = replace(held, offered=tuple(project.id for project, _ in meant))
    if is_sure:
        opening = replace(request, instruction=Instruction(Keyword.REPORT, project=meant[0][0].id))
        return open_chosen(opening, choosing)
    return saying(request.state.at(choosing), choose_offered(request.context, request.state, choosing.offered))


def _meant(request: Request, at: Idle | ChoosingProject, text: str) -> tuple[tuple[Listed, ...], bool]:
    """The person's own projects the words may mean, and whether it is one beyond doubt, where one was asked for.

    One that stands out is meant alone; in idle talk no others are.
    """
    if request.context.round is None:
        return (), False
    asked_for = behind(Keyword.REPORT, text)
    listed = list_projects_of(request.context, request.state)
    found = search(bare(text) if asked_for is None else asked_for, [project.name for project, _ in listed])
    is_expected = asked_for is not None or isinstance(at, ChoosingProject)
    if is_clear(found):
        return (listed[found[0].position],), is_expected
    return tuple(listed[item.position] for item in found) if is_expected else (), False
