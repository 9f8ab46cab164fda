"""Flex containers: bubbles and carousels, with the sizes LINE allows them (deploy/docs/line-rules.md, "Sizes")."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from bot.simulator.rules.action_objects import actions
from bot.simulator.rules.flex import COLOUR, HTTPS, TYPE, aspect_ratio, box, image
from bot.simulator.rules.json_checks import Check, Path, Problem, every, flag, items, one_of, shape, variant
from messages.line_limits import MAX_BUBBLE_BYTES, MAX_BUTTON_LABEL, MAX_CAROUSEL_BUBBLES, MAX_CAROUSEL_BYTES

_BLOCKS = ("header", "hero", "body", "footer")

_video = shape(
    {
        **TYPE,
        "url": HTTPS,
        "previewUrl": HTTPS,
        "altContent": variant({"box": box, "image": image}),
        "aspectRatio": aspect_ratio,
        "action": actions(MAX_BUTTON_LABEL, labelled=True),
    },
    ("url", "previewUrl", "altContent"),
)
_block_style = shape({"backgroundColor": COLOUR, "separator": flag, "separatorColor": COLOUR})


def _within_bytes(limit: int) -> Check:
    """LINE counts the UTF-8 bytes of the JSON; KB is taken as 1,024 bytes."""

    def check(value: Any, path: Path) -> Iterator[Problem]:
        written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        if len(written.encode("utf-8", "surrogatepass")) > limit:
            yield Problem(f"size must not exceed {limit} bytes", path)

    return check


def _has_a_block(value: Mapping[str, Any], path: Path) -> Iterator[Problem]:
    if not any(value.get(name) for name in _BLOCKS):
        yield Problem("At least one block must be specified", path)


_bubble = every(
    shape(
        {
            **TYPE,
            "size": one_of("nano", "micro", "deca", "hecto", "kilo", "mega", "giga"),
            "direction": one_of("ltr", "rtl"),
            **dict.fromkeys(("header", "body", "footer"), variant({"box": box})),
            "hero": variant({"box": box, "image": image, "video": _video}),
            "styles": shape(dict.fromkeys(_BLOCKS, _block_style)),
            "action": actions(MAX_BUTTON_LABEL),
        }
    ),
    _has_a_block,
    _within_bytes(MAX_BUBBLE_BYTES),
)


def _alike(value: Mapping[str, Any], path: Path) -> Iterator[Problem]:
    """Bubbles of one carousel have one width, and none holds a video."""
    if len({bubble.get("size") or "mega" for bubble in value["contents"]}) > 1:
        yield Problem("bubbles must have the same size", (*path, "contents"))
    for position, bubble in enumerate(value["contents"]):
        if (bubble.get("hero") or {}).get("type") == "video":
            yield Problem("invalid property", (*path, "contents", position, "hero"))


_bubbles = items(variant({"bubble": _bubble}), 1, MAX_CAROUSEL_BUBBLES)
_carousel = every(shape({**TYPE, "contents": _bubbles}, ("contents",)), _alike, _within_bytes(MAX_CAROUSEL_BYTES))

container: Check = variant({"bubble": _bubble, "carousel": _carousel})
"""A flex message's `contents`."""
