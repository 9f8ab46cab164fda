"""granian carries the Flask app; each web process makes its own app after the fork."""

from __future__ import annotations

import os
import socket
import threading
import time

from granian import Granian
from granian.constants import Interfaces

THREADS = 32
"""Python threads of one web process: turns that come together share a commit (storage/group_commit.py).

64 gave 5 % more replies a second and took 14 MB more of a process's 140.
"""


def serve(target: str, host: str, port: int, processes: int) -> None:
    """Serves the app factory `target` ("module:function") until the process is told to stop.

    Raises OSError where the address cannot be had; granian itself would share the port with another server unseen.
    """
    with socket.create_server((host, port)):
        pass
    Granian(
        target,
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=THREADS,
        websockets=False,
        respawn_failed_workers=True,
        process_name=None,
        log_access=False,
    ).serve()


def end_with_parent() -> None:
    """Ends this process when its parent is gone (kill -9 included), so that no orphan keeps the port."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os._exit(1)

    threading.Thread(target=watch, name="parent-watch", daemon=True).start()
