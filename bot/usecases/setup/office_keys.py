"""What each key of an office file may hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeGuard

from messages.forms.loader import library
from messages.thai.telephone import dialled
from messages.thai.text import graphemes

QUARTERS = ("q1", "q2", "q3", "q4")
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_MAX_NAME = 200
_MAX_SHORT_NAME = 60
"""What a card's title and a file's name can take."""
FAR_YEARS = 10
"""From this year, beyond which nobody plans: the figure of the year is wrong."""
_MAX_MESSAGES = 1_000_000
_DAYS = (date(2000, 1, 1), date(2200, 1, 1))


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_name(value: Any) -> bool:
    return _is_text(value) and "\n" not in value.strip() and graphemes(value) <= _MAX_NAME


def _is_short_name(value: Any) -> bool:
    return _is_name(value) and graphemes(value) <= _MAX_SHORT_NAME


def _is_telephone(value: Any) -> bool:
    return _is_short_name(value) and dialled(value) is not None


def _is_flag(value: Any) -> bool:
    return isinstance(value, bool)


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and _ID.fullmatch(value) is not None


def _is_docx(value: Any) -> bool:
    return isinstance(value, str) and value.lower().endswith(".docx")


def _is_form(value: Any) -> bool:
    return isinstance(value, str) and (value in library() or value.endswith(".toml"))


def is_day(value: Any) -> TypeGuard[date]:
    return type(value) is date and _DAYS[0] <= value < _DAYS[1]


def is_year(value: Any) -> TypeGuard[int]:
    return type(value) is int and 2500 <= value <= 2700


def is_christian_year(value: Any) -> bool:
    """Whether the year was meant in the other era."""
    return type(value) is int and 1957 <= value <= 2157


def is_quarters(value: Any) -> TypeGuard[list[int]]:
    """One after another: [1, 3] is no round."""
    if not isinstance(value, list) or not value or any(type(item) is not int for item in value):
        return False
    return value[0] >= 1 and value[-1] <= 4 and value == list(range(value[0], value[0] + len(value)))


def _is_days(value: Any) -> bool:
    return isinstance(value, list) and all(type(item) is int and 0 <= item <= 60 for item in value)


def is_clock(value: Any) -> bool:
    return isinstance(value, str) and _CLOCK.fullmatch(value) is not None


def _is_list_of_days(value: Any) -> bool:
    return isinstance(value, list) and all(map(is_day, value))


def is_quiet_span(value: Any) -> bool:
    """From and to, or an empty list: no quiet hours."""
    return isinstance(value, list) and (not value or (len(set(map(str, value))) == 2 and all(map(is_clock, value))))


def _is_late(value: Any) -> bool:
    return type(value) is int and 1 <= value <= 60


def _is_count(value: Any) -> bool:
    return type(value) is int and 0 <= value <= _MAX_MESSAGES


def is_percent(value: Any) -> bool:
    if type(value) is int:
        return 0 < value <= 100
    return isinstance(value, Decimal) and value.is_finite() and 0 < value <= 100 and value == round(value, 2)


REQUIRED: Mapping[str, Mapping[str, Callable[[Any], bool]]] = {
    "office": {"id": _is_id, "name": _is_name, "short_name": _is_short_name, "form": _is_form},
    "line": {"channel_secret": _is_text, "channel_access_token": _is_text},
    "round": {
        "id": _is_id,
        "fiscal_year": is_year,
        "quarters": is_quarters,
        "opens": is_day,
        "deadline": is_day,
    },
    "reminders": {},
    "summary": {},
    "targets": {},
    "report": {},
    "contact": {"name": _is_name, "telephone": _is_telephone},
}
OPTIONAL: Mapping[str, Mapping[str, Callable[[Any], bool]]] = {
    "office": {"thai_digits": _is_flag},
    "line": {},
    "round": {},
    "reminders": {
        "days_before": _is_days,
        "overdue_days": _is_days,
        "send_at": is_clock,
        "reserve": _is_count,
        "holidays": _is_list_of_days,
        "quiet": is_quiet_span,
        "escalate_after": _is_late,
    },
    "summary": {"send_at": is_clock, "days_before": _is_days, "overdue_days": _is_days},
    "targets": dict.fromkeys(QUARTERS, is_percent),
    "report": {"front_matter": _is_docx},
    "contact": {"hours": _is_short_name},
}
