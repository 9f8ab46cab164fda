"""What the use cases need from outside, as shapes; bot/wiring.py chooses what stands behind them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal, Protocol
from uuid import UUID

from messages.chat.bubbles import Bubble
from messages.rich_menu import Menu
from storage.database import Storage
from storage.photo_files import PhotoFiles
from storage.records import Channel

LineMessages = tuple[Mapping[str, Any], ...]


class Verdict(StrEnum):
    """What became of one call; what each proves: bot/usecases/attempt_result.py."""

    ACCEPTED = "accepted"
    TOKEN_GONE = "token_gone"  # noqa: S105 – no password
    """LINE knows the reply token no more."""
    QUOTA = "quota"
    """429: the month's messages are used up."""
    RATE = "rate"
    """429: too many calls."""
    REFUSED = "refused"
    """Trying again cannot help."""
    UNREACHABLE = "unreachable"
    """Nor here: LINE knows the recipient no more."""
    SUPERSEDED = "superseded"
    """No call was made: something newer is said."""
    UNAVAILABLE = "unavailable"
    """LINE was not reached, answered 5xx, or somebody else answered in its place."""
    UNKNOWN = "unknown"
    """No answer of LINE's came: it may well have accepted the call."""
    TAKEN_OVER = "taken_over"
    """No call was made: another postman has the delivery by now."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """`detail` is a status or the name of an error, never a person's text."""

    verdict: Verdict
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Download:
    """What LINE gave of a message's content.

    `preparing`: ask again shortly; `gone`: taken back by its sender or kept no longer; `slow`: it came, but was not all
    there in good time; `unavailable`: anything else that may pass. `data` is there where it is `ready`, and cut off
    behind the largest picture taken (messages.documents).
    """

    verdict: Literal["ready", "preparing", "gone", "slow", "unavailable"]
    data: bytes = b""


class Line(Protocol):
    """LINE's API for what is sent, many calls at a time: each calls once and says what became of it.

    Never raises for what LINE or the network did.
    """

    async def reply(self, channel: Channel, reply_token: str, messages: LineMessages) -> Outcome:
        """Answers an event: free, once per token."""
        ...

    async def push(
        self, channel: Channel, to: str, messages: LineMessages, retry_key: UUID, *, silent: bool = False
    ) -> Outcome:
        """Sends to a person or a group; counted against the quota.

        The same `retry_key` is accepted once in 24 hours; a `silent` push makes no sound.
        """
        ...


class Messenger(Protocol):
    """The way to LINE; never raises for what LINE or the network did."""

    def connected(self) -> AbstractAsyncContextManager[Line]:
        """For what is sent: the connections belong to the event loop they are opened in."""
        ...

    def content(self, channel: Channel, message_id: str) -> Download:
        """Downloads what a person sent, in a minute at most; LINE keeps it for a while only."""
        ...

    def show_loading(self, channel: Channel, user_id: str) -> None:
        """Shows a person that an answer is under way: free, and gone with the answer."""
        ...


@dataclass(frozen=True, slots=True)
class Allowance:
    """Messages of the account this month: at most so many (None: no limit), and LINE's count so far."""

    most: int | None
    used: int


class QuotaSource(Protocol):
    """What the account may send, as LINE tells it; never raises for what LINE or the network did."""

    def allowance(self, channel: Channel) -> Allowance | None:
        """None where LINE did not tell."""
        ...

    def members(self, channel: Channel, group_id: str) -> int | None:
        """How many a push to the group counts; None where LINE did not tell."""
        ...


class UnknownQuota:
    """Nobody tells how many messages are left: everything is sent."""

    def allowance(self, channel: Channel) -> None: ...

    def members(self, channel: Channel, group_id: str) -> None: ...


class MenusFailed(Exception):
    """LINE did not install the menu.

    `reason`: `token`, it knows the access token no more; `rate`, too many in an hour; `unavailable`, not reached or
    5xx; `refused`, trying again cannot help.
    """

    def __init__(self, reason: Literal["token", "rate", "unavailable", "refused"]) -> None:
        super().__init__(reason)
        self.reason = reason


class Menus(Protocol):
    """The menu beneath an account's chat."""

    def install(self, channel: Channel, menu: Menu, picture: bytes) -> bool:
        """Shows everybody this menu with its PNG and removes older ones; whether anything had to change.

        May be tried again after a failure or a crash. Raises MenusFailed.
        """
        ...


@dataclass(frozen=True, slots=True)
class Ports:
    """`render` makes LINE's JSON of bubbles; `code_key` keys the hashes of invitation codes and signs links.

    `public_url`: where people's browsers reach the web.
    """

    storage: Storage
    messenger: Messenger
    render: Callable[[Sequence[Bubble]], LineMessages]
    code_key: str
    photos: PhotoFiles
    quota: QuotaSource = field(default_factory=UnknownQuota)
    public_url: str = "http://127.0.0.1:8000"
