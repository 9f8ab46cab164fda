"""Small checks of JSON values that say what is wrong and where; LINE's rules are put together from them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from messages.thai.text import utf16

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """What LINE would refuse, and the way to it through the request's body."""

    message: str
    path: Path


Check = Callable[[Any, Path], Iterator[Problem]]
Count = Callable[[str], int]


def words(least: int, most: int | None = None, count: Count = utf16) -> Check:
    """A string of `least` to `most` units, counted by `count` (LINE: UTF-16 units, graphemes for labels)."""

    def check(value: Any, path: Path) -> Iterator[Problem]:
        if not isinstance(value, str):
            yield Problem("Must be a string", path)
        elif least and not value:
            yield Problem("May not be empty", path)
        elif most is not None and count(value) > most:
            yield Problem(f"Length must be between {least} and {most}", path)

    return check


def one_of(*values: str) -> Check:
    """One of LINE's words for it."""
    message = f"Must be one of the following values: [{', '.join(values)}]"

    def check(value: Any, path: Path) -> Iterator[Problem]:
        if value not in values:
            yield Problem(message, path)

    return check


def matching(*patterns: str) -> Check:
    """A string that one of the patterns matches wholly."""
    pattern = re.compile("|".join(patterns), re.ASCII)

    def check(value: Any, path: Path) -> Iterator[Problem]:
        if not isinstance(value, str) or not pattern.fullmatch(value):
            yield Problem("invalid property", path)

    return check


def number(least: float, most: float, *, whole: bool = True) -> Check:
    """A number from `least` to `most`."""
    kinds = (int,) if whole else (int, float)

    def check(value: Any, path: Path) -> Iterator[Problem]:
        if isinstance(value, bool) or not isinstance(value, kinds) or not least <= value <= most:
            yield Problem(f"Must be between {least} and {most}", path)

    return check


def flag(value: Any, path: Path) -> Iterator[Problem]:
    """true or false."""
    if not isinstance(value, bool):
        yield Problem("Must be a boolean", path)


def address(*schemes: str, most: int = 2000) -> Check:
    """An absolute URL with one of the schemes, at most `most` characters."""

    def check(value: Any, path: Path) -> Iterator[Problem]:
        if not isinstance(value, str) or not value:
            yield Problem("May not be empty", path)
        elif len(value) > most:
            yield Problem(f"Length must be between 0 and {most}", path)
        elif not _is_address(value, schemes):
            yield Problem("invalid uri scheme" if ":" in value else "invalid uri", path)

    return check


def _is_address(value: str, schemes: tuple[str, ...]) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in schemes and bool(parts.netloc or (parts.scheme == "tel" and parts.path))


def items(check_one: Check, least: int = 0, most: int | None = None) -> Check:
    """A list of `least` to `most` values that each pass."""

    def check(value: Any, path: Path) -> Iterator[Problem]:
        if not isinstance(value, list):
            yield Problem("Must be an array", path)
            return
        if len(value) < least or (most is not None and len(value) > most):
            yield Problem(f"Size must be between {least} and {most}", path)
        for position, item in enumerate(value):
            yield from check_one(item, (*path, position))

    return check


def shape(fields: Mapping[str, Check], required: tuple[str, ...] = (), missing: str = "May not be empty") -> Check:
    """An object with these fields only; null counts as absent. LINE names others "unknown field"."""

    def check(value: Any, path: Path) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield Problem("Must be an object", path)
            return
        for name in required:
            if value.get(name) is None:
                yield Problem(missing, (*path, name))
        for name, item in value.items():
            if name not in fields:
                yield Problem("unknown field", (*path, name))
            elif item is not None:
                yield from fields[name](item, (*path, name))

    return check


def variant(kinds: Mapping[str, Check]) -> Check:
    """An object whose `type` chooses the check."""
    known = one_of(*kinds)

    def check(value: Any, path: Path) -> Iterator[Problem]:
        kind = value.get("type") if isinstance(value, dict) else None
        if isinstance(kind, str) and kind in kinds:
            yield from kinds[kind](value, path)
        else:
            yield from known(kind, (*path, "type"))

    return check


def every(*checks: Check) -> Check:
    """Each check in turn; the later ones only where the earlier found nothing."""

    def check(value: Any, path: Path) -> Iterator[Problem]:
        for one in checks:
            found = list(one(value, path))
            yield from found
            if found:
                return

    return check


def anything(_value: Any, _path: Path) -> Iterator[Problem]:
    """No limit known."""
    return iter(())
