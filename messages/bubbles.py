"""What Tanrob can say to a person, before it becomes LINE's JSON (bot/line/render.py does that).

Limits of LINE these values must keep are tested where they are rendered; the makers of bubbles cut long names
with `messages.thai.text.shorten`, never by `len()`.
"""

from __future__ import annotations

from dataclasses import dataclass

LABEL_LIMIT = 20
"""Grapheme clusters on a quick reply's label (LINE)."""


@dataclass(frozen=True, slots=True)
class Button:
    """A postback. `label`: at most 20 grapheme clusters.

    `says`: the typed equivalent, shown as the person's own words.
    """

    label: str
    data: str
    says: str


@dataclass(frozen=True, slots=True)
class Text:
    """One text bubble (at most 5,000 UTF-16 units) with at most 13 quick replies."""

    text: str
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a card: what it is, and what stands there. `strong` rows carry the figure people came for."""

    label: str
    value: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """A flex bubble: a title, rows of label and value, a closing note.

    `alt` tells the matter where cards do not show.
    """

    alt: str
    title: str
    rows: tuple[Row, ...]
    subtitle: str = ""
    note: str = ""
    buttons: tuple[Button, ...] = ()


Bubble = Text | Card
