"""Something to say of our own accord, before it is known whether the month's messages allow it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from messages.chat.bubbles import Bubble

Rank = Literal["warning", "last_call", "reminder", "returned", "summary", "opening"]
"""What a batch is worth where messages run short; snoozes and escalations are reminders."""
RANKS: Sequence[Rank] = ("warning", "last_call", "reminder", "returned", "summary", "opening")
"""The dearest first."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One message about one round, due `at`.

    `steps` and `target` (a person or a group) are the ledger's; `to` is the LINE id it goes to; `cost` is counted in
    messages of the quota. A `silent` one makes no sound on the phone: it can wait.
    """

    kind: str
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
