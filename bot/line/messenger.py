"""Calls LINE through the SDK, once per call, and says what became of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from threading import Lock
from urllib.parse import quote
from uuid import UUID

from linebot.v3.messaging import (
    ApiClient,
    Configuration,
    Message,
    MessagingApi,
    PushMessageRequest,
    ReplyMessageRequest,
    ShowLoadingAnimationRequest,
)
from linebot.v3.messaging.exceptions import ApiException
from pydantic.v1 import ValidationError  # the SDK's models are of pydantic's first version
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError

from bot.usecases.ports import Content, LineMessages, Outcome
from messages.documents.pictures import MOST_BYTES
from storage.records import Channel

TIMEOUT = (3.0, 10.0)
"""Seconds to connect and to read; the SDK has no default and would wait for ever."""
LOADING_SECONDS = 20
_DATA_HOSTS = {"https://api.line.me": "https://api-data.line.me"}
"""Contents have a host of their own at LINE; a simulator has one for everything."""
_NO_MORE = {404, 410}


def data_base(api_base: str) -> str:
    """The base address of contents beside that of the API."""
    return _DATA_HOSTS.get(api_base, api_base)


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

    def content(self, channel: Channel, message_id: str) -> Content:
        """GET /v2/bot/message/{messageId}/content on the data host: 202 while LINE prepares it, 410 after unsend."""
        url = f"{data_base(self._api_base)}/v2/bot/message/{quote(message_id, safe='')}/content"
        try:
            return _downloaded(self._client(channel), url)
        except ApiException as error:
            return Content("gone" if error.status in _NO_MORE else "unavailable")
        except HTTPError:
            return Content("unavailable")

    def show_loading(self, channel: Channel, user_id: str) -> None:
        """POST /v2/bot/chat/loading/start; whether it is shown is of no consequence."""
        request = ShowLoadingAnimationRequest(chatId=user_id, loadingSeconds=LOADING_SECONDS)
        _called(lambda: self._api(channel).show_loading_animation(request, _request_timeout=TIMEOUT))

    def close(self) -> None:
        """Closes the connections kept open."""
        with self._lock:
            for client in self._clients.values():
                client.close()
                client.rest_client.pool_manager.clear()
            self._clients.clear()

    def _api(self, channel: Channel) -> MessagingApi:
        return MessagingApi(self._client(channel))

    def _client(self, channel: Channel) -> ApiClient:
        with self._lock:
            client = self._clients.get(channel.access_token)
            if client is None:
                client = self._clients[channel.access_token] = ApiClient(self._configuration(channel))
        return client

    def _configuration(self, channel: Channel) -> Configuration:
        configuration = Configuration(host=self._api_base, access_token=channel.access_token)
        # The outbox tries again, with the same retry key and a growing delay; urllib3 must not do it by itself.
        configuration.retries = False
        return configuration


def _built(messages: LineMessages) -> list[Message]:
    # Raw dicts lose their content in the SDK without a word; from_dict keeps it.
    return [Message.from_dict(dict(message)) for message in messages]


def _downloaded(client: ApiClient, url: str) -> Content:
    """At most one byte more than the largest picture taken.

    The SDK's own MessagingApiBlob would hold the whole body, however large; its client's plain request does not.
    """
    headers = client.default_headers
    with closing(client.request("GET", url, headers=headers, _preload_content=False, _request_timeout=TIMEOUT)) as got:
        return Content("preparing") if got.status == 202 else Content("ready", got.read(MOST_BYTES + 1))


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
