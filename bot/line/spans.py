"""What LINE tells about places in a text: who is mentioned, and where its own emoji stand, as "(hahaha)".

Places are index and length in UTF-16 code units. What stands there must look like it (@…, or words in brackets): a
place that is wrong in any way is passed over, and the text stays as it came. So does an emoji of a figure, "(5)": half
a number may never be taken for the whole. Figures that something stood between stay apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

_UNIT = 2  # bytes
_EMOJI = re.compile(r"\([^0-9()]+\)")
_MENTION = re.compile(r"@.+", re.DOTALL)

Span = tuple[int, int]


def without_emoji_and_own_name(message: Mapping[str, Any]) -> str:
    """The text of a text message without LINE's emoji and without mentions of this bot; others' mentions stay."""
    text = str(message["text"])
    if "emojis" not in message and "mention" not in message:
        return text
    units = text.encode("utf-16-le", "surrogatepass")
    spans = [*_spans(units, message.get("emojis"), _EMOJI), *_spans(units, _own_mentions(message), _MENTION)]
    return _without(units, spans).decode("utf-16-le", "surrogatepass")


def _own_mentions(message: Mapping[str, Any]) -> object:
    match message.get("mention"):
        case {"mentionees": list(told)}:
            return [place for place in told if isinstance(place, Mapping) and place.get("isSelf") is True]
    return None


def _spans(units: bytes, told: object, shape: re.Pattern[str]) -> Iterator[Span]:
    """Where each place told begins and ends among the bytes, if what stands there has that shape."""
    for place in told if isinstance(told, list) else ():
        match place:
            case {"index": int(index), "length": int(length)} if index >= 0 and length > 0:
                start, stop = index * _UNIT, (index + length) * _UNIT
                marked = units[start:stop].decode("utf-16-le", "surrogatepass")
                if stop <= len(units) and shape.fullmatch(marked):
                    yield start, stop


def _without(units: bytes, spans: Iterable[Span]) -> bytes:
    kept, end = bytearray(), 0
    for start, stop in sorted(spans):
        kept += units[end:start]
        end = max(end, stop)
        if _is_figure(bytes(kept[-_UNIT:])) and _is_figure(units[end : end + _UNIT]):
            kept += " ".encode("utf-16-le")
    return bytes(kept + units[end:])


def _is_figure(unit: bytes) -> bool:
    return unit.decode("utf-16-le", "surrogatepass").isdecimal()
