"""The chat page and its small JSON API: see every chat, speak as anybody. For this machine only: nobody signs in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.resources import files
from typing import Any

from flask import Blueprint, Response, abort, jsonify, request

from bot.simulator.observing import Observing
from bot.simulator.records import JSON, Channel, Entry, Impossible, Sent
from messages.texts import say

_TYPES = {"chat.html": "text/html", "chat.css": "text/css", "chat.js": "text/javascript"}
_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src https: data:"


Deed = Callable[[JSON, Channel], Sent]


class Page:
    """Lists the chats, gives their lines, and carries out what the visitor does as one of the people."""

    def __init__(self, line: Observing) -> None:
        self._line = line

    def blueprint(self) -> Blueprint:
        """The page at / and its API under /simulator/api/."""
        page = Blueprint("page", __name__)
        page.add_url_rule("/", "index", lambda: _file("chat.html"))
        page.add_url_rule("/simulator/<name>", "file", _file)
        page.add_url_rule("/simulator/api/chats", "chats", self._chats)
        page.add_url_rule("/simulator/api/timeline", "timeline", self._timeline)
        for name, deed in self._deeds().items():
            page.add_url_rule(f"/simulator/api/{name}", name, self._done(deed), methods=["POST"])
        return page

    def _deeds(self) -> dict[str, Deed]:
        line = self._line
        return {
            "say": lambda asked, at: line.say(asked["user"], asked["text"], asked.get("group"), at),
            "tap": lambda asked, at: line.tap(
                asked["user"],
                asked["data"],
                asked.get("displayText"),
                asked.get("group"),
                at,
                asked.get("params"),
            ),
            "sticker": lambda asked, at: line.send_sticker(asked["user"], asked.get("group"), at),
            "block": lambda asked, at: line.block(asked["user"], at),
            "unblock": lambda asked, at: line.unblock(asked["user"], at),
        }

    def _done(self, deed: Deed) -> Callable[[], Response]:
        """Asks for JSON by its content type, which no page of another site can post without being let."""

        def view() -> Response:
            asked = request.get_json()
            try:
                sent = deed(asked, self._channel(asked.get("channel")))
            except (Impossible, KeyError, TypeError, AttributeError):
                answer = jsonify(message=say("simulator.impossible"))
                answer.status_code = 400
                return answer
            return jsonify(status=sent.status, messageId=sent.message_id)

        return view

    def _chats(self) -> Response:
        with self._line.platform.changed:
            chats = [
                chat
                for channel in self._line.platform.channels
                for chat in (*self._groups(channel), *self._people(channel))
            ]
        return jsonify(chats=chats)

    def _people(self, channel: Channel) -> Iterator[JSON]:
        for user, name in self._line.platform.people.items():
            blocked = user in channel.blocked
            yield {**self._chat(channel, user, name, [user]), "kind": "person", "blocked": blocked}

    def _groups(self, channel: Channel) -> Iterator[JSON]:
        for group in self._line.platform.groups.values():
            if group.channel is channel:
                yield {**self._chat(channel, group.id, group.name, group.members), "kind": "group"}

    def _chat(self, channel: Channel, chat: str, name: str, members: list[str]) -> JSON:
        people = [{"id": user, "name": self._line.platform.people[user]} for user in members]
        return {"id": chat, "name": name, "channel": channel.bot_id, "account": channel.name, "members": people}

    def _timeline(self) -> Response:
        """The lines after number `since` of one chat."""
        try:
            channel = self._channel(request.args.get("channel"))
        except Impossible:
            abort(404)
        since = request.args.get("since", 0, int)
        entries = self._line.timeline(request.args.get("chat", ""), channel, max(since, 0))
        return jsonify(entries=[self._line_of(entry) for entry in entries])

    def _line_of(self, entry: Entry) -> JSON:
        people = self._line.platform.people
        return {
            "number": entry.number,
            "fromBot": entry.from_bot,
            "sender": entry.sender,
            "name": people.get(entry.sender, entry.channel.name),
            "at": entry.at.isoformat(),
            "message": entry.message,
        }

    def _channel(self, bot_id: Any) -> Channel:
        channels = self._line.platform.channels
        found = next((channel for channel in channels if channel.bot_id == bot_id), None)
        return self._line.platform.only_channel(found)


def _file(name: str) -> Response:
    if name not in _TYPES:
        abort(404)
    data = (files("messages.pages") / "simulator" / name).read_bytes()
    response = Response(data, content_type=f"{_TYPES[name]}; charset=utf-8")
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
