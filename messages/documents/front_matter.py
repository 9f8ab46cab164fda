"""The docx an office puts before its report: whether it is one, and of bearable size."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Literal

import docx

MAX_BYTES = 10 * 1024 * 1024
MAX_UNPACKED = 100 * 1024 * 1024
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
"""How a .doc begins, and a .docx that a password locks."""

Reason = Literal["not_docx", "old_or_locked", "too_large"]


class FrontMatterRefused(Exception):
    """These bytes are not taken; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


def check_front_matter(data: bytes) -> None:
    """Raises FrontMatterRefused."""
    if data.startswith(_OLD_OFFICE):
        raise FrontMatterRefused("old_or_locked")
    if len(data) > MAX_BYTES or _unpacked_size(data) > MAX_UNPACKED:
        raise FrontMatterRefused("too_large")
    try:
        docx.Document(BytesIO(data)).save(BytesIO())
    except Exception:  # python-docx raises nearly anything for what is no docx
        raise FrontMatterRefused("not_docx") from None


def _unpacked_size(data: bytes) -> int:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return sum(part.file_size for part in archive.infolist())
    except zipfile.BadZipFile:
        raise FrontMatterRefused("not_docx") from None
