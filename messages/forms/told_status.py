"""Which status a text about a project closes with: owners end it so, whatever status they chose."""

from __future__ import annotations

import re
from collections.abc import Mapping

from messages.plans.vocabulary import squeeze

_LAST_ITEM = re.compile(r"(?:^|\s)[-–•]\s*(?=\S)|\n")
_STATUSES: Mapping[str, re.Pattern[str]] = {
    "not_funded": re.compile("ไม่(?:ใช่|มี)โครงการที่ได้รับ(?:การ)?จัดสรรงบประมาณ.*"),
    "not_started": re.compile("ยัง(?:ไม่|มิ)(?:ได้)?(?:เริ่ม)?(?:ดำเนิน(?:การ|งาน)?(?:โครงการ)?)"),
    "in_progress": re.compile("(?:กำลัง|(?:ยัง)?(?:คง)?อยู่(?:ใน)?ระหว่าง)(?:การ)?ดำเนิน(?:การ|งาน)?(?:โครงการ)?"),
    "postponed": re.compile("เลื่อน(?:ระยะเวลา)?(?:การดำเนิน)?(?:โครงการ)"),
    "cancelled": re.compile("ยกเลิก(?:การดำเนิน)?โครงการ(?:แล้ว)?"),
    "done": re.compile(
        "(?:จบ|สิ้นสุด|เสร็จสิ้น|ปิด)(?:การดำเนิน(?:งาน|การ)?)?โครงการ(?P<more>(?:[/,]|และ|สรุป|รายงาน|แล้ว|เรียบร้อย|ตาม).*)?"
        "|(?:ได้)?ดำเนิน(?:การ|งาน|โครงการ)(?:แล้ว)?(?:เสร็จ(?:สิ้น)?|เรียบร้อย|แล้วเสร็จ)(?:เรียบร้อย)?(?:แล้ว)?"
    ),
}
_NOT_ALL = re.compile("ยังไม่|ไม่ได้|บางส่วน|เหลือ|ค้าง|รอ|อยู่ระหว่าง|กำลัง")
_DISAGREE: Mapping[str, frozenset[str]] = {
    "not_started": frozenset({"in_progress", "done"}),
    "in_progress": frozenset({"not_started", "cancelled", "done"}),
    "done": frozenset({"not_started", "in_progress", "postponed", "cancelled"}),
    "postponed": frozenset({"done"}),
    "cancelled": frozenset({"in_progress", "done"}),
    "not_funded": frozenset({"in_progress", "done"}),
}
"""What a text may not close with, by the status chosen."""
_LONGEST = 200
"""Characters of a closing item; a longer one tells more than a status."""


def closing_item(text: str) -> str:
    """The last item or line of a text; empty where it is too long to be a status."""
    last = _LAST_ITEM.split(text.strip())[-1].strip()
    return last if len(last) <= _LONGEST else ""


def told_status(text: str) -> str:
    """The status the whole of the last item states; empty where it states none, or only of a part."""
    last = squeeze(closing_item(text)).strip(".")
    for status, pattern in _STATUSES.items():
        found = pattern.fullmatch(last)
        if found:
            return "" if _NOT_ALL.search(found.groupdict().get("more") or "") else status
    return ""


def disagrees(status: str, text: str) -> bool:
    """Whether the text closes with a status that the one chosen excludes."""
    return told_status(text) in _DISAGREE.get(status, frozenset())
