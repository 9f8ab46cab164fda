"""Typed dates: the corpus of dates.toml, every day of any fiscal year in every spelling."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from messages.thai.dates import BUDDHIST_ERA, full_date, quarter_end, quarter_start, short_date, weekday_date
from messages.thai.text import thai_digits
from messages.thai.typed_dates import DateReading, Day, NotDay, UnsureDay, read_date, read_told_date

CORPUS = tomllib.loads((Path(__file__).parent / "dates.toml").read_text("utf-8"))
YEAR = 2564
YEARS = st.integers(min_value=2545, max_value=2595)
DAYS_OF_YEAR = st.integers(min_value=0, max_value=364)
JUMBLE = (
    *("25", "3", "64", "2564", "2021", "31", "13", "0", "/", "-", ".", ",", "วันที่", "เดือน", "ปี", "พ.ศ.", "ค.ศ.", "สิ้น"),
    *("มีนาคม", "มี.ค.", "เมษา", "march", "พฤหัสบดี", "ถึง", "ประมาณ", "เวลา", "น.", "09.30"),
)
quietly = settings(deadline=None, database=None, max_examples=100)


def in_figures(mark: str) -> Callable[[date], str]:
    return lambda day: mark.join((str(day.day), str(day.month), str(day.year + BUDDHIST_ERA)))


SPELLINGS: dict[str, Callable[[date], str]] = {
    "full": full_date,
    "short": short_date,
    "weekday": weekday_date,
    "thai digits": lambda day: thai_digits(full_date(day)),
    "unspaced": lambda day: short_date(day).replace(" ", ""),
    "undotted": lambda day: short_date(day).replace(".", ""),
    "slashes": in_figures("/"),
    "dashes": in_figures("-"),
    "dots": in_figures("."),
    "iso": date.isoformat,
    "english": lambda day: f"{day:%d %B %Y}",
    "without a year": lambda day: f"{day.day}/{day.month}",
}


@pytest.mark.parametrize(("typed", "day"), CORPUS["clear"].items())
def test_a_clear_date_is_understood(typed: str, day: date) -> None:
    assert read_date(typed, YEAR) == Day(day)


@pytest.mark.parametrize(("typed", "candidates"), CORPUS["unsure"].items())
def test_a_doubtful_date_is_asked_about_with_its_candidates(typed: str, candidates: list[date]) -> None:
    assert read_date(typed, YEAR) == UnsureDay(tuple(candidates))


@pytest.mark.parametrize("typed", CORPUS["none"])
def test_anything_else_is_no_date(typed: str) -> None:
    assert read_date(typed, YEAR) == NotDay()


def test_the_corpus_of_dates_is_large_enough_to_mean_something() -> None:
    assert sum(len(CORPUS[kind]) for kind in ("clear", "unsure", "none")) >= 180


@pytest.mark.parametrize("spelling", SPELLINGS)
@quietly
@given(fiscal_year=YEARS, ahead=DAYS_OF_YEAR)
def test_every_day_of_the_fiscal_year_reads_back(spelling: str, fiscal_year: int, ahead: int) -> None:
    day = quarter_start(fiscal_year, 1) + timedelta(days=ahead)
    assert read_date(SPELLINGS[spelling](day), fiscal_year) == Day(day)


@pytest.mark.parametrize("spelling", [name for name in SPELLINGS if name != "without a year"])
@quietly
@given(fiscal_year=YEARS, away=st.integers(min_value=1, max_value=15_000), before=st.booleans())
def test_no_day_outside_the_fiscal_year_is_taken_for_granted(
    spelling: str, fiscal_year: int, away: int, before: bool
) -> None:
    start, end = quarter_start(fiscal_year, 1), quarter_end(fiscal_year, 4)
    day = start - timedelta(days=away) if before else end + timedelta(days=away)
    assert not isinstance(read_date(SPELLINGS[spelling](day), fiscal_year), Day)


@pytest.mark.parametrize(
    ("typed", "fiscal_year", "day"),
    [
        ("29 ก.พ. 67", 2567, date(2024, 2, 29)),
        ("29 กุมภาพันธ์", 2567, date(2024, 2, 29)),
        ("25 มีนาคม 00", 2600, date(2057, 3, 25)),
        ("31 ธ.ค. 99", 2600, date(2056, 12, 31)),
        ("1 ตุลาคม", 2566, date(2022, 10, 1)),
    ],
)
def test_the_year_is_that_of_the_fiscal_year_spoken_of(typed: str, fiscal_year: int, day: date) -> None:
    assert read_date(typed, fiscal_year) == Day(day)


def test_a_paragraph_of_a_report_is_no_date() -> None:
    assert read_date("อบรม 25 มีนาคม 2564 " * 15, YEAR) == NotDay()


def test_at_most_four_days_are_offered() -> None:
    reading = read_date("1, 2, 3, 4, 5 มีนาคม 2564", YEAR)
    assert reading == UnsureDay(tuple(date(2021, 3, day) for day in (1, 2, 3, 4)))


@quietly
@given(st.lists(st.sampled_from(JUMBLE)), st.sampled_from(["", " "]))
def test_a_jumble_is_read_as_a_day_of_the_fiscal_year_or_asked_about(words: list[str], between: str) -> None:
    reading = read_date(between.join(words), YEAR)
    within = isinstance(reading, Day) and quarter_start(YEAR, 1) <= reading.day <= quarter_end(YEAR, 4)
    assert within or isinstance(reading, NotDay) or (isinstance(reading, UnsureDay) and reading.candidates)


@quietly
@given(st.text())
def test_no_text_breaks_the_reader_of_dates(text: str) -> None:
    assert isinstance(read_date(text, YEAR), DateReading)


@pytest.mark.parametrize(
    "said",
    [
        "จัดเมื่อวันพฤหัสบดีที่ 25 มี.ค. 2564 เวลา 09.00 น.",
        "ดำเนินการเมื่อวันที่ ๒๕ มีนาคม พุทธศักราช ๒๕๖๔",
        "25 มีนาคม 2564 ณ ห้องประชุมแก่นนคร",
        "ขอเรียนว่า จัดประชุมแล้วเมื่อ 25 มี.ค. 64 ค่ะ",
    ],
)
def test_what_was_done_on_a_day_and_where_leaves_it_as_it_is(said: str) -> None:
    assert read_told_date(said, YEAR) == Day(date(2021, 3, 25))


@pytest.mark.parametrize("said", ["จะจัดวันที่ 25 มี.ค. 64", "ยังไม่จัด เลื่อนไป 25 มี.ค. 64", "จัดวันที่ 25 มี.ค. 64 ณ ห้องประชุม 2"])
def test_a_day_of_which_more_is_told_is_asked_about(said: str) -> None:
    assert isinstance(read_told_date(said, YEAR), UnsureDay)
