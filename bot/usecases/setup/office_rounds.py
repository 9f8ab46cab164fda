"""The days of an office file: Buddhist years understood, and whether a day fits its fiscal year or this time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from bot.usecases.setup.office_keys import FAR_YEARS, is_day, is_quarters, is_year
from messages.texts import say
from messages.thai.dates import BUDDHIST_ERA, fiscal_year_of, from_buddhist, full_date, quarter_end, quarter_start
from messages.thai.typed_dates import read_whole_date

Table = Mapping[str, Any]
_AFTERWARDS = timedelta(days=184)
"""How long after its last quarter a round may still be answered."""


def parse_days(table: Table) -> Table:
    """The table with every day as a date of the Christian calendar, whether written 2564-03-25, 2021-03-25 or as text.

    What is no day stays, to be refused.
    """
    days = {"round": ("opens", "deadline"), "reminders": ("holidays",)}
    return {name: _parse_section_days(value, days[name]) if name in days else value for name, value in table.items()}


def _parse_section_days(section: Any, keys: Sequence[str]) -> Any:
    if isinstance(section, list):
        return [_parse_section_days(entry, keys) for entry in section]
    if not isinstance(section, Mapping):
        return section
    return {key: _parse_day(value) if key in keys else value for key, value in section.items()}


def _parse_day(value: Any) -> Any:
    if isinstance(value, list):
        return [_parse_day(item) for item in value]
    if isinstance(value, str):
        return read_whole_date(value) or value
    return from_buddhist(value) if isinstance(value, date) and not isinstance(value, datetime) else value


def wrong_rounds(rounds: Sequence[Table], today: date | None) -> Iterator[str]:
    """What is wrong between the keys of rounds, and between rounds; each key alone is looked at elsewhere."""
    ids = [entry.get("id") for entry in rounds]
    for twice in sorted({str(item) for item in ids if ids.count(item) > 1}):
        yield say("office.round_twice", id=twice)
    for entry in rounds:
        opens, deadline, year = entry.get("opens"), entry.get("deadline"), entry.get("fiscal_year")
        if is_day(opens) and is_day(deadline) and opens > deadline:
            yield say("office.deadline_first", id=entry.get("id", ""))
        if is_year(year) and today and abs(year - fiscal_year_of(today)) > FAR_YEARS:
            yield say("office.far_year", id=entry.get("id", ""), year=year, this=fiscal_year_of(today))
        elif is_year(year):
            yield from _out_of_year(entry, year)


def far_holidays(table: Table, today: date | None) -> Iterator[str]:
    """Holidays of the office in a year nobody plans for: 2654 is a slip for 2564."""
    section = table.get("reminders")
    days = section.get("holidays") if isinstance(section, Mapping) else None
    for day in days if today and isinstance(days, list) else ():
        if is_day(day) and today and abs(day.year - today.year) > FAR_YEARS:
            yield say("office.far_holiday", day=full_date(day), this=today.year + BUDDHIST_ERA)


def _out_of_year(entry: Table, year: int) -> Iterator[str]:
    """Days before the round's first quarter, or long after its last: the year of one or the other is wrong."""
    quarters = entry.get("quarters")
    if not is_quarters(quarters):
        return
    start, end = quarter_start(year, quarters[0]), quarter_end(year, quarters[-1])
    for key in ("opens", "deadline"):
        day = entry.get(key)
        if is_day(day) and not start <= day <= end + _AFTERWARDS:
            covered = {"year": year, "start": full_date(start), "end": full_date(end)}
            yield say("office.out_of_year", id=entry.get("id", ""), key=key, day=full_date(day), **covered)
