"""A typed text with what LINE tells beside it: places of mentions and of its own emoji, in UTF-16 units. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.simulator.records import JSON
from messages.thai.text import utf16


@dataclass(frozen=True, slots=True)
class Mention:
    """@name: of the account itself (`is_self`), or of a person whose id LINE may tell; without either of everybody."""

    name: str
    is_self: bool = False
    user_id: str = ""

    @property
    def text(self) -> str:
        return f"@{self.name}"

    @property
    def fields(self) -> JSON:
        if not self.is_self and not self.user_id:
            return {"type": "all"}
        return {"type": "user", "isSelf": self.is_self, **({"userId": self.user_id} if self.user_id else {})}


@dataclass(frozen=True, slots=True)
class Emoji:
    """One of LINE's own: in the text it is its name in brackets."""

    name: str
    product_id: str = "5ac1bfd5040ab15980c9b435"
    emoji_id: str = "001"

    @property
    def text(self) -> str:
        return f"({self.name})"

    @property
    def fields(self) -> JSON:
        return {"productId": self.product_id, "emojiId": self.emoji_id}


def text_message(pieces: Sequence[str | Mention | Emoji]) -> JSON:
    """The text message these pieces make, as LINE sends it to webhooks."""
    text = ""
    emojis: list[JSON] = []
    mentionees: list[JSON] = []
    for piece in pieces:
        if isinstance(piece, str):
            text += piece
            continue
        places = emojis if isinstance(piece, Emoji) else mentionees
        places.append({"index": utf16(text), "length": utf16(piece.text), **piece.fields})
        text += piece.text
    beside = {"emojis": emojis} if emojis else {}
    mention = {"mention": {"mentionees": mentionees}} if mentionees else {}
    return {"type": "text", "text": text, **beside, **mention}
