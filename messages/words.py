"""The words people type instead of tapping (words.toml), with a number where one belongs.

For example: รายงาน 4, แก้ ๓, ผูกกลุ่ม <code>.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from messages.thai.text import arabic_digits, clean, one_line

_NUMBERED = {"report", "edit", "drop_photo"}
_NUMBER = re.compile(r"(?:ที่|ข้อ)?\s*(\d{1,4})")


@dataclass(frozen=True, slots=True)
class Command:
    """A word understood: its name in words.toml, the number or the argument that followed it."""

    name: str
    number: int | None = None
    argument: str = ""


def word(name: str) -> str:
    """The word of that name as buttons and hints show it."""
    return _words()[name][0]


def understand(text: str) -> Command | None:
    """The command that `text` is as a whole, or None: a sentence that merely contains a command's word is an answer."""
    said = arabic_digits(one_line(clean(text))).strip("\"'“”«»")
    exact = _by_word().get(said)
    if exact:
        return Command(exact)
    return _with_number(said) or _with_argument(said)


def _with_number(said: str) -> Command | None:
    for spoken, name in _before_numbers():
        if said.startswith(spoken):
            number = _NUMBER.fullmatch(said.removeprefix(spoken).strip())
            if number:
                return Command(name, number=int(number.group(1)))
    return None


def _with_argument(said: str) -> Command | None:
    spoken = word("bind_group")
    if said.startswith(spoken + " "):
        return Command("bind_group", argument=said.removeprefix(spoken).strip())
    return None


def spoken_words() -> frozenset[str]:
    """Every word that is understood."""
    return frozenset(_by_word())


@cache
def _words() -> Mapping[str, tuple[str, ...]]:
    table = tomllib.loads((files("messages") / "words.toml").read_text("utf-8"))
    return {name: tuple(spoken) for name, spoken in table.items()}


@cache
def _by_word() -> Mapping[str, str]:
    return {spoken: name for name, several in _words().items() for spoken in several}


@cache
def _before_numbers() -> tuple[tuple[str, str], ...]:
    """The words a number may follow, each with its command."""
    return tuple((spoken, name) for spoken, name in _by_word().items() if name in _NUMBERED)
