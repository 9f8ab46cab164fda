"""granian carries the front of the Flask app; each web process makes its own after the fork."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from threading import Event

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings

from bot.backoff import Backoff
from bot.logs import SERVERS_LOG
from bot.web.front import Front

HEADER_SECONDS = 10
"""For a request's head to come, and for a connection that is kept open to be used again."""
CONNECTIONS = 2048
"""Open to one web process; who comes beyond them waits until another ends."""
AGAIN_SECONDS = 1.0, 8.0
"""The first pause before granian is started again that gave up, and the longest."""
STEADY_SECONDS = 60.0
"""What was at work so long has not failed at once."""
STOP_SECONDS = 5
"""For what is under way in the web processes when they are told to stop; then they are killed."""


def serve(make_app: Callable[[], Front], host: str, port: int, processes: int) -> None:
    """Serves the app that `make_app`, a module's function, makes in each process, until told to stop.

    It is handed over itself: by its name granian would look for it in the working folder first.
    Raises OSError where the address cannot be had; granian itself would share the port with another server unseen.
    """
    with socket.create_server((host, port)):
        pass
    pause, told = Backoff(*AGAIN_SECONDS), Event()
    while not told.is_set():
        began = time.monotonic()
        if _served_until_told(make_app, host, port, processes):
            return
        if time.monotonic() - began >= STEADY_SECONDS:
            pause.reset()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: told.set())
        told.wait(pause.next_delay())


def _served_until_told(make_app: Callable[[], Front], host: str, port: int, processes: int) -> bool:
    """False where granian has given up, as it does when a process of its ends soon after another."""
    server = Granian(
        make_app.__name__,
        address=host,
        port=port,
        interface=Interfaces.RSGI,
        http=HTTPModes.http1,  # while it finds out which HTTP is spoken, granian's time limits do not hold
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_SECONDS * 1000, max_buffer_size=64 * 1024),
        workers=processes,
        backpressure=CONNECTIONS,
        backlog=CONNECTIONS,
        workers_kill_timeout=STOP_SECONDS,
        websockets=False,
        respawn_failed_workers=True,
        process_name=None,
        log_access=False,
        log_dictconfig={**SERVERS_LOG},
    )
    try:
        server.serve(target_loader=make_app, wrap_loader=False)
    except SystemExit:
        if not server.interrupt_signal:
            return False
    return True


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


def end_after(seconds: float) -> None:
    """Ends this process then, whatever it does, unless it has ended by itself."""
    timer = threading.Timer(seconds, os._exit, [1])
    timer.daemon = True
    timer.start()
