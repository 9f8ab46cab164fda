"""An official report written in a process of its own, which gives way to all others: no webhook waits for a paper.

In a web process the writers would hold Python's lock most of the time. The child has no settings and no secrets: it is
given what it is to write, and gives the file.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys

from bot.processes import python
from bot.usecases.reports.compiling import write
from messages.documents.official.edition import Edition
from messages.figures.report import Report

WITHIN_SECONDS = 25.0
_NICE = 10


class WritingFailed(Exception):
    """The process ended without a file, or not in time."""


def write_apart(kind: str, report: Report, edition: Edition) -> bytes:
    """As bot.usecases.reports.compiling.write, which tells what it raises. Raises WritingFailed too."""
    asked, inherited = pickle.dumps((kind, report, edition)), {"PYTHONUTF8": "1", "PATH": os.defpath}
    try:
        done = subprocess.run(  # noqa: S603 – our own interpreter and module
            python(__name__), input=asked, capture_output=True, check=False, timeout=WITHIN_SECONDS, env=inherited
        )
    except subprocess.TimeoutExpired:
        raise WritingFailed("timeout") from None
    if done.returncode:
        raise WritingFailed(done.returncode)
    made: bytes | Exception = pickle.loads(done.stdout)  # noqa: S301 – made by main, below
    if isinstance(made, Exception):
        raise made
    return made


def main() -> None:
    """The process: pickles on standard input and output."""
    os.nice(_NICE)
    kind, report, edition = pickle.load(sys.stdin.buffer)  # noqa: S301 – made by write_apart, above
    made: bytes | Exception
    try:
        made = write(kind, report, edition)
    except Exception as error:
        made = error
    pickle.dump(made, sys.stdout.buffer)


if __name__ == "__main__":
    main()
