"""The words of Thai action plans: what a column's header says, and what a row that is no project says.

Every pattern is matched against squeezed text (`squeeze`), so spacing, Thai digits and capital letters do not matter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from messages.project import DETAILS
from messages.thai.dates import BUDDHIST_ERA
from messages.thai.text import arabic_digits, clean, keep_as_written, one_line

OTHER = "other"
_KINDS = "(?:(?:แผน)?งาน|โครงการ|กิจกรรม|รายการ|ผลผลิต)"
_UNITS = "(?:กลุ่ม(?:งาน)?|หน่วย(?:งาน)?|ฝ่าย|งาน)"
_LEAVES = {
    "no": re.compile(r"ที่|ลำดับ(?:ที่|โครงการ)?|เลขที่(?:โครงการ)?|โครงการที่|ข้อ(?:ที่)?|no\.?|#"),
    "name": re.compile(rf"ชื่อ|(?:(?:ราย)?ชื่อ)?{_KINDS}(?:(?:/|,|และ|หรือ){_KINDS})*(?:หลัก)?|projects?"),
    "group": re.compile(rf"กลุ่ม(?:งาน)?(?:/{_UNITS})*|(?:ผู้|{_UNITS}(?:/{_UNITS})*(?:ที่|/?ผู้)?)รับผิดชอบ(?:โครงการ|หลัก)?"),
    "fund": re.compile(r"(?:แหล่ง|ประเภท|หมวด)(?:ที่มา)?(?:ของ)?(?:เงิน|งบ)(?:งบ)?(?:ประมาณ)?"),
    "objectives": re.compile(r"วัตถุประสงค์(?:ของ)?(?:โครงการ|งาน)?"),
    "output": re.compile(r"(?:(?:ค่า)?เป้าหมาย(?:เชิง|ด้าน)?|เชิง)ผลผลิต(?:\(outputs?\))?|outputs?"),
    "outcome": re.compile(r"(?:(?:ค่า)?เป้าหมาย(?:เชิง|ด้าน)?|เชิง)?ผลลัพธ์(?:\(outcomes?\))?|outcomes?"),
    "duration": re.compile(
        r"(?:ช่วง|ระยะ)เวลา(?:ใน)?(?:การ|ที่)?(?:ดำเนิน(?:งาน|การ|โครงการ|กิจกรรม)?)?(?:ของ)?(?:โครงการ)?"
    ),
    "category": re.compile(r"(?:หมวด|ประเภท)(?:ของ)?(?:งบ)?(?:ประมาณ)?(?:ราย|ค่าใช้)จ่าย"),
    "heading": re.compile(r"(?:สนอง|สอดคล้องกับ)?(?:นโยบาย|กลยุทธ์|ยุทธศาสตร์|จุดเน้น)[^0-9]{0,30}"),
}
_QUARTER = re.compile(r"(?:ไตรมาส(?:ที่)?|(?<![a-z])q|quarter)([1-4])(?!\d|[-–,&+]|และ|ถึง)")
_OF_QUARTERS = re.compile("ไตรมาส")
_PLANNED = re.compile("แผน|ประมาณการ")
_ACTUAL = re.compile("ผล(?!ผลิต|ลัพธ์)|ใช้จริง|ใช้ไป|ที่ใช้(?!ดำเนิน|จ่าย)|จ่ายจริง|เบิก|เหลือ|ร้อยละ|(?<![0-9])%|ก้าวหน้า|หมายเหตุ")
_BUDGET = re.compile("งบประมาณ|วงเงิน|จำนวนเงิน|รวมเป็นเงิน|งบ(?:ที่)?ได้รับ|งบ(?:ที่)?จัดสรร|^งบ$|^budget")
_NOT_BUDGET = re.compile("แหล่ง|ประเภท|หมวด|ปีที่แล้ว|ปีก่อน|ปีที่ผ่านมา|ขอตั้ง|เสนอขอ|เพิ่มเติม|โอน")
_NO_SUM = re.compile(
    r"^(?:รหัส|เลขที่|ปี(?:งบประมาณ)?(?:พ\.?ศ\.?)?$|วันที่|วันเดือน|เดือน|ลักษณะ|ที่มา|ลำดับ|ผู้|สถานะ|สัดส่วน|อัตรา|ราคา"
    r"|จำนวน(?!เงิน|งบ|วงเงิน|ที่|ทั้ง|$|[^ก-๙]))"
    r"|ต่อ(?:คน|หัว|ราย|หน่วย|ครั้ง|รุ่น|วัน|เดือน|โรง|แห่ง|ชุด)|รายหัว"
)
"""Of a column that speaks of the budget and holds no amount of a project: its code, its year, how much for each."""
_IN_ALL = re.compile("^รวม|ทั้งสิ้น|ทั้งหมด")
_ALLOTTED = re.compile("ได้รับ|จัดสรร|อนุมัติ")
_UNIT_OF_MONEY = re.compile(r"[(\[](?:หน่วย:?)?(?:(?:สิบ|ร้อย|พัน|หมื่น|แสน)?(?:ล้าน|พัน|แสน|หมื่น|ร้อย|สิบ)(?:บาท)?|บาท)[)\]]")
_UNIT_WORD = re.compile("^(?:กลุ่มงาน|กลุ่ม|ฝ่าย|งาน(?=[ก-ฮ]))")
_YEAR = re.compile(r"25\d\d")
_FISCAL_YEAR = re.compile(
    r"(?:ปี(?:งบประมาณ)?(?:พ\.?ศ\.?)?|พ\.?ศ\.?)(?P<full>25\d\d)(?!\d|[-–/]25)"
    r"|ปีงบประมาณ(?:พ\.?ศ\.?)?(?P<short>[5-9]\d)(?![\d.,])"
    r"|ปี(?:งบประมาณ)?(?:ค\.?ศ\.?)?(?P<common>20\d\d)(?!\d)"
)
"""Not the first of several years: แผน 5 ปี พ.ศ. 2566-2570."""

_COUNT = re.compile(r"(.+?)\s*[:(]?\s*(?:จำนวน|รวม)?\s*(\d+)\s*โครงการ\s*\)?")
_TOTAL = re.compile(r"(?:ยอด)?รวม|(?:grand)?total|.*ทั้งสิ้น$")
_PLAIN_TOTAL = re.compile(
    r"(?:ยอด)?รวม(?:$|[^ก-๙]|เงิน|งบ|วงเงิน|เป็น|ทั้ง|ทุก|ยอด|จำนวน|ราย|ค่า|ข้อ|ที่|ส่วน|หน้า|หมวด|ประเภท|แหล่ง|ไตรมาส|โครงการ|กิจกรรม"
    r"|กลุ่ม|ฝ่าย|งาน|หน่วย|ศูนย์|สำนัก|เขต|ด้าน|แผน|กลยุทธ์|ยุทธศาสตร์|นโยบาย|จุดเน้น|ผลผลิต|สพ|อปท|ภาค)"
    r"|(?:grand)?total(?![a-z]|quality)|.*ทั้งสิ้น$"
)
_ONLY_TOTAL = re.compile(
    r"(?:ยอด)?รวม(?:เป็น)?(?:เงิน|งบ(?:ประมาณ)?)?(?:ทั้งสิ้น|ทั้งหมด|ทุกโครงการ)?(?:\d+โครงการ)?|(?:grand)?total"
)
_DITTO = re.compile(r"""[-–—]?["“”„〃″'’,]{1,4}[-–—]?""")
_GRAND = re.compile(r"ทั้งสิ้น|ทั้งหมด|^รวมงบประมาณ(?!ตาม|ได้รับ|จาก)|grand")
_LISTED = r"(?:\d+(?:\.\d+)*[.)]?)?"
_GROUP_ROW = re.compile(_LISTED + "(?:กลุ่ม(?!เป้าหมาย|ตัวอย่าง|ทดลอง|ผู้เข้า)|หน่วย|ศูนย์|เครือข่าย|ฝ่าย)")
_HEADING_ROW = re.compile(_LISTED + "(?:นโยบาย|กลยุทธ์|ยุทธศาสตร์|จุดเน้น|มาตรการ|พันธกิจ|เป้าประสงค์|ประเด็น|ด้าน|แผนงาน)")
_FUND_ROW = re.compile(_LISTED + "(?:งบ|เงิน|แหล่ง)")
_NOTE = re.compile(r"หมายเหตุ|\*|ลงชื่อ|ผู้จัดทำ|ผู้อนุมัติ|ข้อมูลณ|ที่มา:|\(ลงชื่อ")
_MAX_HEADER = 80
_MAX_LABEL = 300


@dataclass(frozen=True, slots=True)
class Counted:
    """A group row's name and the number of projects it announces."""

    name: str
    count: int


@lru_cache(maxsize=512)
def normalize(text: str) -> str:
    """`text` on one line, as it is kept and shown."""
    return one_line(keep_as_written(text))


def squeeze(text: str) -> str:
    """`text` as the patterns see it: no spaces, Arabic digits, small letters, no "(บาท)" nor "(ล้านบาท)"."""
    return _UNIT_OF_MONEY.sub("", squeeze_keeping_unit(text))


@lru_cache(maxsize=512)
def squeeze_keeping_unit(text: str) -> str:
    """As `squeeze`, with the unit of money it names."""
    return "".join(arabic_digits(clean(text)).lower().split())


def label_key(label: str) -> str:
    """The same for spellings of what is likely one group or fund: อำนวยการ, อำนวยการ. and กลุ่มอำนวยการ."""
    letters = re.sub(r"[^\w\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]", "", squeeze(label)).removesuffix("ฯ")
    return _UNIT_WORD.sub("", letters, count=1) or letters


@lru_cache(maxsize=1024)
def leaf_role(text: str) -> str | None:
    """What a header cell says by itself, money columns aside."""
    wanted = squeeze(text)
    return next((role for role, pattern in _LEAVES.items() if pattern.fullmatch(wanted)), None)


@lru_cache(maxsize=1024)
def column_role(path: tuple[str, ...]) -> str:
    """What a column holds (a role of ColumnFound), by its header cells from top to bottom."""
    if not path:
        return OTHER
    by_leaf = _detail_role("".join(path)) or leaf_role(_last(path))
    if by_leaf:
        return by_leaf
    parts = [words for text in path if (words := squeeze(text))]
    quarter = _quarter(parts)
    if is_actual(parts):
        return OTHER
    return f"q{quarter}" if quarter else ("budget" if _is_budget(parts) else OTHER)


def _detail_role(words: str) -> str | None:
    """Targets may say what they are by the cell above: เป้าหมาย over ผลผลิต, which alone would name projects."""
    wanted = squeeze(words)
    return next((role for role in DETAILS if _LEAVES[role].fullmatch(wanted)), None)


def rank(role: str, path: Sequence[str]) -> int:
    """Which of several columns of a role is read, the lowest: groups before persons, projects before activities."""
    if role == "budget":
        return _budget_rank(path)
    telling = {"group": "กลุ่ม", "name": "โครงการ"}.get(role, "")
    return 0 if telling in squeeze(_last(path)) else 1


def _last(path: Sequence[str]) -> str:
    """The lowest header cell that says more than a unit of money."""
    return next((text for text in reversed(path) if squeeze(text)), "")


def speaks_of_columns(text: str) -> bool:
    """Whether a cell above the header proper belongs to it, rather than to the plan's title."""
    wanted = squeeze(text)
    if leaf_role(text):
        return True
    if len(wanted) > _MAX_HEADER or _YEAR.search(wanted):
        return False
    return any(pattern.search(wanted) for pattern in (_BUDGET, _OF_QUARTERS, _QUARTER, _PLANNED, _ACTUAL))


def fiscal_years(text: str) -> list[int]:
    """The years a title names, in the Buddhist Era."""
    return [
        int(found["full"] or 0)
        or (2500 + int(found["short"]) if found["short"] else int(found["common"]) + BUDDHIST_ERA)
        for found in _FISCAL_YEAR.finditer(squeeze(text))
    ]


def read_count(text: str) -> Counted | None:
    """ "กลุ่มอำนวยการ 4 โครงการ" as its name and 4."""
    found = _COUNT.fullmatch(arabic_digits(normalize(text))) if len(text) <= _MAX_LABEL else None
    return Counted(normalize(text)[: found.end(1)].rstrip(" :("), int(found.group(2))) if found else None


def is_total(text: str) -> bool:
    return _TOTAL.match(squeeze(text)) is not None


def is_plain_total(text: str) -> bool:
    """Whether a total says so by its words alone; รวมพลังต้านยาเสพติด may as well be a project."""
    return _PLAIN_TOTAL.match(squeeze(text)) is not None


def is_only_total(text: str) -> bool:
    """Whether it says รวมทั้งสิ้น and nothing of what."""
    return _ONLY_TOTAL.fullmatch(squeeze(text)) is not None


def is_ditto(text: str) -> bool:
    """Whether a mark stands for what the row above says."""
    return _DITTO.fullmatch(squeeze(text)) is not None


def is_grand_total(text: str) -> bool:
    return _GRAND.search(squeeze(text)) is not None


def is_group(text: str) -> bool:
    return _GROUP_ROW.match(squeeze(text)) is not None


def is_heading(text: str) -> bool:
    return _HEADING_ROW.match(squeeze(text)) is not None


def is_fund(text: str) -> bool:
    return _FUND_ROW.match(squeeze(text)) is not None


def is_note(text: str) -> bool:
    return _NOTE.match(squeeze(text)) is not None


def _quarter(parts: Sequence[str]) -> str | None:
    found = (_QUARTER.search(part) for part in reversed(parts))
    return next((match.group(1) for match in found if match), None)


def is_actual(parts: Sequence[str]) -> bool:
    """Whether squeezed header cells speak of what was spent.

    By the lowest cell that says either: a parent may be "แผนและผลการใช้จ่าย".
    """
    said = (_says_actual(part) for part in reversed(parts))
    return next((actual for actual in said if actual is not None), False)


def _says_actual(part: str) -> bool | None:
    """Whichever word comes first: แผนการเบิกจ่าย is a plan, ผลตามแผน is not. None where it says neither."""
    planned, actual = _PLANNED.search(part), _ACTUAL.search(part)
    if not (planned or actual):
        return None
    return actual is not None and (planned is None or actual.start() < planned.start())


def is_quarterly(parts: Sequence[str]) -> bool:
    """Whether squeezed header cells speak of quarters, their sum too."""
    return any(_OF_QUARTERS.search(part) or _QUARTER.search(part) for part in parts)


def is_no_sum(parts: Sequence[str]) -> bool:
    """Whether the lowest of squeezed header cells names no amount of money for a project as a whole."""
    return bool(parts) and _NO_SUM.search(parts[-1]) is not None


def _is_budget(parts: Sequence[str]) -> bool:
    if is_no_sum(parts):
        return False
    return any(_BUDGET.search(part) for part in parts) and not any(_NOT_BUDGET.search(part) for part in parts)


def _budget_rank(path: Sequence[str]) -> int:
    """The sum first, then what was allotted; a sum over quarters only where nothing else is there."""
    parts = [words for text in path if (words := squeeze(text))]
    if any(_OF_QUARTERS.search(part) for part in parts):
        return 3
    if _IN_ALL.search(parts[-1]):
        return 0
    return 1 if any(_ALLOTTED.search(part) for part in parts) else 2
