"""What is said to one person stands in the order it was said in, however slow, deaf or forgetful LINE is.

The messenger here is a model of LINE that takes a call when it likes: at once, later, or never, whatever it told the
caller; a reply token and a retry key it takes once (deploy/docs/line-rules.md).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import NAMESPACE_URL, UUID, uuid5

import pytest

from bot.conversation.events import TextReceived
from bot.usecases.delivery.postman import Postman
from bot.usecases.ports import LineMessages, Outcome, Verdict
from storage.records import Channel
from tests.support.usecase_harness import OFFICE, RememberingMessenger, UsecaseHarness

TURNS = 10
PAUSES = (0.3, 1.0, 4.0, 11.0, 24.0, 50.0)
SEEDS = 20


@dataclass(frozen=True)
class Landing:
    """A call that LINE has in hand; `once`: the token or key that it takes one time."""

    at: datetime
    once: object


@dataclass
class WilfulLine(RememberingMessenger):
    """`chat`: the tokens and keys by which the person got something to see, in that order; `now`: the time there."""

    random: Random = field(default_factory=Random)
    now: datetime = datetime(2021, 3, 22, 2, 0, tzinfo=UTC)
    in_hand: list[Landing] = field(default_factory=list)
    chat: list[object] = field(default_factory=list)
    is_well: bool = False

    async def reply(self, channel: Channel, reply_token: str, messages: LineMessages) -> Outcome:
        return self._call(reply_token, known=Outcome(Verdict.TOKEN_GONE, "400"))

    async def push(
        self, channel: Channel, to: str, messages: LineMessages, retry_key: UUID, *, silent: bool = False
    ) -> Outcome:
        return self._call(retry_key, known=Outcome(Verdict.ACCEPTED, "409"))

    def land(self) -> None:
        """Takes what it has had in hand for long enough."""
        landing = [one for one in self.in_hand if one.at <= self.now]
        self.in_hand = [one for one in self.in_hand if one.at > self.now]
        for one in sorted(landing, key=lambda one: one.at):
            self._accept(one.once)

    def _call(self, once: object, known: Outcome) -> Outcome:
        if once in self.chat:
            return known
        fate = "well" if self.is_well else self.random.choice(("well", "late", "never", "deaf", "busy"))
        if fate in {"well", "deaf"}:
            self._accept(once)
        elif fate == "late":
            self.in_hand.append(Landing(self.now + timedelta(seconds=self.random.choice((1, 3, 15))), once))
        if fate == "busy":
            return Outcome(Verdict.RATE, "429")
        return Outcome(Verdict.ACCEPTED) if fate == "well" else Outcome(Verdict.UNKNOWN, "ReadTimeoutError")

    def _accept(self, once: object) -> None:
        if once not in self.chat:
            self.chat.append(once)


@dataclass
class Chat:
    """U1's, who says something again and again."""

    harness: UsecaseHarness
    line: WilfulLine

    def __post_init__(self) -> None:
        self.postman = Postman(replace(self.harness.ports, messenger=self.line), lambda: self.harness.now)
        self.turns: dict[object, int] = {}

    def say(self, turn: int) -> None:
        event = f"event {turn}"
        self.harness.hear("U1", TextReceived, f"m{turn}", "สถานะ", event=event, token=f"token {turn}")
        self.turns |= {f"token {turn}": turn, uuid5(NAMESPACE_URL, f"{OFFICE}/reply/{event}"): turn}

    def pass_time(self, seconds: float) -> None:
        """In steps of half a second, as the postman looks and LINE does what it has in hand."""
        for _ in range(max(1, round(seconds * 2))):
            self.harness.wait(seconds=0.5)
            self.line.now = self.harness.now
            self.line.land()
            if (self.harness.storage.outbox.next_due() or datetime(9999, 1, 1, tzinfo=UTC)) <= self.harness.now:
                self.postman.deliver_all()

    @property
    def shown(self) -> list[int]:
        """The turns whose answers the person saw, in the order they came."""
        return [self.turns[once] for once in self.line.chat]


@pytest.mark.usefixtures("owner")
@pytest.mark.parametrize("seed", range(SEEDS))
def test_an_older_answer_never_comes_behind_a_newer_one(harness: UsecaseHarness, seed: int) -> None:
    random = Random(seed)
    chat = Chat(harness, WilfulLine(random=random))
    for turn in range(TURNS):
        chat.say(turn)
        chat.pass_time(random.choice(PAUSES))
    chat.line.is_well = True
    chat.pass_time(400)
    assert chat.shown == sorted(chat.shown)
    assert chat.shown[-1] == TURNS - 1
