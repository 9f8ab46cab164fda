"""The chat page and its API: every chat listed, everybody may speak, nothing is markup."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import urllib3

import messages.pages
from bot.simulator.records import RichMenu
from tests.simulator.stage import Stage

FILES = Path(messages.pages.__path__[0]) / "simulator"


def post(stage: Stage, deed: str, **asked: Any) -> urllib3.BaseHTTPResponse:
    body = {"channel": stage.channel.bot_id, "user": stage.user, **asked}
    return stage.call(f"/simulator/api/{deed}", body)


def send(stage: Stage, data: bytes, media_type: str, **asked: str) -> urllib3.BaseHTTPResponse:
    query = urlencode({"channel": stage.channel.bot_id, "user": stage.user, **asked})
    address = f"{stage.line.base_url}/simulator/api/send?{query}"
    headers = {"Content-Type": media_type} if media_type else {}
    return stage.http.request("POST", address, body=data, headers=headers)


def lines(stage: Stage, chat: str, since: int = 0) -> list[dict[str, Any]]:
    path = f"/simulator/api/timeline?channel={stage.channel.bot_id}&chat={chat}&since={since}"
    entries: list[dict[str, Any]] = stage.get(path).json()["entries"]
    return entries


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/", "text/html"), ("/simulator/chat.css", "text/css"), ("/simulator/main.js", "text/javascript")],
)
def test_the_page_and_its_files_are_served(stage: Stage, path: str, kind: str) -> None:
    answer = stage.get(path)
    assert (answer.status, answer.headers["Content-Type"]) == (200, f"{kind}; charset=utf-8")
    assert "default-src 'none'; script-src 'self';" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("name", ["nothing.js", "..%2f__init__.py", "..%2fsimulator%2fmain.js"])
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


def test_a_photo_is_sent_as_bytes_and_shown_to_the_page(stage: Stage) -> None:
    sent = send(stage, b"jpeg", "image/jpeg").json()
    shown = stage.get(f"/simulator/api/content/{sent['messageId']}")
    assert (shown.data, shown.headers["Content-Type"]) == (b"jpeg", "image/jpeg")
    assert "sandbox" in shown.headers["Content-Security-Policy"]
    assert stage.webhook.events[0]["message"]["type"] == "image"


def test_a_photo_taken_back_is_shown_no_more(stage: Stage) -> None:
    sent = send(stage, b"jpeg", "image/jpeg").json()
    post(stage, "unsend", messageId=sent["messageId"])
    assert stage.get(f"/simulator/api/content/{sent['messageId']}").status == 404
    assert lines(stage, stage.user)[0]["message"] == {"id": sent["messageId"], "type": "image", "unsent": True}


def test_a_text_taken_back_does_not_reach_the_page(stage: Stage) -> None:
    sent = post(stage, "say", text="secret").json()
    post(stage, "unsend", messageId=sent["messageId"])
    assert "secret" not in str(lines(stage, stage.user))


@pytest.mark.parametrize(("media_type", "kind"), [("audio/mp4", "audio"), ("application/octet-stream", "file")])
def test_what_is_no_picture_is_a_sound_or_a_file(stage: Stage, media_type: str, kind: str) -> None:
    assert send(stage, b"data", media_type, name="plan.xlsx").status == 200
    assert stage.webhook.events[0]["message"]["type"] == kind


@pytest.mark.parametrize("media_type", ["", "text/plain", "multipart/form-data"])
def test_a_foreign_page_cannot_send_files_for_people(stage: Stage, media_type: str) -> None:
    assert send(stage, b"jpeg", media_type, name="x").status == 415


def test_the_picture_of_a_menu_is_shown(stage: Stage) -> None:
    stage.channel.menus["one"] = RichMenu("one", {}, b"png", "image/png")
    assert stage.get("/simulator/api/menu/one").data == b"png"


@pytest.mark.parametrize("menu_id", ["two", "bare"])
def test_a_menu_without_a_picture_shows_none(stage: Stage, menu_id: str) -> None:
    stage.channel.menus["bare"] = RichMenu("bare", {})
    assert stage.get(f"/simulator/api/menu/{menu_id}").status == 404


@pytest.mark.parametrize(
    ("deed", "asked"), [("office", {"id": "a"}), ("reset", {}), ("save", {"chat": "a", "from": 1})]
)
def test_what_the_stage_does_not_offer_cannot_be_done(stage: Stage, deed: str, asked: dict[str, Any]) -> None:
    assert post(stage, deed, **asked).status == 400


def test_no_other_switch_can_be_turned(stage: Stage) -> None:
    assert post(stage, "switch", name="lights", on=True).status == 400


@pytest.mark.parametrize("file", sorted(FILES.glob("*.js")), ids=lambda file: file.name)
def test_the_page_writes_text_never_markup(file: Path) -> None:
    script = file.read_text("utf-8")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|setHTML", script)


def test_the_page_holds_no_script_or_style_of_its_own() -> None:
    assert not re.search(
        r"<script(?! type=\"module\" src=)|<style|\son\w+=|\sstyle=", (FILES / "chat.html").read_text("utf-8")
    )


def test_the_page_asks_nothing_of_other_hosts() -> None:
    for path in FILES.iterdir():
        assert not re.search(r"""(src|href|url\()\s*=?\s*["']?(https?:)?//""", path.read_text("utf-8")), path.name
