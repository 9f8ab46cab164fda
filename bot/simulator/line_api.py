"""LINE's HTTP API (both of its hosts on one address) for the genuine SDK: who calls, what goes wrong, what is said."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from uuid import uuid4

from flask import Blueprint, Response, jsonify, request

from bot.simulator import limits
from bot.simulator.checking import Check
from bot.simulator.faults import Fault, Faults
from bot.simulator.feed import Loading
from bot.simulator.lookups import Lookups, View
from bot.simulator.platform import Platform
from bot.simulator.records import Answer, Call, Caller, Channel, Refused
from bot.simulator.richmenus import CONTENT, RichMenus
from bot.simulator.sending import Sending, validate
from bot.simulator.webhooks import Courier

DROP = "simulator.drop"
"""A key of the WSGI environment: the server cuts the connection instead of answering."""

LOADING_SECONDS = 20
"""How long the loading animation is shown unless LINE is told otherwise."""

_RETRY_KEY = "X-Line-Retry-Key"
_VALIDATED = ("reply", "push", "multicast", "narrowcast", "broadcast")
_UNAUTHORIZED = Answer(
    401,
    {"message": "Authentication failed. Confirm that the access token in the authorization header is valid."},
)


class LineApi:
    """Answers as LINE documents; every call is added to `calls`."""

    def __init__(self, platform: Platform, courier: Courier, faults: Faults, calls: list[Call]) -> None:
        self._platform = platform
        self._faults = faults
        self._calls = calls
        self._sending = Sending(platform)
        self._lookups = Lookups(platform, courier)
        self._menus = RichMenus(platform)

    def blueprint(self) -> Blueprint:
        """The API's routes."""
        api = Blueprint("line_api", __name__)
        for method, rule, view in self._routes():
            api.add_url_rule(rule, f"{method} {rule}".replace(".", " "), self._served(view), methods=[method])
        anything = self._served(_not_found)
        api.add_url_rule("/v2/<path:rest>", "unknown", anything, methods=["GET", "POST", "PUT", "DELETE"])
        return api

    def _routes(self) -> Iterable[tuple[str, str, View]]:
        yield "POST", "/v2/bot/message/reply", self._reply
        yield "POST", "/v2/bot/message/push", self._push
        yield "POST", "/v2/bot/message/multicast", self._multicast
        yield "POST", "/v2/bot/chat/loading/start", self._loading
        for kind in _VALIDATED:
            yield "POST", f"/v2/bot/message/validate/{kind}", _validated(limits.VALIDATE)
        yield "POST", "/v2/bot/richmenu/validate", _validated(limits.RICH_MENU)
        yield from self._lookups.routes()
        yield from self._menus.routes()

    def _served(self, view: View) -> Callable[..., Response]:
        def serve(**params: str) -> Response:
            request_id = str(uuid4())
            self._faults.delay()
            fault = self._faults.take(request.path)
            invalid = False
            answer: Answer | Response = Answer(500, {})
            if fault is None or fault.when == "after":
                answer, invalid = self._answered(view, request_id, params)
            if fault is not None:
                answer = self._trouble(fault)
            self._log(request_id, answer, invalid=invalid)
            return _response(answer, request_id)

        return serve

    def _answered(self, view: View, request_id: str, params: dict[str, str]) -> tuple[Answer | Response, bool]:
        try:
            caller = Caller(self._channel(), request_id, _json_body())
            return view(caller, **params), False
        except Refused as refused:
            return refused.answer, refused.invalid

    def _channel(self) -> Channel:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        channel = self._platform.channel_with(token.strip()) if scheme == "Bearer" else None
        if channel is None:
            raise Refused(_UNAUTHORIZED)
        return channel

    def _trouble(self, fault: Fault) -> Answer:
        if fault.kind == "status":
            return fault.answer()
        if fault.kind == "hang":
            self._faults.hang()
        request.environ[DROP] = True
        return Answer(0, {})

    def _log(self, request_id: str, answer: Answer | Response, *, invalid: bool) -> None:
        said = (answer.status, answer.body) if isinstance(answer, Answer) else (answer.status_code, None)
        call = Call(
            self._platform.clock(),
            request.method,
            request.path,
            said[0],
            request_id,
            request.headers.get(_RETRY_KEY),
            request.get_json(silent=True),
            said[1],
            invalid,
        )
        with self._platform.changed:
            self._calls.append(call)
            self._platform.feed.add(call)

    def _reply(self, caller: Caller) -> Answer:
        return self._sending.reply(caller.channel, caller.body, request.headers.get(_RETRY_KEY))

    def _push(self, caller: Caller) -> Answer:
        key = request.headers.get(_RETRY_KEY)
        return self._sending.push(caller.channel, caller.body, key, caller.request_id)

    def _multicast(self, caller: Caller) -> Answer:
        key = request.headers.get(_RETRY_KEY)
        return self._sending.multicast(caller.channel, caller.body, key, caller.request_id)

    def _loading(self, caller: Caller) -> Answer:
        """Shown to a person only, for 5 to 60 seconds in steps of 5; LINE accepts it for anybody's id."""
        validate(limits.LOADING, caller.body)
        seconds = caller.body.get("loadingSeconds") or LOADING_SECONDS
        self._platform.feed.add(Loading(caller.channel, caller.body["chatId"], seconds))
        return Answer(202, {})


def _validated(rule: Check) -> View:
    def view(caller: Caller) -> Answer:
        validate(rule, caller.body)
        return Answer(200, {})

    return view


def _not_found(_caller: Caller, rest: str) -> Answer:  # noqa: ARG001 - the route names it
    return Answer(404, {"message": "Not found"})


def _json_body() -> Any:
    """Raises Refused (400) for a body that is not JSON; LINE gives the place, here a word must do."""
    if request.method not in {"POST", "PUT"} or not request.content_length or str(request.url_rule) == CONTENT:
        return None
    body = request.get_json(silent=True)
    if body is None:
        raise Refused(Answer(400, {"message": "The request body could not be parsed as JSON"}), invalid=True)
    return body


def _response(answer: Answer | Response, request_id: str) -> Response:
    if isinstance(answer, Answer):
        response = jsonify(answer.body)
        response.status_code = answer.status or 500
        response.headers.update(answer.headers)
    else:
        response = answer
    response.headers["X-Line-Request-Id"] = request_id
    return response
