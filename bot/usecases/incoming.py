"""What LINE's webhook brings: an event, and where and by whom it happened. bot/line/translate.py makes these."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.conversation.events import ButtonTapped, Followed, MediaReceived, MessageUnsent, TextReceived


@dataclass(frozen=True, slots=True)
class Unfollowed:
    """Blocked: pushes are answered 200 and reach nobody (LINE)."""

    id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class BotJoined:
    """The bot was invited into the group; anybody may do that, anywhere."""

    id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class BotLeft:
    """The bot was removed from the group: a push there is refused."""

    id: str
    at: datetime


LineEvent = TextReceived | ButtonTapped | MediaReceived | MessageUnsent | Followed | Unfollowed | BotJoined | BotLeft
"""`id` is LINE's webhookEventId, the same on redelivery; `at` the moment it is handled (aware UTC)."""


@dataclass(frozen=True, slots=True)
class ReplyToken:
    """`made_at`: None where nobody can say how old it is."""

    text: str
    made_at: datetime | None


@dataclass(frozen=True, slots=True)
class Incoming:
    """`group_id` is None in a one-to-one chat; `user_id` may be missing in groups.

    `happened_at`: by LINE's clock (None: not told); of an event sent again it is the first time's, and so is its reply
    token.
    """

    event: LineEvent
    user_id: str | None = None
    group_id: str | None = None
    reply_token: str | None = None
    happened_at: datetime | None = None

    @property
    def token(self) -> ReplyToken | None:
        """It may be older than its arrival: the event was sent again, or waited long to be read."""
        made_at = min(self.happened_at or self.event.at, self.event.at)
        return ReplyToken(self.reply_token, made_at) if self.reply_token else None
