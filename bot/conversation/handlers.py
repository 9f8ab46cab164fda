"""A row of the table of transitions: what each keyword, text and photo does in one situation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.conversation.request import KeywordHandler, PhotoHandler, TextHandler
from bot.conversation.situations import Situation
from messages.words import Keyword

S = TypeVar("S", bound=Situation)


@dataclass(frozen=True, slots=True)
class Handlers(Generic[S]):
    """What each keyword does in one situation, and other words, and a photo. ValueError where a keyword is left out."""

    keywords: Mapping[Keyword, KeywordHandler[S]]
    text: TextHandler[S]
    photo: PhotoHandler[S]

    def __post_init__(self) -> None:
        missing = set(Keyword) - set(self.keywords)
        if missing:
            raise ValueError(f"no handler for {sorted(missing)}")
