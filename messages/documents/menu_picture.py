"""The menu's picture, drawn by Typst (menu_picture.typ) in a Thai font of this machine."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from importlib.resources import files

import typst

from messages.rich_menu import Menu

FONTS = (
    "Sarabun",
    "TH Sarabun New",
    "TH SarabunPSK",
    "Laksaman",
    "Noto Sans Thai",
    "Leelawadee UI",
    "Thonburi",
)
"""Thai fonts in order of preference: those of Thai offices, then what Linux, Windows and macOS bring along."""

POINTS_AN_INCH = 72
"""At so many pixels an inch one point of the drawing is one pixel of the picture."""


class NoThaiFont(Exception):
    """None of FONTS is installed: Thai letters would come out as empty boxes."""


def draw_menu(menu: Menu) -> bytes:
    """A PNG of the menu's width and height in pixels. Raises NoThaiFont."""
    fonts = typst.Fonts(include_embedded_fonts=False)
    data = {**asdict(menu), "font": choose_font(fonts.families())}
    template = files(__package__) / "menu_picture.typ"
    return typst.compile(
        template.read_bytes(),
        font_paths=fonts,
        format="png",
        ppi=POINTS_AN_INCH,
        sys_inputs={"menu": json.dumps(data)},
    )


def choose_font(families: Sequence[str]) -> str:
    """The first of FONTS that is among these. Raises NoThaiFont."""
    for name in FONTS:
        if name in families:
            return name
    raise NoThaiFont
