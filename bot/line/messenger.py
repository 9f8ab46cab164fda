"""Calls LINE, once per call, and says what became of it: what is sent by aiohttp, everything else through the SDK."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any, Literal, TypeVar
from urllib.parse import quote
from uuid import UUID

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    DummyCookieJar,
    ServerTimeoutError,
    TCPConnector,
)
from linebot.v3.messaging import (
    ApiClient,
    Configuration,
    MessagingApi,
    ShowLoadingAnimationRequest,
)
from linebot.v3.messaging.exceptions import ApiException
from pydantic.v1 import ValidationError  # the SDK's models are of pydantic's first version
from urllib3.exceptions import HTTPError

from bot.secret_text import strip_for_header
from bot.usecases.ports import Allowance, Download, LineMessages, Outcome, Verdict
from messages.documents.pictures import MAX_BYTES
from storage import json_text
from storage.records import Channel

TIMEOUT = (3.0, 10.0)
"""Seconds to connect and to read; the SDK has no default and would wait for ever."""
DOWNLOAD_SECONDS = 60
"""For all of a content: the largest picture taken over two megabits a second, and no drop of it longer."""
LOADING_SECONDS = 20
MAX_ANSWER_BYTES = 65_536
"""Bytes of an answer to a message; LINE's has a few hundred."""
T = TypeVar("T")
UNREACHABLE = "Failed to send messages"
"""LINE's 400 to a push whose recipient does not exist, or to a group the bot has left."""
RETRY_KEY_KNOWN = "retry key is already accepted"
"""LINE's 409 to a push it has accepted before."""
_Call = Literal["reply", "push"]
_DATA_HOSTS = {"https://api.line.me": "https://api-data.line.me"}
"""Contents have a host of their own at LINE; a simulator has one for everything."""
_NOT_READY: Mapping[int, Literal["preparing", "gone"]] = {202: "preparing", 404: "gone", 410: "gone"}
_FINAL_STATUSES = {400, 409, 413}
"""Statuses by which LINE tells for good what becomes of a message; after any other it is tried again for a while."""


def data_base(api_base: str) -> str:
    """The base address of contents beside that of the API."""
    return _DATA_HOSTS.get(api_base, api_base)


class LineCalls:
    """bot.usecases.ports.Line over one event loop's connections.

    The SDK has no part in these: its models would be built from the JSON the outbox holds, checked and made JSON
    again, and its client asks the disk for a proxy before each call. That was four fifths of a delivery's work.
    """

    def __init__(self, session: ClientSession, api_base: str, headers: Mapping[str, str]) -> None:
        self._session = session
        self._api_base = api_base
        self._headers = headers

    async def reply(self, channel: Channel, reply_token: str, messages: LineMessages) -> Outcome:
        """POST /v2/bot/message/reply; a reply takes no retry key (LINE: 400)."""
        return await self._send(channel, "reply", messages, {"replyToken": reply_token})

    async def push(
        self, channel: Channel, to: str, messages: LineMessages, retry_key: UUID, *, silent: bool = False
    ) -> Outcome:
        """POST /v2/bot/message/push with X-Line-Retry-Key from the first attempt on."""
        where = {"to": to, "notificationDisabled": silent}
        return await self._send(channel, "push", messages, where, {"X-Line-Retry-Key": str(retry_key)})

    async def _send(
        self,
        channel: Channel,
        what: _Call,
        messages: LineMessages,
        where: Mapping[str, object],
        headers: Mapping[str, str] | None = None,
    ) -> Outcome:
        sent = {**self._headers, "Authorization": _bearer(channel), **(headers or {})}
        data = json_text.dump({**where, "messages": messages}).encode()
        try:
            # The outbox tries again, with the same retry key and a growing delay; nobody else must.
            async with self._session.post(
                f"{self._api_base}/v2/bot/message/{what}", data=data, headers=sent, allow_redirects=False
            ) as answer:
                return _outcome(what, len(messages), answer.status, await _read_answer(answer))
        except (ClientConnectorError, ConnectionTimeoutError) as error:
            return Outcome(Verdict.UNAVAILABLE, type(error).__name__)
        except (ClientError, TimeoutError) as error:
            return Outcome(Verdict.UNKNOWN, type(error).__name__)


class LineMessenger:
    """bot.usecases.ports.Messenger and Quota over line-bot-sdk; make it after a fork, not before."""

    def __init__(self, api_base: str) -> None:
        self._api_base = api_base
        configuration = Configuration(host=api_base, access_token="")  # each call brings its channel's
        configuration.retries = False  # who asks tries again
        self._client = ApiClient(configuration)
        self._api = MessagingApi(self._client)

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[LineCalls]:
        """As many connections as there are calls at a time, kept open."""
        # `connect` counts a slow name server and a stalled handshake too: until then nothing was sent, for certain.
        timeout = ClientTimeout(total=sum(TIMEOUT), connect=TIMEOUT[0], sock_read=TIMEOUT[1])
        headers = {**self._client.default_headers, "Content-Type": "application/json"}
        async with ClientSession(
            connector=TCPConnector(limit=0), timeout=timeout, cookie_jar=DummyCookieJar()
        ) as session:
            yield LineCalls(session, self._api_base, headers)

    def content(self, channel: Channel, message_id: str) -> Download:
        """GET /v2/bot/message/{messageId}/content on the data host: 202 while LINE prepares it, 410 after unsend."""
        url = f"{data_base(self._api_base)}/v2/bot/message/{quote(message_id, safe='')}/content"
        try:
            return asyncio.run(_download(url, self._headers(channel)))
        except (ClientError, TimeoutError):
            return Download("unavailable")

    def show_loading(self, channel: Channel, user_id: str) -> None:
        """POST /v2/bot/chat/loading/start; whether it is shown is of no consequence."""
        request = ShowLoadingAnimationRequest(chatId=user_id, loadingSeconds=LOADING_SECONDS)
        _ask(lambda: self._api.show_loading_animation(request, **_request_options(channel)))

    def allowance(self, channel: Channel) -> Allowance | None:
        """GET /v2/bot/message/quota and /quota/consumption; the type `none` has no limit."""
        quota = _ask(lambda: self._api.get_message_quota(**_request_options(channel)))
        count = _ask(lambda: self._api.get_message_quota_consumption(**_request_options(channel)))
        return Allowance(quota.value, count.total_usage) if quota and count else None

    def members(self, channel: Channel, group_id: str) -> int | None:
        """GET /v2/bot/group/{groupId}/members/count: the bot itself is not counted."""
        count = _ask(lambda: self._api.get_group_member_count(group_id, **_request_options(channel)))
        return count.count if count else None

    def close(self) -> None:
        """Closes the connections kept open."""
        self._client.close()
        self._client.rest_client.pool_manager.clear()

    def _headers(self, channel: Channel) -> dict[str, str]:
        return {**self._client.default_headers, "Authorization": _bearer(channel)}


def _request_options(channel: Channel) -> dict[str, Any]:
    """What makes a call of the SDK's API one of this channel's."""
    auth = {"in": "header", "type": "bearer", "key": "Authorization", "value": _bearer(channel)}
    return {"_request_auth": auth, "_request_timeout": TIMEOUT}


def _bearer(channel: Channel) -> str:
    return f"Bearer {strip_for_header(channel.access_token)}"


async def _download(url: str, headers: Mapping[str, str]) -> Download:
    """At most one byte more than the largest picture taken.

    By aiohttp, which counts the time of a call as a whole: the SDK's client counts that of each piece, and of a content
    that drips there is always one more.
    """
    timeout = ClientTimeout(total=DOWNLOAD_SECONDS, sock_connect=TIMEOUT[0], sock_read=TIMEOUT[1])
    async with (
        ClientSession(timeout=timeout, cookie_jar=DummyCookieJar(), auto_decompress=False) as session,
        session.get(url, headers=headers, allow_redirects=False) as answer,
    ):
        if answer.status != 200:
            return Download(_NOT_READY.get(answer.status, "unavailable"))
        data = bytearray()
        try:
            async for piece in answer.content.iter_any():
                data += piece
                if len(data) > MAX_BYTES:
                    break
        except ServerTimeoutError:
            return Download("unavailable")  # LINE fell silent
        except TimeoutError:
            return Download("slow")
        return Download("ready", bytes(data[: MAX_BYTES + 1]))


def _ask(call: Callable[[], T]) -> T | None:
    """LINE's answer, or None where there is none that can be read."""
    try:
        return call()
    except (ApiException, HTTPError, ValidationError):
        return None


async def _read_answer(answer: ClientResponse) -> bytes:
    """All that was said; nothing where it is more than LINE ever says, and may have no end."""
    said = bytearray()
    async for piece in answer.content.iter_any():
        said += piece
        if len(said) > MAX_ANSWER_BYTES:
            return b""
    return bytes(said)


def _outcome(what: _Call, many: int, status: int, body: bytes) -> Outcome:
    """What LINE's answer to a call of so `many` messages tells.

    Only its own words tell it: a proxy answers 200, 302, 403 and 404 in its place.
    """
    said = _json_object(body)
    message = said.get("message")
    if status == 200 and _are_sent(said.get("sentMessages"), many):
        return Outcome(Verdict.ACCEPTED)
    if 200 <= status < 300:
        return Outcome(Verdict.UNKNOWN, str(status))
    if status == 429:
        return Outcome(Verdict.QUOTA if "monthly limit" in str(message) else Verdict.RATE, "429")
    if not isinstance(message, str) or status not in _FINAL_STATUSES:
        # 401, 403: the administrator may renew the token or open the way meanwhile; until then nothing is lost.
        return Outcome(Verdict.UNAVAILABLE, str(status))
    return _refusal(what, status, message)


def _are_sent(told: object, many: int) -> bool:
    """Whether LINE tells the id of each message."""
    if not isinstance(told, list) or len(told) != many:
        return False
    return all(isinstance(one, dict) and isinstance(one.get("id"), str) and one["id"] for one in told)


def _refusal(what: _Call, status: int, message: str) -> Outcome:
    """What LINE means by a status of _FINAL_STATUSES."""
    if status == 409:
        # Of a reply, which has no retry key, LINE never says it.
        is_known = what == "push" and RETRY_KEY_KNOWN in message.lower()
        return Outcome(Verdict.ACCEPTED if is_known else Verdict.UNAVAILABLE, "409")
    if status == 400 and "Invalid reply token" in message:
        return Outcome(Verdict.TOKEN_GONE, "400")
    if status == 400 and UNREACHABLE in message:
        return Outcome(Verdict.UNREACHABLE)
    return Outcome(Verdict.REFUSED, str(status))


def _json_object(body: bytes) -> Mapping[str, object]:
    """Empty for anything else."""
    try:
        found = json_text.load(body.decode())
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
