"""A project meant by its number or by part of its name, where a project may be expected."""

from __future__ import annotations

from bot.conversation.commanding import obey
from bot.conversation.effects import Turn, saying
from bot.conversation.events import Said
from bot.conversation.prompting import prompt_now
from bot.conversation.scene import Scene
from bot.conversation.states import Choosing, State
from messages import lists
from messages.lists import Listed
from messages.thai.manners import bare
from messages.thai.names import is_clear, search
from messages.words import Command, behind, number_in


def find_project(scene: Scene, state: State, event: Said) -> Turn:
    """Opens the project of a bare number in the list; offers those whose names the words may mean.

    What means no project is answered with where the person stands.
    """
    number = number_in(event.text)
    if isinstance(state.step, Choosing) and number is not None:
        turn = obey(scene, state, event, Command("report", number=number))
        if turn:
            return turn
    meant = _meant(scene, state, event.text)
    if meant:
        return saying(state.at(Choosing()), lists.choose_among(meant))
    return saying(state, *prompt_now(scene, state))


def _meant(scene: Scene, state: State, text: str) -> tuple[Listed, ...]:
    """The person's own projects the words may mean; in idle talk only one that stands out."""
    if scene.round is None:
        return ()
    asked_for = behind("report", text)
    listed = scene.listed(state.open_drafts)
    found = search(bare(text) if asked_for is None else asked_for, [project.name for project, _ in listed])
    expected = asked_for is not None or isinstance(state.step, Choosing)
    return tuple(listed[item.position] for item in found) if expected or is_clear(found) else ()
