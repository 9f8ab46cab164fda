"""How the memory of a long-running process is kept."""

from __future__ import annotations

import gc
from contextlib import suppress
from ctypes import CDLL

_M_ARENA_MAX = -8
"""malloc.h's name for the number of heaps."""


def tune_memory() -> None:
    """Memory as a process of many threads and no end needs it; once by each, when it has loaded everything.

    What is loaded by now stays: looking through it for what may go would hold up everything for a tenth of a second.
    And glibc (where it is glibc) keeps one heap for all threads instead of one for each: that is a tenth of a web
    process's memory (`python -m tests.bench memory`), and the GIL lets one thread at a time allocate anyway.
    """
    gc.collect()
    gc.freeze()
    with suppress(AttributeError):
        CDLL(None).mallopt(_M_ARENA_MAX, 1)
