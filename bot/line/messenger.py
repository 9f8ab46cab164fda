"""Calls LINE through the SDK, once per call, and says what became of it."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from uuid import UUID

from linebot.v3.messaging import (
    ApiClient,
    Configuration,
    Message,
    MessagingApi,
    PushMessageRequest,
    ReplyMessageRequest,
)
from linebot.v3.messaging.exceptions import ApiException
from pydantic import ValidationError
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError

from bot.usecases.ports import LineMessages, Outcome
from storage.records import Channel

TIMEOUT = (3.0, 10.0)
"""Seconds to connect and to read; the SDK has no default and would wait for ever."""


class LineMessenger:
    """bot.usecases.ports.Messenger over line-bot-sdk. One client a channel token; make it after a fork, not before."""

    def __init__(self, api_base: str) -> None:
        self._api_base = api_base
        self._clients: dict[str, ApiClient] = {}
        self._lock = Lock()

    def reply(self, channel: Channel, reply_token: str, messages: LineMessages) -> Outcome:
        """POST /v2/bot/message/reply; a reply takes no retry key (LINE: 400)."""
        request = ReplyMessageRequest(replyToken=reply_token, messages=_built(messages))
        return _called(lambda: self._api(channel).reply_message(request, _request_timeout=TIMEOUT))

    def push(self, channel: Channel, to: str, messages: LineMessages, retry_key: UUID) -> Outcome:
        """POST /v2/bot/message/push with X-Line-Retry-Key from the first attempt on."""
        request = PushMessageRequest(to=to, messages=_built(messages))
        key = str(retry_key)
        return _called(lambda: self._api(channel).push_message(request, x_line_retry_key=key, _request_timeout=TIMEOUT))

    def close(self) -> None:
        """Closes the connections kept open."""
        with self._lock:
            for client in self._clients.values():
                client.close()
                client.rest_client.pool_manager.clear()
            self._clients.clear()

    def _api(self, channel: Channel) -> MessagingApi:
        with self._lock:
            client = self._clients.get(channel.access_token)
            if client is None:
                client = self._clients[channel.access_token] = ApiClient(self._configuration(channel))
        return MessagingApi(client)

    def _configuration(self, channel: Channel) -> Configuration:
        configuration = Configuration(host=self._api_base, access_token=channel.access_token)
        # The outbox tries again, with the same retry key and a growing delay; urllib3 must not do it by itself.
        configuration.retries = False
        return configuration


def _built(messages: LineMessages) -> list[Message]:
    # Raw dicts lose their content in the SDK without a word; from_dict keeps it.
    return [Message.from_dict(dict(message)) for message in messages]


def _called(call: Callable[[], object]) -> Outcome:
    try:
        call()
    except ApiException as error:
        return _refusal(error)
    except (NewConnectionError, ConnectTimeoutError) as error:
        return Outcome("unavailable", type(error).__name__)
    except HTTPError as error:
        return Outcome("unknown", type(error).__name__)
    except ValidationError:
        # A 200 whose body the SDK cannot read: LINE has accepted it.
        return Outcome("accepted", "unread_answer")
    return Outcome("accepted")


def _refusal(error: ApiException) -> Outcome:
    status = int(error.status or 0)
    text = str(error.body or "")
    if status == 409:
        return Outcome("accepted", "409")
    if status == 400 and "Invalid reply token" in text:
        return Outcome("token_gone", "400")
    if status == 429:
        return Outcome("quota" if "monthly limit" in text else "rate", "429")
    if status >= 500 or status in {0, 401, 408}:
        # 401: the administrator may renew the token meanwhile; until then nothing is lost.
        return Outcome("unavailable", str(status))
    return Outcome("refused", str(status))
