"""Dates as people type them, in Buddhist-Era years: understood beyond doubt, asked about, or no date.

Two-digit years are Buddhist Era, a missing year is the fiscal year's, a day outside the fiscal year is asked
about (deploy/docs/thai-facts.md). Dates in figures are day/month/year. As with amounts, every word beside the date must
be one that leaves it as it is, else the reading is `UnsureDay`.
"""

from __future__ import annotations

import unicodedata
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import regex  # type: ignore[import-untyped]

from messages.thai.dates import BUDDHIST_ERA, from_buddhist_text
from messages.thai.manners import bare

_MAX_LENGTH = 200
"""Characters; a date with all its wording is shorter, a paragraph of a report is not."""
_MAX_CANDIDATES = 4
_FAR = 10
"""Years from the fiscal year beyond which nobody means the year they typed."""
_MONTHS = 12
_FIRST_MONTH_OF_YEAR = 10
_BUDDHIST_YEARS = range(2400, 2700)
_CHRISTIAN_YEARS = range(1857, 2157)

_MONTH_NAMES = (
    ("มกราคม", "มกรา", "ม.ค.", "january", "jan."),
    ("กุมภาพันธ์", "กุมภาพันธุ์", "กุมภาพัน", "กุมภา", "ก.พ.", "february", "feb."),
    ("มีนาคม", "มีนา", "มี.ค.", "march", "mar."),
    ("เมษายน", "เมษา", "เม.ย.", "april", "apr."),
    ("พฤษภาคม", "พฤศภาคม", "พฤษภา", "พ.ค.", "may"),
    ("มิถุนายน", "มิถุนา", "มิ.ย.", "june", "jun."),
    ("กรกฎาคม", "กรกฏาคม", "กรกฎา", "กรกฏา", "ก.ค.", "july", "jul."),
    ("สิงหาคม", "สิงหา", "ส.ค.", "august", "aug."),
    ("กันยายน", "กันยา", "ก.ย.", "september", "sept.", "sep."),
    ("ตุลาคม", "ตุลา", "ต.ค.", "october", "oct."),
    ("พฤศจิกายน", "พฤษจิกายน", "พฤศจิกา", "พฤษจิกา", "พ.ย.", "november", "nov."),
    ("ธันวาคม", "ธันวา", "ธ.ค.", "december", "dec."),
)
"""Full, spoken, misspelt as often seen, abbreviated; the dots of an abbreviation are often left out."""
_WEEKDAY_NAMES = (
    ("จันทร์", "monday", "mon"),
    ("อังคาร", "tuesday", "tue"),
    ("พุธ", "wednesday", "wed"),
    ("พฤหัสบดี", "พฤหัสฯ", "พฤหัส", "thursday", "thu"),
    ("ศุกร์", "friday", "fri"),
    ("เสาร์", "saturday", "sat"),
    ("อาทิตย์", "sunday", "sun"),
)
_SHORT_WEEKDAY_OF = {"จ": 0, "อ": 1, "พ": 2, "พฤ": 3, "ศ": 4, "ส": 5, "อา": 6}
"""The dot of an abbreviation may be left out."""


def _pattern_of(name: str) -> str:
    """The name with its dots optional. One that could go on (ก.พ. in ก.พ.ร., may in maybe) must end there."""
    dotted = r"\.? ?".join(regex.escape(part) for part in name.rstrip(".").split("."))
    if "." in name:
        return dotted + r"\.?(?![ก-๙a-z])"
    return dotted + ("(?![a-z])" if name.isascii() else "")


_MONTH_OF = {name.replace(".", ""): number for number, names in enumerate(_MONTH_NAMES, 1) for name in names}
_WEEKDAY_OF = {name: number for number, names in enumerate(_WEEKDAY_NAMES) for name in names}
MONTH_PATTERN = "(?:" + "|".join(_pattern_of(name) for names in _MONTH_NAMES for name in names) + ")"
"""Any month by any of its names."""

_START = "(?<![0-9])(?<![0-9][.,/:-])"
_END = "(?![0-9])"
_NAME = f"(?P<name>{MONTH_PATTERN})"
_TWO = "[0-9]{1,2}"
_DAY = f"{_START}(?P<day>{_TWO})"
_DAYS = f"{_START}(?:(?P<earlier>{_TWO}) ?(?:-|,|ถึง|และ|กับ|หรือ) ?)*(?P<day>{_TWO})"
_ERA = r"(?:ปี ?)?(?P<era>พ\.? ?ศ\.?|พุทธศักราช|b\.?e\.?|(?P<christian>ค\.? ?ศ\.?|c\.?e\.?|a\.?d\.?))? ?"
_YEAR = rf"{_ERA}(?P<year>[0-9]++)(?![ ./-]*{MONTH_PATTERN})"
_SHAPES = (
    rf"{_DAYS}(?:st|nd|rd|th)?[ ./-]*(?:เดือน ?|of )?{_NAME}(?:[ ./,-]*{_YEAR})?",
    rf"(?P<last>สิ้น) ?(?:เดือน ?)?{_NAME}(?:[ ./,-]*{_YEAR})?",
    rf"(?P<month_first>){_NAME} (?P<day>{_TWO})(?:st|nd|rd|th)?{_END}(?:,? (?P<year>[0-9]{{4}}){_END})?",
    rf"{_DAY} ?เดือน(?:ที่)? ?(?P<month>{_TWO}){_END}(?: ?{_YEAR})?",
    rf"{_START}(?P<year>[0-9]{{4}}) ?(?P<mark>[/.-]) ?(?P<month>{_TWO}) ?(?P=mark) ?(?P<day>{_TWO}){_END}",
    rf"{_DAY} ?(?P<mark>(?P<day_first>[/.-])) ?(?P<month>{_TWO}){_END}(?: ?(?P=mark) ?{_YEAR})?",
    rf"{_DAY}(?P<mark> )(?P<month>{_TWO}) {_YEAR}{_END}",
    rf"{_START}(?P<day>[0-9]{{2}})(?P<mark>)(?P<month>[0-9]{{2}})(?P<year>[0-9]{{2}}|[0-9]{{4}}){_END}",
)
_DATE = regex.compile("|".join(_SHAPES))

_ISO = regex.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEAR_OF_FOUR = regex.compile("(?<![0-9])[0-9]{4}(?![0-9])")
_DASHES = regex.compile("[‐‑‒–—―−﹣－]")
_TIME = regex.compile(
    r"เวลา ?[0-9]{1,2}[.:][0-9]{2}(?: ?น\.?(?![ก-๙]))?|(?<![0-9.])[0-9]{1,2}[.:][0-9]{2} ?น\.(?![ก-๙])|"
    r"(?<=[0-9])[t ][0-9]{1,2}:[0-9]{2}(?::00)?(?![0-9:.])"
)
_WEEKDAY = regex.compile(
    rf"(?:วัน)?(?P<name>{'|'.join(map(regex.escape, _WEEKDAY_OF))})(?:ที่|(?![ก-๙a-z]))|"
    rf"(?<![ก-๙.])(?:วัน)?(?P<name>{'|'.join(_SHORT_WEEKDAY_OF)})(?:\. ?(?:ที่)?|(?![ก-๙a-z.]))"
)
"""An abbreviation begins a word: the ศ. of พ.ศ. is no Friday."""
_HARMLESS = regex.compile("เมื่อวันที่|ลงวันที่|วันที่|เมื่อ|ลว|ที่|คือ|นะ|ครับผม|ครับ|คับ|ค่ะ|คะ|จ้า|จ้ะ|[ .,:()\"'“”🙏👍😊]")


_HELD = regex.compile(
    "^(?:ได้)?(?:จัด|ดำเนินการ|ดำเนินงาน)(?:ประชุม|อบรม|กิจกรรม|โครงการ)?(?:แล้ว|เสร็จ|แล้วเสร็จ)? ?(?=เมื่อ|วัน|[0-9])"
)
"""What was done on the day, of which an answer to when it was speaks: จัดเมื่อ, ดำเนินการวันที่."""
_PLACE = regex.compile(" ณ [^0-9]+$")


@dataclass(frozen=True, slots=True)
class Day:
    """Understood."""

    day: date


@dataclass(frozen=True, slots=True)
class UnsureDay:
    """To be asked about. `candidates`, likeliest first: those within the fiscal year, then those outside it."""

    candidates: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class NotDay:
    """Nothing in it reads as a day."""


DateReading = Day | UnsureDay | NotDay


@dataclass(frozen=True, slots=True)
class _WrittenDate:
    """One way to take a date apart. No `day`: the month's last; `year` as typed, `era` as named, or ""."""

    day: int | None
    month: int
    year: str
    era: str
    sure: bool


@dataclass(frozen=True, slots=True)
class _Meaning:
    """The days one way of reading can mean; beyond doubt only one and only where `sure`."""

    days: tuple[date, ...]
    sure: bool


def read_date(text: str, fiscal_year: int) -> DateReading:
    """The day `text` names, for somebody speaking of Buddhist-Era `fiscal_year`."""
    if len(text) > _MAX_LENGTH or any(unicodedata.category(letter) == "No" for letter in text):
        return NotDay()
    said = _TIME.sub(" ", _DASHES.sub("-", bare(text)).lower())
    meanings = [_meaning(way, fiscal_year) for found in _DATE.finditer(said) for way in _ways(found)]
    days = tuple(dict.fromkeys(day for meaning in meanings for day in meaning.days))
    if not days:
        return NotDay()
    certain = all(meaning == _Meaning(days[:1], sure=True) for meaning in meanings)
    if certain and _leaves_in_peace(_DATE.sub(" ", said), days[0]):
        return Day(days[0])
    return UnsureDay(_likeliest_first(days, fiscal_year)[:_MAX_CANDIDATES])


def read_told_date(text: str, fiscal_year: int) -> DateReading:
    """The same of an answer to when something was: what was done then, and where, leaves the day as it is."""
    if len(text) > _MAX_LENGTH:
        return NotDay()
    return read_date(_PLACE.sub("", _HELD.sub("", bare(text))), fiscal_year)


def read_whole_date(text: str) -> date | None:
    """The day in a text that names day, month and a year of four digits; None where that is not beyond doubt."""
    said = bare(text[:_MAX_LENGTH])
    if _ISO.fullmatch(said):
        try:
            return date.fromisoformat(from_buddhist_text(said))
        except ValueError:
            return None
    years = [_christian_year(year, "", 0) for year in _YEAR_OF_FOUR.findall(said)]
    around = {year + BUDDHIST_ERA + later for year in years if year for later in (0, 1)}
    days = {reading.day for reading in (read_date(text, year) for year in around) if isinstance(reading, Day)}
    return days.pop() if len(days) == 1 else None


def _ways(found: regex.Match[str]) -> Iterator[_WrittenDate]:
    """Every way to read what was typed."""
    way = _to_written_date(found)
    for earlier in found.captures("earlier"):
        yield replace(way, day=int(earlier), sure=False)
    yield way
    if way.day and not found["name"] and _may_be_turned(way, in_figures=bool(found["day_first"])):
        yield replace(way, day=way.month, month=way.day, sure=False)


def _to_written_date(found: regex.Match[str]) -> _WrittenDate:
    name = (found["name"] or "").replace(".", "").replace(" ", "")
    month = _MONTH_OF[name] if name else int(found["month"])
    era = "ce" if found["christian"] else "be" if found["era"] else ""
    return _WrittenDate(int(found["day"]) if found["day"] else None, month, found["year"] or "", era, _is_sure(found))


def _is_sure(found: regex.Match[str]) -> bool:
    """25-3 may be a span, 25.3 a number, 250364 anything, "march 21" a month of 2021."""
    if found["last"] is not None:
        return False
    mark, has_year = found["mark"], bool(found["year"])
    if mark is None:
        return has_year or found["month_first"] is None
    return mark == "/" or (has_year and mark in {".", "-"})


def _may_be_turned(way: _WrittenDate, *, in_figures: bool) -> bool:
    """Whether the month may stand first: nothing else makes a date, or a program set to month/day wrote 3/4/2021."""
    foreign = in_figures and way.year.isdigit() and int(way.year) in _CHRISTIAN_YEARS
    return way.month > _MONTHS or (foreign and way.day != way.month and (way.day or 0) <= _MONTHS)


def _meaning(way: _WrittenDate, fiscal_year: int) -> _Meaning:
    if not 1 <= way.month <= _MONTHS:
        return _Meaning((), sure=False)
    own_year = fiscal_year - BUDDHIST_ERA - (way.month >= _FIRST_MONTH_OF_YEAR)
    own = _day(own_year, way)
    if not way.year:
        return _Meaning(own, way.sure)
    year = _christian_year(way.year, way.era, fiscal_year)
    if year is None:
        return _Meaning(own, sure=False)
    written = _day(year, way)
    if year == own_year or not written:
        return _Meaning(written, way.sure)
    return _Meaning(own + (written if abs(year - own_year) <= _FAR else ()), sure=False)


def _day(year: int, way: _WrittenDate) -> tuple[date, ...]:
    """The day in that year, or nothing where the month has no such day."""
    length = monthrange(year, way.month)[1]
    day = length if way.day is None else way.day
    return (date(year, way.month, day),) if 1 <= day <= length else ()


def _christian_year(typed: str, era: str, fiscal_year: int) -> int | None:
    """The year meant; None where it cannot be one. Two digits are the Buddhist-Era year nearest to the fiscal year."""
    year = int(typed)
    if len(typed) == len("64") and era != "ce":
        return fiscal_year - (fiscal_year - year + 50) % 100 + 50 - BUDDHIST_ERA
    if year in _BUDDHIST_YEARS and era != "ce":
        return year - BUDDHIST_ERA
    return year if year in _CHRISTIAN_YEARS and era != "be" else None


def _leaves_in_peace(rest: str, day: date) -> bool:
    """Whether what stands beside the date leaves it as it is; a weekday must be that day's."""
    weekdays = {(_WEEKDAY_OF | _SHORT_WEEKDAY_OF)[found["name"]] for found in _WEEKDAY.finditer(rest)}
    return weekdays <= {day.weekday()} and not _HARMLESS.sub("", _WEEKDAY.sub("", rest))


def _likeliest_first(days: tuple[date, ...], fiscal_year: int) -> tuple[date, ...]:
    year = fiscal_year - BUDDHIST_ERA
    return tuple(sorted(days, key=lambda day: not date(year - 1, 10, 1) <= day < date(year, 10, 1)))
