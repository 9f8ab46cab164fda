"""Which days Thai government offices work.

Holidays, their substitution days and past cabinet days come from `holidays`, which takes 75 ms to import and
so is imported where it is used. Cabinet days it does not know yet are the office's `extra_holidays`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

_SATURDAY = 5
_LABOUR_DAY = "National Labor Day"
"""Named so by `holidays` in English; firms rest on it, government offices do not (deploy/docs/thai-facts.md)."""


def is_working_day(day: date, extra_holidays: frozenset[date] = frozenset()) -> bool:
    """Whether offices work on `day`."""
    rests = day in extra_holidays or day in _government_holidays(day.year)
    return day.weekday() < _SATURDAY and not rests


def working_day_on_or_before(day: date, extra_holidays: frozenset[date] = frozenset()) -> date:
    """`day`, or the last working day before it."""
    return _nearest(day, timedelta(days=-1), lambda candidate: is_working_day(candidate, extra_holidays))


def working_day_on_or_after(day: date, extra_holidays: frozenset[date] = frozenset()) -> date:
    """`day`, or the first working day after it."""
    return _nearest(day, timedelta(days=1), lambda candidate: is_working_day(candidate, extra_holidays))


def _nearest(day: date, step: timedelta, works: Callable[[date], bool]) -> date:
    while not works(day):
        day += step
    return day


@cache
def _government_holidays(year: int) -> frozenset[date]:
    from holidays import country_holidays

    found = country_holidays("TH", years=year, language="en_US", categories=("public", "government"))
    return frozenset(day for day in found if not _only_labour_day(found.get_list(day)))


def _only_labour_day(names: list[str]) -> bool:
    return all(name.startswith(_LABOUR_DAY) for name in names)
