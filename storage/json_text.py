"""JSON as text, Thai readable: by orjson, and by Python's own where orjson refuses what Python's text can hold.

LINE's events and people's words may hold half a surrogate pair, which UTF-8 cannot.
"""

from __future__ import annotations

import json
import re
from typing import Any

import orjson

_WIDE = re.compile("[0-9]{19}")
"""As every integer over 64 bits has it, which orjson would round to a float."""


def written(value: object) -> str:
    """Compact JSON; half a surrogate pair is kept by escaping everything."""
    try:
        return orjson.dumps(value).decode()
    except TypeError:
        return json.dumps(value, separators=(",", ":"))


def read(text: str) -> Any:
    """Raises ValueError for what is no JSON."""
    if _WIDE.search(text):
        return json.loads(text)
    try:
        return orjson.loads(text)
    except ValueError:
        return json.loads(text)
