"""`/d/<token>`: the official report behind a signed link, made as the answers stand when it is opened.

The token opens the report for whoever has it: neither it nor the path it stands in is logged.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime
from threading import BoundedSemaphore
from urllib.parse import quote

from flask import Response

from bot.usecases.documents import Opened, open_linked
from bot.usecases.links import Linked, LinkExpired, NoSuchLink, read_link
from bot.usecases.ports import Ports
from bot.usecases.reporting import NothingToReport
from messages.documents.official import NoSuchFormat
from messages.pages.notice import notice_page
from messages.texts import say

log = logging.getLogger(__name__)

AT_ONCE = 2
"""Documents made at a time in one process: the webhook's answers come first."""
TRY_AGAIN_SECONDS = 3
_MAKING = BoundedSemaphore(AT_ONCE)
_TYPES: Mapping[str, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_HEADERS: Mapping[str, str] = {
    "Cache-Control": "private, no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}


def document_response(ports: Ports, token: str, now: datetime) -> Response:
    """The file, or a page that says why there is none and what to do."""
    try:
        linked = read_link(ports, token, now)
    except NoSuchLink:
        return _page("unknown", 404)
    except LinkExpired:
        return _page("expired", 410)
    if not _MAKING.acquire(blocking=False):
        busy = _page("busy", 503)
        busy.headers["Refresh"] = busy.headers["Retry-After"] = str(TRY_AGAIN_SECONDS)
        return busy
    try:
        return _made(ports, linked, now)
    finally:
        _MAKING.release()


def _made(ports: Ports, linked: Linked, now: datetime) -> Response:
    try:
        opened = open_linked(ports.storage, linked, now, ports.photos.get)
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


def _page(name: str, status: int) -> Response:
    return Response(notice_page(say(f"handout.page.{name}")), status, _HEADERS, mimetype="text/html")
