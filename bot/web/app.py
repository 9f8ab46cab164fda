"""The Flask app LINE and browsers talk to."""

from __future__ import annotations

import logging

from flask import Flask, Response, abort, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from bot.clock import Clock
from bot.line.webhook import events_of, is_signed
from bot.usecases.incoming import Incoming
from bot.usecases.ports import Ports
from bot.usecases.readiness import OK
from bot.usecases.reports.compiling import Write, write
from bot.usecases.turns.answering import ChannelChanged, answer
from bot.web.documents import RateLimit, document_response
from bot.web.front import MAX_BODY_BYTES
from bot.web.health import Health
from bot.web.metrics import CONTENT_TYPE, Meter, Result
from storage.errors import StorageError
from storage.records import Channel

log = logging.getLogger(__name__)

_SEND_AGAIN: ResponseReturnValue = ("", 503)
"""An event was not kept, whatever the reason. LINE sends the webhook again, now and then and for a while: one that can
never be kept ends with that. What was kept is known by its id, and is not served twice."""

_PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""Of every page: it loads nothing, runs nothing and sends nothing."""


def create_app(ports: Ports, clock: Clock, write: Write = write) -> Flask:
    """The app over these ports, which has documents written by `write`; one a process."""
    app = Flask("tanrob")
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES
    meter, health, limit = Meter(ports.storage, clock), Health(ports.storage, clock), RateLimit()

    @app.post("/line/<office_id>/webhook")
    def webhook(office_id: str) -> ResponseReturnValue:
        body = request.get_data(cache=False)
        try:
            return _webhook(ports, clock, meter, office_id, body)
        except HTTPException:
            raise
        except Exception:
            log.exception("webhook failed office=%s", office_id)
            return _SEND_AGAIN

    @app.after_request
    def guard(response: Response) -> Response:
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        if response.mimetype == "text/html":
            response.headers.setdefault("Content-Security-Policy", _PAGE_POLICY)
        return response

    @app.get("/healthz")
    def alive() -> ResponseReturnValue:
        return "ok\n", 200, {"Content-Type": "text/plain"}

    @app.get("/readyz")
    def ready() -> ResponseReturnValue:
        found = health.look()
        return dict(found), 200 if set(found.values()) == {OK} else 503

    @app.get("/metrics")
    def metrics() -> ResponseReturnValue:
        return _metrics(meter)

    @app.get("/d/<token>")
    def document(token: str) -> ResponseReturnValue:
        return document_response(ports, limit, write, token, clock())

    return app


def _webhook(ports: Ports, clock: Clock, meter: Meter, office_id: str, body: bytes) -> ResponseReturnValue:
    if not (office_id.isascii() and office_id.isprintable()):  # PostgreSQL takes no NUL
        abort(404)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        abort(403)
    signature = request.headers.get("X-Line-Signature", "")
    remembered = ports.storage.office(office_id).remembered_channel()
    try:
        if remembered and is_signed(remembered.secret, text, signature):
            return _serve_events(ports, clock, meter, office_id, remembered, text)
    except ChannelChanged:
        pass
    return _serve_events(
        ports, clock, meter, office_id, _require_signing_channel(ports, office_id, text, signature), text
    )


def _serve_events(
    ports: Ports, clock: Clock, meter: Meter, office_id: str, channel: Channel, text: str
) -> ResponseReturnValue:
    """Raises ChannelChanged where the office has another channel by now; nothing of the event is served then."""
    results = [_answer_and_measure(ports, office_id, channel, incoming, meter) for incoming in events_of(text, clock)]
    return ("", 200) if set(results) <= {"kept"} else _SEND_AGAIN


def _require_signing_channel(ports: Ports, office_id: str, text: str, signature: str) -> Channel:
    """The office's channel, which signed this; refuses the request otherwise."""
    with ports.storage.office(office_id).reading() as work:
        channel = work.office.channel()
    if channel is None:
        abort(404)
    if not is_signed(channel.secret, text, signature):
        log.warning("webhook refused office=%s reason=signature", office_id)
        abort(403)
    return channel


def _answer_and_measure(ports: Ports, office_id: str, channel: Channel, incoming: Incoming, meter: Meter) -> Result:
    with meter.turn():
        result = _answer_safely(ports, office_id, channel, incoming)
    meter.count(result)
    return result


def _answer_safely(ports: Ports, office_id: str, channel: Channel, incoming: Incoming) -> Result:
    """What became of the event: one that fails must not take the others of its webhook with it."""
    try:
        answer(ports, office_id, channel, incoming)
    except ChannelChanged:
        raise
    except StorageError:
        log.exception("event put off office=%s event=%s", office_id, incoming.event.id[:40])
        return "put_off"
    except Exception:
        log.exception("event failed office=%s event=%s", office_id, incoming.event.id[:40])
        return "failed"
    return "kept"


def _metrics(meter: Meter) -> ResponseReturnValue:
    try:
        # Kept open, the connection would show who asks the same web process for ever.
        return meter.text(), 200, {"Content-Type": CONTENT_TYPE, "Connection": "close"}
    except StorageError:
        return "", 503
