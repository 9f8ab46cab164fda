"""The messages a long answer is made of, and the one answer they make."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from messages.answer_values import (
    Answer,
    AnswerItem,
    AnswerPhoto,
    ItemsAnswer,
    PhotosAnswer,
    TextAnswer,
    plain_text,
)
from messages.thai.item_lists import starts_of
from messages.thai.text import sanitize

PartRole = Literal["text", "opens", "photo", "caption", "answer"]


@dataclass(frozen=True, slots=True)
class Part:
    """What one message gave to the answer of `question`; its id lets `unsend` erase it.

    `role`: text (a piece of a long answer), opens (the same, beginning a new item), photo (without text), caption (of
    the photos before it), answer (the whole of a short answer, whose value stands among the answers).
    """

    question: str
    message_id: str
    text: str
    role: PartRole = "text"


def sanitize_typed(text: str) -> str:
    """The text as typed, without control characters and blanks around it."""
    return sanitize(text).strip()


def parts_to_json(parts: Iterable[Part]) -> tuple[dict[str, Any], ...]:
    """Parts as plain values, to be stored."""
    return tuple(
        {"question": part.question, "message_id": part.message_id, "text": part.text, "role": part.role}
        for part in parts
    )


def parts_from_json(stored: Iterable[Mapping[str, Any]]) -> tuple[Part, ...]:
    """What `parts_to_json` wrote."""
    return tuple(Part(**part) for part in stored)


def combine_parts(parts: Sequence[Part]) -> Answer | None:
    """The answer that these parts make, in their order; None where they hold nothing."""
    if any(part.role in {"photo", "caption"} for part in parts):
        photos = _caption_photos(parts)
        return PhotosAnswer(photos) if photos else None
    return _combine_texts(parts)


def _combine_texts(parts: Sequence[Part]) -> Answer | None:
    """Items as soon as one of them opens an item; else one text, a line a message."""
    items, opening, has_items = list[str](), False, False
    for part in parts:
        opening = opening or part.role == "opens"
        if part.text and (opening or not items):
            items.append(part.text)
            opening, has_items = False, has_items or opening
        elif part.text:
            items[-1] += f"\n{part.text}"
    if has_items:
        return ItemsAnswer(tuple(map(AnswerItem, items)))
    return TextAnswer(items[0]) if items else None


def _caption_photos(parts: Sequence[Part]) -> tuple[AnswerPhoto, ...]:
    """A caption belongs to all photos sent since the last one; typed again, it takes the place of the first."""
    photos: list[AnswerPhoto] = []
    uncaptioned = last = 0
    for part in parts:
        if part.role == "photo":
            photos.append(AnswerPhoto(part.message_id))
            continue
        if uncaptioned < len(photos):
            last, uncaptioned = uncaptioned, len(photos)
        photos[last:] = [AnswerPhoto(photo.message_id, part.text) for photo in photos[last:]]
    return tuple(photos)


def parts_making(question: str, answer: Answer) -> tuple[Part, ...]:
    """Parts that make an answer taken over from elsewhere, as from the round before: no message of this draft."""
    if isinstance(answer, ItemsAnswer):
        return tuple(Part(question, "", item.typed, "opens") for item in answer.items)
    return (Part(question, "", plain_text(answer)),)


def count_letters(answer: Answer | None) -> int:
    """Characters of a text or of items, each item counted with the mark that begins it."""
    match answer:
        case TextAnswer(text):
            return len(text)
        case ItemsAnswer(items):
            return sum(len(item.typed) + 1 for item in items)
    return 0


def item_parts(question: str, message_id: str, text: str, told: Sequence[AnswerItem] = ()) -> tuple[Part, ...]:
    """The parts of one message that tells items: the first of all begins one, and so does each of a list.

    `told`: the items that the answer holds before it.
    """
    starts = {*starts_of(text, len(told), told[-1].typed if told else ""), *(() if told else (0,))}
    bounds = sorted({0, len(text)} | starts)
    pieces = [(text[start:end].strip(), start in starts) for start, end in pairwise(bounds)]
    return tuple(Part(question, message_id, piece, "opens" if opens else "text") for piece, opens in pieces if piece)
