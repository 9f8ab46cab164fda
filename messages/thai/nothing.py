"""Words that tell there is nothing to tell: "-", ไม่มี, ไม่มีปัญหาครับ, ยังไม่มีข้อเสนอแนะเพิ่มเติม."""

from __future__ import annotations

import re

from messages.thai.manners import key, list_wordings
from messages.thai.text import clean

DASH = "-"
"""How nothing is kept and printed where it was told by a dash alone."""
_DASHES = re.compile("[-‐‑‒–—―−]+")
_WHAT = "อะไร|สิ่งใด|ใด|ปัญหา|อุปสรรค|ข้อเสนอแนะ|ข้อเสนอ|เสนอแนะ|รายละเอียด|ข้อมูล|เหตุผล|กิจกรรม|ความเห็น|ข้อคิดเห็น"
_HOW = "และ|หรือ|/|ๆ|ทั้งสิ้น|ทั้งนั้น|เพิ่มเติม|เพิ่ม|เลย|แล้ว|แต่อย่าง|ที่จะรายงาน|ในการดำเนินงาน|ในการดำเนินการ"
_NOTHING = re.compile(rf"(?:ยัง)?ไม่(?:มี|พบ)(?:{_WHAT}|{_HOW})*+|none|nothing|n/?a|nil")


def nothing_in(text: str) -> str:
    """How `text` tells that there is nothing, without its manners; empty where it tells anything else."""
    if _DASHES.fullmatch(clean(text)):
        return DASH
    found = (said for said in list_wordings(text) if _NOTHING.fullmatch(key(said)))
    return min(found, key=len, default="")
