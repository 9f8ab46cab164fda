"""The page and its small JSON API: see every chat, speak as anybody. For this machine only: nobody signs in."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files

from flask import Blueprint, Response, abort, jsonify, request

from bot.simulator.controls import DemoControls, NotSaved
from bot.simulator.page_state import PageState
from bot.simulator.page_stream import PageStream
from bot.simulator.platform import Platform
from bot.simulator.records import JSON, Impossible
from bot.simulator.visitor_actions import VisitorAction, VisitorActions
from messages.texts import say

_TYPES = {"html": "text/html", "css": "text/css", "js": "text/javascript"}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' https: data:; "
    "media-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_SANDBOX = "default-src 'none'; sandbox"
"""For what people send: a picture may be an SVG with a script in it."""
_SAFELISTED = frozenset({"", "application/x-www-form-urlencoded", "multipart/form-data", "text/plain"})
"""Content types a page of another site may post without being let (Fetch Standard, "CORS-safelisted")."""


class Page:
    """Lists the chats, gives their lines, tells what changes, and carries out what the visitor does."""

    def __init__(self, platform: Platform, controls: Callable[[], DemoControls]) -> None:
        self._platform = platform
        self._actions = VisitorActions(platform, controls)
        self._state = PageState(platform, controls)
        self._stream = PageStream(platform, self._state)

    def blueprint(self) -> Blueprint:
        """The page at / and its API under /simulator/api/."""
        page = Blueprint("page", __name__)
        page.add_url_rule("/", "index", lambda: _file("chat.html"))
        page.add_url_rule("/simulator/<name>", "file", _file)
        page.add_url_rule("/simulator/api/chats", "chats", self._chats)
        page.add_url_rule("/simulator/api/timeline", "timeline", self._timeline)
        page.add_url_rule("/simulator/api/events", "events", self._events)
        page.add_url_rule("/simulator/api/content/<message_id>", "content", self._content)
        page.add_url_rule("/simulator/api/menu/<menu_id>", "menu", self._menu)
        page.add_url_rule("/simulator/api/send", "send", self._send, methods=["POST"])
        for name, action in self._actions.all().items():
            page.add_url_rule(f"/simulator/api/{name}", name, _view_of(action), methods=["POST"])
        return page

    def _chats(self) -> Response:
        return jsonify(chats=self._state.states()["chats"])

    def _timeline(self) -> Response:
        """The lines after number `since` of one chat."""
        account = request.args.get("channel")
        since = max(request.args.get("since", 0, int), 0)
        with self._platform.changed:
            entries = self._platform.chats.lines_in(request.args.get("chat", ""), since=since)
            lines = [self._state.line(entry) for entry in entries if entry.account.bot_id == account]
        return jsonify(entries=lines)

    def _events(self) -> Response:
        """Server-sent events, from the last one seen on."""
        stream = self._stream.stream(request.headers.get("Last-Event-ID", ""))
        return Response(stream, content_type="text/event-stream", headers={"Cache-Control": "no-store"})

    def _content(self, message_id: str) -> Response:
        """A photo, sound or file somebody sent and has not taken back."""
        content = self._platform.contents.get(message_id)
        if content is None or content.unsent:
            abort(404)
        return _user_content(content.data, content.media_type)

    def _menu(self, menu_id: str) -> Response:
        """The picture of a rich menu."""
        found = (account.menus.get(menu_id) for account in self._platform.accounts.all())
        menu = next((menu for menu in found if menu), None)
        if menu is None or menu.image is None:
            abort(404)
        return _user_content(menu.image, menu.media_type)

    def _send(self) -> Response:
        if request.mimetype in _SAFELISTED:
            abort(415)
        return _respond(lambda: self._actions.send(request.args, request.get_data(), request.mimetype))


def _view_of(action: VisitorAction) -> Callable[[], Response]:
    """Asks for JSON by its content type, which no page of another site can post without being let."""

    def view() -> Response:
        asked = request.get_json()
        return _respond(lambda: action(asked))

    return view


def _respond(act: Callable[[], JSON]) -> Response:
    try:
        return jsonify(act())
    except NotSaved as error:
        return _bad_request(str(error))
    except (Impossible, KeyError, TypeError, AttributeError, ValueError):
        return _bad_request(say("simulator.impossible"))


def _bad_request(message: str) -> Response:
    answer = jsonify(message=message)
    answer.status_code = 400
    return answer


def _user_content(data: bytes, media_type: str) -> Response:
    response = Response(data, content_type=media_type)
    response.headers["Content-Security-Policy"] = _SANDBOX
    response.headers["X-MediaContent-Type-Options"] = "nosniff"
    return response


def _file(name: str) -> Response:
    kind = _TYPES.get(name.rpartition(".")[2])
    folder = files("messages.pages") / "simulator"
    if kind is None or name not in {file.name for file in folder.iterdir()}:
        abort(404)
    response = Response((folder / name).read_bytes(), content_type=f"{kind}; charset=utf-8")
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-MediaContent-Type-Options"] = "nosniff"
    return response
