"""Money: satang written as baht, and percents that are never cut off."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messages.thai.money import baht, parse_plain, percent, percent_text, plain

SATANG = st.integers(min_value=-(10**14), max_value=10**14)


@pytest.mark.parametrize(
    ("satang", "people", "machines"),
    [
        (0, "0", "0.00"),
        (5, "0.05", "0.05"),
        (740600, "7,406", "7406.00"),
        (59266968, "592,669.68", "592669.68"),
        (1250050, "12,500.50", "12500.50"),
        (-50, "-0.50", "-0.50"),
        (-120000000, "-1,200,000", "-1200000.00"),
    ],
)
def test_satang_are_written_for_people_and_for_machines(satang: int, people: str, machines: str) -> None:
    assert (baht(satang), plain(satang)) == (people, machines)


@given(SATANG)
def test_what_plain_writes_reads_back(satang: int) -> None:
    assert parse_plain(plain(satang)) == satang


@pytest.mark.parametrize(("text", "satang"), [("592669", 59266900), ("0.5", 50), ("-12.30", -1230)])
def test_shorter_plain_amounts_are_read_too(text: str, satang: int) -> None:
    assert parse_plain(text) == satang


@pytest.mark.parametrize("text", ["", "-", "1,000.00", "1.234", ".5", "1.", "๕", "1e3", " 1", "+1"])
def test_what_is_no_plain_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a plain amount"):
        parse_plain(text)


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (43180100, 325602500, "13.26"),
        (740600, 60000000, "1.23"),
        (1, 3, "33.33"),
        (2, 3, "66.67"),
        (1, 800, "0.13"),
        (1, 20000, "0.01"),
        (1, 20001, "0.00"),
        (-1, 20001, "0.00"),
        (-1, 800, "-0.13"),
        (3, 2, "150.00"),
        (0, 5, "0.00"),
        (5, 0, "-"),
    ],
)
def test_percents_have_two_decimals_rounded_half_up(part: int, whole: int, text: str) -> None:
    assert percent_text(part, whole) == text


def test_there_is_no_percent_of_nothing() -> None:
    assert percent(0, 0) is None


@given(SATANG, st.integers(min_value=1, max_value=10**14))
def test_percents_agree_with_decimal_arithmetic(part: int, whole: int) -> None:
    exact = Decimal(part) * 100 / Decimal(whole)
    assert percent(part, whole) == exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
