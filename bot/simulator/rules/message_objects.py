"""The kinds of message LINE takes, each with its properties and sizes (deploy/docs/line-rules.md, "Sizes").

Minimal for templates and imagemaps, which Tanrob's owners never see.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.simulator.rules.action_objects import actions
from bot.simulator.rules.containers import container
from bot.simulator.rules.json_checks import (
    Check,
    Path,
    Problem,
    address,
    anything,
    every,
    items,
    matching,
    number,
    one_of,
    shape,
    variant,
    words,
)
from messages.line_limits import (
    MAX_ALT_TEXT,
    MAX_MENTIONS,
    MAX_QUICK_REPLIES,
    MAX_QUICK_REPLY_LABEL,
    MAX_TEMPLATE_LABEL,
    MAX_TEXT,
)
from messages.thai.text import graphemes

_HTTPS = address("https")
_ALT = words(1, MAX_ALT_TEXT)
_QUICK_ITEM: Mapping[str, Check] = {
    "type": one_of("action"),
    "imageUrl": _HTTPS,
    "action": actions(MAX_QUICK_REPLY_LABEL, labelled=True, quick=True),
}
_QUICK_ITEMS = items(shape(_QUICK_ITEM, ("type", "action")), 1, MAX_QUICK_REPLIES)


def _sender_name(value: Any, path: Path) -> Iterator[Problem]:
    yield from words(1, 20, graphemes)(value, path)
    if isinstance(value, str) and "LINE" in value.upper().split():
        yield Problem("Must not contain a reserved word", path)


_COMMON: Mapping[str, Check] = {
    "type": words(1),
    "quickReply": shape({"items": _QUICK_ITEMS}, ("items",)),
    "sender": shape({"name": _sender_name, "iconUrl": _HTTPS}),
}


def _kind(fields: Mapping[str, Check], *optional: str) -> Check:
    """A message with these fields, all required but `optional`."""
    return shape({**_COMMON, **fields}, tuple(name for name in fields if name not in optional))


def _emojis_stand_on_dollars(value: Mapping[str, Any], path: Path) -> Iterator[Problem]:
    for position, emoji in enumerate(value.get("emojis") or ()):
        if value["text"][emoji["index"] : emoji["index"] + 1] != "$":
            yield Problem("invalid property", (*path, "emojis", position, "index"))


_EMOJI: Mapping[str, Check] = {"productId": words(1), "emojiId": words(1)}
_EMOJIS = items(shape({**_EMOJI, "index": number(0, MAX_TEXT)}, (*_EMOJI, "index")), 0, 20)
_text = every(
    _kind(
        {"text": words(1, MAX_TEXT), "emojis": _EMOJIS, "quoteToken": words(1)},
        "emojis",
        "quoteToken",
    ),
    _emojis_stand_on_dollars,
)

_MENTIONEE = variant(
    {
        "user": shape({"type": words(1), "userId": matching("U[0-9a-f]{32}")}, ("userId",)),
        "all": shape({"type": words(1)}),
    }
)
_SUBSTITUTE = variant(
    {
        "mention": shape({"type": words(1), "mentionee": _MENTIONEE}, ("mentionee",)),
        "emoji": shape({"type": words(1), **_EMOJI}, tuple(_EMOJI)),
    }
)
_NAMES = re.compile(r"(?<!\{)\{([A-Za-z0-9_]{1,20})\}(?!\})", re.ASCII)


def _substitutes(value: Any, path: Path) -> Iterator[Problem]:
    names = value if isinstance(value, dict) else ()
    yield from shape(dict.fromkeys(names, _SUBSTITUTE))(value, path)


def _names_are_filled(value: Mapping[str, Any], path: Path) -> Iterator[Problem]:
    """Every {name} of a text v2 has its substitution; at most 20 of them mention somebody."""
    given = {name: item for name, item in (value.get("substitution") or {}).items() if item}
    for name in sorted(set(_NAMES.findall(value["text"])) - set(given)):
        yield Problem(f"substitution for {{{name}}} is missing", (*path, "text"))
    if sum(item["type"] == "mention" for item in given.values()) > MAX_MENTIONS:
        yield Problem(f"Size must be between 0 and {MAX_MENTIONS}", (*path, "substitution"))


_text_v2 = every(
    _kind(
        {"text": words(1, MAX_TEXT), "substitution": _substitutes, "quoteToken": words(1)},
        "substitution",
        "quoteToken",
    ),
    _names_are_filled,
)

_TEMPLATES: Mapping[str, tuple[str, ...]] = {
    "buttons": ("text", "actions"),
    "confirm": ("text", "actions"),
    "carousel": ("columns",),
    "image_carousel": ("columns",),
}
_TEMPLATE_FIELDS: Mapping[str, Check] = {
    "type": words(1),
    "text": words(1, 240, graphemes),
    "title": words(1, 40, graphemes),
    "actions": items(actions(MAX_TEMPLATE_LABEL, labelled=True), 1, 4),
    "columns": items(anything, 1, 10),
    "defaultAction": actions(MAX_TEMPLATE_LABEL),
    "thumbnailImageUrl": _HTTPS,
    "imageAspectRatio": one_of("rectangle", "square"),
    "imageSize": one_of("cover", "contain"),
    "imageBackgroundColor": matching("#[0-9a-fA-F]{6}"),
}
_TEMPLATE = variant({kind: shape(_TEMPLATE_FIELDS, required) for kind, required in _TEMPLATES.items()})
_BASE_SIZE: Mapping[str, Check] = {"width": number(1040, 1040), "height": number(1, 100_000)}
_IMAGEMAP: Mapping[str, Check] = {
    "altText": _ALT,
    "baseUrl": _HTTPS,
    "baseSize": shape(_BASE_SIZE, tuple(_BASE_SIZE)),
    "actions": items(anything, 0, 50),
    "video": anything,
}
_STICKER: Mapping[str, Check] = {
    "packageId": matching(r"\d+"),
    "stickerId": matching(r"\d+"),
    "quoteToken": words(1),
}
_PICTURE: Mapping[str, Check] = {"originalContentUrl": _HTTPS, "previewImageUrl": _HTTPS}
_LOCATION: Mapping[str, Check] = {
    "title": words(1, 100),
    "address": words(1, 100),
    "latitude": number(-90, 90, whole=False),
    "longitude": number(-180, 180, whole=False),
}

message: Check = variant(
    {
        "text": _text,
        "textV2": _text_v2,
        "sticker": _kind(_STICKER, "quoteToken"),
        "image": _kind(_PICTURE),
        "video": _kind({**_PICTURE, "trackingId": words(1, 100)}, "trackingId"),
        "audio": _kind({"originalContentUrl": _HTTPS, "duration": number(1, 24 * 3_600_000)}),
        "location": _kind(_LOCATION),
        "flex": _kind({"altText": _ALT, "contents": container}),
        "template": _kind({"altText": _ALT, "template": _TEMPLATE}),
        "imagemap": _kind(_IMAGEMAP, "video"),
    }
)
"""One message of a request's `messages`."""
