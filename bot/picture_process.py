"""A process that cleans one picture and ends: whatever a picture does to its decoder, it does to this process alone.

bot/usecases/photos/cleaning.py starts it, hands the bytes in and takes the answer: a line of JSON, and the cleaned
picture.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from collections.abc import Mapping
from contextlib import suppress

MAX_MEMORY = 900 * 1024 * 1024
"""Bytes of addresses; the largest picture taken needs two thirds of them."""
MAX_CPU_SECONDS = 15
"""The largest picture taken needs a fifth of them on a slow machine."""
_LIMITS = (
    (resource.RLIMIT_AS, MAX_MEMORY),
    (resource.RLIMIT_CPU, MAX_CPU_SECONDS),
    (resource.RLIMIT_FSIZE, 0),
    (resource.RLIMIT_CORE, 0),
)


def main() -> None:
    """From standard input to standard output."""
    _limit()
    from messages.documents.pictures import PictureRefused, clean_picture  # within the limits, as all that follows

    try:
        picture = clean_picture(sys.stdin.buffer.read())
    except PictureRefused as refused:
        _answer({"reason": refused.reason})
    else:
        _answer({"width": picture.width, "height": picture.height}, picture.jpeg)


def _answer(head: Mapping[str, int | str], jpeg: bytes = b"") -> None:
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + jpeg)


def _limit() -> None:
    os.nice(10)  # whoever writes to the bot meanwhile comes first
    for what, most in _LIMITS:
        with suppress(ValueError, OSError):  # macOS knows no limit of addresses
            resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    main()
