"""Log lines as text or JSON. They carry office, event id, use case and duration; never what a person wrote.

While something is down the same is not said over and over: of warnings and errors of one kind some are written, and
then how many more there were; how one came about (the traceback) is written once, and of the database's failures,
which tell what they are, never.
"""

from __future__ import annotations

import json
import logging
import sys
import threading
from collections.abc import Mapping
from threading import Lock
from time import monotonic
from types import TracebackType
from typing import Any

from storage.errors import StorageError

WINDOW_SECONDS = 60.0
MAX_WRITTEN = 5
"""Of one kind in so many seconds."""
_KINDS = 500

SERVERS_LOG: Mapping[str, Any] = {
    "formatters": {},
    "handlers": {},
    "loggers": {"_granian": {}, "granian.access": {}},
}
"""granian's own lines go where all others go."""


class RepeatFilter(logging.Filter):
    """Lets the first few of a kind pass; the next one after a while tells how many were left out.

    A kind is where it comes from, the text before its values are put in, and the exception's class.
    """

    def __init__(self) -> None:
        super().__init__()
        self._kinds: dict[object, _Kind] = {}
        self._lock = Lock()

    def filter(self, record: logging.LogRecord) -> bool:
        """As logging asks: whether the record is written."""
        if record.levelno < logging.WARNING:
            return True
        error = record.exc_info[0] if record.exc_info else None
        with self._lock:
            return self._kind(record.name, record.msg, error).passes(record)

    def _kind(self, *key: object) -> _Kind:
        if key not in self._kinds and len(self._kinds) >= _KINDS:
            self._kinds.clear()
        return self._kinds.setdefault(key, _Kind())


class _Kind:
    """What was written and left out of one kind since `_since`, on the monotonic clock."""

    def __init__(self) -> None:
        self._since = monotonic()
        self._seen = 0

    def passes(self, record: logging.LogRecord) -> bool:
        if monotonic() - self._since >= WINDOW_SECONDS:
            left_out = max(self._seen - MAX_WRITTEN, 0)
            self._since, self._seen = monotonic(), 0
            if left_out:
                _add(record, f"({left_out} more like it in the last minutes)")
        self._seen += 1
        if record.exc_info and (self._seen > 1 or isinstance(record.exc_info[1], StorageError)):
            error = record.exc_info[1]
            _add(
                record, f"{type(error).__name__}: {error}" if isinstance(error, StorageError) else type(error).__name__
            )
            record.exc_info = record.exc_text = None
        return self._seen <= MAX_WRITTEN


def _add(record: logging.LogRecord, text: str) -> None:
    record.msg, record.args = f"{record.getMessage()} {text}", None


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": self.formatTime(record),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def start_logging(kind: str) -> None:
    """`kind`: text or json, to stderr; what nothing has caught ends there too."""
    handler = logging.StreamHandler(sys.stderr)
    text = logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s")
    handler.setFormatter(JsonLines() if kind == "json" else text)
    handler.addFilter(RepeatFilter())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.captureWarnings(capture=True)
    sys.excepthook = _uncaught
    threading.excepthook = lambda told: _uncaught(told.exc_type, told.exc_value, told.exc_traceback)
    for noisy in ("apscheduler", "alembic", "werkzeug", "urllib3"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


def _uncaught(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error or kind(), trace)
    elif not issubclass(kind, SystemExit):
        logging.getLogger("uncaught").critical("ended", exc_info=(kind, error or kind(), trace))
