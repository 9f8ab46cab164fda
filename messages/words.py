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

from messages.project import ProjectId
from messages.thai.manners import SURE, key, openings, wordings

_NUMBERED = {"report", "edit", "drop_photo"}
_ARGUMENT = re.compile(r":? +\S|:?[A-Za-z0-9(\"'“]")
_REFUSAL = re.compile(rf"(.+?)(?:[.,!…]|{'|'.join(SURE)}|คะ|คับ)")
_QUESTION = re.compile("(?:[?❓❔⁉]|(?<!ผ้า)(?<!ใย)(?<!เส้น)ไหม|มั้ย|มั๊ย|ไม๊|หรือเปล่า|รึเปล่า|หรือไม่|หรือยัง)$")
_DENIALS = ("ไม่", "ยังไม่", "ไม่ขอ", "ขอไม่", "ไม่ต้อง", "อย่า", "อย่าเพิ่ง")
_NUMBER = re.compile(r"(?:ที่|ข้อ)?([0-9]{1,4})")


@dataclass(frozen=True, slots=True)
class Command:
    """A word understood: its name in words.toml, the number or the argument that followed it.

    `project`: the one its button was made for, whatever number it has by now; a typed word has none.
    """

    name: str
    number: int | None = None
    argument: str = ""
    project: ProjectId | None = None


def word(name: str) -> str:
    """The word of that name as buttons and hints show it."""
    return _words()[name][0]


def understand(text: str) -> Command | None:
    """The command that `text` is as a whole, manners aside, or None: a sentence that holds a command is an answer."""
    said = wordings(text)
    found = (understood for read in (_known, _with_argument) for one in said if (understood := read(one)))
    return next(found, None)


def _known(said: str) -> Command | None:
    typed = key(said)
    exact = _by_word().get(typed)
    return Command(exact) if exact else _with_number(typed)


def _with_number(typed: str) -> Command | None:
    for spoken, name in _before_numbers():
        if typed.startswith(spoken):
            number = _NUMBER.fullmatch(typed.removeprefix(spoken))
            if number:
                return Command(name, number=int(number.group(1)))
    return None


def _with_argument(said: str) -> Command | None:
    """A code stands behind the word, or right at it."""
    argument = said.removeprefix(word("bind_group"))
    if argument != said and _ARGUMENT.match(argument):
        return Command("bind_group", argument=argument.lstrip(" :"))
    return None


def number_in(text: str) -> int | None:
    """The number that `text` is as a whole, manners aside."""
    found = (_NUMBER.fullmatch(key(said)) for said in wordings(text))
    return next((int(number.group(1)) for number in found if number), None)


def behind(name: str, text: str) -> str | None:
    """What stands behind the word of that name where `text` begins with it, manners aside; None where it does not."""
    for said in openings(text):
        if said.startswith(word(name)):
            return said.removeprefix(word(name)).strip()
    return None


def refuses(text: str) -> bool:
    """Whether `text` begins with a no that stands alone (ไม่ใช่ค่ะ พิมพ์ผิด), or denies a yes (ไม่ยืนยันครับ)."""
    said = text.split(maxsplit=1)[0] if text.strip() else ""
    found = _REFUSAL.match(said)
    clauses = (*wordings(said), found[1] if found else "")
    return any(key(clause) in _refusals() for clause in clauses)


def asks_back(text: str) -> bool:
    """Whether `text` is a question: ใช่ไหมคะ, ยืนยัน?"""
    return any(_QUESTION.search(said) for said in wordings(text))


def spoken_words() -> frozenset[str]:
    """Every word that is understood."""
    return frozenset(spoken for several in _words().values() for spoken in several)


@cache
def _words() -> Mapping[str, tuple[str, ...]]:
    table = tomllib.loads((files("messages") / "words.toml").read_text("utf-8"))
    return {name: tuple(spoken) for name, spoken in table.items()}


@cache
def _by_word() -> Mapping[str, str]:
    """Every word as `key` compares it, and its command."""
    return {key(spoken): name for name, several in _words().items() for spoken in several}


@cache
def _refusals() -> frozenset[str]:
    agreed = (*_words()["yes"], *_words()["confirm"])
    return frozenset(map(key, (*_words()["no"], *(f"{denial}{yes}" for denial in _DENIALS for yes in agreed))))


@cache
def _before_numbers() -> tuple[tuple[str, str], ...]:
    """The words a number may follow, each with its command."""
    return tuple((spoken, name) for spoken, name in _by_word().items() if name in _NUMBERED)
