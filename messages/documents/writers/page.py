"""The paper official documents are on: A4, 3 cm free on the left and 2 on the right; wide tables use more of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from messages.documents.blocks import Section

SHORT_SIDE, LONG_SIDE = 21.0, 29.7


@dataclass(frozen=True, slots=True)
class Margins:
    """Centimetres."""

    left: float
    right: float
    top: float
    bottom: float


def page_margins(section: Section) -> Margins:
    """A landscape page leaves 26 cm to its table."""
    return Margins(1.85, 1.85, 2.0, 1.5) if section.landscape else Margins(3.0, 2.0, 2.5, 2.0)


def text_width(section: Section) -> float:
    """Centimetres between the margins."""
    sides = page_margins(section)
    return (LONG_SIDE if section.landscape else SHORT_SIDE) - sides.left - sides.right


def select_for_sheets(sections: Iterable[Section]) -> tuple[Section, ...]:
    """The sections of a workbook."""
    return tuple(section for section in sections if section.only != "paper")


def select_for_paper(sections: Iterable[Section]) -> tuple[Section, ...]:
    """The sections that begin a page, those that continue them included."""
    begun: list[Section] = []
    for section in sections:
        if section.only == "sheets":
            continue
        if begun and section.continues:
            begun[-1] = replace(begun[-1], blocks=(*begun[-1].blocks, *section.blocks))
        else:
            begun.append(section)
    return tuple(begun)
