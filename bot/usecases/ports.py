"""What the use cases need from outside, as shapes; bot/wiring.py chooses what stands behind them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol
from uuid import UUID

from messages.bubbles import Bubble
from storage.database import Storage
from storage.records import Channel

LineMessages = tuple[Mapping[str, Any], ...]

Verdict = Literal["accepted", "token_gone", "quota", "rate", "refused", "unavailable", "unknown"]
"""What became of one call.

`token_gone`: LINE knows the reply token no more; `quota`, `rate`: the two kinds of 429; `refused`: trying again cannot
help; `unavailable`: LINE was not reached or answered 5xx; `unknown`: the answer was lost on its way, LINE may well have
accepted the call.
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """`detail` is a status or the name of an error, never a person's text."""

    verdict: Verdict
    detail: str = ""


class Messenger(Protocol):
    """Calls LINE once and says what became of it; never raises for what LINE or the network did."""

    def reply(self, channel: Channel, reply_token: str, messages: LineMessages) -> Outcome:
        """Answers an event: free, once per token."""
        ...

    def push(self, channel: Channel, to: str, messages: LineMessages, retry_key: UUID) -> Outcome:
        """Sends to a person or a group; counted against the quota.

        The same `retry_key` is accepted once in 24 hours.
        """
        ...


@dataclass(frozen=True, slots=True)
class Ports:
    """`render` makes LINE's JSON of bubbles; `code_key` keys the hashes of invitation codes."""

    storage: Storage
    messenger: Messenger
    render: Callable[[Sequence[Bubble]], LineMessages]
    code_key: str
