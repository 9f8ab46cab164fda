"""What a workbook's letters look like beyond what they say: struck out, or raised as the mark of a note."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Face = Literal["", "struck", "raised"]
_FALSE = {"0", "false", "off", "none"}


class Font:
    """One font or one run's properties of an .xlsx part, as its elements go by."""

    def __init__(self) -> None:
        self.face: Face = ""

    def add(self, name: str, attributes: Mapping[str, str]) -> None:
        value = attributes.get("val", "")
        if name == "strike" and value not in _FALSE:
            self.face = "struck"
        elif name == "vertAlign" and value in {"superscript", "subscript"} and not self.face:
            self.face = "raised"


class Strings:
    """Which shared strings have a run that is struck out or raised, by their numbers."""

    def __init__(self) -> None:
        self.faces: dict[int, Face] = {}
        self._string, self._run = -1, Font()

    def started(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "si":
            self._string += 1
        if name in {"si", "r"}:
            self._run = Font()
        else:
            self._run.add(name, attributes)

    def ended(self, name: str, text: str) -> None:
        if name == "t" and self._run.face and text.strip():
            self.faces.setdefault(self._string, self._run.face)


class Styles:
    """The named styles of an .ods part, as its elements go by."""

    def __init__(self) -> None:
        self.faces: dict[str, Face] = {}
        self._style = ""

    def started(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "style":
            self._style = attributes.get("name", "")
        elif name == "text-properties":
            lined = [attributes.get(f"text-line-through-{what}", "none") for what in ("style", "type")]
            if any(line not in _FALSE for line in lined):
                self.faces[self._style] = "struck"
            elif attributes.get("text-position", "0").split(" ")[0] not in {"0", "0%"}:
                self.faces[self._style] = "raised"
