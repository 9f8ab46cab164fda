"""What a handler is given, and the shapes handlers have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from bot.conversation.context import TurnContext
from bot.conversation.effects import Turn
from bot.conversation.events import Event, MediaReceived, TextReceived
from bot.conversation.states import EndedAnswer, State
from messages.words import Instruction


@dataclass(frozen=True, slots=True)
class Request:
    """One event in a state, beside all a turn may look at.

    `instruction`: the keyword asked for, where it is one; `ended`: the long answer that the turn before has ended.
    """

    context: TurnContext
    state: State
    event: Event
    instruction: Instruction | None = None
    ended: EndedAnswer | None = None

    @property
    def number(self) -> int | None:
        """The number typed behind the keyword."""
        return self.instruction.number if self.instruction else None


S = TypeVar("S", contravariant=True)

KeywordHandler = Callable[[Request, S], Turn | None]
"""Does what a keyword asks for; None where it means nothing here after all, and is an answer."""
TextHandler = Callable[[Request, S, TextReceived], Turn]
"""Takes words that are no keyword."""
PhotoHandler = Callable[[Request, S, MediaReceived], Turn]
