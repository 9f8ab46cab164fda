"""What a whole message asks for, however it is said: the exact words (words.py) and, in speech.toml, looser speech.

A question to the bot, a correction, small talk, a wish to reach a person, another project, a command said as a
sentence. Whole messages alone are speech, their manners aside: a text that merely holds such words is an answer.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files

import regex  # type: ignore[import-untyped]

from messages.slips import find_slip
from messages.thai.layout import retype
from messages.thai.manners import SURE, bare, is_mere_manners, key, list_wordings
from messages.thai.text import has_letters
from messages.thai.typed_dates import Day, read_date
from messages.words import ASKED, Instruction, Keyword, asked_of, keyword_named, reminded_in, spoken_words, understand

_MAX_SPEECH = 120
"""Characters; nobody says more than that to a bot and no figure or deed of a report."""
_MAX_QUESTION = 60
"""Characters of a question known by its words alone."""
_DIGITS = "[0-9]{1,4}"
_FIGURE = "(?:[0-9][0-9,. ]{0,14}|หนึ่ง|เอ็ด|สอง|ยี่|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|ศูนย์|สิบ|ร้อย|พัน|หมื่น|แสน|ล้าน|k|บาท|ถ้วน|สตางค์|฿)"
_SLOTS: Mapping[str, str] = {
    "was": f"(?P<was>{_FIGURE}++)",
    "is": f"(?P<is>{_FIGURE}++)",
    "item": f"(?P<item>{_DIGITS})",
    "any": r"[\p{L}\p{M}\p{N}]{1,40}",
    "name": r"(?P<name>[\p{L}\p{M}.]{2,40})",
}
_ASKING_END = regex.compile(f"(?:{ASKED}|รึยัง|ยังไง|ยังงัย|มั้ง|ป่าว|หรอ|เหรอ)$")
_PIECE = regex.compile(r"\{(\w+)\}")
_PARTS = regex.compile(r"(\{\w+\}\??)")
_ASKING_WORD = (
    "(?:อะไร(?:บ้าง|ดี)?|ไหน(?:ดี|บ้าง)?|เท่าไหร่|เท่าไร|ใคร|เมื่อไหร่|เมื่อไร|ทำไม|อย่างไร|ไง(?:ดี|ต่อ)?|กี่[\\p{L}\\p{M}]{1,9})"
)
_ASKING_HOW = regex.compile(
    rf"(?:ใส่|พิมพ์|กรอก|กด|คีย์|แตะ|ทำไง|หมายถึง|คือ).{{0,40}}?{_ASKING_WORD}$|{_ASKING_WORD} ?(?:นะ)?คะ$"
    "|หรือ.{1,40}[^ะ]คะ$|ทำไง(?:ดี|ต่อ)?$"
)
"""What is asked with the bot's own verbs, or ends in a question word or a choice and the particle of questions."""
_ASKED_FIGURE = regex.compile(f"(?:{ASKED}|ใช่|ถูก|มั้ง)+$")
_ASKED_FORMALLY = regex.compile("(?:ขอ|ขออนุญาต|ขอเรียน|เรียน|ใคร่ขอ|ขอความกรุณา)สอบถาม")
"""What an official's question begins with, whatever it ends in."""
_NO_BUT = regex.compile(rf"(?:ไม่ใช่|ไม่ถูก|ผิด)(?:นะ)?(?:{'|'.join(SURE)}|คะ)[ ,]*(?P<is>{_FIGURE}++)")
"""A no that stands alone, and the right figure: ไม่ใช่ค่ะ 25,000."""
_PARTICLE = regex.compile("|".join(sorted(SURE, key=len, reverse=True)))
_BETWEEN = regex.compile(rf"\s+|{_PARTICLE.pattern}")
_MAX_CLAUSES = 4
_NOTHING = regex.compile(r"[\s\-–—−ー_]*+")
_LONE_FIGURE = regex.compile(rf"(?:ข้อ|ที่)?(?=[0-9฿]|{_FIGURE}{{2}}){_FIGURE}++(?:บ|บ\.|\.-)?")
_LONE_PERCENT = regex.compile(r"(?:ร้อยละ)?[0-9][0-9.,]*(?:%|เปอร์เซ็นต์|เปอร์เซนต์)?")
_MEASURE = regex.compile("ดัชนี|ตัวชี้วัด|ผลผลิต|ผลลัพธ์|ร้อยละ|เป้าหมาย")
"""What is told in percents."""
_ANY_YEAR = 2564
"""A fiscal year to read dates by, where all that matters is whether a text is one."""
_ABOUT_PROJECT = regex.compile(
    rf"(?:โครงการ)?(?:ที่|เลขที่|ลำดับที่|ลำดับ) ?(?P<no>{_DIGITS}) ?(?![0-9,.])"
    "(?:นี้|น่ะ|อ่ะ|ก็|ครับ|ค่ะ|คะ|ของผม|ของฉัน|ของหนู|:|-)*+ ?"
    "(?:ยัง|เบิก|ใช้|จ่าย|เสร็จ|ดำเนิน|ส่ง|ทำ|รายงาน|เลื่อน|ยกเลิก|แล้วเสร็จ|เรียบร้อย|เหลือ|ไม่ได้|อยู่ระหว่าง|จบ|เหมือน|ผิด|แก้|ขอแก้|งบ|ยอด)"
)
_PROJECT_FIRST = regex.compile(
    rf"(?P<give>(?:ย้าย|โอน))?(?:โครงการ)?(?:ที่|เลขที่|ลำดับที่) ?(?P<no>{_DIGITS}) ?(?P<rest>[^0-9].*)"
)
_TO_WHOM = regex.compile("ให้|เป็น|คือ|โครงการนี้|อันนี้|งานนี้|เรื่องนี้")
_DUTY = regex.compile("(?:รับผิดชอบ|ดูแล|รายงาน|ทำ)(?:แทน|ต่อ)?(?:แล้ว)?$")
_FIRST = (Keyword.CORRECTION, Keyword.HAND_OVER, Keyword.NOT_MINE, Keyword.GREETING, Keyword.CONTACT)
"""Kinds looked for first: what they say may be said as a question, too."""
_SMALL_TALK = (Keyword.GREETING, Keyword.THANKS, Keyword.NOTED, Keyword.LATER)
_KINDS_ABOUT = {"amount": ("amount",), "status": ("choice",), "text": ("long_text", "items", "photos")}
_SPOKEN_IN_CLAUSES = {*_FIRST, *_SMALL_TALK, Keyword.ASKING, Keyword.STATUS, Keyword.PROJECTS, Keyword.HELP}


@dataclass(frozen=True, slots=True)
class Correction:
    """What a correction names: the figure that is wrong and the right one, as typed; the number of a question.

    `about`: amount, status or text where it tells which kind of answer is meant.
    """

    was: str = ""
    right: str = ""
    item: int | None = None
    about: str = ""

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of questions whose answer may be meant; empty where none is told apart."""
        return _KINDS_ABOUT.get("amount" if self.was or self.right else self.about, ())


@lru_cache(maxsize=64)
def listen(text: str) -> Instruction | None:
    """What `text` asks for as a whole, or None: it says something, or is an answer."""
    return understand(text) or _hear(text) or reminded_in(text)


def _hear(text: str) -> Instruction | None:
    if len(text) > _MAX_SPEECH:
        return None
    said = _wordings(text)
    heard = _hear_words(text, said) if has_letters(text) else None
    if heard:
        return heard
    about = asked_of(text)
    if about or (any(map(_is_asking, said)) and not any(map(_is_figure, said))):
        return Instruction(Keyword.ASKING, argument=about)
    return Instruction(Keyword.NOTED) if _is_nothing_but_manners(text) else None


def _hear_words(text: str, said: tuple[str, ...]) -> Instruction | None:
    return _of_project(said) or _phrase(said) or _other_project(said) or _clauses(text) or find_slip(text)


def _wordings(text: str) -> tuple[str, ...]:
    """The message without its manners; also those between its clauses: ขอโทษค่ะ พิมพ์ผิดครับ."""
    plain = _PARTICLE.sub("", text)
    return list_wordings(text) if plain == text else (*list_wordings(text), *list_wordings(plain))


def _of_project(said: tuple[str, ...]) -> Instruction | None:
    """What is asked about a project named before it: ที่ 4 ไม่ใช่ของฉัน, ย้ายที่ 4 ไปให้ครูมาลี."""
    for wording in said:
        found = _PROJECT_FIRST.fullmatch(wording)
        rest = f"{found['give'] or ''}{found['rest']}" if found else ""
        asked = (understand(rest) or _phrase((rest,))) if found else None
        if found and asked and asked.keyword in {Keyword.NOT_MINE, Keyword.HAND_OVER}:
            return replace(asked, number=int(found["no"]))
    return None


def _other_project(said: tuple[str, ...]) -> Instruction | None:
    """A project by its number and what is told of it."""
    found = _ABOUT_PROJECT.match(said[0]) if said else None
    return Instruction(Keyword.OTHER_PROJECT, number=int(found["no"])) if found else None


def _phrase(said: tuple[str, ...]) -> Instruction | None:
    worth_hearing = [wording for wording in said if has_letters(wording) and _beginnings().match(key(wording))]
    for keyword, pattern in _patterns().items():
        for wording in worth_hearing:
            found = pattern.fullmatch(key(wording))
            if found:
                return Instruction(keyword, argument=_name_in(wording) if keyword == Keyword.HAND_OVER else "")
    return None


def _clauses(text: str) -> Instruction | None:
    """Several clauses, each of them speech: the last that is more than small talk is meant."""
    clauses = [clause for clause in _BETWEEN.split(text) if clause.strip()]
    if not 1 < len(clauses) <= _MAX_CLAUSES:
        return None
    heard = [_phrase(list_wordings(clause)) or understand(clause) for clause in clauses]
    if any(one is None or one.keyword not in _SPOKEN_IN_CLAUSES for one in heard):
        return None
    return next((one for one in reversed(heard) if one and one.keyword not in _SMALL_TALK), heard[-1])


def _name_in(wording: str) -> str:
    """To whom: what stands behind the last "to", without what that person is to do."""
    to = _TO_WHOM.split(wording)[-1]
    return _DUTY.sub("", to).strip() or wording


def _is_asking(said: str) -> bool:
    return bool(
        _ASKED_FORMALLY.match(said)
        or _ASKING_END.search(said)
        or (len(said) <= _MAX_QUESTION and _ASKING_HOW.search(said))
    )


def _is_nothing_but_manners(text: str) -> bool:
    """Particles, smileys, laughter; a dash is an answer: there is none."""
    return bool(text.strip()) and not _NOTHING.fullmatch(text) and is_mere_manners(text)


def is_no_answer(question: str, text: str) -> bool:
    """Whether `text` is clearly not the long text that `question` asks for: a command, a figure or a date alone.

    Nor is a word to type on the keys of the other layout: l;ylfu.
    """
    asked = understand(text)
    if asked:
        return not asked.argument
    return _is_lone_figure(question, text) or _is_on_wrong_layout(text)


def _is_on_wrong_layout(text: str) -> bool:
    meant = retype(text, spoken_words()) if len(text) <= _MAX_SPEECH else None
    return meant is not None and listen(meant) is not None


def _is_figure(said: str) -> bool:
    """A figure alone, or one that is asked about: 7,406 ใช่ไหม."""
    return bool(_LONE_FIGURE.fullmatch(key(_ASKED_FIGURE.sub("", said))))


def _is_lone_figure(question: str, text: str) -> bool:
    said = bare(text) if len(text) <= _MAX_SPEECH else ""
    if _LONE_PERCENT.fullmatch(key(said)):
        return not _MEASURE.search(question)
    return _is_figure(said) or is_lone_day(text)


def is_lone_day(text: str) -> bool:
    """Whether `text` is a day and nothing else."""
    return len(text) <= _MAX_SPEECH and isinstance(read_date(bare(text), _ANY_YEAR), Day)


def read_correction(text: str) -> Correction:
    """What the correction `text` names."""
    right = _NO_BUT.match(bare(text)) if len(text) <= _MAX_SPEECH else None
    if right:
        return Correction(right=key(right["is"]))
    for name, pattern in _corrections().items():
        for wording in _wordings(text):
            found = pattern.fullmatch(key(wording))
            if found:
                return _correction(name, found)
    return Correction()


def _correction(name: str, found: regex.Match[str]) -> Correction:
    if name not in {"figure", "item"}:
        return Correction(about=name)
    named = found.groupdict()
    item = named.get("item")
    return Correction(named.get("was") or "", named.get("is") or "", int(item) if item else None)


@cache
def _patterns() -> Mapping[Keyword, regex.Pattern[str]]:
    """Each keyword's phrases as one pattern, in the order they are looked for."""
    return {keyword: _compile(phrases) for keyword, phrases in _spoken().items()}


@cache
def _beginnings() -> regex.Pattern[str]:
    """What any phrase begins with: most answers begin otherwise, and need not be tried against every phrase."""
    first = dict.fromkeys(one for phrases in _spoken().values() for phrase in phrases for one in _first_parts(phrase))
    return regex.compile("|".join(first))


def _first_parts(phrase: str) -> Iterator[str]:
    """The patterns the phrase may begin with: its first part, and what follows parts that may be left out."""
    for part in filter(None, _PARTS.split(phrase)):
        name = part.strip("{}?")
        pattern = _SLOTS.get(name) or _pieces()[name] if part.startswith("{") else regex.escape(key(part))
        yield pattern
        if not part.endswith("?") or not part.startswith("{"):
            return


@cache
def _spoken() -> Mapping[Keyword, list[str]]:
    """The phrases of each keyword."""
    table = _table()
    commands = table.pop("commands")
    spoken = {keyword: [phrase for several in table[keyword].values() for phrase in several] for keyword in _loose()}
    spoken |= {keyword: commands[keyword] for name in commands if (keyword := keyword_named(name))}
    # What is asked for by its own words is no mere question how to answer: ต้องส่งเมื่อไหร่.
    return {
        **{keyword: spoken[keyword] for keyword in spoken if keyword != Keyword.ASKING},
        Keyword.ASKING: spoken[Keyword.ASKING],
    }


def _loose() -> Iterator[Keyword]:
    yield from _FIRST
    yield from (*(kind for kind in _SMALL_TALK if kind not in _FIRST), Keyword.ASKING)


@cache
def _corrections() -> Mapping[str, regex.Pattern[str]]:
    return {name: _compile(phrases) for name, phrases in _table()[Keyword.CORRECTION].items() if name != "whole"}


def _table() -> dict[str, dict[str, list[str]]]:
    table = tomllib.loads((files("messages") / "speech.toml").read_text("utf-8"))
    return {name: part for name, part in table.items() if name != "pieces"}


@cache
def _pieces() -> Mapping[str, str]:
    pieces = tomllib.loads((files("messages") / "speech.toml").read_text("utf-8"))["pieces"]
    return {name: "|".join(regex.escape(key(word)) for word in words) for name, words in pieces.items()}


def _compile(phrases: list[str]) -> regex.Pattern[str]:
    """Each piece is defined once and referred to by its name: written out in every phrase, it took seconds."""
    used = dict.fromkeys(name for phrase in phrases for name in _PIECE.findall(phrase) if name not in _SLOTS)
    defined = "".join(f"(?P<{name}>{_pieces()[name]})" for name in used)
    spoken = "|".join(_as_pattern(phrase) for phrase in phrases)
    return regex.compile(f"(?(DEFINE){defined})(?:{spoken})")


def _as_pattern(phrase: str) -> str:
    """The pattern a phrase of speech.toml stands for."""
    parts = _PARTS.split(phrase)
    return "".join(_piece(part) if part.startswith("{") else regex.escape(key(part)) for part in parts)


def _piece(part: str) -> str:
    name = part.strip("{}?")
    pattern = _SLOTS.get(name, f"(?&{name})")
    return f"(?:{pattern})?" if part.endswith("?") else pattern
