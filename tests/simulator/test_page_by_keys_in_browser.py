"""The phones in a real browser, for who has no mouse, a small screen or a long conversation."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.simulator.parrot import card, words
from tests.simulator.theatre import PICTURE, Theatre, a_theatre, push, tap, with_menu
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


def test_a_conversation_is_led_by_keys_alone(theatre: Theatre) -> None:
    keys = theatre.page.keyboard
    pressed(theatre.page, "Tab", ".phone:first-of-type textarea")
    keys.type("card")
    keys.press("Enter")
    expect(theatre.phone("นิดา").locator(".card")).to_be_visible()
    pressed(theatre.page, "Shift+Tab", ".card .tappable")
    keys.press("Space")
    expect(theatre.lines("นิดา").last).to_have_text("a=row")
    pressed(theatre.page, "Tab", "textarea")
    keys.type("ask")
    keys.press("Enter")
    expect(theatre.lines("นิดา").last).to_have_text("ใช่หรือไม่")
    pressed(theatre.page, "Shift+Tab", ".quick button:first-child")
    keys.press("Enter")
    expect(theatre.lines("นิดา").last).to_have_text("a=yes")


def test_one_key_passes_over_the_lines(theatre: Theatre) -> None:
    pressed(theatre.page, "Tab", ".phone:first-of-type .skip")
    theatre.page.keyboard.press("Enter")
    expect(theatre.phone("นิดา").get_by_label("ข้อความ", exact=True)).to_be_focused()


def test_shift_and_enter_begin_a_new_line(theatre: Theatre) -> None:
    field = theatre.phone("นิดา").get_by_label("ข้อความ", exact=True)
    field.press_sequentially("หนึ่ง")
    field.press("Shift+Enter")
    field.press_sequentially("สอง")
    field.press("Enter")
    expect(theatre.lines("นิดา").first).to_have_text("หนึ่ง\nสอง", use_inner_text=True)
    assert theatre.heard(1)[0]["message"]["text"] == "หนึ่ง\nสอง"


@pytest.mark.parametrize("name", ["นิดา", "กลุ่มแผน"])
def test_new_lines_are_read_out(theatre: Theatre, name: str) -> None:
    expect(theatre.phone(name).get_by_role("log", name=f"ข้อความใน {name}")).to_have_attribute("aria-live", "polite")


def test_nothing_grave_stands_in_the_way_of_anybody(theatre: Theatre, tmp_path: Path) -> None:
    file = tmp_path / "photo.png"
    file.write_bytes(PICTURE)
    with_menu(theatre)
    theatre.phone("สมชาย").locator("input.photo").set_input_files(file)
    theatre.say("กลุ่มแผน", "who")
    theatre.say("นิดา", "card")
    theatre.say("นิดา", "ask")
    theatre.phone("สมชาย").locator(".bar").click()
    tap(theatre, "สมชาย", "แนบ")
    expect(theatre.lines("นิดา").last).to_have_text("ใช่หรือไม่")
    assert grave_faults(theatre.page) == []
    tap(theatre, "นิดา", "เลือกวัน")
    assert grave_faults(theatre.page) == []


# --- small and long --------------------------------------------------------------------------------


def test_on_a_phone_there_is_one_screen_at_a_time(browser: Browser) -> None:
    with a_theatre(browser, NARROW) as theatre:
        expect(theatre.phone("นิดา")).to_be_visible()
        expect(theatre.phone("สมชาย")).to_be_hidden()
        theatre.page.get_by_role("button", name="สมชาย", exact=True).click()
        expect(theatre.phone("สมชาย")).to_be_visible()
        expect(theatre.phone("นิดา")).to_be_hidden()
        theatre.page.get_by_role("button", name="ควบคุม").click()
        expect(theatre.page.get_by_role("complementary")).to_be_visible()
        expect(theatre.phone("สมชาย")).to_be_hidden()
        assert theatre.page.evaluate("document.documentElement.scrollWidth") <= NARROW[0]
        assert grave_faults(theatre.page) == []


def time_to_show(theatre: Theatre, text: str) -> float:
    """Milliseconds from the push until the line is on the page."""
    before = perf_counter()
    push(theatre, theatre.first, words(text))
    expect(theatre.lines("นิดา").last).to_have_text(text)
    return (perf_counter() - before) * 1000


def test_the_page_stays_smooth_with_500_lines(theatre: Theatre) -> None:
    theatre.line.channel.quota = None
    first = time_to_show(theatre, "ข้อความแรก")
    node = theatre.phone("นิดา").locator(".line[data-number]").first.element_handle()
    for number in range(2, MANY):
        push(theatre, theatre.first, card() if number % 5 == 0 else words(f"ข้อความที่ {number}"))
    expect(theatre.lines("นิดา")).to_have_count(MANY - 1)
    last = time_to_show(theatre, "ข้อความสุดท้าย")
    print(f"\nfirst line {first:.0f} ms, line {MANY} {last:.0f} ms")
    # What is there is never drawn again.
    assert node.evaluate("(line) => line.isConnected")
    at_end = "(log) => log.scrollHeight - log.scrollTop - log.clientHeight < 5"
    theatre.page.wait_for_function(at_end, arg=theatre.phone("นิดา").locator(".log").element_handle())
