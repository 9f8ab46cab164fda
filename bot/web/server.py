"""granian carries the Flask app; each web process makes its own app after the fork."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Callable

from flask import Flask
from granian import Granian
from granian.constants import Interfaces

THREADS = 32
"""Python threads of one web process: turns that come together share a commit (storage/group_commit.py).

64 gave 5 % more replies a second and took 14 MB more of a process's 140.
"""


def serve(make_app: Callable[[], Flask], host: str, port: int, processes: int) -> None:
    """Serves the app that `make_app`, a module's function, makes in each process, until told to stop.

    It is handed over itself: by its name granian would look for it in the working folder first.
    Raises OSError where the address cannot be had; granian itself would share the port with another server unseen.
    """
    with socket.create_server((host, port)):
        pass
    Granian(
        make_app.__name__,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=THREADS,
        websockets=False,
        respawn_failed_workers=True,
        process_name=None,
        log_access=False,
    ).serve(target_loader=make_app, wrap_loader=False)


_LOADED_IN = os.getpid()
"""The process that loaded this module: the parent of those forked from it."""


def end_with_parent(parent: int | None = None) -> None:
    """Ends this process when its parent is gone (kill -9 included), so that no orphan keeps the port or a clock.

    `parent`: its id, where this process was not forked from it. To ask the system for it would not do: where the
    parent was killed while this process started, the system has given it another by now.
    """
    known = parent or (_LOADED_IN if os.getpid() != _LOADED_IN else os.getppid())

    def watch() -> None:
        while os.getppid() == known:
            time.sleep(0.5)
        os._exit(1)

    threading.Thread(target=watch, name="parent-watch", daemon=True).start()
