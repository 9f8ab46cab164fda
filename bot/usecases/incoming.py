"""An event of LINE's webhook, as far as Tanrob understands it. bot/line/translate.py makes these."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from messages.chat.postback import Postback


@dataclass(frozen=True, slots=True)
class TextSaid:
    message_id: str
    text: str


@dataclass(frozen=True, slots=True)
class ButtonTapped:
    postback: Postback


@dataclass(frozen=True, slots=True)
class OtherShown:
    """A message that is no text. `kind` is LINE's: image, sticker, audio, video, file, location …"""

    kind: str
    message_id: str


@dataclass(frozen=True, slots=True)
class MessageUnsent:
    message_id: str


@dataclass(frozen=True, slots=True)
class Followed:
    """Added as a friend, or unblocked."""


@dataclass(frozen=True, slots=True)
class Unfollowed:
    """Blocked: pushes are answered 200 and reach nobody (LINE)."""


@dataclass(frozen=True, slots=True)
class BotJoined:
    """The bot was invited into the group; anybody may do that, anywhere."""


@dataclass(frozen=True, slots=True)
class BotLeft:
    """The bot was removed from the group: a push there is refused."""


Content = TextSaid | ButtonTapped | OtherShown | MessageUnsent | Followed | Unfollowed | BotJoined | BotLeft


@dataclass(frozen=True, slots=True)
class ReplyToken:
    """`made_at`: None where nobody can say how old it is."""

    text: str
    made_at: datetime | None


@dataclass(frozen=True, slots=True)
class Incoming:
    """`event_id` is webhookEventId, the same on redelivery; `group_id` is None in a one-to-one chat.

    `user_id` may be missing in groups. `happened_at`: by LINE's clock (None: not told); of an event sent again it is
    the first time's, and so is its reply token.
    """

    event_id: str
    content: Content
    user_id: str | None = None
    group_id: str | None = None
    reply_token: str | None = None
    happened_at: datetime | None = None

    def token(self, now: datetime) -> ReplyToken | None:
        """It may be older than its arrival: the event was sent again, or waited long to be read."""
        return ReplyToken(self.reply_token, min(self.happened_at or now, now)) if self.reply_token else None
