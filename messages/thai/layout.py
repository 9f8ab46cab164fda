"""Text typed with the keyboard set to the other language: Thai (Kedmanee) for English (US), or English for Thai.

What it was meant to be is only ever proposed, and only where it is far more plausible than what stands there: a word
the caller knows, else Thai that is spelt as Thai and made of Thai words, or a number or plain English where the Thai
is none. Figures are left alone: as keys they are Thai letters (deploy/docs/thai-facts.md).
"""

from __future__ import annotations

import re
from collections.abc import Collection

from messages.thai.dictionary import thai_words
from messages.thai.text import clean

_ROWS = (
    ("`1234567890-=", "_ๅ/-ภถุึคตจขช"),
    ("~!@#$%^&*()_+", "%+๑๒๓๔ู฿๕๖๗๘๙"),
    ("qwertyuiop[]\\", "ๆไำพะัีรนยบลฃ"),
    ("QWERTYUIOP{}|", '๐"ฎฑธํ๊ณฯญฐ,ฅ'),
    ("asdfghjkl;'", "ฟหกดเ้่าสวง"),
    ('ASDFGHJKL:"', "ฤฆฏโฌ็๋ษศซ."),
    ("zxcvbnm,./", "ผปแอิืทมใฝ"),
    ("ZXCVBNM<>?", "()ฉฮฺ์?ฒฬฦ"),
)
"""US keys and the Kedmanee letters on them, plain and shifted in turn."""

_TO_THAI = str.maketrans({key: letter for keys, letters in _ROWS for key, letter in zip(keys, letters, strict=True)})
_TO_ENGLISH = str.maketrans({letter: key for keys, letters in _ROWS for key, letter in zip(keys, letters, strict=True)})
_MAX_LENGTH = 300
"""Characters; nobody types a paragraph without looking up."""
_FEWEST_THAI = 6
_FEWEST_ENGLISH = 4
_THAI_ENOUGH = 0.6
"""Nine in ten Thai phrases reach it; of 46,000 English words and lines, taken for keys and well spelt, two do."""
_HARDLY_THAI = 0.25
_MAX_WORD = 20

_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_AMOUNT = re.compile(r"[1-9][0-9]{2,}(?:\.[0-9]{1,2})?|[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]{1,2})?")
_CODE = re.compile("[A-Za-z2-9]{4}-[A-Za-z2-9]{4}")
_DIGIT = re.compile("[0-9๐-๙]")
_LATIN = re.compile("[A-Za-z]")
_SPELT = re.compile(
    r"(?:[เแโใไ](?=[ก-ฮ])"
    r"|[ก-ฮ](?:[ัื][่-๋]?(?=[ก-ฮ])|็|[ิุ]?์|[่-๋]?(?:ะ|าะ?|ำ)|[ิีึุู]?[่-๋]?)"
    r"|(?<=ฤ)ๅ|(?<=[ก-๎])[ๆฯ]|[ .,()\"?%/0-9๐-๙-])+"
)
"""A leading vowel, a vowel or mark above, below or behind: each stands with a consonant, and none twice."""
_ENGLISH = re.compile(r"[A-Z]?[a-z]+(?: [A-Z]?[a-z]+)*[.,?!]?")
_UNSPEAKABLE = re.compile(r"[^aeiouy .,?!]{5}|[aeiou]{4}|(.)\1\1|\b[^aeiouy .,?!]+\b", re.IGNORECASE)
_CLUMSY = re.compile(r"[^aeiou .,?!]{4}", re.IGNORECASE)
"""More consonants than a misspelt Thai word, taken for English, gets away with."""


def retype(text: str, known: Collection[str] = ()) -> str | None:
    """What `text` was meant to be where it was typed on the wrong layout; None where it is fine as it is.

    `known` are words the conversation waits for. Give the text as it was typed: `clean` puts vowels in an order.
    """
    typed = text.strip()
    if not typed or len(typed) > _MAX_LENGTH or _is_mostly_digits(typed) or {typed, clean(typed)} & set(known):
        return None
    if typed.isascii():
        meant = _in_thai(typed)
        return meant if _is_known(meant, known) or (_is_thai(meant) and not _is_english(typed)) else None
    meant = typed.translate(_TO_ENGLISH)
    is_waited_for = _is_known(meant, known) and typed not in thai_words()
    return meant if meant.isascii() and (is_waited_for or _is_rather_english(typed, meant)) else None


def _is_mostly_digits(typed: str) -> bool:
    return 2 * len(_DIGIT.findall(typed)) > len(typed.replace(" ", ""))


def _in_thai(typed: str) -> str:
    """The Thai letters on the keys; a number that stands alone stays one (ikp'ko 4)."""
    words = (word if _NUMBER.fullmatch(word) else word.translate(_TO_THAI) for word in typed.split(" "))
    return clean(" ".join(words))


def _is_known(meant: str, known: Collection[str]) -> bool:
    """Whether it is a known word, or one with a number behind it."""
    word, _, number = meant.rpartition(" ")
    return meant in known or (word in known and _NUMBER.fullmatch(number) is not None)


def _is_thai(meant: str) -> bool:
    letters = _DIGIT.sub("", meant).replace(" ", "")
    long_enough = len(letters) >= _FEWEST_THAI
    return long_enough and _SPELT.fullmatch(meant) is not None and _share_of_words(letters) >= _THAI_ENOUGH


def _is_rather_english(typed: str, meant: str) -> bool:
    """Whether what is no Thai is an amount, an invitation code or plain English."""
    if _DIGIT.search(typed) or _LATIN.search(typed):
        return False
    if _AMOUNT.fullmatch(meant):
        return typed not in thai_words()
    if _share_of_words(typed) >= _HARDLY_THAI:
        return False
    if _CODE.fullmatch(meant) and _DIGIT.search(meant):
        return True
    easily_said = len(meant) >= _FEWEST_ENGLISH and _is_english(meant) and not _CLUMSY.search(meant)
    return easily_said and _SPELT.fullmatch(typed) is None


def _is_english(text: str) -> bool:
    """Whether `text` could be English words: letters, spaces between them, and an English mouth for them."""
    return _ENGLISH.fullmatch(text) is not None and not _UNSPEAKABLE.search(text)


def _share_of_words(text: str) -> float:
    """How much of `text` is Thai words, at best; each word counts a letter less, so that short ones prove little."""
    best = [0] * (len(text) + 1)
    for start in range(len(text)):
        best[start + 1] = max(best[start], best[start + 1])
        for end in range(start + 2, min(len(text), start + _MAX_WORD) + 1):
            if text[start:end] in thai_words():
                best[end] = max(best[end], best[start] + end - start - 1)
    return best[-1] / max(len(text), 1)
