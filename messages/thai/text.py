"""Typed text made comparable, and text cut to the lengths LINE counts.

pythainlp takes over 100 ms to import, so it is imported where it is used.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import islice

import regex  # type: ignore[import-untyped]

ELLIPSIS = "…"
_UNFIT = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u202a-\u202e\u2066-\u206f\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufff9-\uffff"
    + "".join(map("{0:c}{1:c}".format, range(0x1FFFE, 0xF0000, 0x10000), range(0x1FFFF, 0xF0000, 0x10000)))
    + "\U000f0000-\U0010ffff]"
)
"""Controls, turned directions, halves of surrogate pairs, private letters, and what stands for no letter at all."""
_OWN_LETTERS = dict(
    zip(
        range(0xF700, 0xF71B),
        "ฐ\u0e34\u0e35\u0e36\u0e37\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e48\u0e49\u0e4a\u0e4b\u0e4cญ"
        "\u0e31\u0e4d\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e38\u0e39\u0e3a",
        strict=True,
    ),
) | dict.fromkeys((0xF06C, 0xF06E, 0xF076, 0xF0A7, 0xF0B7, 0xF0D8), "•")
"""What Thai fonts and Word's bullets keep in the private area, as it is pasted from old papers."""
_HEAP = regex.compile(r"(\p{M}{8})\p{M}++")
_CLUSTER = regex.compile(r"\X")
_LINE_BREAK = regex.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_INVISIBLE = regex.compile(r"[\p{Cc}--\n\t]|[\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]", regex.V1)
_STRAY_JOINER = regex.compile(
    r"(?<!\p{Extended_Pictographic}[\ufe0f\U0001f3fb-\U0001f3ff]?)\u200d|\u200d(?!\p{Extended_Pictographic})"
)
_NOT_EMOJI = regex.compile(r"\P{Extended_Pictographic}+")
_FULL_WIDTH_DIGITS = {0xFF10 + digit: str(digit) for digit in range(10)}
_MISPLACED = regex.compile(
    "เเ|[\u0e48-\u0e4c][\u0e31\u0e34-\u0e39\u0e47\u0e4d]|\u0e4d[\u0e48-\u0e4b]*+\u0e32|[ะ\u0e32\u0e33ๅ][\u0e48-\u0e4b]|(?<![ฤฦ])ๅ"
)
"""What `reorder_vowels` would put in order."""
_HELD_KEY = regex.compile("([ะ\u0e32\u0e33ๅ\u0e4d]{40,})")
_ANY_LETTER = regex.compile(r"\p{L}")
_BLANKS = regex.compile(r"[^\S\n]")


def sanitize(text: str) -> str:
    """`text` as every file, message and database can hold it: what is unfit for that is left out, the rest stays.

    Lines end in \\n. Letters that old Thai fonts keep elsewhere come home; of marks heaped on a letter eight stay.
    """
    fit = _UNFIT.sub(lambda found: _OWN_LETTERS.get(ord(found[0]), ""), _LINE_BREAK.sub("\n", text))
    return str(_HEAP.sub(r"\1", fit))


@lru_cache(maxsize=64)
def clean(text: str) -> str:
    """`text` in one spelling: NFKC, ำ and tone marks in order, nothing invisible, plain spaces, trimmed ends.

    Line breaks and emoji stay: NFKC would turn ‼ and ™ into letters, and a zero-width joiner holds a family
    together. One message is asked for several times in its turn, so the last few are remembered.
    """
    visible = _STRAY_JOINER.sub("", _INVISIBLE.sub("", sanitize(text)))
    folded = visible if _is_folded(visible) else _NOT_EMOJI.sub(_fold, visible)
    spaced = _BLANKS.sub(" ", folded)
    return (_reorder(spaced) if _MISPLACED.search(spaced) else spaced).strip()


def _reorder(text: str) -> str:
    """PyThaiNLP's order. It looks at a run of vowels once for each of them: what a held key wrote stays as it is."""
    from pythainlp.util import reorder_vowels

    pieces = enumerate(_HELD_KEY.split(text))
    return "".join(piece.replace("\u0e4d\u0e32", "\u0e33") if at % 2 else reorder_vowels(piece) for at, piece in pieces)


def keep_as_written(text: str) -> str:
    """`text` to be kept as its writer meant it: 10³ and 2½ stay, which `clean` would make 103 and 21⁄2.

    Line breaks, spaces, invisible characters, the order of Thai marks and full-width digits are put right, and the
    glyphs that Thai fonts of old documents keep in the private area (U+F70A for ่) become the letters they draw.
    """
    visible = _STRAY_JOINER.sub("", _INVISIBLE.sub("", sanitize(text)))
    spaced = _BLANKS.sub(" ", unicodedata.normalize("NFC", visible.translate(_FULL_WIDTH_DIGITS)))
    return (_reorder(spaced) if _MISPLACED.search(spaced) else spaced).strip()


def _is_folded(text: str) -> bool:
    return unicodedata.is_normalized("NFKC", text)


def _fold(run: regex.Match[str]) -> str:
    return unicodedata.normalize("NFKC", run[0])


def has_letters(text: str) -> bool:
    """Whether there is a letter in it: what has none is a figure, a date or a mark."""
    return _ANY_LETTER.search(text) is not None


def one_line(text: str) -> str:
    """`text` with every run of white space, line breaks too, as one space."""
    return " ".join(text.split())


def graphemes(text: str) -> int:
    """How many characters a reader sees; LINE counts labels so. น้ำ is one."""
    return len(_CLUSTER.findall(text))


def shorten(text: str, limit: int) -> str:
    """`text` in at most `limit` graphemes, the last of them "…" where something was cut off."""
    if len(text) <= limit:
        return text
    clusters = [cluster[0] for cluster in islice(_CLUSTER.finditer(text), max(limit, 0) + 1)]
    if len(clusters) <= limit:
        return text
    return ("".join(clusters[: limit - 1]).rstrip() + ELLIPSIS) if limit > 0 else ""


def portions(text: str, most: int) -> list[str]:
    """`text` cut into pieces of at most `most` graphemes, each behind a space where it has one."""
    return [str(piece) for piece in regex.findall(rf"\X{{1,{most - 1}}}(?:\s|$)|\X{{1,{most}}}", text)]


def utf16(text: str) -> int:
    """UTF-16 code units, as LINE counts message texts: most emoji are two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut_utf16(text: str, limit: int) -> str:
    """`text` in at most `limit` UTF-16 units, cut between graphemes and ending in "…" where it was cut."""
    if 2 * len(text) <= limit or utf16(text) <= limit:
        return text
    kept, room = 0, limit - utf16(ELLIPSIS)
    for cluster in _CLUSTER.finditer(text):
        room -= utf16(cluster[0])
        if room < 0:
            break
        kept = cluster.end()
    return (text[:kept].rstrip() + ELLIPSIS) if limit > 0 else ""


def thai_digits(text: str) -> str:
    """0-9 as ๐-๙."""
    from pythainlp.util import arabic_digit_to_thai_digit

    return str(arabic_digit_to_thai_digit(text))


def arabic_digits(text: str) -> str:
    """๐-๙ as 0-9."""
    from pythainlp.util import thai_digit_to_arabic_digit

    return str(thai_digit_to_arabic_digit(text))
