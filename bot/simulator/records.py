"""What the simulated LINE remembers: accounts, groups, what was said, what was called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

JSON = dict[str, Any]

FREE_PLAN = 300
"""Messages a month on the Free plan in Thailand (deploy/docs/line-rules.md, to confirm)."""


@dataclass(eq=False)
class RichMenu:
    """A rich menu as LINE's JSON (`body`), with its image once that is uploaded."""

    id: str
    body: JSON
    image: bytes | None = None
    media_type: str = ""


@dataclass(eq=False)
class Charged:
    """What one kind of sending has cost in a month: `messages` as LINE bills them, in so many calls."""

    calls: int = 0
    messages: int = 0


@dataclass(eq=False)
class Account:
    """An official account with its Messaging API channel. `quota`: counted messages a month, None for no limit."""

    secret: str = field(repr=False)
    access_token: str = field(repr=False)
    webhook_url: str
    name: str
    bot_id: str
    quota: int | None = FREE_PLAN
    redelivery: bool = False
    blocked: set[str] = field(default_factory=set)
    used: dict[str, dict[str, Charged]] = field(default_factory=dict)
    """Counted messages by month (as 2021-03) and kind of sending."""
    used_up: bool = False
    """Whether the whole quota counts as used, as when somebody broadcasts by hand from the account's own pages."""
    menus: dict[str, RichMenu] = field(default_factory=dict)
    """Rich menus by their ids."""
    default_menu: RichMenu | None = None
    """What everybody who opens the chat sees."""


@dataclass(eq=False)
class Group:
    """A group chat. LINE lets one official account into a group; `account` is it, or None."""

    id: str
    name: str
    members: list[str]
    account: Account | None


@dataclass(frozen=True, slots=True)
class ChatLine:
    """One line of a chat: `message` as LINE's JSON with its `id`; `sender` is a user id or the account's bot id.

    `pushed`: it answered no reply token; `tapped`: the postback data of the button whose words it shows.
    """

    number: int
    account: Account
    chat: str
    sender: str
    at: datetime
    message: JSON
    pushed: bool = False
    tapped: str | None = None

    @property
    def from_bot(self) -> bool:
        """Whether the official account said it."""
        return self.sender == self.account.bot_id


@dataclass(eq=False)
class MediaContent:
    """A photo, sound or file somebody sent. `preparing`: how many requests are still answered 202."""

    account: Account
    data: bytes
    media_type: str
    preparing: int = 0
    unsent: bool = False


@dataclass(frozen=True, slots=True)
class ActionResult:
    """What became of something a person did: its event and how the webhook answered (0: not at all)."""

    event: JSON
    status: int
    message_id: str = ""


@dataclass(frozen=True, slots=True)
class ApiCall:
    """One call of the API. `status` 0: the connection was dropped; `invalid`: refused by rules.requests."""

    at: datetime
    method: str
    path: str
    status: int
    request_id: str
    retry_key: str | None
    body: Any
    answer: Any
    invalid: bool = False


@dataclass(frozen=True, slots=True)
class ApiAnswer:
    """An API answer before it becomes HTTP."""

    status: int
    body: Mapping[str, Any]
    headers: Mapping[str, str] = field(default_factory=dict)


class ApiRefusal(Exception):
    """The API says no; `answer` is LINE's answer, `invalid` whether the request itself was wrong."""

    def __init__(self, answer: ApiAnswer, *, invalid: bool = False) -> None:
        super().__init__(answer.status, answer.body.get("message"))
        self.answer = answer
        self.invalid = invalid


class Impossible(Exception):
    """Nobody can do this in LINE: a stranger speaks in a group, a person writes to an account they blocked."""


@dataclass(frozen=True, slots=True)
class ApiCaller:
    """Who calls the API: `body` is the request's JSON, None where it has none."""

    account: Account
    request_id: str
    body: Any
