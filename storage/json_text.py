"""JSON as text, Thai readable: by orjson, and by Python's own where orjson refuses what Python's text can hold.

LINE's events may hold half a surrogate pair, which no file, message or database can: it is read and dump as U+FFFD,
one letter for one, so that places in a text stay where they are.
"""

from __future__ import annotations

import json
import re
from typing import Any

import orjson

_HALF = re.compile("[\ud800-\udfff]")
_WHOLE = "\ufffd"


def dump(value: object) -> str:
    """Compact JSON.

    Raises ValueError for an integer over 64 bits: it would be read as a float, and no figure may change unseen.
    """
    try:
        return orjson.dumps(value).decode()
    except TypeError:
        text = json.dumps(value, separators=(",", ":"))
    made = json.dumps(_whole(json.loads(text)), ensure_ascii=False, separators=(",", ":"))
    if repr(load(made)) != repr(json.loads(made)):
        raise ValueError("an integer over 64 bits")
    return made


def load(text: str) -> Any:
    """Raises ValueError for what is no JSON. An integer over 64 bits, as `dump` never writes it, becomes a float."""
    try:
        return orjson.loads(text)
    except ValueError:
        pass
    try:
        return _whole(json.loads(text))
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _whole(value: Any) -> Any:
    """The value, U+FFFD in the place of every half of a surrogate pair."""
    if isinstance(value, str):
        return _HALF.sub(_WHOLE, value)
    if isinstance(value, list):
        return [_whole(item) for item in value]
    if isinstance(value, dict):
        return {_whole(key): _whole(item) for key, item in value.items()}
    return value
