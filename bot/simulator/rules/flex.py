"""Flex components: the properties LINE knows of each, those it requires, and the words it takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.simulator.rules.action_objects import actions
from bot.simulator.rules.json_checks import (
    Check,
    Path,
    Problem,
    address,
    anything,
    every,
    flag,
    items,
    matching,
    number,
    one_of,
    shape,
    variant,
    words,
)
from messages.line_limits import MAX_BUTTON_LABEL

_PX = r"\d+(\.\d+)?px"
_PERCENT = r"\d+(\.\d+)?%"
_STEPS = "none|xs|sm|md|lg|xl|xxl"
_SIZES = "xxs|xs|sm|md|lg|xl|xxl|3xl|4xl|5xl"
_TEXT_SIZE = matching(_SIZES, _PX)
_GAP = matching(_STEPS, _PX)
_OFFSET = matching(_STEPS, rf"-?{_PX}", rf"-?{_PERCENT}")
_PADDING = matching(_STEPS, _PX, _PERCENT)
_LENGTH = matching(_PX, _PERCENT)
_ALIGN = one_of("start", "end", "center")
_GRAVITY = one_of("top", "bottom", "center")
_FLEX = number(0, 1_000_000)
_ACTION = actions(MAX_BUTTON_LABEL)
COLOUR = matching(r"#[0-9a-fA-F]{6}([0-9a-fA-F]{2})?")
HTTPS = address("https")
TYPE: Mapping[str, Check] = {"type": words(1)}
_PLACE: Mapping[str, Check] = {
    **TYPE,
    "margin": _GAP,
    "position": one_of("relative", "absolute"),
    **dict.fromkeys(("offsetTop", "offsetBottom", "offsetStart", "offsetEnd"), _OFFSET),
}
_LETTERS: Mapping[str, Check] = {
    "size": _TEXT_SIZE,
    "color": COLOUR,
    "weight": one_of("regular", "bold"),
    "style": one_of("normal", "italic"),
    "decoration": one_of("none", "underline", "line-through"),
}


def aspect_ratio(value: Any, path: Path) -> Iterator[Problem]:
    """width:height, each 1 to 100000, the height at most three times the width."""
    found = list(matching(r"[1-9]\d{0,5}:[1-9]\d{0,5}")(value, path))
    if not found:
        width, height = (int(part) for part in value.split(":"))
        if max(width, height) > 100_000 or height > 3 * width:
            found = [Problem("invalid property", path)]
    yield from found


def _says_something(value: Mapping[str, Any], path: Path) -> Iterator[Problem]:
    if value.get("text") is None and not value.get("contents"):
        yield Problem("must not be empty", (*path, "text"))


_span = shape({**TYPE, **_LETTERS, "text": words(1)}, ("text",))

_text = every(
    shape(
        {
            **_PLACE,
            **_LETTERS,
            "text": words(1),
            "contents": items(variant({"span": _span})),
            "flex": _FLEX,
            "align": _ALIGN,
            "gravity": _GRAVITY,
            "wrap": flag,
            "lineSpacing": matching(_PX),
            "maxLines": _FLEX,
            "adjustMode": one_of("shrink-to-fit"),
            "scaling": flag,
            "action": _ACTION,
        }
    ),
    _says_something,
)

_button = shape(
    {
        **_PLACE,
        "action": actions(MAX_BUTTON_LABEL, labelled=True),
        "style": one_of("primary", "secondary", "link"),
        "color": COLOUR,
        "height": one_of("sm", "md"),
        "gravity": _GRAVITY,
        "flex": _FLEX,
        "adjustMode": one_of("shrink-to-fit"),
        "scaling": flag,
    },
    ("action",),
)

image = shape(
    {
        **_PLACE,
        "url": HTTPS,
        "size": matching(_SIZES, "full", _PX, _PERCENT),
        "aspectRatio": aspect_ratio,
        "aspectMode": one_of("fit", "cover"),
        "backgroundColor": COLOUR,
        "align": _ALIGN,
        "gravity": _GRAVITY,
        "flex": _FLEX,
        "animated": flag,
        "action": _ACTION,
    },
    ("url",),
)

_icon = shape({**_PLACE, "url": HTTPS, "size": _TEXT_SIZE, "aspectRatio": aspect_ratio, "scaling": flag}, ("url",))

_background = shape(
    {
        "type": one_of("linearGradient"),
        "angle": matching(r"\d+(\.\d+)?deg"),
        "startColor": COLOUR,
        "endColor": COLOUR,
        "centerColor": COLOUR,
        "centerPosition": matching(_PERCENT),
    },
    ("type", "angle", "startColor", "endColor"),
)

_separator = shape({**TYPE, "margin": _GAP, "color": COLOUR})
_filler = shape({**TYPE, "flex": _FLEX})
_spacer = shape({**TYPE, "size": matching(_STEPS)})


def box(value: Any, path: Path) -> Iterator[Problem]:
    """A box with all it holds."""
    yield from _box(value, path)


_IN_A_LINE = variant({"icon": _icon, "text": _text, "filler": _filler, "spacer": _spacer})
_IN_A_BLOCK = variant(
    {
        "box": box,
        "button": _button,
        "filler": _filler,
        "image": image,
        "separator": _separator,
        "spacer": _spacer,
        "text": _text,
    }
)


def _contents(value: Mapping[str, Any], path: Path) -> Iterator[Problem]:
    """A baseline box holds text and icons; the others hold everything but icons, spans and videos."""
    one = _IN_A_LINE if value["layout"] == "baseline" else _IN_A_BLOCK
    yield from items(one)(value["contents"], (*path, "contents"))


_SIDES = ("paddingAll", "paddingTop", "paddingBottom", "paddingStart", "paddingEnd")
_box = every(
    shape(
        {
            **_PLACE,
            "layout": one_of("horizontal", "vertical", "baseline"),
            "contents": items(anything),
            "flex": _FLEX,
            "spacing": _GAP,
            **dict.fromkeys(_SIDES, _PADDING),
            **dict.fromkeys(("width", "maxWidth", "height", "maxHeight"), _LENGTH),
            "backgroundColor": COLOUR,
            "borderColor": COLOUR,
            "borderWidth": matching("none|light|normal|medium|semi-bold|bold", _PX),
            "cornerRadius": matching(_STEPS, _PX),
            "justifyContent": one_of(
                "center", "flex-start", "flex-end", "space-between", "space-around", "space-evenly"
            ),
            "alignItems": one_of("center", "flex-start", "flex-end"),
            "background": _background,
            "action": _ACTION,
        },
        ("layout", "contents"),
    ),
    _contents,
)
