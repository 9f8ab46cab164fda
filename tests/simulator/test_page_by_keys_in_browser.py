"""The phones in a real browser, for who has no mouse, a small screen or a long conversation."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.simulator.echo_bot import card, words
from tests.simulator.page_harness import PICTURE, PageHarness, open_page_harness, push, tap, with_menu
from tests.support.browser import NARROW, grave_faults

MANY = 500


# --- keys and readers ------------------------------------------------------------------------------


def pressed(page: Page, key: str, until: str, most: int = 40) -> None:
    """Presses the key until what has the focus matches the selector."""
    for _ in range(most):
        page.keyboard.press(key)
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", until):
            return
    pytest.fail(f"{key} never led to {until}")


def test_a_conversation_is_led_by_keys_alone(view: PageHarness) -> None:
    keys = view.page.keyboard
    pressed(view.page, "Tab", ".phone:first-of-type textarea")
    keys.type("card")
    keys.press("Enter")
    expect(view.phone("นิดา").locator(".card")).to_be_visible()
    pressed(view.page, "Shift+Tab", ".card .tappable")
    keys.press("Space")
    expect(view.lines("นิดา").last).to_have_text("a=row")
    pressed(view.page, "Tab", "textarea")
    keys.type("ask")
    keys.press("Enter")
    expect(view.lines("นิดา").last).to_have_text("ใช่หรือไม่")
    pressed(view.page, "Shift+Tab", ".quick button:first-child")
    keys.press("Enter")
    expect(view.lines("นิดา").last).to_have_text("a=yes")


def test_one_key_passes_over_the_lines(view: PageHarness) -> None:
    pressed(view.page, "Tab", ".phone:first-of-type .skip")
    view.page.keyboard.press("Enter")
    expect(view.phone("นิดา").get_by_label("ข้อความ", exact=True)).to_be_focused()


def test_shift_and_enter_begin_a_new_line(view: PageHarness) -> None:
    field = view.phone("นิดา").get_by_label("ข้อความ", exact=True)
    field.press_sequentially("หนึ่ง")
    field.press("Shift+Enter")
    field.press_sequentially("สอง")
    field.press("Enter")
    expect(view.lines("นิดา").first).to_have_text("หนึ่ง\nสอง", use_inner_text=True)
    assert view.heard(1)[0]["message"]["text"] == "หนึ่ง\nสอง"


@pytest.mark.parametrize("name", ["นิดา", "กลุ่มแผน"])
def test_new_lines_are_read_out(view: PageHarness, name: str) -> None:
    expect(view.phone(name).get_by_role("log", name=f"ข้อความใน {name}")).to_have_attribute("aria-live", "polite")


def test_nothing_grave_stands_in_the_way_of_anybody(view: PageHarness, tmp_path: Path) -> None:
    file = tmp_path / "photo.png"
    file.write_bytes(PICTURE)
    with_menu(view)
    view.phone("สมชาย").locator("input.photo").set_input_files(file)
    view.say("กลุ่มแผน", "who")
    view.say("นิดา", "card")
    view.say("นิดา", "ask")
    view.phone("สมชาย").locator(".bar").click()
    tap(view, "สมชาย", "แนบ")
    expect(view.lines("นิดา").last).to_have_text("ใช่หรือไม่")
    assert grave_faults(view.page) == []
    tap(view, "นิดา", "เลือกวัน")
    assert grave_faults(view.page) == []


# --- small and long --------------------------------------------------------------------------------


def test_on_a_phone_there_is_one_screen_at_a_time(browser: Browser) -> None:
    with open_page_harness(browser, NARROW) as view:
        expect(view.phone("นิดา")).to_be_visible()
        expect(view.phone("สมชาย")).to_be_hidden()
        view.page.get_by_role("button", name="สมชาย", exact=True).click()
        expect(view.phone("สมชาย")).to_be_visible()
        expect(view.phone("นิดา")).to_be_hidden()
        view.page.get_by_role("button", name="ควบคุม").click()
        expect(view.page.get_by_role("complementary")).to_be_visible()
        expect(view.phone("สมชาย")).to_be_hidden()
        assert view.page.evaluate("document.documentElement.scrollWidth") <= NARROW[0]
        assert grave_faults(view.page) == []


def show(view: PageHarness, text: str) -> None:
    """Pushes it, and waits until the line is on the page."""
    push(view, view.first, words(text))
    expect(view.lines("นิดา").last).to_have_text(text)


def test_the_page_stays_smooth_with_500_lines(view: PageHarness) -> None:
    view.simulator.accounts.only().quota = None
    show(view, "ข้อความแรก")
    node = view.phone("นิดา").locator(".line[data-number]").first.element_handle()
    for number in range(2, MANY):
        push(view, view.first, card() if number % 5 == 0 else words(f"ข้อความที่ {number}"))
    expect(view.lines("นิดา")).to_have_count(MANY - 1)
    show(view, "ข้อความสุดท้าย")
    # What is there is never drawn again.
    assert node.evaluate("(line) => line.isConnected")
    at_end = "(log) => log.scrollHeight - log.scrollTop - log.clientHeight < 5"
    view.page.wait_for_function(at_end, arg=view.phone("นิดา").locator(".log").element_handle())
