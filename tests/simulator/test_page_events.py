"""Server-sent events: everything once, in order, and on from where a page was cut off."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import active_count
from time import monotonic
from typing import Any

import pytest
import urllib3

from bot.simulator.controls import Beginning, DemoControls
from bot.simulator.feed import MAX_MISSED_EVENTS, PlatformCleared
from tests.simulator.line_harness import LineHarness, open_line_harness
from tests.support.waiting import MAX_SECONDS, comes_true

STATES = ["clock", "chats", "menus", "bill", "switches", "controls"]


@dataclass(frozen=True)
class Told:
    name: str
    data: Any
    id: str


@contextmanager
def listening(harness: LineHarness, last_id: str = "") -> Iterator[Iterator[Told]]:
    """What the page hears; waits for the next."""
    headers = {"Last-Event-ID": last_id} if last_id else {}
    address = f"{harness.simulator.base_url}/simulator/api/events"
    answer = harness.http.request("GET", address, headers=headers, preload_content=False)
    try:
        yield read(answer)
    finally:
        answer.close()


def read(answer: urllib3.BaseHTTPResponse) -> Iterator[Told]:
    """Raises AssertionError where what a test waits for has not come after `MAX_SECONDS` seconds."""
    fields: dict[str, str] = {}
    deadline = monotonic() + MAX_SECONDS
    for line in iter(answer.readline, b""):
        assert monotonic() < deadline
        name, _, value = line.decode().rstrip("\n").partition(": ")
        if name:
            fields[name] = value
        elif "event" in fields:
            yield Told(fields["event"], json.loads(fields["data"]), fields.get("id", ""))
            fields = {}


def until(events: Iterator[Told], name: str) -> Told:
    return next(event for event in events if event.name == name)


def test_a_new_page_hears_how_everything_stands(harness: LineHarness) -> None:
    with listening(harness) as events:
        heard = [next(events) for _ in range(7)]
    assert [event.name for event in heard] == [*STATES, "reload"]
    assert heard[0].data == {"text": "22 มีนาคม 2564 09.00 น."}


def test_a_line_is_told_with_all_the_page_shows_of_it(harness: LineHarness) -> None:
    with listening(harness) as events:
        until(events, "reload")
        harness.push(text="hello")
        told = until(events, "line").data
    shown = {name: told[name] for name in ("chat", "fromBot", "name", "time", "day")}
    assert shown == {
        "chat": harness.user,
        "fromBot": True,
        "name": "Tanrob",
        "time": "09.00 น.",
        "day": "วันจันทร์ที่ 22 มีนาคม 2564",
    }
    assert told["message"]["text"] == "hello"


def test_a_page_that_was_cut_off_misses_nothing(harness: LineHarness) -> None:
    with listening(harness) as events:
        until(events, "reload")
        harness.push(text="one")
        seen = until(events, "line")
    harness.push(text="two")
    harness.push(text="three")
    with listening(harness, seen.id) as events:
        heard = [until(events, "line").data["message"]["text"] for _ in range(2)]
    assert heard == ["two", "three"]


@pytest.mark.parametrize("last_id", ["", "another.1", "nonsense", "{run}.99", "{run}.x"])
def test_a_page_that_cannot_go_on_begins_anew(harness: LineHarness, last_id: str) -> None:
    harness.push()
    feed = harness.simulator.platform.feed
    with listening(harness, last_id.format(run=feed.run)) as events:
        assert until(events, "reload").id == f"{feed.run}.{feed.last}"


def test_a_page_that_missed_too_much_begins_anew(harness: LineHarness) -> None:
    feed = harness.simulator.platform.feed
    for _ in range(MAX_MISSED_EVENTS + 1):
        feed.add(PlatformCleared())
    assert feed.after(0) is None
    assert len(feed.after(1) or ()) == MAX_MISSED_EVENTS


def test_a_state_is_told_again_only_when_it_has_changed(harness: LineHarness) -> None:
    with listening(harness) as events:
        until(events, "reload")
        harness.simulator.directory.add_person("another")
        harness.push()
        heard = [next(events).name for _ in range(4)]
    assert sorted(heard) == ["bill", "call", "chats", "line"]


def test_the_pretended_time_is_told_when_it_moves_on(harness: LineHarness) -> None:
    with listening(harness) as events:
        until(events, "reload")
        harness.clock.wait(minutes=1)
        assert next(events).data == {"text": "22 มีนาคม 2564 09.01 น."}


def test_what_was_taken_back_or_edited_is_told(harness: LineHarness) -> None:
    group = harness.simulator.directory.add_group([harness.user], "planners")
    sent = harness.simulator.users.say(harness.user, "one", group=group)
    with listening(harness) as events:
        until(events, "reload")
        harness.simulator.users.edit(harness.user, sent.message_id, "two")
        assert until(events, "changed").data["message"]["text"] == "two"
        harness.simulator.users.unsend(harness.user, sent.message_id)
        assert until(events, "changed").data["message"] == {"id": sent.message_id, "type": "text", "unsent": True}


def test_the_loading_animation_is_told_with_its_seconds(harness: LineHarness) -> None:
    with listening(harness) as events:
        until(events, "reload")
        harness.call("/v2/bot/chat/loading/start", {"chatId": harness.user})
        told = until(events, "loading").data
    assert told == {"channel": harness.account.bot_id, "chat": harness.user, "seconds": 20}


def test_the_webhooks_answer_is_told(harness: LineHarness) -> None:
    harness.webhook.status = 503
    with listening(harness) as events:
        until(events, "reload")
        harness.simulator.users.say(harness.user, "hello")
        told = until(events, "webhook").data
    assert told == {"time": "09.00.00", "kinds": ["message"], "status": 503, "again": False}


def test_a_call_is_told_without_what_it_said(harness: LineHarness) -> None:
    with listening(harness) as events:
        until(events, "reload")
        harness.push(text="secret", key="11111111-2222-4333-8444-555555555555")
        told = until(events, "call").data
    assert told == {
        "time": "09.00.00",
        "method": "POST",
        "path": "/v2/bot/message/push",
        "status": 200,
        "key": "11111111",
    }


def test_the_bill_is_told_by_kind(harness: LineHarness) -> None:
    group = harness.simulator.directory.add_group(
        [harness.user, harness.simulator.directory.add_person("b")], "planners"
    )
    harness.push()
    harness.push(to=group)
    with listening(harness) as events:
        [bill] = until(events, "bill").data
    assert bill["kinds"] == {"person": {"calls": 1, "messages": 1}, "group": {"calls": 1, "messages": 2}}
    assert (bill["total"], bill["limit"], bill["elsewhere"]) == (3, 300, 0)


def test_the_page_is_told_what_the_demo_offers(harness: LineHarness) -> None:
    jumps = {"next_day": harness.clock}
    harness.simulator.controls = DemoControls(
        title="ลองใช้",
        about="ถามและเตือน",
        beginnings=[Beginning("เริ่ม", "รายงาน")],
        jumps=jumps,
        offices=(("a", "A"),),
        forms=(("f", "F"),),
        reset=lambda: None,
    )
    with listening(harness) as events:
        assert until(events, "controls").data == {
            "title": "ลองใช้",
            "about": "ถามและเตือน",
            "beginnings": [{"label": "เริ่ม", "says": "รายงาน", "in_group": False, "opens_link": False}],
            "jumps": [{"id": "next_day", "label": "วันถัดไป"}],
            "offices": [{"id": "a", "label": "A"}],
            "forms": [{"id": "f", "label": "F"}],
            "saves": False,
            "resets": True,
        }


def test_pages_that_listen_do_not_hold_up_the_end() -> None:
    before = active_count()
    with open_line_harness() as harness, listening(harness) as first, listening(harness) as second:
        until(first, "reload")
        until(second, "reload")
        harness.simulator.stop()  # would wait for ever for a page that is not told of the end
    assert active_count() == before


def test_a_page_that_went_away_is_not_served_on() -> None:
    with open_line_harness() as harness:
        with listening(harness) as events:
            until(events, "reload")
            serving = active_count()
        assert comes_true(lambda: active_count() < serving)
