"""Something to say of our own accord: decided (of what kind, to whom, at what cost) before it is worded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from messages.chat.bubbles import Bubble
from storage.kinds import DeliveryKind, Rank

Preface = Literal["group_left", "for_you_alone"]
"""Why a planner alone gets what the group would."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One message about one round, due `at`, without its words.

    `steps` and `target` (a person or a group) are the ledger's; `to` is the LINE id it goes to; `cost` is counted in
    messages of the quota. A `silent` one makes no sound on the phone: it can wait.
    """

    kind: DeliveryKind
    round_id: str
    steps: tuple[str, ...]
    at: datetime
    target: str
    to: str
    cost: int = 1
    silent: bool = False
    preface: Preface | None = None


@dataclass(frozen=True, slots=True)
class WordedNotice:
    """A notice with what it says, ready to be posted."""

    notice: Notice
    bubbles: Sequence[Bubble]


@dataclass(frozen=True, slots=True)
class Batch:
    """Notices that belong together. `whole`: all of them or none; `instead`: what is sent where they cost too much."""

    rank: Rank
    notices: Sequence[Notice]
    whole: bool = False
    instead: Sequence[Notice] = ()
