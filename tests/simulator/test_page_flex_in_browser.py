"""Flex messages in a real browser: laid out as LINE documents it (Flex Message layout, Flex Message elements)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.simulator.page_harness import PageHarness, open_page_harness

JSON = dict[str, Any]
TAPPED: JSON = {"type": "postback", "label": "แตะ", "data": "a=tapped"}


@pytest.fixture(scope="module")
def view(browser: Browser) -> Iterator[PageHarness]:
    """One phone for all: each card is drawn below the last."""
    with open_page_harness(browser) as view:
        view.simulator.accounts.only().quota = None
        yield view


def text(words: str = "ก", **given: Any) -> JSON:
    return {"type": "text", "text": words, **given}


def box(*contents: JSON, layout: str = "vertical", **given: Any) -> JSON:
    return {"type": "box", "layout": layout, "contents": list(contents), **given}


def bubble(*contents: JSON, **given: Any) -> JSON:
    return {"type": "bubble", "body": box(*contents), **given}


def shown(view: PageHarness, contents: JSON) -> Locator:
    """The message's last bubble, drawn on นิดา's phone. What LINE would refuse fails the test."""
    cards = view.phone("นิดา").locator(".flex")
    before = cards.count()
    message = {"type": "flex", "altText": "บัตร", "contents": contents}
    body = {"to": view.first, "messages": [message]}
    assert view.bot.call("/v2/bot/message/push", body) == 200
    expect(cards).to_have_count(before + 1)
    return cards.nth(before).locator(".card").last


def style(part: Locator, name: str) -> str:
    value = part.evaluate("(node, name) => getComputedStyle(node)[name]", name)
    return str(value)


def side(part: Locator, name: str) -> float:
    """In pixels, to a tenth: below that, layouts differ by where on the page they begin."""
    rectangle: dict[str, float] = part.evaluate("(node) => node.getBoundingClientRect().toJSON()")
    return round(rectangle[name], 1)


def gap(first: Locator, second: Locator) -> float:
    return round(side(second, "top") - side(first, "bottom"), 0)


@pytest.mark.parametrize(
    ("size", "width"),
    [("nano", 120), ("micro", 160), ("deca", 220), ("hecto", 241), ("kilo", 260), ("mega", 300)],
)
def test_a_bubble_is_as_wide_as_its_size_says(view: PageHarness, size: str, width: int) -> None:
    assert side(shown(view, bubble(text(), size=size)), "width") == pytest.approx(width, abs=5)


def test_no_bubble_is_wider_than_the_phone(view: PageHarness) -> None:
    giga = shown(view, bubble(text(), size="giga"))
    assert side(giga, "right") <= side(view.phone("นิดา"), "right")


def test_a_carousel_is_scrolled_sideways_by_keys_too(view: PageHarness) -> None:
    shown(view, {"type": "carousel", "contents": [bubble(text(str(number))) for number in range(3)]})
    row = view.phone("นิดา").locator(".carousel").last
    assert row.evaluate("(node) => node.scrollWidth > node.clientWidth")
    row.focus()
    view.page.keyboard.press("ArrowRight")
    view.page.wait_for_function("(node) => node.scrollLeft > 0", arg=row.element_handle())


def test_the_blocks_stand_below_each_other_in_their_colours(view: PageHarness) -> None:
    blocks = {name: box(text(name)) for name in ("header", "body", "footer")}
    styles = {"body": {"backgroundColor": "#FF0000"}, "footer": {"separator": True}}
    card = shown(view, {"type": "bubble", **blocks, "styles": styles})
    expect(card.locator(".block p")).to_have_text(["header", "body", "footer"])
    assert style(card.locator(".block.body"), "backgroundColor") == "rgb(255, 0, 0)"
    assert style(card.locator(".block.footer"), "borderTopWidth") == "1px"


def test_spacing_parts_what_stands_in_a_box_and_margin_overrides_it(view: PageHarness) -> None:
    card = shown(view, bubble(box(text(), text(), text(margin="none"), text(margin="20px"), spacing="md")))
    lines = card.locator("p")
    assert [gap(lines.nth(at), lines.nth(at + 1)) for at in range(3)] == [8, 0, 20]


def test_a_row_shares_its_width_by_flex(view: PageHarness) -> None:
    card = shown(view, bubble(box(text(flex=2), text(flex=1), layout="horizontal")))
    first, second = card.locator("p").all()
    assert side(first, "width") == pytest.approx(2 * side(second, "width"), abs=1)


def test_flex_0_is_as_wide_as_its_words(view: PageHarness) -> None:
    card = shown(view, bubble(box(text("ก", flex=0), text("ข", align="end"), layout="baseline")))
    first, second = card.locator("p").all()
    assert side(first, "width") < 20
    assert side(second, "right") == side(card.locator(".box .box"), "right")
    assert style(second, "textAlign") == "end"


def test_long_words_wrap_only_where_they_may(view: PageHarness) -> None:
    long = "สำนักงานเขตพื้นที่การศึกษา " * 8
    one, all_of_it, two = (
        shown(view, bubble(text(long), text(long, wrap=True), text(long, wrap=True, maxLines=2))).locator("p").all()
    )
    assert side(all_of_it, "height") > 3 * side(one, "height")
    assert side(two, "height") == pytest.approx(2 * side(one, "height"), abs=2)


def test_letters_are_dressed_as_asked(view: PageHarness) -> None:
    spans = [{"type": "span", "text": "ก", "weight": "bold", "color": "#B42318"}, {"type": "span", "text": "ข"}]
    given = {"type": "text", "contents": spans, "size": "xxl", "decoration": "underline", "style": "italic"}
    words = shown(view, bubble(given)).locator("p")
    assert style(words, "fontSize") == "29px"
    assert style(words, "fontStyle") == "italic"
    assert "underline" in style(words, "textDecoration")
    assert style(words.locator("span").first, "fontWeight") == "700"
    assert style(words.locator("span").first, "color") == "rgb(180, 35, 24)"


def test_a_box_wears_its_padding_border_corners_and_colours(view: PageHarness) -> None:
    given = box(
        text(),
        paddingAll="lg",
        paddingStart="30px",
        borderWidth="medium",
        borderColor="#0B7A3E",
        cornerRadius="md",
        backgroundColor="#EEEEEE",
        width="120px",
        height="60px",
    )
    inner = shown(view, bubble(given)).locator(".box .box")
    named = ("paddingTop", "paddingLeft", "borderTopWidth", "borderTopColor", "borderTopLeftRadius", "backgroundColor")
    assert [style(inner, name) for name in named] == [
        "12px",
        "30px",
        "2px",
        "rgb(11, 122, 62)",
        "8px",
        "rgb(238, 238, 238)",
    ]
    assert (side(inner, "width"), side(inner, "height")) == (120, 60)


def test_a_gradient_runs_behind_a_box(view: PageHarness) -> None:
    gradient = {"type": "linearGradient", "angle": "90deg", "startColor": "#FF0000", "endColor": "#0000FF"}
    inner = shown(view, bubble(box(text(), background=gradient))).locator(".box .box")
    assert style(inner, "backgroundImage") == "linear-gradient(90deg, rgb(255, 0, 0), rgb(0, 0, 255))"


def test_what_is_left_over_is_shared_out(view: PageHarness) -> None:
    row = box(text("ก", flex=0), {"type": "filler"}, text("ข", flex=0), layout="horizontal")
    spread = box(text("ก", flex=0), text("ข", flex=0), layout="horizontal", justifyContent="space-between")
    card = shown(view, bubble(row, spread))
    for line in card.locator(".box .box").all():
        assert side(line.locator("p").last, "right") == side(line, "right")


def test_a_thing_placed_absolutely_takes_no_room(view: PageHarness) -> None:
    corner = {"position": "absolute", "offsetTop": "5px", "offsetEnd": "5px"}
    card = shown(view, bubble(box(text("ก"), box(text("ข"), **corner))))
    outer, inner = card.locator(".box .box").first, card.locator(".box .box .box")
    assert side(inner, "top") - side(outer, "top") == pytest.approx(5, abs=0.2)
    assert side(outer, "right") - side(inner, "right") == pytest.approx(5, abs=0.2)


def test_a_rule_lies_in_a_column_and_stands_in_a_row(view: PageHarness) -> None:
    rule: JSON = {"type": "separator", "color": "#FF0000"}
    card = shown(view, bubble(text(), rule, box(text(), rule, text(), layout="horizontal")))
    lying, standing = card.locator(".rule").all()
    assert (side(lying, "height"), side(standing, "width")) == (1, 1)
    assert side(standing, "height") > 10
    assert style(lying, "backgroundColor") == "rgb(255, 0, 0)"


def test_a_picture_has_its_size_shape_and_place(view: PageHarness) -> None:
    image = {"type": "image", "url": "https://127.0.0.1:9/x.png", "size": "sm", "aspectRatio": "4:2", "align": "end"}
    hero = {"type": "image", "url": "https://127.0.0.1:9/y.png", "size": "full", "aspectMode": "cover"}
    card = shown(view, bubble(image, hero=hero))
    small = card.locator(".body img")
    assert (side(small, "width"), side(small, "height")) == (80, 40)
    assert side(small, "right") == side(card.locator(".body .image"), "right")
    assert side(card.locator(".hero img"), "width") == side(card, "width")
    assert style(card.locator(".hero img"), "objectFit") == "cover"


def test_an_icon_is_as_high_as_the_letters_beside_it(view: PageHarness) -> None:
    icon = {"type": "icon", "url": "https://127.0.0.1:9/x.png", "size": "xl"}
    card = shown(view, bubble(box(icon, text("ก", size="xl"), layout="baseline")))
    assert side(card.locator("img"), "height") == 22


def test_a_key_has_its_height_and_colour(view: PageHarness) -> None:
    keys = [
        {"type": "button", "action": TAPPED, "style": "primary", "color": "#0B7A3E", "height": "sm"},
        {"type": "button", "action": TAPPED, "style": "secondary"},
        {"type": "button", "action": TAPPED, "color": "#0B7A3E"},
    ]
    primary, secondary, link = shown(view, bubble(*keys)).locator("button").all()
    assert [side(key, "height") for key in (primary, secondary, link)] == [40, 52, 52]
    assert style(primary, "backgroundColor") == "rgb(11, 122, 62)"
    assert style(secondary, "backgroundColor") == "rgb(220, 223, 229)"
    assert style(link, "color") == "rgb(11, 122, 62)"


@pytest.mark.parametrize(
    "tappable",
    [
        bubble(text("แตะ", action=TAPPED)),
        bubble(box(text("แตะ"), action=TAPPED)),
        bubble(text("แตะ"), action=TAPPED),
        bubble({"type": "button", "action": TAPPED}),
    ],
    ids=["text", "box", "bubble", "key"],
)
def test_whatever_carries_an_action_is_tapped_and_pressed(view: PageHarness, tappable: JSON) -> None:
    card = shown(view, tappable)
    before = view.lines("นิดา").count()
    card.get_by_text("แตะ").click()
    expect(view.lines("นิดา").nth(before)).to_have_text("a=tapped")
    view.page.keyboard.press("Enter")
    expect(view.lines("นิดา").nth(before + 1)).to_have_text("a=tapped")


def test_a_key_in_a_row_that_is_tapped_does_its_own(view: PageHarness) -> None:
    key = {"type": "button", "action": {**TAPPED, "label": "ปุ่ม", "data": "a=key"}}
    card = shown(view, bubble(box(text("แถว"), key, action=TAPPED)))
    before = len(view.bot.heard)
    card.get_by_role("button", name="ปุ่ม").click()
    view.heard(before + 1)
    card.get_by_text("แถว").click()
    view.heard(before + 2)
    card.get_by_role("button", name="แตะ").focus()
    view.page.keyboard.press("Enter")
    heard = view.heard(before + 3)[before:]
    assert [event["postback"]["data"] for event in heard] == ["a=key", "a=tapped", "a=tapped"]
