"""A simulated LINE with one office's account, a webhook that writes down what it gets, and LINE's own SDK."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

import urllib3
from linebot.v3.messaging import (
    ApiClient,
    Configuration,
    MessagingApi,
    MessagingApiBlob,
    PushMessageRequest,
    ReplyMessageRequest,
    TextMessage,
)

from bot.simulator.records import Account
from bot.simulator.server import Simulator

SECRET = "8c570fa6dd201bb328f1c1eac23a96d8"
TOKEN = "token-of-the-office"
HELLO = {"type": "text", "text": "hello"}


@dataclass
class Clock:
    now: datetime = datetime(2021, 3, 22, 2, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def wait(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass
class Webhook:
    """Answers `status` and keeps bodies and headers."""

    status: int = 200
    bodies: list[bytes] = field(default_factory=list)
    signatures: list[str] = field(default_factory=list)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        self.bodies.append(environ["wsgi.input"].read())
        self.signatures.append(environ["HTTP_X_LINE_SIGNATURE"])
        start_response(f"{self.status} whatever", [("Content-Type", "text/plain")])
        return [b""]

    @property
    def events(self) -> list[dict[str, Any]]:
        return [event for body in self.bodies for event in json.loads(body)["events"]]


@dataclass
class LineHarness:
    simulator: Simulator
    clock: Clock
    webhook: Webhook
    account: Account
    user: str
    client: ApiClient
    http: urllib3.PoolManager

    @property
    def api(self) -> MessagingApi:
        return MessagingApi(self.client)

    @property
    def blob(self) -> MessagingApiBlob:
        return MessagingApiBlob(self.client)

    def push(self, to: str = "", text: str = "hello", key: str | None = None) -> Any:
        request = PushMessageRequest(to=to or self.user, messages=[TextMessage(text=text)])
        return self.api.push_message(request, x_line_retry_key=key)

    def reply(self, token: str, count: int = 1) -> Any:
        messages = [TextMessage(text=f"answer {number}") for number in range(count)]
        return self.api.reply_message(ReplyMessageRequest(replyToken=token, messages=messages))

    def token(self) -> str:
        return str(self.simulator.users.say(self.user, "hello").event["replyToken"])

    def call(self, path: str, body: object, **headers: str) -> urllib3.BaseHTTPResponse:
        """A call the SDK would not let through."""
        sent = {
            "Authorization": f"Bearer {TOKEN}",
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        return self.http.request("POST", self.simulator.base_url + path, json=body, headers=sent)

    def get(self, path: str) -> urllib3.BaseHTTPResponse:
        return self.http.request("GET", self.simulator.base_url + path, headers={"Authorization": f"Bearer {TOKEN}"})

    def push_raw(self, *messages: object, **headers: str) -> urllib3.BaseHTTPResponse:
        return self.call("/v2/bot/message/push", {"to": self.user, "messages": list(messages)}, **headers)


@contextmanager
def open_line_harness() -> Iterator[LineHarness]:
    clock, webhook = Clock(), Webhook()
    line = Simulator(clock=clock, redelivery_delays=(0.02, 0.05, 0.1))
    line.mount(webhook)
    line.start()
    account = line.accounts.add(SECRET, TOKEN, f"{line.base_url}/webhook")
    configuration = Configuration(host=line.base_url, access_token=TOKEN)
    configuration.retries = False
    client, http = ApiClient(configuration), urllib3.PoolManager(retries=False, timeout=5.0)
    try:
        yield LineHarness(line, clock, webhook, account, line.directory.add_person("somebody"), client, http)
    finally:
        client.close()
        client.rest_client.pool_manager.clear()
        http.clear()
        line.stop()
