"""The paper official documents are on: A4, 3 cm free on the left and 2 on the right; wide tables use more of it."""

from __future__ import annotations

from dataclasses import dataclass

from messages.documents.blocks import Section

SHORT_SIDE, LONG_SIDE = 21.0, 29.7


@dataclass(frozen=True, slots=True)
class Margins:
    """Centimetres."""

    left: float
    right: float
    top: float
    bottom: float


def margins(section: Section) -> Margins:
    """A landscape page leaves 26 cm to its table."""
    return Margins(1.85, 1.85, 2.0, 1.5) if section.landscape else Margins(3.0, 2.0, 2.5, 2.0)


def room(section: Section) -> float:
    """Centimetres between the margins."""
    sides = margins(section)
    return (LONG_SIDE if section.landscape else SHORT_SIDE) - sides.left - sides.right
