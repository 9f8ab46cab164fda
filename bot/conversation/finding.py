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
from messages.thai.names import is_clear, search
from messages.thai.text import arabic_digits, clean
from messages.words import Command, word


def find_project(scene: Scene, state: State, event: Said) -> Turn:
    """Opens the project of a bare number in the list; offers those whose names the words may mean.

    What means no project is answered with where the person stands.
    """
    number = arabic_digits(clean(event.text))
    if isinstance(state.step, Choosing) and number.isascii() and number.isdigit():
        turn = obey(scene, state, event, Command("report", number=int(number)))
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
    words = clean(text)
    asked_for = words.startswith(word("report"))
    listed = scene.listed(state.open_drafts)
    found = search(words.removeprefix(word("report")), [project.name for project, _ in listed])
    expected = asked_for or isinstance(state.step, Choosing)
    return tuple(listed[item.position] for item in found) if expected or is_clear(found) else ()
