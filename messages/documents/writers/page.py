"""The paper official documents are on: A4, 3 cm free on the left and 2 on the right; wide tables use more of it.

How large the pictures of a gallery are on it, the same in every file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from messages.documents.blocks import Picture, Section

SHORT_SIDE, LONG_SIDE = 21.0, 29.7
ACROSS = 2
"""Pictures beside each other."""
PICTURE_WIDTH, PICTURE_HEIGHT = 7.6, 5.7
"""Centimetres: the most a picture may take."""


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


def gallery_rows(pictures: Sequence[Picture]) -> Iterator[tuple[Picture, ...]]:
    """The pictures as they stand beside each other."""
    for first in range(0, len(pictures), ACROSS):
        yield tuple(pictures[first : first + ACROSS])


def fit_picture(picture: Picture) -> tuple[float, float]:
    """Width and height in centimetres, as large as may be without bending the picture."""
    scale = min(PICTURE_WIDTH / picture.width, PICTURE_HEIGHT / picture.height)
    return picture.width * scale, picture.height * scale
