"""LINE's HTTP API (both of its hosts on one address) for the genuine SDK: who calls, what goes wrong, what is said."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from uuid import uuid4

from flask import Blueprint, Response, jsonify, request

from bot.simulator.faults import Fault
from bot.simulator.feed import LoadingShown
from bot.simulator.lookups import Lookups, View
from bot.simulator.platform import Platform
from bot.simulator.records import Account, ApiAnswer, ApiCall, ApiCaller, ApiRefusal
from bot.simulator.richmenus import CONTENT, RichMenus
from bot.simulator.rules import requests
from bot.simulator.rules.json_checks import Check
from bot.simulator.sending import Sending, validate

DROP = "simulator.drop"
"""A key of the WSGI environment: the server cuts the connection instead of answering."""

LOADING_SECONDS = 20
"""How long the loading animation is shown unless LINE is told otherwise."""

_RETRY_KEY = "X-Line-Retry-Key"
_VALIDATED = ("reply", "push", "multicast", "narrowcast", "broadcast")
_UNAUTHORIZED = ApiAnswer(
    401,
    {"message": "Authentication failed. Confirm that the access token in the authorization header is valid."},
)


class LineApi:
    """Answers as LINE documents; every call is added to the platform's call log."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._faults = platform.faults
        self._sending = Sending(
            platform.clock, platform.directory, platform.chats, platform.tokens, platform.quota, platform.changed
        )
        self._lookups = Lookups(platform)
        self._menus = RichMenus(platform.changed)

    def blueprint(self) -> Blueprint:
        """The API's routes."""
        api = Blueprint("line_api", __name__)
        for method, rule, view in self._routes():
            api.add_url_rule(rule, f"{method} {rule}".replace(".", " "), self._view_for(view), methods=[method])
        anything = self._view_for(_not_found)
        api.add_url_rule("/v2/<path:rest>", "unknown", anything, methods=["GET", "POST", "PUT", "DELETE"])
        return api

    def _routes(self) -> Iterable[tuple[str, str, View]]:
        yield "POST", "/v2/bot/message/reply", self._reply
        yield "POST", "/v2/bot/message/push", self._push
        yield "POST", "/v2/bot/message/multicast", self._multicast
        yield "POST", "/v2/bot/chat/loading/start", self._start_loading
        for kind in _VALIDATED:
            yield "POST", f"/v2/bot/message/validate/{kind}", _validating_view(requests.VALIDATE)
        yield "POST", "/v2/bot/richmenu/validate", _validating_view(requests.RICH_MENU)
        yield from self._lookups.routes()
        yield from self._menus.routes()

    def _view_for(self, view: View) -> Callable[..., Response]:
        def serve(**params: str) -> Response:
            request_id = str(uuid4())
            self._faults.delay()
            fault = self._faults.take(request.path)
            invalid = False
            answer: ApiAnswer | Response = ApiAnswer(500, {})
            if fault is None or fault.when == "after":
                answer, invalid = self._call(view, request_id, params)
            if fault is not None:
                answer = self._answer_of(fault)
            self._log(request_id, answer, invalid=invalid)
            return _response(answer, request_id)

        return serve

    def _call(self, view: View, request_id: str, params: dict[str, str]) -> tuple[ApiAnswer | Response, bool]:
        try:
            caller = ApiCaller(self._account(), request_id, _json_body())
            return view(caller, **params), False
        except ApiRefusal as refused:
            return refused.answer, refused.invalid

    def _account(self) -> Account:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        account = self._platform.accounts.with_token(token.strip()) if scheme == "Bearer" else None
        if account is None:
            raise ApiRefusal(_UNAUTHORIZED)
        return account

    def _answer_of(self, fault: Fault) -> ApiAnswer:
        if fault.kind == "status":
            return fault.answer()
        if fault.kind == "hang":
            self._faults.hang()
        request.environ[DROP] = True
        return ApiAnswer(0, {})

    def _log(self, request_id: str, answer: ApiAnswer | Response, *, invalid: bool) -> None:
        status, body = (answer.status, answer.body) if isinstance(answer, ApiAnswer) else (answer.status_code, None)
        call = ApiCall(
            self._platform.clock(),
            request.method,
            request.path,
            status,
            request_id,
            request.headers.get(_RETRY_KEY),
            request.get_json(silent=True),
            body,
            invalid,
        )
        self._platform.calls.add(call)

    def _reply(self, caller: ApiCaller) -> ApiAnswer:
        return self._sending.reply(caller.account, caller.body, request.headers.get(_RETRY_KEY))

    def _push(self, caller: ApiCaller) -> ApiAnswer:
        key = request.headers.get(_RETRY_KEY)
        return self._sending.push(caller.account, caller.body, key, caller.request_id)

    def _multicast(self, caller: ApiCaller) -> ApiAnswer:
        key = request.headers.get(_RETRY_KEY)
        return self._sending.multicast(caller.account, caller.body, key, caller.request_id)

    def _start_loading(self, caller: ApiCaller) -> ApiAnswer:
        """Shown to a person only, for 5 to 60 seconds in steps of 5; LINE accepts it for anybody's id."""
        validate(requests.LOADING, caller.body)
        seconds = caller.body.get("loadingSeconds") or LOADING_SECONDS
        self._platform.feed.add(LoadingShown(caller.account, caller.body["chatId"], seconds))
        return ApiAnswer(202, {})


def _validating_view(rule: Check) -> View:
    def view(caller: ApiCaller) -> ApiAnswer:
        validate(rule, caller.body)
        return ApiAnswer(200, {})

    return view


def _not_found(_caller: ApiCaller, rest: str) -> ApiAnswer:  # noqa: ARG001 - the route names it
    return ApiAnswer(404, {"message": "Not found"})


def _json_body() -> Any:
    """Raises ApiRefusal (400) for a body that is not JSON; LINE gives the place, here a word must do."""
    if request.method not in {"POST", "PUT"} or not request.content_length or str(request.url_rule) == CONTENT:
        return None
    body = request.get_json(silent=True)
    if body is None:
        raise ApiRefusal(ApiAnswer(400, {"message": "The request body could not be parsed as JSON"}), invalid=True)
    return body


def _response(answer: ApiAnswer | Response, request_id: str) -> Response:
    if isinstance(answer, ApiAnswer):
        response = jsonify(answer.body)
        response.status_code = answer.status or 500
        response.headers.update(answer.headers)
    else:
        response = answer
    response.headers["X-Line-Request-Id"] = request_id
    return response
