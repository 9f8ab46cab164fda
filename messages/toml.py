"""TOML files that people write: office files and forms. Read whole, or refused with one reason; texts are sanitized."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from typing import Any

from messages.texts import say
from messages.thai.dates import from_buddhist_text
from messages.thai.text import sanitize

_LEAP_DAY = re.compile(r"([=\[,]\s*)(2[4-9][0-9]{2}-02-29)(?![0-9])")


_IMPOSSIBLE_DAY = re.compile(r"Invalid date or datetime \(at line ([0-9]+),")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class TomlRefused(Exception):
    """No TOML; the message says why."""


class NoSuchDay(TomlRefused):
    """A day that no calendar has, as 2564-02-30; the message says which, where, and what to do."""


def read_toml(text: str, parse_float: Callable[[str], Any] = float) -> dict[str, Any]:
    """The table in `text`, a byte-order mark before it aside. Raises TomlRefused."""
    # 2567-02-29 is a day of the Buddhist calendar, and none of the one TOML knows.
    written = _LEAP_DAY.sub(lambda found: found[1] + from_buddhist_text(found[2]), text.removeprefix("\ufeff"))
    try:
        return dict(_sanitized(tomllib.loads(written, parse_float=parse_float)))
    except RecursionError:
        raise TomlRefused(say("office.nested_too_deeply")) from None
    except ValueError as error:
        raise _refusal(str(error), text) from error


def _refusal(reason: str, text: str) -> TomlRefused:
    found = _IMPOSSIBLE_DAY.match(reason)
    if found is None:
        return TomlRefused(reason)
    line = int(found[1])
    days = ", ".join(_DAY.findall(text.split("\n")[line - 1]))
    return NoSuchDay(say("office.no_such_day", line=line, days=days))


def _sanitized(value: Any) -> Any:
    if isinstance(value, str):
        return sanitize(value)
    if isinstance(value, list):
        return [_sanitized(item) for item in value]
    if isinstance(value, dict):
        return {sanitize(key): _sanitized(item) for key, item in value.items()}
    return value
