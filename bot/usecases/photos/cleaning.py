"""Has pictures cleaned in processes of their own, which may be killed: few at a time, and none for long.

A decoder that a picture sets to work without end, or that it crashes, takes neither this process nor its memory along.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress
from threading import BoundedSemaphore, Timer

from bot.processes import python
from messages.documents.pictures import MAX_BYTES, CleanedPicture, PictureRefused

AT_ONCE = 2
"""Processes; one takes 100 MB for a phone's picture, and half a gigabyte for the largest taken."""
SECONDS = 45
"""Until a process is killed: thrice the processor time it may take (bot/picture_process.py), for busy machines."""

_slots = BoundedSemaphore(AT_ONCE)


class CleanerDied(Exception):
    """The process ended without an answer, or had to be killed."""


def clean_in_process(data: bytes) -> CleanedPicture:
    """As messages.documents.pictures.clean_picture. Raises PictureRefused and CleanerDied."""
    if len(data) > MAX_BYTES:
        raise PictureRefused("too_large")
    with _slots:
        head, _, jpeg = _answer(data).partition(b"\n")
    try:
        told = json.loads(head)
    except ValueError:
        raise CleanerDied from None
    if "reason" in told:
        raise PictureRefused(told["reason"])
    return CleanedPicture(jpeg, told["width"], told["height"])


def _answer(data: bytes) -> bytes:
    """What the process said before it ended; cut off behind what a cleaned picture could be."""
    command, pipe = python("bot.picture_process"), subprocess.PIPE
    # Nothing of the environment: a decoder has no business with our secrets.
    environment = {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONDONTWRITEBYTECODE": "1"}
    with subprocess.Popen(  # noqa: S603 – our own interpreter and module
        command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, env=environment
    ) as process:
        timer = Timer(SECONDS, process.kill)
        timer.start()
        try:
            return _exchange(process, data)
        finally:
            timer.cancel()
            process.kill()


def _exchange(process: subprocess.Popen[bytes], data: bytes) -> bytes:
    if process.stdin is None or process.stdout is None:
        raise CleanerDied
    with suppress(BrokenPipeError):  # it ended before it had read all
        process.stdin.write(data)
        process.stdin.close()
    return process.stdout.read(MAX_BYTES)
