"""The rich menu object: its size, its name, its bar and the areas people tap (deploy/docs/line-rules.md, "Sizes").

Rich menu aliases are not simulated, so the action that switches between them is not taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.simulator.rules.action_objects import actions
from bot.simulator.rules.json_checks import Check, Path, Problem, every, flag, items, number, shape, words
from messages.line_limits import (
    MAX_AREA_LABEL,
    MAX_CHAT_BAR_TEXT,
    MAX_MENU_AREAS,
    MAX_MENU_NAME,
    MAX_MENU_WIDTH,
    MIN_MENU_HEIGHT,
    MIN_MENU_RATIO,
    MIN_MENU_WIDTH,
)
from messages.thai.text import graphemes


def _whole(fields: Mapping[str, Check]) -> Check:
    """An object with all of these fields; LINE words a missing one so for rich menus."""
    return shape(fields, tuple(fields), "must be specified")


def _wide_enough(value: Mapping[str, Any], path: Path) -> Iterator[Problem]:
    if value["width"] < MIN_MENU_RATIO * value["height"]:
        yield Problem(f"The aspect ratio (width / height) must be at least {MIN_MENU_RATIO}", path)


def _inside(value: Mapping[str, Any], path: Path) -> Iterator[Problem]:
    """Every area lies within the menu."""
    for position, area in enumerate(value["areas"]):
        for start, length in (("x", "width"), ("y", "height")):
            if area["bounds"][start] + area["bounds"][length] > value["size"][length]:
                yield Problem("must be inside the rich menu", (*path, "areas", position, "bounds"))


_PIXELS = number(1, MAX_MENU_WIDTH)
_SIZE: Mapping[str, Check] = {
    "width": number(MIN_MENU_WIDTH, MAX_MENU_WIDTH),
    "height": number(MIN_MENU_HEIGHT, MAX_MENU_WIDTH),
}
_BOUNDS: Mapping[str, Check] = {**dict.fromkeys("xy", number(0, MAX_MENU_WIDTH)), "width": _PIXELS, "height": _PIXELS}
_AREA: Mapping[str, Check] = {"bounds": _whole(_BOUNDS), "action": actions(MAX_AREA_LABEL)}
_MENU: Mapping[str, Check] = {
    "size": every(_whole(_SIZE), _wide_enough),
    "selected": flag,
    "name": words(1, MAX_MENU_NAME),
    "chatBarText": words(1, MAX_CHAT_BAR_TEXT, graphemes),
    "areas": items(_whole(_AREA), 0, MAX_MENU_AREAS),
}

rich_menu: Check = every(_whole(_MENU), _inside)
"""What POST /v2/bot/richmenu takes."""
