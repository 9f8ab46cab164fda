"""A conversation with the engine alone: says in, what was heard out. No database, no LINE."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from bot.conversation.context import Assignment, TurnContext
from bot.conversation.effects import Effect, KeepPhoto, Say, Submit
from bot.conversation.engine import advance
from bot.conversation.events import (
    ButtonTapped,
    Event,
    Followed,
    MediaReceived,
    MessageUnsent,
    PhotoFetched,
    TextReceived,
)
from bot.conversation.states import State
from bot.conversation.stored import from_json, to_json
from messages.answer_values import AmountAnswer, Answers
from messages.chat.bubbles import Bubble, Text
from messages.chat.postback import unpack
from messages.figures.spending import apply_report
from messages.forms.form import ProjectFacts
from storage.records import Project, Round
from tests.support.forms import find_form
from tests.support.identity import project_id

ROUND = Round("2564-6m", 2564, (1, 2), date(2021, 3, 15), date(2021, 3, 25))
NOON = datetime(2021, 3, 24, 7, 5, tzinfo=UTC)


def project(no: int, baht: int, plan: tuple[int, int, int, int] | None = None) -> Project:
    return Project(no, f"โครงการทดสอบ {no}", baht * 100, plan=plan, id=project_id(no))


def assignment(item: Project, known: Mapping[int, int] | None = None, previous: int | None = None) -> Assignment:
    """`known`: what an earlier round reported of quarters; `previous`: what one reported to the end of quarter 1."""
    quarters: Answers = {f"spent_q{quarter}": AmountAnswer(satang) for quarter, satang in (known or {}).items()}
    before = apply_report(
        apply_report((), quarters, 4), {} if previous is None else {"spent": AmountAnswer(previous)}, 1
    )
    return Assignment(item, ProjectFacts(2564, (1, 2), item.budget, item.plan, before))


def turn_context(*assignments: Assignment, form: str = "cumulative", is_planner: bool = False) -> TurnContext:
    chosen = find_form(form)
    return TurnContext(is_planner, date(2021, 3, 24), chosen, ROUND, assignments, {(chosen.id, chosen.version): chosen})


@dataclass
class Talk:
    """Keeps the state between turns as the database would: through JSON."""

    context: TurnContext
    state: State = field(default_factory=State)
    effects: tuple[Effect, ...] = ()
    turns: int = 0
    sent_at: datetime = NOON

    def _hear(self, event: Event) -> tuple[Bubble, ...]:
        turn = advance(self.context, self.state, event)
        self.state = from_json(json.loads(json.dumps(to_json(turn.state))))
        assert self.state == turn.state
        self.effects = turn.effects
        return tuple(bubble for effect in turn.effects if isinstance(effect, Say) for bubble in effect.bubbles)

    def _next(self) -> tuple[str, datetime]:
        self.turns += 1
        return f"event-{self.turns}", NOON + timedelta(seconds=self.turns)

    def say(self, *texts: str, gap: float | None = None) -> tuple[Bubble, ...]:
        """Says one text after another; gives what the last was answered with.

        `gap`: seconds each is sent after the one before, and handled at once; without it nobody knows when it was sent.
        """
        heard: tuple[Bubble, ...] = ()
        for text in texts:
            event_id, at = self._next()
            if gap is None:
                heard = self._hear(TextReceived(event_id, at, f"message-{self.turns}", text))
                continue
            self.sent_at += timedelta(seconds=gap)
            heard = self._hear(TextReceived(event_id, self.sent_at, f"message-{self.turns}", text, self.sent_at))
        return heard

    def tap(self, data: str) -> tuple[Bubble, ...]:
        return self._hear(ButtonTapped(*self._next(), unpack(data)))

    def show(self, kind: str) -> tuple[Bubble, ...]:
        """Sends a message that is no text."""
        event_id, at = self._next()
        return self._hear(MediaReceived(event_id, at, kind, f"message-{self.turns}"))

    def show_sticker(self) -> tuple[Bubble, ...]:
        return self.show("sticker")

    def show_photo(self) -> tuple[Bubble, ...]:
        """Sends a photo, which is fetched at once; gives what is said then, or at once where it was not wanted."""
        heard = self.show("image")
        wanted = [effect.message_id for effect in self.effects if isinstance(effect, KeepPhoto)]
        return self.fetch(wanted[0]) if wanted else heard

    def fetch(self, message_id: str, reason: str = "") -> tuple[Bubble, ...]:
        return self._hear(PhotoFetched(*self._next(), message_id, reason))

    def unsend(self, message_id: str) -> tuple[Bubble, ...]:
        return self._hear(MessageUnsent(*self._next(), message_id))

    def follow(self) -> tuple[Bubble, ...]:
        return self._hear(Followed(*self._next()))

    @property
    def submitted(self) -> Submit | None:
        return next((effect for effect in self.effects if isinstance(effect, Submit)), None)


def text_of(heard: tuple[Bubble, ...]) -> str:
    return "\n".join(bubble.text if isinstance(bubble, Text) else bubble.alt for bubble in heard)


def asked(heard: tuple[Bubble, ...]) -> str:
    """The question the last bubble's buttons name."""
    buttons = [unpack(button.data) for button in heard[-1].buttons]
    return next((button.question for button in buttons if button.question), "")


def button(heard: tuple[Bubble, ...], action: str) -> str:
    """The data of the last bubble's button with that action."""
    found = [item.data for item in heard[-1].buttons if unpack(item.data).action == action]
    assert found, action
    return found[0]
