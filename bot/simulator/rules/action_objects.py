"""Action objects: what a tap does. Sizes are those of deploy/docs/line-rules.md; labels are counted in graphemes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.simulator.rules.json_checks import (
    Check,
    Path,
    Problem,
    address,
    every,
    matching,
    one_of,
    shape,
    variant,
    words,
)
from messages.line_limits import MAX_DISPLAY_TEXT, MAX_POSTBACK_DATA, MAX_URI
from messages.thai.text import graphemes

_DATA = words(1, MAX_POSTBACK_DATA)
_SAYS = words(1, MAX_DISPLAY_TEXT, graphemes)
_URI = address("http", "https", "line", "tel", most=MAX_URI)
_DATE = r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
_TIME = r"([01]\d|2[0-3]):[0-5]\d"
_MOMENT = matching(_DATE, _TIME, f"{_DATE}[Tt]{_TIME}")
_BY_MODE = {"date": matching(_DATE), "time": matching(_TIME), "datetime": matching(f"{_DATE}[Tt]{_TIME}")}


def _one_echo(value: Mapping[str, Any], path: Path) -> Iterator[Problem]:
    if value.get("displayText") is not None and value.get("text") is not None:
        yield Problem("displayText and text cannot be used together", (*path, "text"))
    if value.get("fillInText") is not None and value.get("inputOption") != "openKeyboard":
        yield Problem("fillInText needs inputOption openKeyboard", (*path, "fillInText"))


def _moments_of_mode(value: Mapping[str, Any], path: Path) -> Iterator[Problem]:
    for name in ("initial", "min", "max"):
        if value.get(name) is not None:
            yield from _BY_MODE[value["mode"]](value[name], (*path, name))


_POSTBACK: Mapping[str, Check] = {
    "data": _DATA,
    "displayText": _SAYS,
    "text": _SAYS,
    "inputOption": one_of("closeRichMenu", "openRichMenu", "openKeyboard", "openVoice"),
    "fillInText": _SAYS,
}
_PICKER: Mapping[str, Check] = {
    "data": _DATA,
    "mode": one_of("date", "time", "datetime"),
    "initial": _MOMENT,
    "min": _MOMENT,
    "max": _MOMENT,
}
_URIS: Mapping[str, Check] = {"uri": _URI, "altUri": shape({"desktop": _URI})}


def actions(label: int, *, labelled: bool = False, quick: bool = False) -> Check:
    """The actions LINE takes at a place: labels of at most `label` graphemes, required where `labelled`.

    Camera, camera roll and location open from a quick reply only.
    """

    def kind(fields: Mapping[str, Check], *required: str) -> Check:
        known = {"type": words(1), "label": words(1, label, graphemes), **fields}
        return shape(known, (*required, "label") if labelled else required)

    kinds = {
        "postback": every(kind(_POSTBACK, "data"), _one_echo),
        "message": kind({"text": _SAYS}, "text"),
        "uri": kind(_URIS, "uri"),
        "datetimepicker": every(kind(_PICKER, "data", "mode"), _moments_of_mode),
        "clipboard": kind({"clipboardText": words(1, 1000)}, "clipboardText"),
    }
    if quick:
        kinds |= {name: kind({}) for name in ("camera", "cameraRoll", "location")}
    return variant(kinds)
