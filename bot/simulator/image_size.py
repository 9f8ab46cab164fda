"""How many pixels a PNG or a JPEG has, read from its first bytes."""

from __future__ import annotations

import struct

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8"
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""JPEG's markers that carry the size; the three left out carry tables."""

Size = tuple[int, int]


def size_of(data: bytes, media_type: str) -> Size | None:
    """(width, height) of an image/png or image/jpeg; None where the bytes are not that."""
    try:
        return _png_size(data) if media_type == "image/png" else _jpeg_size(data)
    except (struct.error, IndexError):
        return None


def _png_size(data: bytes) -> Size | None:
    if not data.startswith(_PNG):
        return None
    width, height = struct.unpack_from(">II", data, 16)
    return width, height


def _jpeg_size(data: bytes) -> Size | None:
    if not data.startswith(_JPEG):
        return None
    at = len(_JPEG)
    while data[at] == 0xFF:
        if data[at + 1] in _FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height
        at += 2 + int(struct.unpack_from(">H", data, at + 2)[0])
    return None
