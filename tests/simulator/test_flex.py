"""Flex messages: what each component may hold, must hold, and how large the whole may be."""

from __future__ import annotations

import json
from typing import Any

import pytest
from linebot.v3.messaging import FlexContainer, FlexMessage, PushMessageRequest

from bot.simulator.rules.requests import check
from tests.simulator.line_harness import LineHarness

JSON = dict[str, Any]


def text(words: str = "hello", **more: Any) -> JSON:
    return {"type": "text", "text": words, **more}


def box(*contents: JSON, layout: str = "vertical", **more: Any) -> JSON:
    return {"type": "box", "layout": layout, "contents": list(contents), **more}


def button(**more: Any) -> JSON:
    return {"type": "button", "action": {"type": "postback", "label": "yes", "data": "a=yes"}, **more}


def image(**more: Any) -> JSON:
    return {"type": "image", "url": "https://e.co/a.png", **more}


def bubble(*contents: JSON, **more: Any) -> JSON:
    return {"type": "bubble", "body": box(*contents), **more}


def carousel(*bubbles: JSON) -> JSON:
    return {"type": "carousel", "contents": list(bubbles)}


def flex(contents: Any) -> JSON:
    return {"type": "flex", "altText": "alt", "contents": contents}


def problems(contents: Any) -> list[tuple[str, str]]:
    return [(problem["property"], problem["message"]) for problem in check([flex(contents)])]


def sized(contents: JSON, size: int) -> JSON:
    """`contents` with its first text grown until the JSON has `size` bytes of UTF-8."""
    first = contents["contents"][0] if contents["type"] == "carousel" else contents
    part = first["body"]["contents"][0]
    part["text"] = ""
    written = json.dumps(contents, ensure_ascii=False, separators=(",", ":")).encode()
    thai, rest = divmod(size - len(written), 3)
    part["text"] = "ก" * thai + "a" * rest
    return contents


GOOD = {
    "texts": bubble(text(size="xxl", weight="bold", color="#0B7A3E", wrap=True, align="end", gravity="center")),
    "pixels": bubble(text(size="15px", margin="4px", lineSpacing="3px", offsetTop="-2px", maxLines=2)),
    "transparent": bubble(text(color="#0B7A3E80")),
    "spans": bubble({"type": "text", "contents": [{"type": "span", "text": "a", "decoration": "underline"}]}),
    "baseline": bubble(box({"type": "icon", "url": "https://e.co/i"}, text(flex=4), layout="baseline", spacing="sm")),
    "empty box": bubble(box(height="6px", backgroundColor="#DDDDDD", cornerRadius="md", width="40%")),
    "separator": bubble({"type": "separator", "margin": "md", "color": "#DDDDDD"}, {"type": "filler"}),
    "spacer": bubble({"type": "spacer", "size": "md"}),
    "buttons": bubble(button(style="primary", color="#0B7A3E", height="sm", flex=0, adjustMode="shrink-to-fit")),
    "image": bubble(image(size="full", aspectRatio="1:3", aspectMode="cover")),
    "gradient": bubble(
        box(background={"type": "linearGradient", "angle": "90deg", "startColor": "#000000", "endColor": "#FFFFFF"})
    ),
    "blocks": bubble(
        header=box(text()),
        hero=image(),
        footer=box(button()),
        size="giga",
        direction="ltr",
        styles={"footer": {"separator": True, "backgroundColor": "#FFFFFF"}},
    ),
    "video": bubble(
        hero={"type": "video", "url": "https://e.co/v", "previewUrl": "https://e.co/p", "altContent": image()}
    ),
    "carousel": carousel(*[bubble(text(), size="micro")] * 12),
}


@pytest.mark.parametrize("name", GOOD)
def test_good_cards_are_taken(name: str) -> None:
    assert problems(GOOD[name]) == []


BAD = {
    "empty text": (bubble(text("")), "/body/contents/0/text"),
    "no text": (bubble({"type": "text"}), "/body/contents/0/text"),
    "span without text": (
        bubble({"type": "text", "contents": [{"type": "span"}]}),
        "/body/contents/0/contents/0/text",
    ),
    "box without layout": (bubble({"type": "box", "contents": []}), "/body/contents/0/layout"),
    "box without contents": (bubble({"type": "box", "layout": "vertical"}), "/body/contents/0/contents"),
    "unknown layout": (bubble(box(layout="diagonal")), "/body/contents/0/layout"),
    "button without action": (bubble({"type": "button"}), "/body/contents/0/action"),
    "button without label": (
        bubble(button(action={"type": "postback", "data": "d"})),
        "/body/contents/0/action/label",
    ),
    "button style": (bubble(button(style="danger")), "/body/contents/0/style"),
    "image without url": (bubble({"type": "image"}), "/body/contents/0/url"),
    "http image": (bubble(image(url="http://e.co/a")), "/body/contents/0/url"),
    "tall image": (bubble(image(aspectRatio="1:4")), "/body/contents/0/aspectRatio"),
    "unknown size": (bubble(text(size="huge")), "/body/contents/0/size"),
    "size in points": (bubble(text(size="12pt")), "/body/contents/0/size"),
    "weight": (bubble(text(weight="600")), "/body/contents/0/weight"),
    "align": (bubble(text(align="left")), "/body/contents/0/align"),
    "gravity": (bubble(text(gravity="middle")), "/body/contents/0/gravity"),
    "colour by name": (bubble(text(color="red")), "/body/contents/0/color"),
    "short colour": (bubble(text(color="#fff")), "/body/contents/0/color"),
    "wrap as a word": (bubble(text(wrap="true")), "/body/contents/0/wrap"),
    "flex as a word": (bubble(text(flex="1")), "/body/contents/0/flex"),
    "icon in a block": (bubble({"type": "icon", "url": "https://e.co/i"}), "/body/contents/0/type"),
    "button in a line": (bubble(box(button(), layout="baseline")), "/body/contents/0/contents/0/type"),
    "span in a box": (bubble({"type": "span", "text": "a"}), "/body/contents/0/type"),
    "unknown component": (bubble({"type": "table"}), "/body/contents/0/type"),
    "body is no box": ({"type": "bubble", "body": text()}, "/body/type"),
    "hero is no text": (bubble(hero=text()), "/hero/type"),
    "bubble size": (bubble(size="large"), "/size"),
    "empty carousel": (carousel(), "/contents"),
    "13 bubbles": (carousel(*[bubble()] * 13), "/contents"),
    "two sizes": (carousel(bubble(size="kilo"), bubble(size="mega")), "/contents"),
    "gradient without end": (
        bubble(box(background={"type": "linearGradient", "angle": "90deg", "startColor": "#000000"})),
        "/body/contents/0/background/endColor",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_cards_are_refused_at_the_place(name: str) -> None:
    contents, place = BAD[name]
    assert place in [found for found, _ in problems(contents)]


@pytest.mark.parametrize(
    ("contents", "place"),
    [
        (bubble(text(colour="#000000")), "/body/contents/0/colour"),
        (bubble(box(padding="md")), "/body/contents/0/padding"),
        (bubble(button(label="yes")), "/body/contents/0/label"),
        (bubble({"type": "separator", "size": "md"}), "/body/contents/0/size"),
        (bubble(title="hello"), "/title"),
        (bubble(styles={"type": "x"}), "/styles/type"),
        (carousel(bubble(title="hello")), "/contents/0/title"),
    ],
)
def test_unknown_properties_are_named_as_line_names_them(contents: JSON, place: str) -> None:
    assert problems(contents) == [(place, "unknown field")]


def test_an_empty_bubble_is_refused() -> None:
    assert problems({"type": "bubble"}) == [("messages[0].contents", "At least one block must be specified")]


def test_a_bubble_holds_30_kilobytes() -> None:
    assert problems(sized(bubble(text()), 30 * 1024)) == []


def test_a_bubble_holds_no_byte_more() -> None:
    assert problems(sized(bubble(text()), 30 * 1024 + 1)) != []


def test_a_carousel_holds_50_kilobytes() -> None:
    rest = [sized(bubble(text()), 15 * 1024)] * 2
    assert problems(sized(carousel(bubble(text()), *rest), 50 * 1024)) == []


def test_a_carousel_holds_no_byte_more() -> None:
    rest = [sized(bubble(text()), 15 * 1024)] * 2
    assert problems(sized(carousel(bubble(text()), *rest), 50 * 1024 + 1)) != []


def test_the_sdks_card_arrives_whole(harness: LineHarness) -> None:
    card = bubble(text(weight="bold"), footer=box(button()))
    message = FlexMessage(altText="alt", contents=FlexContainer.from_dict(card))
    harness.api.push_message(PushMessageRequest(to=harness.user, messages=[message]))
    assert harness.simulator.chats.messages_to(harness.user) == [flex(card)]


def test_the_sdks_empty_bubble_is_refused(harness: LineHarness) -> None:
    # FlexMessage(contents=<dict>) loses the content without a word; LINE would refuse what is left.
    refused = harness.push_raw(flex({"type": "bubble"}))
    assert refused.status == 400


def test_a_refused_card_is_worded_as_line_words_it(harness: LineHarness) -> None:
    refused = harness.push_raw({"type": "text", "text": "a"}, flex(bubble(text(""), styles={"type": "x"})))
    assert refused.json() == {
        "message": "A message (messages[1]) in the request body is invalid",
        "details": [
            {"message": "May not be empty", "property": "/body/contents/0/text"},
            {"message": "unknown field", "property": "/styles/type"},
        ],
    }
