"""Only our own code runs, wherever we are started: the working folder is on no import path, a child's included.

A folder of documents or downloads may hold a messages.py, and Python would take it for ours.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

_ROOT = str(Path(__file__).resolve().parents[1])
"""Where the packages bot, storage and messages lie: on the path of installed ones, or the source tree."""
_RUN = (
    "import sys, runpy; root, module = sys.argv[1:3]; del sys.argv[1:3]; "
    "root in sys.path or sys.path.insert(0, root); runpy.run_module(module, run_name='__main__', alter_sys=True)"
)


def keep_to_own_code() -> None:
    """Takes the working folder off the import path, for processes started from here too; call before other imports.

    It stays where our own code lies in it, as when the source tree is tried out.
    """
    os.environ["PYTHONSAFEPATH"] = "1"  # noqa: TID251 – for what multiprocessing starts: told in no other way
    with suppress(FileNotFoundError):  # the working folder is gone, and nothing can lie in it
        if sys.path[0] == str(Path.cwd()) != _ROOT:
            del sys.path[0]  # put there by `python -m`
    sys.path[:] = [entry for entry in sys.path if entry]


def keep_files_private() -> None:
    """Whatever is made from here on, by processes started from here too, is for its owner alone."""
    os.umask(0o077)


def python(module: str, *words: str) -> Sequence[str]:
    """The command that runs one of our modules in a process of its own, as `python -m` does."""
    return (sys.executable, "-P", "-c", _RUN, _ROOT, module, *words)
