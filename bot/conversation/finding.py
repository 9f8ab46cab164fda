"""A project meant by its number or by part of its name, where a project may be expected."""

from __future__ import annotations

from bot.conversation.commanding import obey
from bot.conversation.context import TurnContext
from bot.conversation.effects import Turn, saying
from bot.conversation.events import TextReceived
from bot.conversation.prompting import prompt_now
from bot.conversation.states import ChoosingProject, State
from messages.chat import lists
from messages.chat.lists import Listed
from messages.thai.manners import bare
from messages.thai.names import is_clear, search
from messages.words import Instruction, Keyword, behind, number_in


def find_project(context: TurnContext, state: State, event: TextReceived) -> Turn:
    """Opens the project of a bare number in the list; offers those whose names the words may mean.

    What means no project is answered with where the person stands.
    """
    number = number_in(event.text)
    if isinstance(state.step, ChoosingProject) and number is not None:
        turn = obey(context, state, event, Instruction(Keyword.REPORT, number=number))
        if turn:
            return turn
    meant = _meant(context, state, event.text)
    if meant:
        return saying(state.at(ChoosingProject()), lists.choose_among(meant))
    return saying(state, *prompt_now(context, state))


def _meant(context: TurnContext, state: State, text: str) -> tuple[Listed, ...]:
    """The person's own projects the words may mean; in idle talk only one that stands out."""
    if context.round is None:
        return ()
    asked_for = behind(Keyword.REPORT, text)
    listed = context.listed(state.open_drafts)
    found = search(bare(text) if asked_for is None else asked_for, [project.name for project, _ in listed])
    expected = asked_for is not None or isinstance(state.step, ChoosingProject)
    return tuple(listed[item.position] for item in found) if expected or is_clear(found) else ()
