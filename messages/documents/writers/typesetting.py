"""Typst with this machine's Thai font: templates of this folder; what is written comes as JSON, never as markup."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import typst

from messages.documents.menu_picture import choose_font

_PICTURE_PPI = 200
_SIZES = {"TH SarabunPSK": 1.0, "TH Sarabun New": 1.0}
_OTHERS = 10.5 / 16
"""Other fonts draw larger: Sarabun at 10.5 points is as large as TH SarabunPSK at 16 (deploy/docs/thai-facts.md)."""


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_embedded_fonts=False)


def find_font() -> dict[str, str | float]:
    """The font at hand and what a point of TH SarabunPSK is in it. Raises NoThaiFont."""
    name = choose_font(_fonts().families())
    return {"name": name, "scale": _SIZES.get(name, _OTHERS)}


def typeset(templates: tuple[str, ...], data: str, *, picture: bool = False) -> bytes:
    """The templates, one after another, over `data`: a PDF, or the one page of a picture as PNG."""
    source = b"\n".join((files(__package__) / name).read_bytes() for name in templates)
    return typst.compile(
        source,
        font_paths=_fonts(),
        format="png" if picture else "pdf",
        ppi=_PICTURE_PPI if picture else None,
        sys_inputs={"data": data},
    )
