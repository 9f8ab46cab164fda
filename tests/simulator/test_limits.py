"""Every size of deploy/docs/line-rules.md at its limit and one over it, and properties LINE does not know."""

from __future__ import annotations

from typing import Any

import pytest

from bot.simulator.rules.requests import check
from tests.simulator.line_harness import HELLO, LineHarness

JSON = dict[str, Any]
CLUSTER = "กี้"
"""Three code points, one grapheme."""
APPLE = "\N{RED APPLE}"
"""Two UTF-16 units."""


def text(words: str, **more: Any) -> JSON:
    return {"type": "text", "text": words, **more}


def flex(contents: JSON | None = None, alt: str = "alt") -> JSON:
    bubble = {"type": "bubble", "body": {"type": "box", "layout": "vertical", "contents": []}}
    return {"type": "flex", "altText": alt, "contents": contents or bubble}


def quick(*actions: JSON, **more: Any) -> JSON:
    return text("hello", quickReply={"items": [{"type": "action", "action": action} for action in actions], **more})


def postback(**given: Any) -> JSON:
    return {"type": "postback", "label": "yes", "data": "a=yes", **given}


def message_action(**given: Any) -> JSON:
    return {"type": "message", "label": "yes", "text": "yes", **given}


def button(**given: Any) -> JSON:
    part = {"type": "button", "action": postback(**given)}
    return flex({"type": "bubble", "body": {"type": "box", "layout": "vertical", "contents": [part]}})


AT_AND_OVER = {
    "text in UTF-16 units": (text("ก" * 5000), text("ก" * 5001)),
    "emoji are two units": (text(APPLE * 2500), text(APPLE * 2500 + "a")),
    "a text says something": (text("a"), text("")),
    "text v2": ({"type": "textV2", "text": "a" * 5000}, {"type": "textV2", "text": "a" * 5001}),
    "13 quick replies": (quick(*[postback()] * 13), quick(*[postback()] * 14)),
    "quick replies are some": (quick(postback()), quick()),
    "quick reply label in graphemes": (quick(postback(label=CLUSTER * 20)), quick(postback(label=CLUSTER * 21))),
    "quick replies are labelled": (quick(postback(label="a")), quick(postback(label=""))),
    "postback data": (quick(postback(data="ก" * 300)), quick(postback(data="ก" * 301))),
    "displayText in graphemes": (
        quick(postback(displayText=CLUSTER * 300)),
        quick(postback(displayText=CLUSTER * 301)),
    ),
    "message action text": (quick(message_action(text=CLUSTER * 300)), quick(message_action(text="a" * 301))),
    "altText in UTF-16 units": (flex(alt=APPLE * 750), flex(alt=APPLE * 750 + "a")),
    "altText says something": (flex(alt="a"), flex(alt="")),
    "button label in graphemes": (button(label=CLUSTER * 40), button(label=CLUSTER * 41)),
    "clipboard text": (
        quick({"type": "clipboard", "label": "copy", "clipboardText": "a" * 1000}),
        quick({"type": "clipboard", "label": "copy", "clipboardText": "a" * 1001}),
    ),
    "uri": (
        quick({"type": "uri", "label": "open", "uri": "https://example.com/" + "a" * 980}),
        quick({"type": "uri", "label": "open", "uri": "https://example.com/" + "a" * 981}),
    ),
    "sender name": (text("a", sender={"name": "a" * 20}), text("a", sender={"name": "a" * 21})),
}


@pytest.mark.parametrize("name", AT_AND_OVER)
def test_what_is_at_the_limit_is_taken(name: str) -> None:
    assert check([AT_AND_OVER[name][0]]) == []


@pytest.mark.parametrize("name", AT_AND_OVER)
def test_what_is_over_the_limit_is_refused(name: str) -> None:
    assert check([AT_AND_OVER[name][1]]) != []


@pytest.mark.parametrize(("count", "problems"), [(0, 1), (1, 0), (5, 0), (6, 1)])
def test_a_call_holds_one_to_five_messages(count: int, problems: int) -> None:
    assert len(check([HELLO] * count)) == problems


def test_thai_labels_are_counted_as_they_are_read() -> None:
    label = "ไม่มีการเบิกจ่ายเดือนนี้"
    assert len(label) > 20
    assert check([quick(postback(label=label))]) == []


GOOD = {
    "sticker": {"type": "sticker", "packageId": "446", "stickerId": "1988"},
    "image": {"type": "image", "originalContentUrl": "https://e.co/a", "previewImageUrl": "https://e.co/b"},
    "video": {"type": "video", "originalContentUrl": "https://e.co/a", "previewImageUrl": "https://e.co/b"},
    "audio": {"type": "audio", "originalContentUrl": "https://e.co/a", "duration": 1000},
    "location": {"type": "location", "title": "a", "address": "b", "latitude": 16.4, "longitude": 102.8},
    "emoji": text("$ a", emojis=[{"index": 0, "productId": "p", "emojiId": "1"}]),
    "quoted": text("a", quoteToken="q"),
    "confirm": {
        "type": "template",
        "altText": "a",
        "template": {"type": "confirm", "text": "a", "actions": [message_action(), postback()]},
    },
    "imagemap": {
        "type": "imagemap",
        "altText": "a",
        "baseUrl": "https://e.co/a",
        "baseSize": {"width": 1040, "height": 700},
        "actions": [],
    },
    "text v2": {
        "type": "textV2",
        "text": "{who} {{no name}}",
        "substitution": {"who": {"type": "mention", "mentionee": {"type": "user", "userId": "U" + "0" * 32}}},
    },
    "actions of a phone": quick(*({"type": kind, "label": "a"} for kind in ("camera", "cameraRoll", "location"))),
    "dates": quick({"type": "datetimepicker", "label": "a", "data": "d", "mode": "date", "initial": "2021-03-31"}),
    "tel": quick({"type": "uri", "label": "a", "uri": "tel:043246000"}),
    "line": quick({"type": "uri", "label": "a", "uri": "line://nv/location"}),
}


@pytest.mark.parametrize("name", GOOD)
def test_good_messages_of_every_kind_are_taken(name: str) -> None:
    assert check([GOOD[name]]) == []


BAD = {
    "no type": ({"text": "a"}, "messages[0].type"),
    "unknown type": ({"type": "poem", "text": "a"}, "messages[0].type"),
    "no text": ({"type": "text"}, "messages[0].text"),
    "text is no string": (text(5), "messages[0].text"),  # type: ignore[arg-type]
    "not an object": ("hello", "messages[0].type"),
    "http image": (
        {"type": "image", "originalContentUrl": "http://e.co/a", "previewImageUrl": "https://e.co/a"},
        "messages[0].originalContentUrl",
    ),
    "emoji beside its dollar": (
        text("a$", emojis=[{"index": 0, "productId": "p", "emojiId": "1"}]),
        "messages[0].emojis[0].index",
    ),
    "name without substitution": ({"type": "textV2", "text": "{who}"}, "messages[0].text"),
    "quick reply without action": (
        text("a", quickReply={"items": [{"type": "action"}]}),
        "messages[0].quickReply.items[0].action",
    ),
    "quick reply without type": (
        text("a", quickReply={"items": [{"action": postback()}]}),
        "messages[0].quickReply.items[0].type",
    ),
    "unknown action": (quick({"type": "fly", "label": "a"}), "messages[0].quickReply.items[0].action.type"),
    "postback without data": (
        quick({"type": "postback", "label": "a"}),
        "messages[0].quickReply.items[0].action.data",
    ),
    "script": (
        quick({"type": "uri", "label": "a", "uri": "javascript:alert(1)"}),
        "messages[0].quickReply.items[0].action.uri",
    ),
    "another scheme": (
        quick({"type": "uri", "label": "a", "uri": "javascript://e.co/%0aalert(1)"}),
        "messages[0].quickReply.items[0].action.uri",
    ),
    "quick reply without label": (
        quick({"type": "postback", "data": "d"}),
        "messages[0].quickReply.items[0].action.label",
    ),
    "picker's day": (
        quick({"type": "datetimepicker", "label": "a", "data": "d", "mode": "date", "initial": "31/3/2564"}),
        "messages[0].quickReply.items[0].action.initial",
    ),
    "picker's mode": (
        quick({"type": "datetimepicker", "label": "a", "data": "d", "mode": "time", "max": "2021-03-31"}),
        "messages[0].quickReply.items[0].action.max",
    ),
    "both echoes": (
        quick(postback(displayText="a", text="a")),
        "messages[0].quickReply.items[0].action.text",
    ),
    "sender LINE": (text("a", sender={"name": "LINE"}), "messages[0].sender.name"),
    "location beyond the pole": ({**GOOD["location"], "latitude": 91}, "messages[0].latitude"),
    "sticker's words": ({**GOOD["sticker"], "stickerId": "cony"}, "messages[0].stickerId"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_messages_are_refused_at_the_place(name: str) -> None:
    message, place = BAD[name]
    assert place in [problem["property"] for problem in check([message])]


UNKNOWN = {
    "message": (text("a", txt="b"), "messages[0].txt"),
    "snake case": (text("a", quick_reply={}), "messages[0].quick_reply"),
    "quick reply": (quick(postback(), title="a"), "messages[0].quickReply.title"),
    "action": (quick(postback(colour="red")), "messages[0].quickReply.items[0].action.colour"),
    "sender": (text("a", sender={"nick": "b"}), "messages[0].sender.nick"),
}


@pytest.mark.parametrize("name", UNKNOWN)
def test_unknown_properties_are_refused(name: str) -> None:
    message, place = UNKNOWN[name]
    assert check([message]) == [{"message": "unknown field", "property": place}]


def test_an_unknown_property_is_refused_over_http_and_remembered(harness: LineHarness) -> None:
    refused = harness.push_raw(text("a", txt="b"))
    assert refused.status == 400
    assert refused.json() == {
        "message": "The request body has 1 error(s)",
        "details": [{"message": "unknown field", "property": "messages[0].txt"}],
    }
    assert [call.path for call in harness.simulator.calls.refused()] == ["/v2/bot/message/push"]


def test_an_unknown_property_of_the_request_is_refused(harness: LineHarness) -> None:
    body = {"to": harness.user, "messages": [HELLO], "silent": True}
    assert harness.call("/v2/bot/message/push", body).json()["details"][0]["property"] == "silent"


def test_a_refused_push_is_neither_delivered_nor_counted(harness: LineHarness) -> None:
    assert harness.push_raw(HELLO, text("")).status == 400
    assert (
        harness.simulator.chats.messages_to(harness.user),
        harness.simulator.platform.quota.used(harness.account),
    ) == ([], 0)


@pytest.mark.parametrize("kind", ["reply", "push", "multicast"])
def test_validation_sends_nothing(harness: LineHarness, kind: str) -> None:
    path = f"/v2/bot/message/validate/{kind}"
    assert harness.call(path, {"messages": [HELLO]}).status == 200
    assert harness.call(path, {"messages": [text("")]}).json()["details"] == [
        {"message": "May not be empty", "property": "messages[0].text"}
    ]
    assert harness.simulator.chats.messages_to(harness.user) == []


def test_a_body_that_is_no_json_is_refused(harness: LineHarness) -> None:
    refused = harness.http.request(
        "POST",
        f"{harness.simulator.base_url}/v2/bot/message/push",
        body=b"{",
        headers={"Authorization": "Bearer token-of-the-office", "Content-Type": "application/json"},
    )
    assert refused.status == 400
