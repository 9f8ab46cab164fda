"""Which item of a report somebody wants to change, by number or by name, and into what: แก้ข้อ 2 เป็น 28,500."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from messages.figures.spending import is_spending
from messages.forms.form import Kind, Question
from messages.texts import say
from messages.thai.manners import key, list_openings, list_wordings

_MAX_LENGTH = 200
"""Characters of a wish that also tells the new answer; a longer text is an answer itself."""
_WISH = re.compile(
    r"(?P<verb>(?:ย้อนกลับไป|กลับไป|ย้อนไป|ไป)?(?:แก้ไข|แก้|เปลี่ยน|ปรับ))? ?"
    r"(?:(?:ข้อที่|ข้อ|ลำดับที่|ลำดับ|รายการที่|รายการ) ?(?P<no>[0-9]{1,3})|(?P<bare>[0-9]{1,3})"
    r"|(?P<name>[^0-9=]+?(?: ?[1-4])?))?"
    r"(?: ?(?:เป็น|=|->|→) ?(?P<value>\S.*))?"
)
_INSTEAD = re.compile("(?:ใช้|เอา|ใส่) ?(?P<value>.+?) ?(?:แทน|แทนเลย|แทนค่าเดิม|แทนยอดเดิม)|เป็น ?(?P<figure>[0-9].*)")
_NAMES: Mapping[Kind, tuple[str, ...]] = {
    "choice": ("สถานะ", "สถานะโครงการ"),
    "amount": ("ยอด", "ยอดเงิน", "จำนวนเงิน", "เงิน", "ตัวเลข", "ตัวเงิน"),
    "date": ("วันที่", "วัน"),
    "long_text": (),
    "items": ("กิจกรรม",),
    "photos": ("รูป", "ภาพ", "รูปภาพ", "รูปถ่าย", "ภาพถ่าย"),
}
_SPENDING = ("ยอดเบิก", "ยอดเบิกจ่าย", "เบิกจ่าย", "เงินเบิก", "เงินที่เบิก", "ยอดใช้จ่าย", "ยอดเงินเบิกจ่าย", "ยอดที่เบิก", "งบ", "งบที่ใช้")
_OF_QUARTER = ("ไตรมาส {n}", "ไตรมาสที่ {n}", "ยอดไตรมาส {n}", "ยอดไตรมาสที่ {n}", "ยอดเบิกไตรมาส {n}", "q{n}")
_OF_ID: Mapping[str, tuple[str, ...]] = {
    "status": ("การดำเนินการ",),
    "progress": ("ความก้าวหน้า", "ความคืบหน้า", "ข้อความ", "รายละเอียด", "ผลการดำเนินงาน"),
    "problems": ("ปัญหา", "อุปสรรค", "ปัญหาอุปสรรค", "ปัญหาและอุปสรรค"),
    "suggestions": ("ข้อเสนอแนะ", "เสนอแนะ"),
    "results": ("ผล", "ผลการดำเนินงาน"),
}
_REASON = "เหตุผล"


@dataclass(frozen=True, slots=True)
class ItemChange:
    """The numbers of the items that may be meant, one of them perhaps of no item, and the new answer, if told.

    `wished`: said as a wish (แก้…), not by a name or a number alone.
    """

    numbers: tuple[int, ...]
    value: str = ""
    wished: bool = False


def read_change(text: str, questions: Sequence[Question], reasons: int = 0) -> ItemChange | None:
    """What is to be changed of these questions, numbered from 1, and of the `reasons` numbered behind them.

    None where the words name no item: they are an answer, or talk.
    """
    if len(text) > _MAX_LENGTH:
        return None
    wordings = dict.fromkeys((*list_openings(text), *list_wordings(text)))
    read = (_read(said, questions, reasons) for said in wordings)
    return next((change for change in read if change), None)


def read_instead(text: str) -> str:
    """What shall stand in place of an answer: 28,500 of "ใช้ 28,500 แทน" and "เป็น 28,500"; or the text itself."""
    found = (_INSTEAD.fullmatch(said) for said in list_wordings(text))
    return next((match["value"] or match["figure"] for match in found if match), text)


def _read(said: str, questions: Sequence[Question], reasons: int) -> ItemChange | None:
    found = _WISH.fullmatch(said)
    if found is None:
        return None
    number, value, wished = found["no"] or found["bare"], (found["value"] or "").strip(), bool(found["verb"])
    if number:
        if value and found["bare"] and not wished:
            return None
        position = int(number)
        known = 1 <= position <= len(questions) + reasons
        return ItemChange((position,), value, wished) if known or found["no"] else None
    numbers = tuple(_numbers_named(found["name"] or "", questions, reasons))
    if not found["name"] and wished and value:
        numbers = tuple(place for place, item in enumerate(questions, start=1) if item.kind == "amount")
    return ItemChange(numbers, value, wished) if numbers else None


def _numbers_named(name: str, questions: Sequence[Question], reasons: int) -> Iterator[int]:
    wanted = key(name)
    for number, question in enumerate(questions, start=1):
        if wanted in {key(one) for one in _names(question)}:
            yield number
    if wanted and wanted.startswith(_REASON):
        yield from range(len(questions) + 1, len(questions) + 1 + reasons)


def _names(question: Question) -> Iterator[str]:
    yield question.label
    yield change_name(question)
    yield from _NAMES[question.kind]
    yield from _OF_ID.get(question.id, ())
    if is_spending(question.id):
        yield from _SPENDING
    if question.quarter is not None and question.kind == "amount":
        yield from (name.format(n=question.quarter) for name in _OF_QUARTER)


def change_name(question: Question) -> str:
    """How a button to change the question names it: สถานะ, ยอดเบิก, ยอดไตรมาส 2; else its label."""
    if question.id == "status":
        return say("checks.name.status")
    if not is_spending(question.id):
        return question.label
    if question.quarter is None:
        return say("checks.name.spent")
    return say("checks.name.quarter", quarter=question.quarter)
