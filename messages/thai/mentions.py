"""A project named within a text that tells of it: by its number at the beginning, or by its name near there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from messages.thai.names import Found, is_clear, search
from messages.thai.text import arabic_digits

_NUMBER = re.compile(
    r"\s*+(?:รายงาน|แก้|ขอ)*+\s*+(?:โครงการ)?+\s*+(?:ลำดับที่|เลขที่|ที่)\s*+([0-9]{1,3})(?![0-9/.,])"
    r"\s*+(?:ดังนี้|ดังต่อไปนี้)?+\s*+[:：]?\s*+"
)
_PIECE = re.compile(r"\S+")
_FIRST = 5
"""Pieces between blanks among which a name may begin, and"""
_LONGEST = 12
"""of which it may be made."""
_LEAST = 0.75
"""A name that covers less of some words is not what they name."""
_NEAR = 0.8
"""The others named as well, as a share of the best."""


@dataclass(frozen=True, slots=True)
class ProjectMention:
    """The positions of the projects that may be meant, best first, and the text without the words that name them."""

    positions: tuple[int, ...]
    rest: str


def find_mention(text: str, numbers: Sequence[int], names: Sequence[str]) -> ProjectMention | None:
    """Which of these projects the text is about; None where it names none of them."""
    numbered = _NUMBER.match(arabic_digits(text))
    if numbered and int(numbered[1]) in numbers:
        position = numbers.index(int(numbered[1]))
        behind = text[numbered.end() :]
        named = find_mention(behind, (), names[position : position + 1])
        return ProjectMention((position,), named.rest if named else behind)
    spans = max(_named(text, names), key=lambda named: (named[0][0].score, named[2]), default=None)
    if spans is None:
        return None
    found, start, end = spans
    best = found[:1] if is_clear(found) else [one for one in found if one.score >= found[0].score * _NEAR]
    is_at_start = not _PIECE.search(text[:start].replace("โครงการ", "").replace("รายงาน", ""))
    rest = text[end:] if is_at_start else text
    return ProjectMention(tuple(one.position for one in best), rest.strip(" \n:："))


def _named(text: str, names: Sequence[str]) -> Iterator[tuple[Sequence[Found], int, int]]:
    """Every run of words that names a project: what it finds, where it begins and ends."""
    pieces = [piece.span() for piece in _PIECE.finditer(text)][: _FIRST + _LONGEST]
    for first, (start, _) in enumerate(pieces[:_FIRST]):
        for _, end in pieces[first : first + _LONGEST]:
            found = search(text[start:end], names)
            if found and found[0].score >= _LEAST:
                yield found, start, end
