"""A bot that knows no product: it answers webhooks through the simulator's own API with all that the page can show."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

import urllib3

from bot.simulator.server import Simulator

JSON = dict[str, Any]
TOKEN = "token of the echo bot"
RETRY_KEY = "11111111-2222-4333-8444-555555555555"
YES = {"type": "postback", "label": "ใช่", "data": "a=yes", "displayText": "ใช่แล้ว"}
DAY = {"type": "datetimepicker", "label": "เลือกวัน", "data": "a=day", "mode": "date", "initial": "2021-03-22"}
SITE = {"type": "uri", "label": "เว็บไซต์", "uri": "https://example.com/"}


def words(text: str, *actions: Mapping[str, Any]) -> JSON:
    """A text, with quick replies where actions are given."""
    quick = {"quickReply": {"items": [{"type": "action", "action": action} for action in actions]}}
    return {"type": "text", "text": text, **(quick if actions else {})}


def card(title: str = "บัตรตัวอย่าง") -> JSON:
    """A card with a row and buttons to tap."""
    row = {
        "type": "box",
        "layout": "baseline",
        "contents": [{"type": "text", "text": "ที่ 4", "flex": 0}, {"type": "text", "text": "แก้ ›", "align": "end"}],
        "action": {"type": "postback", "label": "แถว", "data": "a=row"},
    }
    keys: list[JSON] = [{"type": "button", "style": "primary", "action": YES}, {"type": "button", "action": SITE}]
    body = {"type": "box", "layout": "vertical", "contents": [{"type": "text", "text": title, "wrap": True}, row]}
    footer = {"type": "box", "layout": "vertical", "contents": keys}
    return {"type": "flex", "altText": title, "contents": {"type": "bubble", "body": body, "footer": footer}}


def mention(user: str) -> JSON:
    """A text that names somebody of the group."""
    named = {"type": "mention", "mentionee": {"type": "user", "userId": user}}
    return {"type": "textV2", "text": "เรียน {who} {{รอบนี้}}", "substitution": {"who": named}}


@dataclass
class EchoBot:
    """Says what it is told by the words it hears; everything else it repeats. `heard`: all events."""

    line: Simulator
    heard: list[JSON] = field(default_factory=list)
    http: urllib3.PoolManager = field(default_factory=lambda: urllib3.PoolManager(retries=False, timeout=10.0))

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        for event in json.loads(environ["wsgi.input"].read())["events"]:
            self.heard.append(event)
            self._answer(event)
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b""]

    def _answer(self, event: JSON) -> None:
        match event:
            case {"type": "postback", "postback": {"data": data, **more}}:
                self._reply(event, words(f"{data} {' '.join(more.get('params', {}).values())}".strip()))
            case {"message": {"type": "text", "text": text}}:
                self._hear(event, text)
            case {"message": {"type": "image", "id": photo}}:
                self._reply(event, words(f"{len(self._get(f'/v2/bot/message/{photo}/content'))} ไบต์"))

    def _hear(self, event: JSON, text: str) -> None:
        source = event["source"]
        match text:
            case "card":
                self._reply(event, card())
            case "ask":
                self._reply(event, words("ใช่หรือไม่", YES, DAY))
            case "who":
                self._reply(event, mention(source["userId"]))
            case "wait":
                self.call("/v2/bot/chat/loading/start", {"chatId": source["userId"]})
            case "push":
                self.push(source.get("groupId") or source["userId"], "ส่งเอง")
            case _:
                self._reply(event, words(f"ได้ยินว่า {text}"))

    def push(self, to: str, text: str) -> None:
        """Sends of its own accord, and once more with the same retry key where LINE did not say that it has it."""
        for _ in range(2):
            if self.call("/v2/bot/message/push", {"to": to, "messages": [words(text)]}, RETRY_KEY) in {200, 409, 429}:
                return

    def _reply(self, event: JSON, message: JSON) -> None:
        self.call("/v2/bot/message/reply", {"replyToken": event["replyToken"], "messages": [message]})

    def call(self, path: str, body: JSON, retry_key: str = "") -> int:
        """Calls LINE; gives the status, 0 where the connection was cut."""
        key = {"X-Line-Retry-Key": retry_key} if retry_key else {}
        headers = {"Authorization": f"Bearer {TOKEN}", **key}
        try:
            return self.http.request("POST", self.line.base_url + path, json=body, headers=headers).status
        except urllib3.exceptions.HTTPError:
            return 0

    def _get(self, path: str) -> bytes:
        headers = {"Authorization": f"Bearer {TOKEN}"}
        return self.http.request("GET", self.line.base_url + path, headers=headers).data
