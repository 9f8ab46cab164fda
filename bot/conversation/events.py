"""What can happen to a conversation. `id` is LINE's webhookEventId, `at` the moment it is handled (aware UTC)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from messages.chat.postback import Postback


@dataclass(frozen=True, slots=True)
class TextReceived:
    """A text message, sent at `sent_at` by LINE's clock (None: unknown).

    `together`: it came in one body with the sender's message before it.
    """

    id: str
    at: datetime
    message_id: str
    text: str
    sent_at: datetime | None = None
    together: bool = False


@dataclass(frozen=True, slots=True)
class ButtonTapped:
    """A button's postback."""

    id: str
    at: datetime
    postback: Postback


@dataclass(frozen=True, slots=True)
class MediaReceived:
    """A message that is no text. `kind` is LINE's: image, sticker, audio, video, file, location …"""

    id: str
    at: datetime
    kind: str
    message_id: str


@dataclass(frozen=True, slots=True)
class PhotoFetched:
    """A photo shown earlier is stored; or could not be, for the `reason`: gone, not_a_picture, too_large, given_up."""

    id: str
    at: datetime
    message_id: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class MessageUnsent:
    """The person took a message back."""

    id: str
    at: datetime
    message_id: str


@dataclass(frozen=True, slots=True)
class Followed:
    """The person added the account as a friend, or unblocked it."""

    id: str
    at: datetime


Event = TextReceived | ButtonTapped | MediaReceived | PhotoFetched | MessageUnsent | Followed
