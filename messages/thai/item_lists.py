"""Several things told in one message: where a numbered, dashed or headed list begins each of them.

A text is such a list where it begins with a mark. Marks of another kind below the first (a dash under a number) belong
to what stands above them; figures are no marks: 1.5 ล้าน, 25.3.64, 10.30 น.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from messages.thai.text import arabic_digits

HEADING = re.compile(r"^[ \t]*กิจกรรม(?:หลัก)?[ \t]*(?:ที่)?[ \t]*[0-9๐-๙]{1,2}(?![0-9๐-๙])[ \t.:)]*", re.MULTILINE)
"""How an activity is headed in the Word forms people paste from: กิจกรรมหลักที่ ๑ …"""
_NUMBERED = re.compile(
    r"(?:^[ \t]*|(?<![0-9๐-๙.,(/-]))(?P<open>\(?)(?P<number>[0-9๐-๙]{1,2})(?P<close>[.)])(?![0-9๐-๙])[ \t]*(?=[^\s.)])",
    re.MULTILINE,
)
_CHAPTERED = re.compile(
    r"^[ \t]*(?P<chapter>[0-9๐-๙]{1,2})\.(?P<number>[0-9๐-๙]{1,2})(?:[.)]|(?=[ \t]))[ \t]*"
    r"(?=[^\s0-9๐-๙])(?!ล้าน|แสน|หมื่น|พัน|บาท|น\.|เท่า|เปอร์|%|กิโล|เมตร|ชั่วโมง|ไร่)",
    re.MULTILINE,
)
"""How what stands under a numbered heading counts on: 4.1, 4.2; no 1.5 ล้าน."""
_DASHED = re.compile(r"^[ \t]*(?:[-–—](?![0-9๐-๙\s]*[0-9๐-๙])|[*✓])[ \t]*(?=[^\s\-–—*])", re.MULTILINE)
_BULLETED = re.compile(r"(?:^[ \t]*|(?<=[ \t]))[•●▪■◦‣·][ \t]*(?=\S)", re.MULTILINE)
_COUNTED = re.compile(
    r"(?:ที่|รุ่น|ครั้ง|ข้อ|ปี|พ\.?ศ\.?|ไตรมาส|ชั้น|จำนวน|เดือน|ประเภท|ระดับ|แห่ง|ละ|เขต|กลุ่ม|หมู่|ห้อง|ฉบับ|ภาค|ป\.|ม\.)"
    r"[ \t]*$"
)
"""What makes a figure within a line the number of something else: รุ่นที่ 2."""
_REACH = 20


def mark_of(line: str) -> str:
    """The mark that begins the line, with its blanks; empty where none does."""
    found = next(
        (match for kind in (HEADING, _NUMBERED, _CHAPTERED, _DASHED, _BULLETED) if (match := kind.match(line))), None
    )
    return found[0] if found else ""


def starts_of(text: str, told: int, last: str = "") -> tuple[int, ...]:
    """Where in `text` another item begins; empty where it is no list.

    `told`: how many items there are before it, `last` as the last of them was typed: a list that does not go on with
    theirs tells what belongs to the last one.
    """
    headed = tuple(found.start() for found in HEADING.finditer(text))
    if headed:
        return headed
    if _NUMBERED.match(text):
        return tuple(_numbered_starts(text, told))
    if chaptered := _chaptered_starts(text):
        return chaptered
    for kind in (_DASHED, _BULLETED):
        if kind.match(text) and (not told or kind.match(last)):
            return tuple(found.start() for found in kind.finditer(text))
    return ()


def _numbered_starts(text: str, told: int) -> Iterator[int]:
    """Numbers of the first one's style that count on from it; one that begins anew counts within an item."""
    style, expected = None, None
    for found in _NUMBERED.finditer(text):
        number = int(arabic_digits(found["number"]))
        if style is None:
            if told and number != told + 1:
                return
            style, expected = (found["open"], found["close"]), number
        is_next = (found["open"], found["close"]) == style and number == expected
        if is_next and not _counts_something(text, found.start()):
            yield found.start()
            expected = number + 1


def _chaptered_starts(text: str) -> tuple[int, ...]:
    """Several that count on from x.1 at the text's beginning, all under the same number."""
    first = _CHAPTERED.match(text)
    if first is None:
        return ()
    starts = list[int]()
    for found in _CHAPTERED.finditer(text):
        if found["chapter"] == first["chapter"] and int(arabic_digits(found["number"])) == len(starts) + 1:
            starts.append(found.start())
    return tuple(starts) if len(starts) > 1 else ()


def _counts_something(text: str, at: int) -> bool:
    """Whether what stands right before it within the line gives the number to something else."""
    before = text[max(0, at - _REACH) : at].rpartition("\n")[2]
    return bool(before.strip()) and _COUNTED.search(before) is not None
