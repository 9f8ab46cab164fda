"""The menu's picture: of the right size, light enough for LINE, and never markup."""

from __future__ import annotations

import struct
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from messages.documents import menu_picture
from messages.documents.menu_picture import NoThaiFont, draw_menu
from messages.rich_menu import Menu, main_menu
from tests.support.fonts import need_thai_font

MEGABYTE = 1_000_000
GROUND = (0xF4, 0xF8, 0xF5, 0xFF)
BETWEEN_THE_TILES = (
    *((x, 0, x + width, 1686) for x, width in ((0, 24), (1226, 48), (2476, 24))),
    *((0, y, 2500, y + height) for y, height in ((0, 24), (819, 48), (1662, 24))),
)
"""Upright and lying strips of pixels: left, upper, right and lower edge of each."""


@pytest.fixture
def menu() -> Menu:
    need_thai_font()
    return main_menu()


def saying(menu: Menu, says: str) -> Menu:
    return replace(menu, tiles=(replace(menu.tiles[0], says=says), *menu.tiles[1:]))


def test_the_picture_is_a_png_of_the_menus_size_that_line_takes(menu: Menu) -> None:
    picture = draw_menu(menu)
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack_from(">II", picture, 16) == (menu.width, menu.height)
    assert 10_000 < len(picture) < MEGABYTE


def test_the_same_menu_gives_the_same_bytes(menu: Menu) -> None:
    assert draw_menu(menu) == draw_menu(main_menu())


def test_each_tile_shows_its_word_its_line_and_its_icon(menu: Menu) -> None:
    first, *others = menu.tiles
    changed = (replace(first, says="ส่ง"), replace(first, line="ส่ง"), replace(first, name="help"))
    pictures = {draw_menu(replace(menu, tiles=(tile, *others))) for tile in (first, *changed)}
    assert len(pictures) == 4


def test_words_are_never_markup(menu: Menu) -> None:
    assert draw_menu(saying(menu, '#panic("x") *a* $ "] \\')) != draw_menu(saying(menu, "a"))


def test_a_long_word_is_made_to_fit_its_tile(menu: Menu) -> None:
    picture = Image.open(BytesIO(draw_menu(saying(menu, menu.tiles[1].says * 4))))
    strips = [picture.crop(strip) for strip in BETWEEN_THE_TILES]
    assert [strip.getcolors() for strip in strips] == [[(strip.width * strip.height, GROUND)] for strip in strips]


def test_without_a_thai_font_nothing_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(menu_picture, "FONTS", ("No Such Font",))
    with pytest.raises(NoThaiFont):
        draw_menu(main_menu())


def test_an_offices_own_font_comes_before_the_others() -> None:
    assert menu_picture.choose_font(["Noto Sans Thai", "Laksaman", "Sarabun"]) == "Sarabun"
