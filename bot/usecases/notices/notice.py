"""Something to say of our own accord, before it is known whether the month's messages allow it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from messages.chat.bubbles import Bubble
from storage.kinds import DeliveryKind, Rank


@dataclass(frozen=True, slots=True)
class Notice:
    """One message about one round, due `at`.

    `steps` and `target` (a person or a group) are the ledger's; `to` is the LINE id it goes to; `cost` is counted in
    messages of the quota. A `silent` one makes no sound on the phone: it can wait.
    """

    kind: DeliveryKind
    round_id: str
    steps: tuple[str, ...]
    at: datetime
    target: str
    to: str
    bubbles: Sequence[Bubble]
    cost: int = 1
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Batch:
    """Notices that belong together. `whole`: all of them or none; `instead`: what is sent where they cost too much."""

    rank: Rank
    notices: Sequence[Notice]
    whole: bool = False
    instead: Sequence[Notice] = ()
