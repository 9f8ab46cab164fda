"""Numbers the plan gave to other projects since the round opened: who types one may mean what it was then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.conversation.context import Assignment, TurnContext
from bot.conversation.effects import Say, Turn
from messages.chat.bubbles import Text
from messages.chat.prompts import MAX_NAME
from messages.texts import say
from messages.thai.text import shorten


def not_yours(context: TurnContext, no: int) -> Text:
    """Nobody's number among this person's; one that was, tells what it is now."""
    moved = "".join(f"\n{line}" for line in _was(context, no))
    return Text(f"{say('conversation.not_yours', no=no)}{moved}")


def named(context: TurnContext, no: int, assignment: Assignment, turn: Turn) -> Turn:
    """The turn that opens what has this number today, told first where it was another's."""
    lines = list(_was(context, no))
    if assignment.was_no not in {0, no}:
        told = {"no": no, "name": shorten(assignment.project.name, MAX_NAME), "old": assignment.was_no}
        lines.insert(0, say("conversation.number_is_now", **told))
    return replace(turn, effects=(Say((Text("\n".join(lines)),)), *turn.effects)) if lines else turn


def _was(context: TurnContext, no: int) -> Iterator[str]:
    for other in context.assignments:
        if other.was_no == no and other.project.no != no:
            name = shorten(other.project.name, MAX_NAME)
            yield say("conversation.number_was", no=no, name=name, now=other.project.no)
