"""How large the pictures of a gallery are, the same in every file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from messages.documents.blocks import Picture

ACROSS = 2
PICTURE_WIDTH, PICTURE_HEIGHT = 7.6, 5.7
"""Centimetres: the most a picture may take."""


def gallery_rows(pictures: Sequence[Picture]) -> Iterator[tuple[Picture, ...]]:
    """The pictures as they stand beside each other."""
    for first in range(0, len(pictures), ACROSS):
        yield tuple(pictures[first : first + ACROSS])


def fit_picture(picture: Picture) -> tuple[float, float]:
    """Width and height in centimetres, as large as may be without bending the picture."""
    scale = min(PICTURE_WIDTH / picture.width, PICTURE_HEIGHT / picture.height)
    return picture.width * scale, picture.height * scale
