"""The plan of the menu: what its tiles say, and that a thumb finds them."""

from __future__ import annotations

import pytest

from messages.rich_menu import Menu, main_menu
from messages.thai.text import graphemes
from messages.words import understand

PHONE = 62.0
"""Millimetres across the screen of a 5-inch phone, which shows the menu from edge to edge."""
THUMB = 9.0


@pytest.fixture
def menu() -> Menu:
    return main_menu()


def test_the_tiles_say_the_typed_words(menu: Menu) -> None:
    assert [tile.says for tile in menu.tiles] == ["รายงาน", "โครงการของฉัน", "สถานะ", "ช่วยเหลือ"]


def test_what_a_tile_says_is_understood_as_what_it_is(menu: Menu) -> None:
    commands = [understand(tile.says) for tile in menu.tiles]
    assert [command.keyword for command in commands if command] == [tile.name for tile in menu.tiles]


def test_each_tile_explains_itself_in_a_short_line(menu: Menu) -> None:
    assert menu.tiles[0].line == "ส่งยอดและความก้าวหน้า"
    assert all(0 < graphemes(tile.line) <= 20 for tile in menu.tiles)


def test_the_bar_is_as_short_as_line_and_its_sdk_want_it(menu: Menu) -> None:
    assert 0 < len(menu.bar) <= 14


def test_the_tiles_cover_the_menu_and_none_lies_over_another(menu: Menu) -> None:
    corners = {(tile.x, tile.y) for tile in menu.tiles}
    assert corners == {(0, 0), (1250, 0), (0, 843), (1250, 843)}
    assert {(tile.width, tile.height) for tile in menu.tiles} == {(1250, 843)}
    assert (menu.width, menu.height) == (2500, 1686)


def test_a_tile_is_wider_and_higher_than_a_thumb(menu: Menu) -> None:
    millimetre = menu.width / PHONE
    assert all(min(tile.width, tile.height) > 2 * THUMB * millimetre for tile in menu.tiles)
