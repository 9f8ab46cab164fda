"""Columns of money at different moments: what was planned, moved in and out, and what it came to afterwards."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from messages.plans.vocabulary import is_actual, is_no_sum, is_quarterly, squeeze

Kind = Literal["after", "total", "allotted", "plain", "before", "instalment", "in", "out", "signed"]
NEWEST: tuple[Kind, ...] = ("after", "total", "allotted", "plain", "before", "instalment")
"""Columns that could be the budget, the newest first."""
SIGNS = {"in": 1, "out": -1, "signed": 1}
"""How columns of what was moved change the budget."""

_MONEY = re.compile("งบ(?!ดุล)|วงเงิน|จำนวนเงิน|เป็นเงิน|จัดสรร|^budget")
_OTHER_MONEY = re.compile("แหล่ง|ประเภท|หมวด|ปีที่แล้ว|ปีก่อน|ปีที่ผ่านมา|ขอตั้ง|เสนอขอ|คำขอ")
_BEFORE = re.compile("เดิม|ก่อน|ตั้งต้น|เริ่มต้น|ต้นปี|ตามแผน|ฉบับแรก")
_AFTER = re.compile(
    "หลัง(?:การ|จาก)?(?:รับ)?(?:โอน|ปรับ|เปลี่ยน|เพิ่ม|ลด|แก้)|สุทธิ|รวม(?:งบ(?:ประมาณ)?|เงิน)?(?:ที่)?(?:ได้รับ)?(?:จัดสรร)?(?:โอน)?เพิ่มเติม"
    "|ปรับ(?:แผน|ปรุง|ใหม่|ครั้ง)|แก้ไข|ล่าสุด|ปัจจุบัน|ฉบับใหม่"
)
_SIGNED = re.compile(r"เปลี่ยนแปลง|เพิ่ม[/,]?\(?-?ลด|เพิ่มหรือลด|\+/-|\(\+-\)|±")
_OUT = re.compile(r"โอน(?:ลด|ออก|ไป|กลับ|คืน)|(?:ปรับ|ตัด)?ลด(?:ลง)?|ส่งคืน|\(-\)")
_IN = re.compile(r"โอน(?:เพิ่ม|เข้า|มา)|^รับโอน|เพิ่ม(?:ขึ้น|เติม)?|\(\+\)")
_RECEIVED = re.compile("ได้รับโอน|รับโอนจัดสรร")
_MOVED = re.compile("โอน")
_INSTALMENT = re.compile(r"(?:งวด|ครั้ง)(?:ที่)?([0-9]{1,2})")
_SUM = re.compile("(?:ยอด)?รวม(?:เงิน)?(?:ทั้งสิ้น|ทั้งหมด)?|ทั้งสิ้น|ทั้งหมด")
_WHOLE = re.compile("(?:งบ(?:ประมาณ)?|วงเงิน(?:งบประมาณ)?|จำนวนเงิน|budget)(?:ที่)?(?:ได้รับ)?(?:การ)?(?:จัดสรร|อนุมัติ)?")
_IN_ALL = re.compile("^รวม|ทั้งสิ้น|ทั้งหมด")
_ALLOTTED = re.compile("ได้รับ|จัดสรร|อนุมัติ")


@dataclass(frozen=True, slots=True)
class MoneyColumn:
    """A column of money that is no quarter. `order` is the number of its instalment or change, 0 for none.

    `bare`: it says รวม and nothing of money, so that only its sum tells what it is. `sums`: it may be the sum of other
    columns, by its words; ค่าวัสดุ is not that of its neighbours.
    """

    column: int
    kind: Kind
    order: int = 0
    bare: bool = False
    sums: bool = False


def money_column(column: int, path: Sequence[str]) -> MoneyColumn | None:
    """What the header cells over `column` say of its money; None where it holds none, or what was spent."""
    parts = [words for text in path if (words := squeeze(text))]
    whole = "".join(parts)
    moved = (
        any(pattern.search(parts[-1]) for pattern in (_AFTER, _SIGNED, _OUT, _IN, _RECEIVED, _MOVED))
        if parts
        else False
    )
    bare = not (_MONEY.search(whole) or moved)
    if not parts or is_quarterly(parts) or (bare and not _SUM.fullmatch(parts[-1])):
        return None
    if _OTHER_MONEY.search(whole) or is_actual(parts) or is_no_sum(parts):
        return None
    order = _INSTALMENT.search(whole)
    sums = bool(_WHOLE.fullmatch(parts[-1]) or _IN_ALL.search(parts[-1]))
    return MoneyColumn(column, _kind(whole, parts[-1]), int(order[1]) if order else 0, bare, sums)


def _kind(whole: str, last: str) -> Kind:
    if _AFTER.search(whole) and "ก่อน" not in whole:
        return "after"
    if _BEFORE.search(whole):
        return "before"
    moved = _kind_of_move(last)
    if moved:
        return moved
    if _INSTALMENT.search(whole):
        return "instalment"
    if _IN_ALL.search(last):
        return "total"
    return "allotted" if _ALLOTTED.search(whole) else "plain"


def _kind_of_move(last: str) -> Kind | None:
    if _RECEIVED.search(last):
        return None
    kinds: tuple[tuple[Kind, re.Pattern[str]], ...] = (
        ("signed", _SIGNED),
        ("out", _OUT),
        ("in", _IN),
        ("signed", _MOVED),
    )
    return next((kind for kind, pattern in kinds if pattern.search(last)), None)
