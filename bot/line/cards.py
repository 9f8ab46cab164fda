"""A card → the JSON of a flex bubble, laid out for a phone of five inches. Pure.

Thai has no spaces to break lines at: every text that may be long has the whole width of the card, and only short
figures and words share a line. Colours keep a contrast of 4.5 on white (WCAG AA).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from messages.chat.bubbles import Button, Card, CardItem, CardRow, CardTable, Figure, Link, Tone
from messages.line_limits import MAX_BUBBLE_BYTES, MAX_BUTTON_LABEL, MAX_DISPLAY_TEXT
from messages.thai.text import cut_utf16, graphemes, shorten
from storage import json_text

JSON = dict[str, Any]

TEXT_LENGTHS = (2000, 1000, 500, 250, 120, 60)
"""UTF-16 units a text of a card may have, tried from the longest until the whole fits."""
SHARED_LINE = 32
"""Grapheme clusters of label and value that stand beside each other without wrapping."""
NAME_LINES = 3
TABLE_LINES = 2
_OPENS = "›"
"""Beside what opens something when it is tapped."""

_INK, _GREY, _LINE = "#111827", "#5B6472", "#E5E7EB"
_TONES: Mapping[Tone, str] = {"plain": _INK, "open": "#1D4ED8", "done": "#0B7A3E", "attention": "#B42318"}


def bubble(card: Card) -> JSON | None:
    """The card with its texts as long as LINE's size of a bubble lets them be; None where it cannot be made to fit."""
    drawn = (_draw(card, length) for length in TEXT_LENGTHS)
    return next((made for made in drawn if _size(made) <= MAX_BUBBLE_BYTES), None)


def _size(made: JSON) -> int:
    return len(json_text.dump(made).encode())


def _draw(card: Card, length: int) -> JSON:
    made = {"type": "bubble", "size": "mega", "body": _block(_body(card, length))}
    return {**made, "footer": _keys(card, length)} if card.keys else made


def _body(card: Card, length: int) -> Iterator[JSON]:
    yield _text(card.title, length, size="lg", weight="bold", color=_TONES[card.tone])
    if card.subtitle:
        yield _text(card.subtitle, length, size="sm", color=_INK, maxLines=NAME_LINES)
    if card.figure:
        yield from (_rule(), _figure(card.figure, length))
    for item in card.items:
        yield from (_rule(), _item(item, length))
    for row in card.rows:
        yield from (_rule(), _row(row, length))
    for table in card.tables:
        yield from (_rule(), _table(table, length))
    if card.note:
        yield from (_rule(), _text(card.note, length, size="sm", color=_GREY))
    if card.ending:
        yield from (_rule(), _figure(card.ending, length))


def _figure(figure: Figure, length: int) -> JSON:
    label = _text(figure.label, length, size="sm", color=_GREY)
    value = _text(figure.value, length, size="xl", weight="bold", color=_INK)
    detail = (_text(figure.detail, length, size="sm", color=_INK),) if figure.detail else ()
    return _stack(label, value, *detail)


def _item(item: CardItem, length: int) -> JSON:
    if not item.tag:
        return _text(f"{item.heading} {item.text}", length, size="sm", color=_INK, maxLines=NAME_LINES)
    heading = _text(item.heading, length, size="md", weight="bold", color=_INK, flex=0)
    word = f"{item.tag} {_OPENS}" if item.button else item.tag
    tag = _text(word, length, size="sm", weight="bold", color=_TONES[item.tone], align="end")
    name = _text(item.text, length, size="sm", color=_INK, maxLines=NAME_LINES)
    return _tappable(_stack(_side_by_side(heading, tag), name), item.button, length)


def _row(row: CardRow, length: int) -> JSON:
    """Label and value beside each other, the value at the right edge; a long value below its label."""
    weight = "bold" if row.strong else "regular"
    label = _text(row.label, length, size="sm", color=_GREY)
    value = _text(row.value, length, size="md", color=_INK, weight=weight)
    short = "\n" not in row.value and graphemes(row.label) + graphemes(row.value) <= SHARED_LINE
    line = _side_by_side({**label, "flex": 0}, {**value, "align": "end"}) if short else _stack(label, value)
    return _tappable(line, row.button, length)


def _table(table: CardTable, length: int) -> JSON:
    """Figures at the right edge; a name that is longer than two lines is cut by LINE."""
    label = _text(table.label, length, size="sm", color=_GREY)
    return _stack(label, *(_line(name, figures, length) for name, figures in table.lines))


def _line(name: str, figures: str, length: int) -> JSON:
    left = _text(name, length, size="sm", color=_INK, maxLines=TABLE_LINES)
    right = (_text(figures, length, size="sm", color=_INK, align="end", flex=0),) if figures else ()
    return {"type": "box", "layout": "horizontal", "spacing": "sm", "contents": [left, *right]}


def _tappable(box: JSON, button: Button | None, length: int) -> JSON:
    return {**box, "action": postback(button, MAX_BUTTON_LABEL, length)} if button else box


def _keys(card: Card, length: int) -> JSON:
    contents = [_key(key, length, leads=card.leads and not position) for position, key in enumerate(card.keys)]
    return {"type": "box", "layout": "horizontal", "spacing": "sm", "contents": contents}


def _key(key: Button | Link, length: int, *, leads: bool) -> JSON:
    look = {"style": "primary", "color": _TONES["done"]} if leads else {"style": "secondary"}
    action = _link_action(key) if isinstance(key, Link) else postback(key, MAX_BUTTON_LABEL, length)
    return {"type": "button", "action": action, "height": "sm", **look}


def _link_action(link: Link) -> JSON:
    return {"type": "uri", "label": shorten(link.label, MAX_BUTTON_LABEL), "uri": link.url}


def postback(button: Button, label_limit: int, length: int = MAX_DISPLAY_TEXT) -> JSON:
    """A postback action, its label and echo cut to LINE's limits."""
    return {
        "type": "postback",
        "label": cut_utf16(shorten(button.label, label_limit), length),
        "data": button.data,
        "displayText": cut_utf16(shorten(button.says, MAX_DISPLAY_TEXT), length),
    }


def _block(contents: Iterator[JSON]) -> JSON:
    return {"type": "box", "layout": "vertical", "spacing": "md", "contents": list(contents)}


def _stack(*contents: JSON) -> JSON:
    return {"type": "box", "layout": "vertical", "spacing": "xs", "contents": list(contents)}


def _side_by_side(*contents: JSON) -> JSON:
    return {"type": "box", "layout": "baseline", "spacing": "sm", "contents": list(contents)}


def _rule() -> JSON:
    return {"type": "separator", "color": _LINE}


def _text(text: str, length: int, **style: Any) -> JSON:
    """LINE refuses an empty text: a dash stands for it."""
    return {"type": "text", "text": cut_utf16(text, length) or "-", "wrap": True, **style}
