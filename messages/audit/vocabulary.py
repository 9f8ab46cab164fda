"""The words of finished reports: what a column of results holds, and which status a progress cell closes with.

Patterns are matched against squeezed text (`squeeze`), as in messages.plans.vocabulary, which knows a plan's columns.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from messages.forms.told_status import closing_item, told_status
from messages.plans.vocabulary import squeeze
from messages.thai.dates import MONTHS_IN_QUARTER

_QUARTER = re.compile(r"ไตรมาส(?:ที่)?([1-4])(?!\d|[-–,&+]|และ|ถึง)")
_TOLD = re.compile("ผลการดำเนิน|ความก้าวหน้า|สรุปผล|ปัญหา|หมายเหตุ")
_SPENT = re.compile("เบิก|ใช้จริง|ที่ใช้|ใช้ไป|จ่ายจริง|ผล(?!ผลิต|ลัพธ์)")
_COLUMNS: Mapping[str, re.Pattern[str]] = {
    "percent": re.compile("(?:ร้อยละ|%|เปอร์เซ็นต์)(?!.*ก้าวหน้า)"),
    "remaining": re.compile("คงเหลือ|เหลือจ่าย|เหลือ$"),
    "progress": re.compile("ก้าวหน้า|การดำเนินการ$|ผลการดำเนิน|^สถานะ"),
    "reason": re.compile("ตามแผนการ$"),
    "used": re.compile("เบิกจ่าย|ใช้จริง|ที่ใช้|ใช้ไป|จ่ายจริง|^เบิก"),
}
_DONE = re.compile("ดำเนินการแล้ว")
_SENTENCE = re.compile("จำนวน[0-9๐-๙,.]+บาท.*ร้อยละ")
_REASON = re.compile("เนื่องจาก|เพราะ|เหตุผล|สาเหตุ")
_ROUND = re.compile(r"รอบ(3|6|9|12)เดือน|ไตรมาส(?:ที่)?(?:1(?:-|–|และ|ถึง))?([1-4])(?!\d|[-–]|และ|ถึง)")
_FISCAL_YEAR = re.compile(r"ปี(?:งบประมาณ)?(?:พ\.?ศ\.?)?(25\d\d)(?!\d|[-–/])")
_LATE_MONTHS = "ตุลาคม|ต\\.ค\\.|พฤศจิกายน|พ\\.ย\\.|ธันวาคม|ธ\\.ค\\."
_PERIOD = re.compile(
    r"1(?:ตุลาคม|ต\.ค\.)(?:พ\.ศ\.)?(?P<start>25\d\d)(?:[-–]|ถึง)(?:วันที่)?[0-9]+"
    rf"(?:(?P<late>{_LATE_MONTHS})|[^0-9-]{{2,10}}?)(?:พ\.ศ\.)?(?P<end>25\d\d)"
)


def report_role(header: str) -> str | None:
    """What a column holds that a plan does not have; None for any other."""
    said = squeeze(header)
    quarter = _QUARTER.search(said)
    if quarter and _SPENT.search(said) and not _TOLD.search(said):
        return f"spent_q{quarter.group(1)}"
    return next((role for role, pattern in _COLUMNS.items() if pattern.search(said)), None)


def closing_status(progress: str) -> str:
    """The status (deploy/docs/interfaces.md) the last item of a progress cell states; "" where it is another text."""
    is_done = _DONE.fullmatch(squeeze(closing_item(progress)).strip("."))
    return "done" if is_done else told_status(progress)


def last_quarter(title: str) -> int | None:
    """The last quarter a title says the report covers (รอบ 6 เดือน, ไตรมาสที่ 1-2)."""
    found = _ROUND.search(squeeze(title))
    if found is None:
        return None
    return int(found.group(1)) // MONTHS_IN_QUARTER if found.group(1) else int(found.group(2))


def years_in(heading: str) -> tuple[int, ...]:
    """The fiscal years (Buddhist Era) a heading names, by themselves or by the period it covers."""
    said = squeeze(heading)
    named = [int(year) for year in _FISCAL_YEAR.findall(said)]
    for period in _PERIOD.finditer(said):
        named += [int(period["start"]) + 1, int(period["end"]) + bool(period["late"])]
    return tuple(named)


def is_sentence(text: str) -> bool:
    """Whether a row below a table tells its sums in words, and is no heading of what follows."""
    return _SENTENCE.search(squeeze(text)) is not None


def gives_reason(progress: str) -> bool:
    """Whether a progress cell says why."""
    return _REASON.search(squeeze(progress)) is not None
