"""The catalogue of common wording: `say("conversation.welcome", name=…)`.

An id is the file's name under th/ and the keys in it, joined by dots. Wording of one question stands beside the
question (messages/forms/library), not here.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any


def say(text_id: str, /, **values: object) -> str:
    """The Thai sentence of `text_id` with `values` filled in. Raises KeyError for an unknown id or a value left out."""
    return catalogue()[text_id].format(**values)


@cache
def catalogue() -> Mapping[str, str]:
    """Every text by its id."""
    found: dict[str, str] = {}
    for entry in sorted((files(__name__) / "th").iterdir(), key=lambda item: item.name):
        if entry.name.endswith(".toml"):
            found.update(_flat(entry.name.removesuffix(".toml"), tomllib.loads(entry.read_text("utf-8"))))
    return found


def _flat(prefix: str, table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(f"{prefix}.{key}", value)
        else:
            yield f"{prefix}.{key}", str(value).strip("\n")
