"""JSON as text, Thai readable: by orjson, and by Python's own where orjson refuses what Python's text can hold.

LINE's events and people's words may hold half a surrogate pair, which UTF-8 cannot.
"""

from __future__ import annotations

import json
from typing import Any

import orjson


def written(value: object) -> str:
    """Compact JSON; half a surrogate pair is kept by escaping everything.

    Raises ValueError for an integer over 64 bits: it would be read as a float, and no figure may change unseen.
    """
    try:
        return orjson.dumps(value).decode()
    except TypeError:
        text = json.dumps(value, separators=(",", ":"))
    if repr(read(text)) != repr(json.loads(text)):
        raise ValueError("an integer over 64 bits")
    return text


def read(text: str) -> Any:
    """Raises ValueError for what is no JSON. An integer over 64 bits, as `written` never writes it, becomes a float."""
    try:
        return orjson.loads(text)
    except ValueError:
        pass
    try:
        return json.loads(text)
    except RecursionError:
        raise ValueError("nested too deeply") from None
