"""The unit a plan's amounts are written in: (ล้านบาท), หน่วย : พันบาท, in the header, the title or a row of its own."""

from __future__ import annotations

import re

from messages.plans.vocabulary import squeeze_keeping_unit
from messages.texts import say

BAHT = 1
_POWERS = {"สิบ": 10, "ร้อย": 100, "พัน": 1_000, "หมื่น": 10_000, "แสน": 100_000, "ล้าน": 1_000_000}
_NAME = "(?:(?:สิบ|ร้อย|พัน|หมื่น|แสน)?ล้าน|สิบ|ร้อย|พัน|หมื่น|แสน)"
_FIGURES = ("หนึ่ง", "เอ็ด", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า", "ยี่", *_POWERS)
_COUNTED = "(?<![0-9.,])" + "".join(f"(?<!{word})" for word in _FIGURES)
_OF_BAHT = re.compile(rf"{_COUNTED}(?P<unit>{_NAME})บาท")
"""Not 3 ล้านบาท, which is an amount."""
_DECLARED = re.compile(rf"หน่วย(?:นับ|เงิน)?(?:เป็น)?[:=]?\(?(?P<unit>{_NAME})?(?P<baht>บาท)?(?![ก-๙])")
_ALONE = re.compile(rf"[(\[]?(?P<unit>{_NAME})(?:บาท)?[)\]]?")
_BRACKETED = re.compile(rf"[(\[](?:หน่วย:?)?(?P<unit>{_NAME})(?:บาท)?[)\]]")
_WRITTEN = re.compile(
    r"[(\[](?:หน่วย:?)?(?:[x×*]?1,?000(?P<millions>,?000)?บาท|[x×*]1,?000|[\'’,]?000(?:บาท|baht|thb)?"
    r"|(?:บาท|baht|thb)[\'’,]?000|k(?:บาท|baht|thb)?|(?:ลบ|ล้านบ)\.?|mb|m\.?baht"
    r"|(?P<english>millions?|thousands?)(?:of)?(?:baht|thb)?)[)\]]"
)
"""(1,000 บาท), (x1,000), ('000 บาท), (k บาท), (ลบ.), (MB), (Million Baht)."""
_SAID = re.compile(
    "(?:จำนวน|ตัวเลข|ยอด|เงิน|งบประมาณ|ข้อมูล)(?:เงิน)?(?:ทั้งหมด)?(?:ใน(?:ตาราง|แผน)(?:นี้)?)?(?:แสดง|คิด)?เป็น"
    rf"(?P<unit>{_NAME})บาท"
)
"""Of a note: จำนวนเงินเป็นพันบาท."""
_OF_ALL = re.compile(rf"[*(\[]*{_DECLARED.pattern}")
_STRANGE = "สตางค์|ส\\.?ต\\.?|usd|us\\$|[$€£¥]|eur|jpy|cny|ดอลลาร์(?:สหรัฐ)?|เหรียญ(?:สหรัฐ)?|ยูโร|เยน|หยวน|ปอนด์"
_IN_STRANGE = re.compile(rf"[(\[](?:หน่วย:?)?(?P<in>{_STRANGE})[)\]]|(?P<at>{_STRANGE})$")
_IN_BAHT = re.compile(r"[(\[](?:หน่วย:?)?บาท[)\]]")


def declared_units(text: str) -> frozenset[int]:
    """The units `text` says amounts are written in, as how many baht one is; empty where it says none."""
    wanted = squeeze_keeping_unit(text)
    return noted_units(text) | {_factor(match["unit"]) for match in _OF_BAHT.finditer(wanted)}


def noted_units(text: str) -> frozenset[int]:
    """As `declared_units`, of a text among the projects: only what speaks of the unit itself, not "ชุดละพันบาท"."""
    wanted = squeeze_keeping_unit(text)
    found = {_factor(match["unit"]) for match in _BRACKETED.finditer(wanted)}
    found |= {_written_factor(match) for match in _WRITTEN.finditer(wanted)}
    found |= {_factor(match["unit"] or "") for match in _DECLARED.finditer(wanted) if match["unit"] or match["baht"]}
    found |= {_factor(match["unit"]) for match in _SAID.finditer(wanted)}
    alone = _ALONE.fullmatch(wanted)
    if alone:
        found.add(_factor(alone["unit"]))
    if _IN_BAHT.search(wanted):
        found.add(BAHT)
    return frozenset(found)


def declared_table_units(text: str) -> frozenset[int]:
    """As `declared_units`, of a text in the header's row that speaks of the whole table: หน่วย : พันบาท."""
    return declared_units(text) if _OF_ALL.match(squeeze_keeping_unit(text)) else frozenset()


def foreign_unit(text: str) -> str:
    """The unit a header names that is none of baht: สตางค์, USD; "" where it names none."""
    found = None if "บาท" in squeeze_keeping_unit(text) else _IN_STRANGE.search(squeeze_keeping_unit(text))
    return "" if found is None else found["in"] or found["at"]


def unit_name(unit: int) -> str:
    """1,000,000 is ล้านบาท."""
    return say(f"plan.unit.{unit}")


def unit_alone(text: str) -> int | None:
    """How many baht one is, where the text is a unit and nothing else: ล้าน, พันบาท."""
    found = _ALONE.fullmatch(squeeze_keeping_unit(text))
    return None if found is None else _factor(found["unit"])


def _written_factor(found: re.Match[str]) -> int:
    words = found[0]
    thousands = (
        "thousand" in words
        or words[1:].removeprefix("หน่วย").lstrip(":").startswith("k")
        or ("000" in words and not found["millions"])
    )
    return _POWERS["พัน"] if thousands else _POWERS["ล้าน"]


def _factor(name: str) -> int:
    if name.endswith("ล้าน") and name != "ล้าน":
        return _POWERS[name.removesuffix("ล้าน")] * _POWERS["ล้าน"]
    return _POWERS.get(name, BAHT)
