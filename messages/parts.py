"""The messages a long answer is made of, and the one text they become.

An answer is a plain text, so that it can be stored, compared and exported like any other. Two control characters, which
nobody can type in LINE, keep its structure: one before each repeated item, one before each photo.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from messages.thai.text import sanitize

_ITEM = "\x1e"
_PHOTO = "\x1c"
_STRUCTURE = re.compile(f"([{_ITEM}{_PHOTO}])")
_HEADING = re.compile(r"^[ \t]*กิจกรรม(?:หลัก)?[ \t]*(?:ที่)?[ \t]*[0-9๐-๙]{1,2}(?![0-9๐-๙])[ \t.:)]*", re.MULTILINE)
"""How an activity is headed in the Word forms people paste from: กิจกรรมหลักที่ ๑ …"""

Role = Literal["text", "opens", "photo", "caption", "answer"]


@dataclass(frozen=True, slots=True)
class Part:
    """What one message gave to the answer of `question`; its id lets `unsend` erase it.

    `role`: text (a piece of a long answer), opens (the same, beginning a new item), photo (without text), caption (of
    the photos before it), answer (the whole of a short answer, whose value stands among the answers).
    """

    question: str
    message_id: str
    text: str
    role: Role = "text"


@dataclass(frozen=True, slots=True)
class Item:
    """One of several things told: its first line, and the rest."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class PhotoPart:
    """`message_id` is LINE's id of the message it came in; `caption` may be empty."""

    message_id: str
    caption: str


def typed(text: str) -> str:
    """The text as typed, without the control characters that this module needs, or any other."""
    return sanitize(text).strip()


def to_plain(parts: Iterable[Part]) -> tuple[dict[str, Any], ...]:
    """Parts as plain values, to be stored."""
    return tuple(
        {"question": part.question, "message_id": part.message_id, "text": part.text, "role": part.role}
        for part in parts
    )


def from_plain(stored: Iterable[Mapping[str, Any]]) -> tuple[Part, ...]:
    """What `to_plain` wrote."""
    return tuple(Part(**part) for part in stored)


def joined(parts: Sequence[Part]) -> str:
    """The answer that these parts make, in their order; empty where they hold nothing."""
    if any(part.role in {"photo", "caption"} for part in parts):
        return "".join(f"{_PHOTO}{photo.message_id}\n{photo.caption}" for photo in _captioned(parts))
    answer, opening = "", False
    for part in parts:
        opening = opening or part.role == "opens"
        if part.text:
            answer += (_ITEM if opening else "\n" if answer else "") + part.text
            opening = False
    return answer


def _captioned(parts: Sequence[Part]) -> Iterator[PhotoPart]:
    """A caption belongs to all photos sent since the last one; typed again, it takes the place of the first."""
    photos: list[PhotoPart] = []
    uncaptioned = last = 0
    for part in parts:
        if part.role == "photo":
            photos.append(PhotoPart(part.message_id, ""))
            continue
        if uncaptioned < len(photos):
            last, uncaptioned = uncaptioned, len(photos)
        photos[last:] = [PhotoPart(photo.message_id, part.text) for photo in photos[last:]]
    return iter(photos)


def is_photos(answer: object) -> bool:
    """Whether the answer holds photos."""
    return isinstance(answer, str) and answer.startswith(_PHOTO)


def photos_in(answer: str) -> tuple[PhotoPart, ...]:
    """The photos of an answer, in the order they were sent."""
    if not is_photos(answer):
        return ()
    return tuple(PhotoPart(*entry.split("\n", 1)) for entry in answer.split(_PHOTO)[1:])


def has_items(answer: object) -> bool:
    """Whether the answer tells repeated items."""
    return isinstance(answer, str) and _ITEM in answer


def items_in(answer: str) -> tuple[Item, ...]:
    """The items of an answer, each by its first line, without a number typed before it, and the rest."""
    return tuple(_item(entry) for entry in answer.removeprefix(_ITEM).split(_ITEM))


def _item(entry: str) -> Item:
    title, _, text = entry.partition("\n")
    return Item(_HEADING.sub("", title) or title, text)


def item_parts(question: str, message_id: str, text: str, *, first: bool) -> tuple[Part, ...]:
    """The parts of one message that tells items: the `first` message and each line headed as an activity begin one."""
    starts = {found.start() for found in _HEADING.finditer(text)}
    bounds = sorted({0, len(text)} | starts)
    pieces = [(text[start:end].strip(), start in starts or (first and not start)) for start, end in pairwise(bounds)]
    return tuple(Part(question, message_id, piece, "opens" if opens else "text") for piece, opens in pieces if piece)


def fit(answer: str) -> str:
    """The stored answer as every file can hold it, its structure kept: it may be older than `sanitize` at the door."""
    pieces = _STRUCTURE.split(answer)
    return "".join(piece if _STRUCTURE.fullmatch(piece) else sanitize(piece) for piece in pieces)


def plain_text(answer: str) -> str:
    """The answer as it was typed; of photos their captions, each once."""
    if is_photos(answer):
        return "\n".join(_distinct(photo.caption for photo in photos_in(answer)))
    return answer.removeprefix(_ITEM).replace(_ITEM, "\n")


def _distinct(texts: Iterable[str]) -> Iterable[str]:
    return (text for text in dict.fromkeys(texts) if text)
