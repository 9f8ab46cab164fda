"""Days and moments as Thai offices write them, in Buddhist-Era years, and the quarters of a fiscal year.

Moments must carry a zone; days are those of Bangkok. Fiscal year 2564 runs from 1 October 2563 to
30 September 2564.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

BANGKOK = ZoneInfo("Asia/Bangkok")
BUDDHIST_ERA = 543
QUARTERS = 4
MONTHS_IN_QUARTER = 3
_FIRST_MONTH = 10

FIRST_BUDDHIST_YEAR = 2400
"""A year from here on is meant in the Buddhist Era: no office plans for the 25th century of the other."""

_MONTHS = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
_SHORT_MONTHS = (
    "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
)  # fmt: skip
_WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")


def day_month(day: date) -> str:
    """25 มีนาคม"""
    return f"{day.day} {_MONTHS[day.month - 1]}"


def full_date(day: date) -> str:
    """25 มีนาคม 2564"""
    return f"{day_month(day)} {day.year + BUDDHIST_ERA}"


def month_and_year(day: date) -> str:
    """มีนาคม 2564"""
    return f"{_MONTHS[day.month - 1]} {day.year + BUDDHIST_ERA}"


def weekday_date(day: date) -> str:
    """วันพฤหัสบดีที่ 25 มีนาคม 2564"""
    return f"วัน{_WEEKDAYS[day.weekday()]}ที่ {full_date(day)}"


def short_date(day: date) -> str:
    """25 มี.ค. 64"""
    return f"{day.day} {_SHORT_MONTHS[day.month - 1]} {(day.year + BUDDHIST_ERA) % 100:02d}"


def clock(moment: datetime) -> str:
    """14.05 น."""
    return f"{_in_bangkok(moment):%H.%M} น."


def date_and_time(moment: datetime) -> str:
    """24 มีนาคม 2564 14.05 น."""
    return f"{full_date(bangkok_day(moment))} {clock(moment)}"


def bangkok_day(moment: datetime) -> date:
    """The day it is in Bangkok. Raises ValueError for a moment without a zone."""
    return _in_bangkok(moment).date()


def from_buddhist(day: date) -> date:
    """The day meant where a year of the Buddhist Era was written as if it were a Christian one: 2564-03-25."""
    return day.replace(year=day.year - BUDDHIST_ERA) if day.year >= FIRST_BUDDHIST_YEAR else day


def from_buddhist_text(iso: str) -> str:
    """An ISO day or moment as text, a Buddhist-Era year at its head made Christian; anything else as it is."""
    year = iso.strip()[:4]
    if not (year.isascii() and year.isdigit() and int(year) >= FIRST_BUDDHIST_YEAR):
        return iso
    return f"{int(year) - BUDDHIST_ERA}{iso.strip()[4:]}"


def fiscal_year_of(day: date) -> int:
    """The Buddhist-Era fiscal year that `day` is in."""
    return day.year + BUDDHIST_ERA + (day.month >= _FIRST_MONTH)


def quarter_start(fiscal_year_be: int, quarter: int) -> date:
    """The first day of a quarter of a Buddhist-Era fiscal year. Raises ValueError outside quarters 1-4."""
    _check(quarter)
    year = fiscal_year_be - BUDDHIST_ERA
    first = date(year - 1, 10, 1)
    return first if quarter == 1 else date(year, (quarter - 2) * MONTHS_IN_QUARTER + 1, 1)


def quarter_end(fiscal_year_be: int, quarter: int) -> date:
    """The last day of a quarter of a Buddhist-Era fiscal year. Raises ValueError outside quarters 1-4."""
    _check(quarter)
    last = quarter == QUARTERS
    after = quarter_start(fiscal_year_be + 1, 1) if last else quarter_start(fiscal_year_be, quarter + 1)
    return after - timedelta(days=1)


def _in_bangkok(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone")
    return moment.astimezone(BANGKOK)


def _check(quarter: int) -> None:
    if not 1 <= quarter <= QUARTERS:
        raise ValueError(f"no such quarter: {quarter}")
