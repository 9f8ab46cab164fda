"""Working days of government offices."""

from __future__ import annotations

from datetime import date

import pytest

from messages.thai.calendar import is_working_day, working_day_on_or_after, working_day_on_or_before


@pytest.mark.parametrize(
    "day",
    [
        date(2021, 3, 27),  # Saturday
        date(2021, 3, 28),  # Sunday
        date(2021, 4, 6),  # Chakri
        date(2021, 4, 14),  # Songkran
        date(2021, 5, 10),  # Ploughing Day, which only government offices keep
        date(2021, 7, 26),  # in place of Asarnha Bucha, a Saturday
        date(2021, 2, 12),  # given by the cabinet
        date(2023, 8, 2),  # Khao Phansa
    ],
)
def test_offices_rest_on_weekends_and_government_holidays(day: date) -> None:
    assert not is_working_day(day)


@pytest.mark.parametrize("day", [date(2023, 5, 1), date(2021, 5, 3), date(2024, 5, 1)])
def test_labour_day_is_a_working_day_for_government(day: date) -> None:
    assert is_working_day(day)


def test_an_ordinary_thursday_is_a_working_day() -> None:
    assert is_working_day(date(2021, 3, 25))


def test_the_office_may_add_holidays() -> None:
    assert not is_working_day(date(2021, 3, 25), frozenset({date(2021, 3, 25)}))


def test_a_working_day_is_its_own_nearest() -> None:
    day = date(2021, 3, 25)
    assert (working_day_on_or_before(day), working_day_on_or_after(day)) == (day, day)


def test_a_day_within_songkran_moves_out_of_it() -> None:
    songkran = date(2021, 4, 13)
    nearest = (working_day_on_or_before(songkran), working_day_on_or_after(songkran))
    assert nearest == (date(2021, 4, 9), date(2021, 4, 16))


def test_the_turn_of_the_year_is_no_edge() -> None:
    assert working_day_on_or_after(date(2021, 12, 31)) == date(2022, 1, 4)


def test_added_holidays_push_the_nearest_day_further() -> None:
    extra = frozenset({date(2021, 4, 16), date(2021, 4, 9)})
    assert working_day_on_or_after(date(2021, 4, 13), extra) == date(2021, 4, 19)
    assert working_day_on_or_before(date(2021, 4, 13), extra) == date(2021, 4, 8)
