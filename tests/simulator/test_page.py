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
from tests.simulator.line_harness import LineHarness

FILES = Path(messages.pages.__path__[0]) / "simulator"


def post(harness: LineHarness, deed: str, **asked: Any) -> urllib3.BaseHTTPResponse:
    body = {"channel": harness.account.bot_id, "user": harness.user, **asked}
    return harness.call(f"/simulator/api/{deed}", body)


def send(harness: LineHarness, data: bytes, media_type: str, **asked: str) -> urllib3.BaseHTTPResponse:
    query = urlencode({"channel": harness.account.bot_id, "user": harness.user, **asked})
    address = f"{harness.simulator.base_url}/simulator/api/send?{query}"
    headers = {"Content-Type": media_type} if media_type else {}
    return harness.http.request("POST", address, body=data, headers=headers)


def lines(harness: LineHarness, chat: str, since: int = 0) -> list[dict[str, Any]]:
    path = f"/simulator/api/timeline?channel={harness.account.bot_id}&chat={chat}&since={since}"
    entries: list[dict[str, Any]] = harness.get(path).json()["entries"]
    return entries


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/", "text/html"), ("/simulator/chat.css", "text/css"), ("/simulator/main.js", "text/javascript")],
)
def test_the_page_and_its_files_are_served(harness: LineHarness, path: str, kind: str) -> None:
    answer = harness.get(path)
    assert (answer.status, answer.headers["Content-Type"]) == (200, f"{kind}; charset=utf-8")
    assert "default-src 'none'; script-src 'self';" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("name", ["nothing.js", "..%2f__init__.py", "..%2fsimulator%2fmain.js"])
def test_no_other_file_is_served(harness: LineHarness, name: str) -> None:
    assert harness.get(f"/simulator/{name}").status == 404


def test_people_and_groups_are_listed(harness: LineHarness) -> None:
    group = harness.simulator.directory.add_group([harness.user], "planners")
    chats = harness.get("/simulator/api/chats").json()["chats"]
    assert [(chat["kind"], chat["id"], chat["name"]) for chat in chats] == [
        ("group", group, "planners"),
        ("person", harness.user, "somebody"),
    ]
    assert chats[0]["members"] == [{"id": harness.user, "name": "somebody"}]


def test_a_typed_text_goes_to_the_webhook_and_the_chat(harness: LineHarness) -> None:
    assert post(harness, "say", text="รายงาน").json()["status"] == 200
    assert harness.webhook.events[0]["message"]["text"] == "รายงาน"
    assert [line["message"]["text"] for line in lines(harness, harness.user)] == ["รายงาน"]


def test_the_chat_goes_on_from_a_number(harness: LineHarness) -> None:
    post(harness, "say", text="one")
    [first] = lines(harness, harness.user)
    harness.push(text="two")
    assert [(line["fromBot"], line["message"]["text"]) for line in lines(harness, harness.user, first["number"])] == [
        (True, "two")
    ]


def test_one_speaks_in_the_group_as_a_member(harness: LineHarness) -> None:
    group = harness.simulator.directory.add_group([harness.user], "planners")
    post(harness, "say", text="สรุป", group=group)
    assert harness.webhook.events[0]["source"] == {"type": "group", "groupId": group, "userId": harness.user}


def test_a_tap_carries_its_data(harness: LineHarness) -> None:
    post(harness, "tap", data="a=yes", displayText="ใช่")
    assert harness.webhook.events[0]["postback"] == {"data": "a=yes"}
    assert lines(harness, harness.user)[0]["message"]["text"] == "ใช่"


def test_a_sticker_is_sent(harness: LineHarness) -> None:
    post(harness, "sticker")
    assert harness.webhook.events[0]["message"]["type"] == "sticker"


def test_one_blocks_and_unblocks(harness: LineHarness) -> None:
    post(harness, "block")
    assert harness.user in harness.account.blocked
    post(harness, "unblock")
    assert harness.user not in harness.account.blocked


@pytest.mark.parametrize("asked", [{"user": "nobody", "text": "a"}, {"text": ""}, {"text": 5}, {}])
def test_what_cannot_be_done_is_said_in_thai(harness: LineHarness, asked: dict[str, Any]) -> None:
    refused = post(harness, "say", **asked)
    assert refused.status == 400
    assert "LINE จำลอง" in refused.json()["message"]


def test_a_foreign_page_cannot_speak_for_people(harness: LineHarness) -> None:
    # Without a JSON content type a browser would let any site post here.
    refused = harness.http.request(
        "POST",
        f"{harness.simulator.base_url}/simulator/api/say",
        body=b'{"user": "x", "text": "y"}',
        headers={"Content-Type": "text/plain"},
    )
    assert refused.status == 415


def test_a_photo_is_sent_as_bytes_and_shown_to_the_page(harness: LineHarness) -> None:
    sent = send(harness, b"jpeg", "image/jpeg").json()
    shown = harness.get(f"/simulator/api/content/{sent['messageId']}")
    assert (shown.data, shown.headers["Content-Type"]) == (b"jpeg", "image/jpeg")
    assert "sandbox" in shown.headers["Content-Security-Policy"]
    assert harness.webhook.events[0]["message"]["type"] == "image"


def test_a_photo_taken_back_is_shown_no_more(harness: LineHarness) -> None:
    sent = send(harness, b"jpeg", "image/jpeg").json()
    post(harness, "unsend", messageId=sent["messageId"])
    assert harness.get(f"/simulator/api/content/{sent['messageId']}").status == 404
    assert lines(harness, harness.user)[0]["message"] == {"id": sent["messageId"], "type": "image", "unsent": True}


def test_a_text_taken_back_does_not_reach_the_page(harness: LineHarness) -> None:
    sent = post(harness, "say", text="secret").json()
    post(harness, "unsend", messageId=sent["messageId"])
    assert "secret" not in str(lines(harness, harness.user))


@pytest.mark.parametrize(("media_type", "kind"), [("audio/mp4", "audio"), ("application/octet-stream", "file")])
def test_what_is_no_picture_is_a_sound_or_a_file(harness: LineHarness, media_type: str, kind: str) -> None:
    assert send(harness, b"data", media_type, name="plan.xlsx").status == 200
    assert harness.webhook.events[0]["message"]["type"] == kind


@pytest.mark.parametrize("media_type", ["", "text/plain", "multipart/form-data"])
def test_a_foreign_page_cannot_send_files_for_people(harness: LineHarness, media_type: str) -> None:
    assert send(harness, b"jpeg", media_type, name="x").status == 415


def test_the_picture_of_a_menu_is_shown(harness: LineHarness) -> None:
    harness.account.menus["one"] = RichMenu("one", {}, b"png", "image/png")
    assert harness.get("/simulator/api/menu/one").data == b"png"


@pytest.mark.parametrize("menu_id", ["two", "bare"])
def test_a_menu_without_a_picture_shows_none(harness: LineHarness, menu_id: str) -> None:
    harness.account.menus["bare"] = RichMenu("bare", {})
    assert harness.get(f"/simulator/api/menu/{menu_id}").status == 404


@pytest.mark.parametrize(
    ("deed", "asked"), [("office", {"id": "a"}), ("reset", {}), ("save", {"chat": "a", "from": 1})]
)
def test_what_the_stage_does_not_offer_cannot_be_done(harness: LineHarness, deed: str, asked: dict[str, Any]) -> None:
    assert post(harness, deed, **asked).status == 400


def test_no_other_switch_can_be_turned(harness: LineHarness) -> None:
    assert post(harness, "switch", name="lights", on=True).status == 400


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
