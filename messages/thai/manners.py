"""Politeness taken off a text before anything reads it: ครับ, ค่ะ, "!", quotation marks, 555, smileys, ขอ … หน่อย.

None of it changes what is meant, and nearly every message ends in some. Two readers need it off in two ways. Where a
text must be one of a few known words (commands, choices, codes), `list_wordings` takes off all that may be manners,
a step at a time, and the first step that is such a word is meant: สถานะ is found before สถา. Where a text may be
anything (amounts, dates, names of projects), `bare` takes off only what is manners for sure: ชนะ keeps its นะ, and
5,000? its doubt. What becomes part of a report is never read through here: it stays as it was typed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

import regex  # type: ignore[import-untyped]

from messages.thai.dictionary import thai_words
from messages.thai.text import arabic_digits, clean, one_line

SURE = (
    "ครับ", "ครับผม", "คร้าบ", "คร๊าบ", "คร้าบผม", "ครัช", "ครัฟ", "คับผม", "ค้าบ", "ค๊าบ", "ค่าบ", "คั้บ", "ฮับ", "ฮ๊าฟ", "งับผม",
    "ค่ะ", "ค้ะ", "ค๊ะ", "ค่ะะ", "ข่ะ", "เจ้าค่ะ", "เจ้าคะ", "พ่ะย่ะค่ะ", "จ้ะ", "จ่ะ", "จ๊ะ", "ฮ่ะ", "ฮ๊ะ", "เด้อ", "เน้อ", "อ่ะ", "น๊ะ",
    "คัฟ", "คั๊บ", "จร้า", "เนอะ", "ง่ะ",
)  # fmt: skip
"""Polite endings that no other Thai word ends in."""
_LIKELY = (
    "คะ", "ค่า", "ค้า", "คร่า", "นะ", "น่ะ", "น้า", "น๊า", "จ้า", "จ๋า", "คับ", "คราบ", "ฮะ", "เนาะ", "ขอรับ", "ล่ะ", "งับ", "ง้าบ",
)  # fmt: skip
"""Polite endings that are the end of other words too: ชนะ, มูลค่า, บังคับ."""
_SOFTENING = (
    "หน่อย",
    "ด้วย",
    "ให้",
    "ที",
    "ละ",
    "แหละ",
    "สิ",
    "ซิ",
    "ซี",
    "ดิ",
    "อะ",
    "ฮ่า",
    "ฮ่าฮ่า",
    "แฮะ",
)
"""What may follow a known word without changing it."""
_LEADING = (
    "ขอ", "ช่วย", "รบกวน", "กรุณา", "โปรด", "คือ", "คือว่า", "อยาก", "อยากจะ", "ต้องการ", "ฝาก", "ผม", "หนู", "ดิฉัน", "ฉัน",
    "กระผม", "ข้าพเจ้า", "พี่", "แอดมิน", "สวัสดี", "หวัดดี", "ทันรอบ", "เอ่อ", "เอ้อ", "เอิ่ม", "อืม", "อ๋อ", "อ้อ",
)  # fmt: skip
"""What may stand before a known word without changing it."""
_THANKS = "(?:ขอบคุณ|ขอบพระคุณ|ขอบใจ|ขอโทษ|ขออภัย)(?:มาก)?(?: ?ๆ)*(?:ล่วงหน้า)?"
_HESITATING = ("เอ่อ", "เอ้อ", "เอิ่ม", "อืม", "อ๋อ", "อ้อ", "คือ", "คือว่า")

_WHOM = (
    "(?:ท่าน|คุณ)?(?:เจ้าหน้าที่|ผู้เกี่ยวข้อง|ผู้ประสานงาน|ผู้ดูแล(?:ระบบ)?|แอดมิน|ทีมงาน|กลุ่มนโยบายและแผน|กลุ่มแผน|ทุกท่าน)"
    "(?:แผน|กลุ่มนโยบายและแผน|กลุ่มแผน)? ?(?:ที่เคารพ|ที่นับถือ|ที่เกี่ยวข้อง|ทุกท่าน)?"
)
_ADDRESS = rf"(?:กราบ)?เรียน ?{_WHOM}(?:{'|'.join(SURE)})?(?=[\s,:]|ขอ)[\s,:]*"
"""To whom a letter is, before what it says: เรียน เจ้าหน้าที่."""
_BY_LEAVE = "ขออนุญาต|ขอเรียน(?:ว่า)?|ขอความ(?:อนุเคราะห์|กรุณา)|(?:มีความ)?ประสงค์(?:จะ|ขอ)?|ใคร่ขอ"
"""What an official asks leave with."""
_TELL = "(?:รายงาน|แจ้ง|เรียน)(?:ข้อมูล|ให้ทราบ|ชี้แจง|แจ้ง)?"
_TELLING = (
    rf"(?:(?:ขออนุญาต|ขอ){_TELL}(?:ว่า|ดังนี้)|ขออนุญาต{_TELL}(?:{'|'.join(SURE)})?(?=[\s:]))[\s:]*"
    "|ขออนุญาต(?=รายงาน|แจ้ง)"
)
"""That something is told now: ขออนุญาตรายงานค่ะ, ขอเรียนว่า."""
_LETTER_END = "(?:จึง|เพื่อ)(?:ขอ)?เรียนมาเพื่อ(?:โปรด)?(?:ทราบ|พิจารณา)"

_MAX_WORDING = 400
"""Characters; no known word is longer, whatever stands around it."""
_REACH = 40
"""How far from its end a text is looked at for one more ending."""
_MAX_STEPS = 24
_MAX_WORD = 20

_REFUSING = "❌❎✖🚫⛔👎🙅🆖"
_MEANT = f"{_REFUSING}❓❔⁉➕➖➗💯🔟"
_EMOJI = rf"(?![{_MEANT}])[\p{{Extended_Pictographic}}\ufe0f\u200d\U0001f3fb-\U0001f3ff\U0001f1e6-\U0001f1ff]"
_SMILEY = r"(?:[:;=][-'^]?[()DPpOo*]+|\^[_.-]?\^+|[Tt]_+[Tt]|-_+-|>_+<)"
_QUOTES = "\"'“”‘’«»‹›「」『』`´"
_ADORNED = regex.compile(rf"(?:{_SMILEY}|[\s{_QUOTES}!~^]|{_EMOJI})++$")
_ADORNING = regex.compile(rf"^[\s{_QUOTES}!]+")
_MARK = rf"(?:[^\p{{L}}\p{{M}}\p{{N}}\p{{Sc}}%‰{_REFUSING}]\ufe0f?)"
"""No letter and no figure; nor what makes a quantity of a figure: 3% is no choice 3, ฿2 none 2."""
_MARKED = regex.compile(rf"(?:{_SMILEY}|{_MARK}|[ๆฯ]|(?<![0-9]|[0-9][.,])5{{3,}})++$")
_MARKING = regex.compile(rf"^{_MARK}+")
_BLANK = regex.compile("(?<![0-9]) | (?![0-9])")


def _lengthened_pattern(words: Iterable[str]) -> str:
    """Any of the words, each letter but the first as often as it likes to be: ครับบบ, ค่าาา; ยืนยันนะ keeps its น."""
    return "|".join(word[0] + "".join(f"{letter}+" for letter in word[1:]) for word in words)


_SURE_END = regex.compile(f"(?:{_lengthened_pattern(SURE)})(?: ?ๆ)*$")
_THANKS_END = regex.compile(f"(?:^|(?<=[ 0-9]|{'|'.join(SURE)})){_THANKS}$")
_LIKELY_END = regex.compile(f"(?:{_lengthened_pattern(_LIKELY)})$")
_ALL_MANNERS = regex.compile(f"(?:{_lengthened_pattern((*SURE, *_LIKELY))})+")
_ANY_END = regex.compile(f"(?:{_lengthened_pattern((*SURE, *_LIKELY, *_SOFTENING))}|{_THANKS})$")
_LONG_TO_SHORT = sorted((*SURE, *_LIKELY, *_SOFTENING, *_LEADING), key=len, reverse=True)
_MANNERS_ALONE = regex.compile(f"(?:{_THANKS}|{_lengthened_pattern(_LONG_TO_SHORT)}| )++")
_POLITE_YES = regex.compile(
    _lengthened_pattern(
        ("ครับผม", "ครับ", "คับผม", "คับ", "ค้าบ", "คร้าบ", "ค่ะ", "จ้ะ", "จ้า", "จ่ะ", "ฮะ", "ฮับ", "เจ้าค่ะ", "ขอรับ")
    )
)
_LETTER = regex.compile(r"(?![ๆฯ])[\p{L}\p{N}]")
_LONGEST_FIRST = "|".join(sorted((*SURE, *_LEADING), key=len, reverse=True))
_ANY_START = regex.compile(rf"{_ADDRESS}|{_BY_LEAVE}|{_LONGEST_FIRST}|(?:{'|'.join(_LIKELY)})(?![\p{{L}}\p{{M}}])")
"""What is the beginning of other words too stands apart: ค่า เอกสาร asks for documents, ค่าเอกสาร is money."""
_LETTER_OPENING = regex.compile(rf"\s*+(?:{_ADDRESS})?(?:{_TELLING})?(?=\S)")
_CLOSED_LETTER = regex.compile(rf"\s+{_LETTER_END}$")
_HESITATION = regex.compile(f"^(?:{'|'.join(_HESITATING)})(?:[ .,…]+|(?=[0-9]|ไม่|ยัง))")


@lru_cache(maxsize=64)
def bare(text: str) -> str:
    """`text` on one line in ASCII digits, without what is manners for sure; empty where it is nothing else."""
    said = arabic_digits(one_line(clean(text)))
    for _ in range(_MAX_STEPS):
        shorter = _without_sure_ending(said)
        if shorter == said:
            break
        said = shorter
    return _HESITATION.sub("", _ADORNING.sub("", without_opening(said)), count=1) if said else said


def without_opening(text: str) -> str:
    """`text` without what a letter begins with, where more follows: เรียน เจ้าหน้าที่ ขออนุญาตรายงานดังนี้."""
    found = _LETTER_OPENING.match(text)
    return text[found.end() :] if found else text


def _without_sure_ending(said: str) -> str:
    plain = _cut(said, _ADORNED)
    if plain != said:
        return plain
    cut = _cut(_cut(_cut(said, _THANKS_END), _SURE_END), _CLOSED_LETTER)
    if cut != said:
        return cut
    likely = _cut(said, _LIKELY_END)
    return said if likely == said or _ends_a_word(said, len(likely)) else likely


def _cut(said: str, ending: regex.Pattern[str]) -> str:
    """`said` without that ending; looked for near its end alone."""
    start = max(0, len(said) - _REACH)
    found = ending.search(said, start)
    return str(said[: found.start()]).rstrip() if found else said


def _ends_a_word(said: str, at: int) -> bool:
    """Whether a longer Thai word, and none made of manners (นะคะ), ends with what stands behind `at`."""
    longer = (said[start:] for start in range(max(0, at - _MAX_WORD), at))
    return any(word in thai_words() and not _ALL_MANNERS.fullmatch(word) for word in longer)


@lru_cache(maxsize=64)
def list_wordings(text: str) -> tuple[str, ...]:
    """`text` on one line in ASCII digits, then with a piece less of its manners each time.

    Empty where the text is longer than any known word with all its manners.
    """
    if len(text) > _MAX_WORDING:
        return ()
    said = arabic_digits(one_line(clean(text)))
    endings = tuple(_steps(said, _without_ending))
    return tuple(dict.fromkeys(step for ending in endings for step in _steps(ending, _without_beginning)))


def list_openings(text: str) -> tuple[str, ...]:
    """What `bare` leaves of `text`, then with a softener less before it each time (ขอ, ช่วย …)."""
    return tuple(_steps(bare(text), _without_beginning))


def is_mere_manners(text: str) -> bool:
    """Whether `text` says nothing: ครับ, 🙏, "…", ขอบคุณค่ะ, or marks alone, ❌ too."""
    return any(not _LETTER.search(said) or _MANNERS_ALONE.fullmatch(said) for said in list_wordings(text) or (text,))


def is_polite_yes(text: str) -> bool:
    """Whether `text` is a particle alone that answers a question by yes: ครับ, ค่ะ; not คะ, which asks."""
    return any(_POLITE_YES.fullmatch(said) for said in list_wordings(text))


def _steps(said: str, shortened: Callable[[str], str]) -> Iterator[str]:
    for _ in range(_MAX_STEPS):
        if said:
            yield said
        shorter = shortened(said)
        if shorter == said:
            return
        said = shorter


def _without_ending(said: str) -> str:
    plain = _cut(said, _MARKED)
    return plain if plain != said else _cut(said, _ANY_END)


def _without_beginning(said: str) -> str:
    plain = str(_MARKING.sub("", said))
    if plain != said:
        return plain
    found = _ANY_START.match(said)
    return str(said[found.end() :]).lstrip() if found else said


def key(said: str) -> str:
    """Of a wording or of a known word, what the two are compared by: no blanks but those between figures, no case."""
    return str(_BLANK.sub("", said)).casefold()
