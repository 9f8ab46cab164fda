"""The words people type instead of tapping (words.toml), with a number where one belongs.

For example: รายงาน 4, แก้ ๓, ผูกกลุ่ม <code>.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Literal

from messages.project import ProjectId
from messages.thai.manners import SURE, key, list_openings, list_wordings

_ARGUMENT = re.compile(r":? +\S|:?[A-Za-z0-9(\"'“]")
_REFUSAL = re.compile(rf"(.+?)(?:[.,!…]|{'|'.join(SURE)}|คะ|คับ)")
ASKED = "[?❓❔⁉]|(?<!ผ้า)(?<!ใย)(?<!เส้น)ไหม|มั้ย|มั๊ย|ไม๊|หรือเปล่า|รึเปล่า|หรือป่าว"
"""A pattern of what turns any words into a question, at their end."""
_QUESTION = re.compile(f"(?:{ASKED}|หรือไม่|หรือยัง)$")
_ENDING = {"เรียบร้อย", "เรียบร้อยแล้ว"}
_ABLE = "ได้"
"""A yes whose denial begins sentences that refuse nothing: ไม่ได้ รับโอนงบครบ."""
_DENIALS = ("ไม่", "ยังไม่", "ไม่ขอ", "ขอไม่", "ไม่ต้อง", "อย่า", "อย่าเพิ่ง")
_THUMBS = re.compile("(?:[👍👌🆗✅☑✔][\ufe0f\U0001f3fb-\U0001f3ff]?)+")
_MAX_AGREED = 5
"""So many words may agree with one another: ใช่ ถูกต้อง ส่งได้เลย."""
_NUMBER = re.compile(
    r"(?:(?P<item>(?:เลือก)?ข้อ(?:ที่)?)|(?P<project>(?:เลือก)?(?:โครงการ)?(?:ลำดับ)?(?:ที่)?))(?P<no>[0-9]{1,4})"
)


class Keyword(StrEnum):
    """What a word of words.toml means, by its name there; buttons carry the same names."""

    REPORT = "report"
    EDIT = "edit"
    BACK = "back"
    SKIP = "skip"
    PAUSE = "pause"
    CANCEL = "cancel"
    CONFIRM = "confirm"
    SEND = "send"
    AS_SHOWN = "as_shown"
    DONE = "done"
    PROJECTS = "projects"
    STATUS = "status"
    LATENESS = "lateness"
    SUMMARY = "summary"
    WHO_MISSING = "who_missing"
    REMIND = "remind"
    REMIND_ALL = "remind_all"
    DOCUMENTS = "documents"
    CONTACT = "contact"
    HELP = "help"
    ALL_NOT_STARTED = "all_not_started"
    RESUME = "resume"
    UNTOUCHED = "untouched"
    MORE = "more"
    APPEND = "append"
    REPLACE = "replace"
    CLEAR = "clear"
    DROP_LAST = "drop_last"
    NEXT = "next"
    DROP_PHOTO = "drop_photo"
    SAME_ALL = "same_all"
    SAME = "same"
    SNOOZE = "snooze"
    MY_DATA = "my_data"
    FORGET = "forget"
    AS_ANSWER = "as_answer"
    DROP_REASON = "drop_reason"
    BIND_GROUP = "bind_group"
    WITHDRAW = "withdraw"
    REQUESTS = "requests"
    GRANT = "grant"
    DENY = "deny"
    YES = "yes"
    NO = "no"
    ASKING = "asking"
    CORRECTION = "correction"
    REMOVE = "remove"
    ANEW = "anew"
    RESTART = "restart"
    GREETING = "greeting"
    THANKS = "thanks"
    NOTED = "noted"
    LATER = "later"
    NOT_MINE = "not_mine"
    HAND_OVER = "hand_over"
    OTHER_PROJECT = "other_project"


_NUMBERED = {
    *(Keyword.REPORT, Keyword.SEND, Keyword.EDIT, Keyword.DROP_PHOTO),
    *(Keyword.WHO_MISSING, Keyword.REMIND),
    *(Keyword.NOT_MINE, Keyword.WITHDRAW, Keyword.GRANT, Keyword.DENY),
}
_NO_PERSON = "หนังสือ|คำสั่ง|เอกสาร|แผน|นั้น|นี้|ที่|ระเบียบ|มติ|ข้อ|ประกาศ|โครงการ"
"""What ตาม goes by, rather than whom it follows up."""
_REMINDED = re.compile(
    f"(?:ส่งข้อความเตือน|ส่งข้อความ(?:หา|ถึง)|แจ้งเตือน|ส่งเตือน|เตือน|ทวง|ตาม(?!{_NO_PERSON}))"
    "(?:งาน|รายงาน|เรื่อง)?[ :]*(?P<named>[^ :].*)"
)
_ASKED_OF = re.compile("(?P<named>[^ ].*?) ?(?:ได้)?(?:ส่ง|รายงาน)(?:รายงาน|งาน)?(?:มา|ไป)?(?:แล้ว)?(?:หรือ|รึ)?ยัง")
"""Whether somebody has sent."""
_MAX_PERSON = 80
"""Characters behind เตือน or ย้ายไปให้ that may still name a person."""


def keyword_named(name: str) -> Keyword | None:
    """The keyword of that name, as a button carries it."""
    return next((keyword for keyword in Keyword if keyword == name), None)


Numbered = Literal["", "item", "project"]


@dataclass(frozen=True, slots=True)
class Instruction:
    """What a person asks for: the keyword, and the number or the argument that followed it.

    `project`: the one its button was made for, whatever number it has by now; a typed word has none. `of`: whether the
    number was called one of an item of a report or of a project; empty where it stood bare.
    """

    keyword: Keyword
    number: int | None = None
    argument: str = ""
    project: ProjectId | None = None
    of: Numbered = ""


def word(keyword: Keyword) -> str:
    """The word for that keyword as buttons and hints show it."""
    return _words()[keyword][0]


def understand(text: str) -> Instruction | None:
    """The instruction that `text` is as a whole, manners aside, or None: a sentence that holds one is an answer."""
    said = list_wordings(text)
    found = (understood for read in (_find_word, _read_argument) for one in said if (understood := read(one)))
    return next(found, None) or (_read_agreement(said[0]) if said else None)


def _read_agreement(said: str) -> Instruction | None:
    """Several words that all agree: ใช่ครับ ถูกต้องแล้ว ส่งเลย; a confirmation where one of them confirms."""
    clauses = said.split()
    if not 1 < len(clauses) <= _MAX_AGREED:
        return None
    meant = [_agreed(clause) for clause in clauses]
    if None in meant:
        return None
    return Instruction(Keyword.CONFIRM if Keyword.CONFIRM in meant else Keyword.YES)


def _agreed(clause: str) -> Keyword | None:
    keywords = (_by_word().get(key(one)) for one in list_wordings(clause))
    return next((keyword for keyword in keywords if keyword in {Keyword.YES, Keyword.CONFIRM}), None)


def _find_word(said: str) -> Instruction | None:
    typed = key(said)
    exact = Keyword.YES if _THUMBS.fullmatch(typed) else _by_word().get(typed)
    return Instruction(exact) if exact else _read_number(typed)


def _read_number(typed: str) -> Instruction | None:
    for spoken, keyword in _before_numbers():
        if typed.startswith(spoken):
            number = _NUMBER.fullmatch(typed.removeprefix(spoken))
            if number:
                return Instruction(keyword, number=int(number["no"]), of=_numbered(number))
    return None


def _numbered(found: re.Match[str]) -> Numbered:
    if found["item"]:
        return "item"
    return "project" if found["project"] else ""


def _read_argument(said: str) -> Instruction | None:
    """A code stands behind the word, or right at it."""
    argument = said.removeprefix(word(Keyword.BIND_GROUP))
    if argument != said and _ARGUMENT.match(argument):
        return Instruction(Keyword.BIND_GROUP, argument=argument.lstrip(" :"))
    handed = said.removeprefix(word(Keyword.HAND_OVER)).strip(" :")
    if said.startswith(word(Keyword.HAND_OVER)) and 0 < len(handed) <= _MAX_PERSON:
        return Instruction(Keyword.HAND_OVER, argument=handed)
    return None


def reminded_in(text: str) -> Instruction | None:
    """Whom `text` may ask to remind by name; whether it is one, only who knows the names can tell."""
    for said in list_wordings(text):
        found = _REMINDED.fullmatch(said)
        if found and len(found["named"]) <= _MAX_PERSON:
            return Instruction(Keyword.REMIND, argument=found["named"])
    return None


def asked_of(text: str) -> str:
    """Of whom, or what, `text` asks whether it has been sent; empty where it does not."""
    found = next(filter(None, map(_ASKED_OF.fullmatch, list_wordings(text))), None)
    return found["named"] if found and len(found["named"]) <= _MAX_PERSON else ""


def number_in(text: str) -> int | None:
    """The number that `text` is as a whole, manners aside."""
    found = (_NUMBER.fullmatch(key(said)) for said in list_wordings(text))
    return next((int(number["no"]) for number in found if number), None)


def behind(keyword: Keyword, text: str) -> str | None:
    """What stands behind the keyword's word where `text` begins with it, manners aside; None where it does not."""
    for said in list_openings(text):
        if said.startswith(word(keyword)):
            return said.removeprefix(word(keyword)).strip()
    return None


def is_ending(text: str) -> bool:
    """Whether the yes that `text` is may as well end what was typed before it: เรียบร้อยแล้ว."""
    return any(key(said) in _ENDING for said in list_wordings(text))


def refuses(text: str) -> bool:
    """Whether `text` begins with a no that stands alone (ไม่ใช่ค่ะ พิมพ์ผิด), or denies a yes (ไม่ยืนยันครับ)."""
    said = text.split(maxsplit=1)[0] if text.strip() else ""
    found = _REFUSAL.match(said)
    clauses = (*list_wordings(text), *list_wordings(said), found[1] if found else "")
    return any(key(clause) in _refusals() for clause in clauses)


def asks_back(text: str) -> bool:
    """Whether `text` is a question: ใช่ไหมคะ, ยืนยัน?"""
    return any(_QUESTION.search(said) for said in list_wordings(text))


def is_asked_by_name(text: str, keyword: Keyword) -> bool:
    """Whether `text` is the keyword's own word, manners aside, rather than another of the same meaning."""
    return any(key(said) == key(word(keyword)) for said in list_wordings(text))


def spoken_as(keyword: Keyword) -> tuple[str, ...]:
    """Every word for that keyword."""
    return _words()[keyword]


def spoken_words() -> frozenset[str]:
    """Every word that is understood."""
    return frozenset(spoken for several in _words().values() for spoken in several)


@cache
def _words() -> Mapping[Keyword, tuple[str, ...]]:
    table = tomllib.loads((files("messages") / "words.toml").read_text("utf-8"))
    return {keyword: tuple(table[keyword]) for keyword in Keyword}


@cache
def _by_word() -> Mapping[str, Keyword]:
    """Every word as `key` compares it, and its keyword."""
    return {key(spoken): keyword for keyword, several in _words().items() for spoken in several}


@cache
def _refusals() -> frozenset[str]:
    agreed = [yes for yes in (*_words()[Keyword.YES], *_words()[Keyword.CONFIRM]) if yes != _ABLE]
    return frozenset(map(key, (*_words()[Keyword.NO], *(f"{denial}{yes}" for denial in _DENIALS for yes in agreed))))


@cache
def _before_numbers() -> tuple[tuple[str, Keyword], ...]:
    """The words a number may follow, each with its keyword."""
    return tuple((spoken, keyword) for spoken, keyword in _by_word().items() if keyword in _NUMBERED)
