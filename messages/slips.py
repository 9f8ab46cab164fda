"""Commands typed one letter wrong: ยืนยน, เสร้จแล้ว, รายงาร 4."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from messages.thai.dictionary import is_made_of_words, thai_words
from messages.thai.manners import key, list_wordings
from messages.thai.text import has_letters
from messages.words import Instruction, Keyword, spoken_as, understand, word

_SHORTEST = 5
"""Letters of a word that one wrong letter leaves to be recognised."""
_LONGEST = 40
_NUMBERED = re.compile("(.*?) ?([0-9]{1,4})")
_HARMLESS = {Keyword.HELP, Keyword.STATUS, Keyword.PROJECTS, Keyword.SUMMARY}
"""What only shows something: done at once."""


def find_slip(text: str) -> Instruction | None:
    """The harmless command that `text` is but for one letter."""
    meant = meant_word(text)
    found = understand(meant) if meant else None
    return found if found and found.keyword in _HARMLESS else None


@lru_cache(maxsize=64)
def meant_word(text: str) -> str:
    """The words to type that `text` is but for one letter, a number behind them kept; empty where there are none."""
    if understand(text) or not has_letters(text):
        return ""
    return next((meant for said in list_wordings(text) if len(said) <= _LONGEST and (meant := _meant(said))), "")


def _meant(said: str) -> str:
    numbered = _NUMBERED.fullmatch(said)
    typed, number = (numbered[1], f" {numbered[2]}") if numbered else (said, "")
    if typed in thai_words():
        return ""
    known = key(typed)
    found = [spoken for spoken, keyed in _spoken().items() if _is_one_off(known, keyed)]
    if is_made_of_words(typed):  # รอเอกสาร is no ขอเอกสาร; ย้อนกลบ is.
        found = [spoken for spoken in found if spoken[0] == typed[0]]
    return next((f"{spoken}{number}" for spoken in found if understand(f"{spoken}{number}")), "")


@cache
def _spoken() -> Mapping[str, str]:
    """Every word long enough, as it is typed and as it is compared; of each keyword its first word first."""
    return {spoken: keyed for spoken in _first_words_first() if len(keyed := key(spoken)) >= _SHORTEST}


def _first_words_first() -> Iterator[str]:
    yield from map(word, Keyword)
    for keyword in Keyword:
        yield from spoken_as(keyword)


def _is_one_off(typed: str, meant: str) -> bool:
    """Whether one letter is another, is missing, is too much, or two stand in each other's place."""
    if typed == meant or abs(len(typed) - len(meant)) > 1:
        return False
    same = next((at for at, (one, other) in enumerate(zip(typed, meant, strict=False)) if one != other), None)
    if same is None:
        return True
    left, right = typed[same:], meant[same:]
    swapped = left[:2] == right[1::-1] and left[2:] == right[2:]
    return swapped or left[1:] == right[1:] or left[1:] == right or left == right[1:]
