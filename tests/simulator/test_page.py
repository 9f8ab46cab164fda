"""The chat page and its API: every chat listed, everybody may speak, nothing is markup."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import urllib3

import messages.pages
from tests.simulator.stage import Stage

FILES = Path(messages.pages.__path__[0]) / "simulator"


def post(stage: Stage, deed: str, **asked: Any) -> urllib3.BaseHTTPResponse:
    body = {"channel": stage.channel.bot_id, "user": stage.user, **asked}
    return stage.call(f"/simulator/api/{deed}", body)


def lines(stage: Stage, chat: str, since: int = 0) -> list[dict[str, Any]]:
    path = f"/simulator/api/timeline?channel={stage.channel.bot_id}&chat={chat}&since={since}"
    entries: list[dict[str, Any]] = stage.get(path).json()["entries"]
    return entries


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/", "text/html"), ("/simulator/chat.css", "text/css"), ("/simulator/chat.js", "text/javascript")],
)
def test_the_page_and_its_files_are_served(stage: Stage, path: str, kind: str) -> None:
    answer = stage.get(path)
    assert (answer.status, answer.headers["Content-Type"]) == (200, f"{kind}; charset=utf-8")
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("name", ["nothing.js", "..%2f__init__.py"])
def test_no_other_file_is_served(stage: Stage, name: str) -> None:
    assert stage.get(f"/simulator/{name}").status == 404


def test_people_and_groups_are_listed(stage: Stage) -> None:
    group = stage.line.add_group([stage.user], "planners")
    chats = stage.get("/simulator/api/chats").json()["chats"]
    assert [(chat["kind"], chat["id"], chat["name"]) for chat in chats] == [
        ("group", group, "planners"),
        ("person", stage.user, "somebody"),
    ]
    assert chats[0]["members"] == [{"id": stage.user, "name": "somebody"}]


def test_a_typed_text_goes_to_the_webhook_and_the_chat(stage: Stage) -> None:
    assert post(stage, "say", text="รายงาน").json()["status"] == 200
    assert stage.webhook.events[0]["message"]["text"] == "รายงาน"
    assert [line["message"]["text"] for line in lines(stage, stage.user)] == ["รายงาน"]


def test_the_chat_goes_on_from_a_number(stage: Stage) -> None:
    post(stage, "say", text="one")
    [first] = lines(stage, stage.user)
    stage.push(text="two")
    assert [(line["fromBot"], line["message"]["text"]) for line in lines(stage, stage.user, first["number"])] == [
        (True, "two")
    ]


def test_one_speaks_in_the_group_as_a_member(stage: Stage) -> None:
    group = stage.line.add_group([stage.user], "planners")
    post(stage, "say", text="สรุป", group=group)
    assert stage.webhook.events[0]["source"] == {"type": "group", "groupId": group, "userId": stage.user}


def test_a_tap_carries_its_data(stage: Stage) -> None:
    post(stage, "tap", data="a=yes", displayText="ใช่")
    assert stage.webhook.events[0]["postback"] == {"data": "a=yes"}
    assert lines(stage, stage.user)[0]["message"]["text"] == "ใช่"


def test_a_sticker_is_sent(stage: Stage) -> None:
    post(stage, "sticker")
    assert stage.webhook.events[0]["message"]["type"] == "sticker"


def test_one_blocks_and_unblocks(stage: Stage) -> None:
    post(stage, "block")
    assert stage.user in stage.channel.blocked
    post(stage, "unblock")
    assert stage.user not in stage.channel.blocked


@pytest.mark.parametrize("asked", [{"user": "nobody", "text": "a"}, {"text": ""}, {"text": 5}, {}])
def test_what_cannot_be_done_is_said_in_thai(stage: Stage, asked: dict[str, Any]) -> None:
    refused = post(stage, "say", **asked)
    assert refused.status == 400
    assert "LINE จำลอง" in refused.json()["message"]


def test_a_foreign_page_cannot_speak_for_people(stage: Stage) -> None:
    # Without a JSON content type a browser would let any site post here.
    refused = stage.http.request(
        "POST",
        f"{stage.line.base_url}/simulator/api/say",
        body=b'{"user": "x", "text": "y"}',
        headers={"Content-Type": "text/plain"},
    )
    assert refused.status == 415


def test_the_page_writes_text_never_markup() -> None:
    script = (FILES / "chat.js").read_text("utf-8")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b", script)


def test_the_page_asks_nothing_of_other_hosts() -> None:
    for path in FILES.iterdir():
        assert not re.search(r"""(src|href|url\()\s*=?\s*["']?(https?:)?//""", path.read_text("utf-8")), path.name
