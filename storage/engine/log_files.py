"""SQLite's files beside the database's, its log and the log's index: what was stored last is in them alone.

Whoever removes them while the database is in use takes that along, and SQLite notices nothing: it goes on with files
that have no name any more, until the last process ends and all of it is gone. So each transaction makes sure that they
are still there. Where they are not, nothing more is stored in them; what they hold is brought into the database, and
all connections of this process are opened anew.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from threading import Lock

from sqlalchemy import URL, Engine, event
from sqlalchemy.exc import DBAPIError

from storage.engine.transactions import raw_connection
from storage.errors import Replaced, StorageError

_NAMES = ("-wal", "-shm")
_WAIT_MILLISECONDS = 1000
"""For other processes' transactions on the lost files to end."""
_Found = Sequence[tuple[int, int] | None]


class LogFiles:
    """Of one process's connections to one database; on PostgreSQL there are none, and nothing is looked at."""

    def __init__(self, url: URL, engines: Sequence[Engine]) -> None:
        self._paths = [f"{url.database}{name}" for name in _NAMES] if url.get_backend_name() == "sqlite" else []
        self._engines = engines if self._paths else ()
        self._known: _Found | None = None
        self._lost = False
        self._users = 0
        self._lock = Lock()
        for engine in self._engines:
            event.listen(engine, "connect", self._note_opened)

    @contextmanager
    def hold(self) -> Iterator[None]:
        """While a connection is out of its pool. Raises Replaced where the files are lost and not made up for yet."""
        if not self._paths:
            yield
            return
        with self._lock:
            self._recover()
            if self._lost:
                raise Replaced
            self._users += 1
        try:
            yield
        finally:
            with self._lock:
                self._users -= 1
                self._recover()

    def check(self) -> None:
        """Raises Replaced where they are not the files that this process's connections have open."""
        if self._paths and self._known is not None and self._known != self._found():
            self._lost = True
            raise Replaced

    def _note_opened(self, raw: sqlite3.Connection, _record: object) -> None:
        raw.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchall()  # opens them
        if self._known is None:
            self._known = self._found()
        elif self._known != self._found():
            self._lost = True
            raw.close()
            raise Replaced

    def _found(self) -> _Found:
        return [_identity(path) for path in self._paths]

    def _recover(self) -> None:
        """Once nobody uses a connection: connections of one process share what they know of the index."""
        if self._lost and not self._users and self._checkpoint():
            for engine in self._engines:
                engine.dispose()
            self._known, self._lost = None, False

    def _checkpoint(self) -> bool:
        """Whether the database holds all that was in the lost log; not where another process is at work in it."""
        for engine in self._engines:
            with suppress(StorageError, DBAPIError, sqlite3.Error), raw_connection(engine) as raw:
                raw.execute(f"PRAGMA busy_timeout = {_WAIT_MILLISECONDS}")
                ((is_in_the_way, _, _),) = raw.execute("PRAGMA wal_checkpoint(FULL)").fetchall()
                return not is_in_the_way
        return True  # no connection has them open any more


def _identity(path: str) -> tuple[int, int] | None:
    try:
        found = os.stat(path)  # noqa: PTH116 – a third of the time of Path.stat, and each turn asks twice
    except OSError:
        return None
    return found.st_dev, found.st_ino
