"""The menu beneath the chat: four tiles, each saying one of the typed words for the person who taps it."""

from __future__ import annotations

from dataclasses import dataclass

from messages.texts import say
from messages.words import Keyword, word

WIDTH, HEIGHT = 2500, 1686
"""Pixels. LINE's tall menu: a tile is a thumb wide and high on a small phone, with letters large enough to read."""

_WORDS = (Keyword.REPORT, Keyword.PROJECTS, Keyword.STATUS, Keyword.HELP)
_COLUMNS = 2


@dataclass(frozen=True, slots=True)
class Tile:
    """`name` as in words.toml; `says` is the word typed by a tap, `line` the short line beneath it.

    The rest is its place in pixels from the menu's top left corner.
    """

    name: str
    says: str
    line: str
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Menu:
    """`bar`: the words that open it, at most 14 graphemes (LINE). `width` and `height` in pixels."""

    bar: str
    width: int
    height: int
    tiles: tuple[Tile, ...]


def main_menu() -> Menu:
    """The menu everybody sees."""
    return Menu(say("richmenu.bar"), WIDTH, HEIGHT, tuple(_tile(*placed) for placed in enumerate(_WORDS)))


def _tile(place: int, keyword: Keyword) -> Tile:
    row, column = divmod(place, _COLUMNS)
    width, height = WIDTH // _COLUMNS, HEIGHT // (len(_WORDS) // _COLUMNS)
    return Tile(keyword, word(keyword), say(f"richmenu.line.{keyword}"), column * width, row * height, width, height)
