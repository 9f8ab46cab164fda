"""Dates: Buddhist-Era days, Bangkok's clock, the quarters of a fiscal year."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from messages.thai.dates import (
    bangkok_day,
    clock,
    date_and_time,
    day_month,
    full_date,
    quarter_end,
    quarter_start,
    short_date,
    weekday_date,
)

DEADLINE = date(2021, 3, 25)


def test_a_day_is_written_in_the_buddhist_era() -> None:
    assert full_date(DEADLINE) == "25 มีนาคม 2564"


def test_a_deadline_names_its_weekday() -> None:
    assert weekday_date(DEADLINE) == "วันพฤหัสบดีที่ 25 มีนาคม 2564"


def test_short_dates_have_two_digit_years() -> None:
    assert (short_date(DEADLINE), short_date(date(2057, 1, 1))) == ("25 มี.ค. 64", "1 ม.ค. 00")


def test_a_day_of_this_year_needs_no_year() -> None:
    assert day_month(date(2021, 6, 3)) == "3 มิถุนายน"


@pytest.mark.parametrize(
    ("month", "full", "short"),
    [
        (1, "มกราคม", "ม.ค."),
        (2, "กุมภาพันธ์", "ก.พ."),
        (4, "เมษายน", "เม.ย."),
        (5, "พฤษภาคม", "พ.ค."),
        (7, "กรกฎาคม", "ก.ค."),
        (8, "สิงหาคม", "ส.ค."),
        (9, "กันยายน", "ก.ย."),
        (10, "ตุลาคม", "ต.ค."),
        (11, "พฤศจิกายน", "พ.ย."),
        (12, "ธันวาคม", "ธ.ค."),
    ],
)
def test_every_month_has_its_name(month: int, full: str, short: str) -> None:
    day = date(2021, month, 1)
    assert (full_date(day), short_date(day)) == (f"1 {full} 2564", f"1 {short} 64")


def test_the_week_runs_from_monday_to_sunday() -> None:
    days = [weekday_date(date(2021, 3, 22) + timedelta(days=ahead)).split("ที่")[0] for ahead in range(7)]
    assert days == ["วันจันทร์", "วันอังคาร", "วันพุธ", "วันพฤหัสบดี", "วันศุกร์", "วันเสาร์", "วันอาทิตย์"]


def test_the_clock_is_bangkoks() -> None:
    assert clock(datetime(2021, 3, 24, 7, 5, tzinfo=UTC)) == "14.05 น."


def test_a_moment_late_in_utc_is_the_next_day_in_bangkok() -> None:
    assert date_and_time(datetime(2020, 12, 31, 17, 0, tzinfo=UTC)) == "1 มกราคม 2564 00.00 น."


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        bangkok_day(datetime(2021, 3, 24, 7, 5))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("quarter", "start", "end"),
    [
        (1, date(2020, 10, 1), date(2020, 12, 31)),
        (2, date(2021, 1, 1), date(2021, 3, 31)),
        (3, date(2021, 4, 1), date(2021, 6, 30)),
        (4, date(2021, 7, 1), date(2021, 9, 30)),
    ],
)
def test_the_fiscal_year_begins_in_october(quarter: int, start: date, end: date) -> None:
    assert (quarter_start(2564, quarter), quarter_end(2564, quarter)) == (start, end)


@pytest.mark.parametrize("quarter", [0, 5, -1])
def test_there_is_no_fifth_quarter(quarter: int) -> None:
    with pytest.raises(ValueError, match="no such quarter"):
        quarter_start(2564, quarter)
    with pytest.raises(ValueError, match="no such quarter"):
        quarter_end(2564, quarter)
