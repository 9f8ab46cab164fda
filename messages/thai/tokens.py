"""The words an amount of money is said in, and a text cut into them.

Every token has a kind of one letter, so the kinds of a text are a string a pattern can be matched against.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from messages.thai.manners import SURE

FIGURE = "N"
DIGIT = "D"
ELEVENTH = "E"  # เอ็ด, the one at the end of 11, 21, 101
TWO_OF_TWENTY = "Y"
POWER = "P"
MILLION = "L"
ZERO = "Z"
POINT = "O"
HALF = "H"
THOUSANDS_MARK = "K"
MILLIONS_MARK = "M"
BAHT = "B"
BAHT_SIGN = "$"  # the marks that also stand before a figure
SATANG = "S"
EXACTLY = "X"
CLOSING = "T"  # ".-" after an amount
DASH = "G"
MINUS = "W"
MONEY_WORD = "F"
MANNERS = "f"
HEDGE = "A"
NOT = "C"
PERCENT = "R"
BRACKETS = "()"
UNKNOWN = "U"

DIGITS = {
    "หนึ่ง": 1, "นึง": 1, "สอง": 2, "สาม": 3, "สี่": 4, "ห้า": 5, "หก": 6, "เจ็ด": 7, "แปด": 8, "เก้า": 9,
}  # fmt: skip
POWERS = {"สิบ": 10, "ร้อย": 100, "พัน": 1_000, "หมื่น": 10_000, "แสน": 100_000}
MILLION_WORD = "ล้าน"

WORDS: Mapping[str, Iterable[str]] = {
    DIGIT: DIGITS,
    ELEVENTH: ("เอ็ด",),
    TWO_OF_TWENTY: ("ยี่",),
    POWER: POWERS,
    MILLION: (MILLION_WORD,),
    ZERO: ("ศูนย์",),
    POINT: ("จุด",),
    HALF: ("ครึ่ง",),
    BAHT: ("บาท", "baht"),
    BAHT_SIGN: ("฿", "thb"),
    SATANG: ("สตางค์", "ส.ต."),
    EXACTLY: ("ถ้วน",),
    CLOSING: (".-",),
    DASH: ("-",),
    MINUS: ("ลบ", "ติดลบ"),
    NOT: ("ไม่", "ยังไม่", "ไม่ได้", "ยังไม่ได้", "ไม่มี", "มิได้"),
    PERCENT: ("%", "ร้อยละ", "เปอร์เซ็นต์", "เปอร์เซนต์"),
    "(": ("(",),
    ")": (")",),
    MONEY_WORD: (
        "เบิก", "เบิกได้", "เบิกจ่าย", "การเบิกจ่าย", "จ่าย", "ใช้", "ใช้จ่าย", "ใช้เงิน", "เงิน", "เป็นเงิน", "เป็นจำนวนเงิน",
        "จำนวน", "จำนวนเงิน", "ยอด", "ยอดเงิน", "ยอดเบิก", "ยอดเบิกจ่าย", "รวม", "รวมเงิน", "รวมเป็นเงิน", "สะสม",
        "ทั้งสิ้น", "ทั้งหมด", "เป็น", "คือ", "ไป", "แล้ว", "ได้",
    ),
    MANNERS: (
        *SURE, "คับ", "คะ", "นะ", "จ้า", "เท่านั้น",
        "!", ":", "=", '"', "'", "“", "”", "🙏", "👍", "😊",
    ),
    HEDGE: (
        "ประมาณ", "ประมาณการ", "ราว", "กว่า", "เกือบ", "เศษ", "ไม่เกิน", "ไม่ถึง", "ไม่น้อยกว่า", "อย่างน้อย", "มากกว่า",
        "น้อยกว่า", "ถึง", "หรือ", "และ", "กับ", "บวก", "น่าจะ", "คาดว่า", "ๆ",
        "~", "≈", "±", "+", "<", ">", "?", ",",
    ),
}  # fmt: skip

BEFORE_WORDS = (
    (FIGURE, r"\.?[0-9](?:[0-9.,]*[0-9])?"),
    (THOUSANDS_MARK, r"(?<=[0-9]) ?k(?![a-z])"),
    (MILLIONS_MARK, r"(?<=[0-9]) ?(?:ลบ\.?|ล\.|mb?(?![a-z]))(?![ก-๙])"),
)
"""A decimal point is no full stop, and ลบ after a figure is ล้านบาท, not minus."""

AFTER_WORDS = (
    (BAHT, r"บ\.?(?![ก-๙])"),
    (SATANG, r"สต\.?(?![ก-๙])"),
    (MANNERS, r"\.(?! ?[0-9ก-๙])"),  # a full stop; what stands before a number may be a decimal point
    (UNKNOWN, r"\S"),
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text, or one letter of what is no known word. `start`: where it stands, to tell neighbours by."""

    kind: str
    text: str
    start: int = field(default=0, compare=False)

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def any_of(words: Iterable[str]) -> str:
    """A pattern of any of the words, the longest that fits; however many there are, each letter is looked at once."""
    followers: dict[str, list[str]] = {}
    for word in words:
        if word:
            followers.setdefault(word[0], []).append(word[1:])
    branches = [
        re.escape(letter) + (any_of(rests) + ("?" if "" in rests else "") if any(rests) else "")
        for letter, rests in followers.items()
    ]
    return f"(?:{'|'.join(branches)})"


class Lexicon:
    """Words and patterns by their kinds; those of `before` are looked for before any word, of `after` after all."""

    def __init__(
        self, words: Mapping[str, Iterable[str]], before: Sequence[tuple[str, str]], after: Sequence[tuple[str, str]]
    ) -> None:
        self._kind_of = {word: kind for kind, known in words.items() for word in known}
        self._before, self._after = before, after

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        patterns = [
            *(f"(?P<{kind}before{at}>{pattern})" for at, (kind, pattern) in enumerate(self._before)),
            any_of(self._kind_of),
            *(f"(?P<{kind}after{at}>{pattern})" for at, (kind, pattern) in enumerate(self._after)),
        ]
        return re.compile("|".join(patterns))

    def cut(self, said: str) -> tuple[Token, ...]:
        """`said`, cleaned, in lower case and ASCII digits, as tokens; blanks only part them."""
        return tuple(self._token(found) for found in self._pattern.finditer(said))

    def _token(self, found: re.Match[str]) -> Token:
        text = found[0].lstrip()
        start = found.end() - len(text)
        return Token((found.lastgroup or self._kind_of.get(text) or UNKNOWN)[0], text.rstrip(), start)


_AMOUNTS = Lexicon(WORDS, BEFORE_WORDS, AFTER_WORDS)


def tokens_of(said: str) -> tuple[Token, ...]:
    """`said` cut into the words an amount is said in."""
    return _AMOUNTS.cut(said)
