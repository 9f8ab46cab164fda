"""Amounts of money as people type them: understood beyond doubt, asked about with candidates, or no amount.

Never a silent wrong figure (deploy/docs/thai-facts.md): every word of a text must be one that leaves the amount
as it is, else the reading is `UnsureAmount`. All amounts are satang.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from messages.thai.manners import bare
from messages.thai.numerals import kinds_of
from messages.thai.phrases import MAX_BAHT, Phrase, find_phrases, in_satang
from messages.thai.tokens import BRACKETS, MANNERS, MONEY_WORD, NOT, PERCENT, UNKNOWN, Token, tokens_of

MAX_LENGTH = 200
"""Characters; an amount with all its wording is shorter, a paragraph of a report is not."""
_MAX_CANDIDATES = 4

_DASHES = re.compile("[‐‑‒–—―−﹣－]")
_NOTHING_SPENT = re.compile(
    "-|(?:ยัง)?ไม่มี(?:(?:การ|ยอด)?(?:เบิกจ่าย|เบิก|ใช้จ่าย|ใช้|จ่าย)(?:เงิน|งบประมาณ|งบ)?|ค่าใช้จ่าย|ยอด)?(?:เลย)?"
    "|(?:ยัง)?(?:ไม่ได้|มิได้|ไม่)(?:ทำการ)?(?:เบิกจ่าย|เบิก|ใช้จ่าย|ใช้|จ่าย)(?:เงิน|งบประมาณ|งบ)?(?:เลย)?"
)
_HARMLESS = {MONEY_WORD, MANNERS}


@dataclass(frozen=True, slots=True)
class Amount:
    """Understood."""

    satang: int


@dataclass(frozen=True, slots=True)
class UnsureAmount:
    """To be asked about. `candidates` are satang, likeliest first, never negative."""

    candidates: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NotAmount:
    """Nothing in it reads as an amount."""


Reading = Amount | UnsureAmount | NotAmount


def read_amount(text: str) -> Reading:
    """What `text` says in baht. A figure over 10^12 baht is no amount."""
    if len(text) > MAX_LENGTH or hides_digits(text):
        return NotAmount()
    tokens = tokens_of(normalize(text))
    if _says_nothing_spent(tokens):
        return Amount(0)
    phrases = find_phrases(tokens)
    others = _others(tokens, phrases)
    stated = _stated(phrases, others)
    return Amount(stated) if stated is not None else _ask_which(phrases, others)


def read_cell(value: object) -> Reading:
    """What a spreadsheet's cell says in baht. A number must be whole satang; an empty cell is no amount."""
    if isinstance(value, str):
        return read_amount(value)
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return NotAmount()
    number = Decimal(str(value))
    if not number.is_finite() or abs(number) > MAX_BAHT:
        return NotAmount()
    satang, exact = in_satang(abs(number))
    return Amount(satang) if exact and number >= 0 else UnsureAmount((satang,))


def normalize(text: str) -> str:
    """`text` as amounts are looked for in it: without manners, in lower case and ASCII digits, dashes alike."""
    return _DASHES.sub("-", bare(text)).lower()


def hides_digits(text: str) -> bool:
    """Whether a ² or ① would become a plain digit in `clean`."""
    return any(unicodedata.category(letter) == "No" for letter in text)


def _says_nothing_spent(tokens: Sequence[Token]) -> bool:
    said = "".join(token.text for token in tokens if token.kind != MANNERS)
    return _NOTHING_SPENT.fullmatch(said.strip("-") or said) is not None


def _others(tokens: Sequence[Token], phrases: Sequence[Phrase]) -> str:
    """The kinds of the tokens outside the phrases."""
    within = {at for phrase in phrases for at in range(phrase.start, phrase.end)}
    return kinds_of([token for at, token in enumerate(tokens) if at not in within])


def _stated(phrases: Sequence[Phrase], others: str) -> int | None:
    """The amount the text states beyond doubt: once, or once more in brackets (500 บาท (ห้าร้อยบาทถ้วน))."""
    certain = bool(phrases) and all(phrase.sure for phrase in phrases)
    amounts = {phrase.satang for phrase in phrases}
    repeated = "".join(kind for kind in others if kind not in _HARMLESS)
    if not certain or len(amounts) != 1 or repeated != (BRACKETS if len(phrases) > 1 else ""):
        return None
    return phrases[0].satang[0] if len(phrases) <= len(BRACKETS) else None


def _ask_which(phrases: Sequence[Phrase], others: str) -> Reading:
    candidates = [amount for phrase in _worth_offering(phrases, others) for amount in phrase.satang]
    if candidates and NOT in others:
        candidates.insert(0, 0)
    return UnsureAmount(tuple(dict.fromkeys(candidates))[:_MAX_CANDIDATES]) if candidates else NotAmount()


def _worth_offering(phrases: Sequence[Phrase], others: str) -> Sequence[Phrase]:
    """Among words that are not about money (25 คน, ที่ 4, 50%) only what looks like money."""
    if UNKNOWN not in others and PERCENT not in others:
        return phrases
    marked = [phrase for phrase in phrases if phrase.marked]
    money_spoken_of = MONEY_WORD in others and PERCENT not in others
    return marked or [phrase for phrase in phrases if phrase.grouped or money_spoken_of]
