"""What a turn leads to: the next state, and what it asks of the world (usecases/turns/conversing.py does that)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.conversation.states import Draft, State
from messages.answer_values import Answers
from messages.chat.bubbles import Bubble
from messages.parts import Part
from messages.project import ProjectId


@dataclass(frozen=True, slots=True)
class Say:
    """At most five bubbles, in one reply."""

    bubbles: tuple[Bubble, ...]


@dataclass(frozen=True, slots=True)
class Submit:
    """Store the confirmed report; `answers` are those on the form's path, `parts` what its long ones are made of.

    `revision`: the one it is to be; where somebody else has taken it meanwhile, the turn is decided anew.
    """

    draft: Draft
    answers: Answers
    late: bool
    parts: tuple[Part, ...] = ()
    revision: int = 1


@dataclass(frozen=True, slots=True)
class KeepPhoto:
    """Have the photo of that message fetched for the draft `session`."""

    session: str
    message_id: str


@dataclass(frozen=True, slots=True)
class EraseMessage:
    """Erase what that message left in reports already sent, and its photo."""

    message_id: str


@dataclass(frozen=True, slots=True)
class ShowSummary:
    """Answer with the planning group's summary."""


@dataclass(frozen=True, slots=True)
class ShowDocuments:
    """Answer with links to the official report."""


@dataclass(frozen=True, slots=True)
class ShowMyData:
    """Answer with what is stored about the person."""


@dataclass(frozen=True, slots=True)
class ForgetMe:
    """Delete the person's LINE id, conversation and drafts."""


@dataclass(frozen=True, slots=True)
class OfferGroupCode:
    """Give the planner a one-time code to bind the planning group with."""


@dataclass(frozen=True, slots=True)
class Snooze:
    """Remind the person once more on the next working morning."""


@dataclass(frozen=True, slots=True)
class RemindPeople:
    """Remind these people (by id) now, as a planner confirmed."""

    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlaceRequest:
    """Ask the planners to take the project from the person, for who is named `to` (words; "" nobody), by that message.

    `session` derives its id, so that it is placed once.
    """

    session: str
    fiscal_year: int
    project_id: ProjectId
    to: str
    message_id: str


@dataclass(frozen=True, slots=True)
class WithdrawRequest:
    """Take the person's request about that project back."""

    fiscal_year: int
    project_id: ProjectId


@dataclass(frozen=True, slots=True)
class ShowRequests:
    """Answer a planner with the requests that wait, an owner with the own ones."""


@dataclass(frozen=True, slots=True)
class DecideRequest:
    """Decide the request of that id (hex), or the one about the project of that number, and answer what came of it."""

    is_granted: bool
    number: int | None = None
    request_id: str = ""


Asked = ShowSummary | ShowDocuments | ShowMyData | OfferGroupCode | Snooze | ShowRequests | DecideRequest
"""Answers made outside the engine; the question that is open goes on waiting."""
Effect = Say | Submit | KeepPhoto | EraseMessage | ForgetMe | RemindPeople | PlaceRequest | WithdrawRequest | Asked


@dataclass(frozen=True, slots=True)
class Turn:
    """What an event led to."""

    state: State
    effects: tuple[Effect, ...] = ()

    def saying_first(self, told: Bubble) -> Turn:
        """The same, with something told before anything else."""
        return replace(self, effects=(Say((told,)), *self.effects))

    @property
    def bubbles(self) -> tuple[Bubble, ...]:
        """All that it says itself."""
        return tuple(bubble for effect in self.effects if isinstance(effect, Say) for bubble in effect.bubbles)


def saying(state: State, *bubbles: Bubble) -> Turn:
    """A turn that only speaks."""
    return Turn(state, (Say(bubbles),))
