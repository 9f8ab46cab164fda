"""What Tanrob can say to a person, before it becomes LINE's JSON (bot/line/render.py does that).

Limits of LINE these values must keep are tested where they are rendered; the makers of bubbles cut long names
with `messages.thai.text.shorten`, never by `len()`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from messages.line_limits import MAX_ALT_TEXT
from messages.thai.text import ELLIPSIS, utf16


@dataclass(frozen=True, slots=True)
class Button:
    """A postback. `label`: at most 20 grapheme clusters.

    `says`: the typed equivalent, shown as the person's own words.
    """

    label: str
    data: str
    says: str


@dataclass(frozen=True, slots=True)
class Link:
    """Opens an address (at most 1,000 characters). `label`: at most 40 grapheme clusters."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Text:
    """One text bubble (at most 5,000 UTF-16 units) with at most 13 quick replies."""

    text: str
    buttons: tuple[Button, ...] = ()


Tone = Literal["plain", "open", "done", "attention"]
"""How a word is coloured; the word itself always says the same."""


@dataclass(frozen=True, slots=True)
class CardRow:
    """A line of a card: what it is, and what stands there. `strong` rows carry the figure people came for.

    `button`: what tapping the line does.
    """

    label: str
    value: str
    strong: bool = False
    button: Button | None = None


@dataclass(frozen=True, slots=True)
class CardItem:
    """A line of a list: "ที่ 4", the project's name, its state in a word of that `tone`, what tapping the line does."""

    heading: str
    text: str
    tag: str = ""
    tone: Tone = "plain"
    button: Button | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """The figure people came for, in large letters: what it is, the figure, and what it is measured by."""

    label: str
    value: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class CardTable:
    """What a small table tells, and its lines: a name and the figures beside it."""

    label: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A flex bubble, from top to bottom: title, subtitle, figure, items, rows, tables, a note, the ending, keys.

    `ending`: the figure once more, where the card is taller than a phone, which shows its end.
    `alt` tells the matter where cards do not show. `keys` are drawn inside the card, stay there and show on LINE for
    PC; `leads`: the first of them is the way on. `buttons` are quick replies.
    """

    alt: str
    title: str
    rows: tuple[CardRow, ...] = ()
    subtitle: str = ""
    note: str = ""
    buttons: tuple[Button, ...] = ()
    tone: Tone = "done"
    figure: Figure | None = None
    ending: Figure | None = None
    items: tuple[CardItem, ...] = ()
    tables: tuple[CardTable, ...] = ()
    keys: tuple[Button | Link, ...] = ()
    leads: bool = False


Bubble = Text | Card


def alt_text(heading: Sequence[str], lines: Sequence[str], closing: Sequence[str] = ()) -> str:
    """A card in words: of its `lines` as many whole ones as LINE's alt text holds beside heading and closing."""
    for kept in range(len(lines), 0, -1):
        cut = () if kept == len(lines) else (ELLIPSIS,)
        text = "\n".join((*heading, *lines[:kept], *cut, *closing))
        if utf16(text) <= MAX_ALT_TEXT:
            return text
    return "\n".join((*heading, *closing))
