"""`/d/<token>`: the official report behind a signed link, made as the answers stand when it is opened.

The token opens the report for whoever has it: neither it nor the path it stands in is logged.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Mapping
from datetime import datetime
from math import ceil
from threading import BoundedSemaphore, Lock
from time import monotonic
from urllib.parse import quote

from flask import Response

from bot.usecases.ports import Ports
from bot.usecases.reports.compiling import NothingToReport, Write
from bot.usecases.reports.documents import Opened, open_linked
from bot.usecases.reports.link_tokens import Linked, LinkExpired, NoSuchLink, read_link
from messages.documents.official import NoSuchFormat
from messages.pages.notice import notice_page
from messages.texts import say

log = logging.getLogger(__name__)

MAX_AT_ONCE = 2
"""Documents made at a time in one process: the webhook's answers come first."""
TRY_AGAIN_SECONDS = 3
MAX_PER_MINUTE = 30
"""Documents of an office in a minute: more than a planning group opens, and nothing to whoever does so in a loop."""
_MINUTE = 60.0
_SLOTS = BoundedSemaphore(MAX_AT_ONCE)
_TYPES: Mapping[str, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_HEADERS: Mapping[str, str] = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}


class RateLimit:
    """How often the documents of each office may be opened; many threads may ask."""

    def __init__(self) -> None:
        self._opened: dict[str, deque[float]] = {}
        self._lock = Lock()

    def wait(self, office_id: str) -> int:
        """Seconds until another may be opened; 0: now, and it is counted."""
        with self._lock:
            opened, now = self._opened.setdefault(office_id, deque(maxlen=MAX_PER_MINUTE)), monotonic()
            if len(opened) == MAX_PER_MINUTE and now - opened[0] < _MINUTE:
                return ceil(_MINUTE - (now - opened[0]))
            opened.append(now)
            return 0


def document_response(ports: Ports, limit: RateLimit, write: Write, token: str, now: datetime) -> Response:
    """The file, or a page that says why there is none and what to do."""
    try:
        linked = read_link(ports, token, now)
    except NoSuchLink:
        return _page("unknown", 404)
    except LinkExpired:
        return _page("expired", 410)
    wait = limit.wait(linked.office_id)
    if wait:
        return _retry_page("often", 429, wait)
    if not _SLOTS.acquire(blocking=False):
        return _retry_page("busy", 503, TRY_AGAIN_SECONDS)
    try:
        return _make_document(ports, write, linked, now)
    finally:
        _SLOTS.release()


def _make_document(ports: Ports, write: Write, linked: Linked, now: datetime) -> Response:
    try:
        opened = open_linked(ports.storage, linked, now, ports.photos.get, write)
    except NoSuchLink:
        return _page("unknown", 404)
    except (NothingToReport, NoSuchFormat):
        return _page("nothing", 404)
    except Exception:
        # Flask's own account of a failure would name the path, and with it the token.
        log.exception("document failed office=%s round=%s kind=%s", linked.office_id, linked.round_id, linked.kind)
        return _page("failed", 500)
    return _file(opened, linked)


def _file(opened: Opened, linked: Linked) -> Response:
    response = Response(opened.data, mimetype=_TYPES[linked.kind], headers=_HEADERS)
    how = "inline" if linked.kind == "pdf" else "attachment"
    plain = f"{linked.office_id}-{linked.round_id}.{linked.kind}"
    response.headers["Content-Disposition"] = f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(opened.name, '')}"
    return response


def _retry_page(name: str, status: int, seconds: int) -> Response:
    """A page that opens the document by itself, in so many seconds."""
    page = _page(name, status)
    page.headers["Refresh"] = page.headers["Retry-After"] = str(seconds)
    return page


def _page(name: str, status: int) -> Response:
    page = notice_page(say("handout.page.title"), say(f"handout.page.{name}"))
    return Response(page, status, _HEADERS, mimetype="text/html")
