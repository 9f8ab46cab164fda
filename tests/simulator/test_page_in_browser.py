"""The phones in a real browser: tapped, typed on by keys alone, and live."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route, expect

from bot.simulator.server import Simulator
from tests.simulator.echo_bot import DAY, TOKEN, YES, card, words
from tests.simulator.page_harness import PICTURE, PageHarness, open_page_harness, push, tap, with_menu
from tests.support.browser import open_page
from tests.support.waiting import linger

SCRIPT = '<script>window.broken=1</script>"><img src=x onerror="window.broken=1">'


# --- what is shown ---------------------------------------------------------------------------------


def test_two_people_and_the_group_stand_side_by_side(view: PageHarness) -> None:
    expect(view.page.locator(".phone")).to_have_count(3)
    for name in ("นิดา", "สมชาย", "กลุ่มแผน"):
        expect(view.phone(name)).to_be_in_viewport(ratio=1)


def test_any_chat_can_be_opened_as_a_phone(view: PageHarness) -> None:
    view.simulator.users.say(view.simulator.platform.directory.groups[view.group].members[0], "สวัสดี")
    view.phone("สมชาย").get_by_label("แชตบนเครื่องนี้").select_option(label="วิภา")
    expect(view.lines("วิภา")).to_have_text(["สวัสดี", "ได้ยินว่า สวัสดี"])


def test_chats_named_in_the_address_are_the_phones(view: PageHarness, browser: Browser) -> None:
    with open_page(
        browser, f"{view.simulator.base_url}/#{view.simulator.accounts.only().bot_id}%2F{view.second}"
    ) as page:
        expect(page.locator(".phone .chooser option:checked")).to_have_text(["สมชาย"])


def test_a_line_bears_its_time_in_thai(view: PageHarness) -> None:
    view.say("นิดา", "สวัสดี")
    expect(view.phone("นิดา").locator(".line time").first).to_have_text("09.00 น.")
    expect(view.phone("นิดา").locator(".note").last).to_have_text("วันจันทร์ที่ 22 มีนาคม 2564")


def test_the_pretended_date_is_always_in_sight(view: PageHarness) -> None:
    expect(view.page.locator("#clock")).to_have_text("วันเวลาสมมติ 22 มีนาคม 2564 09.00 น.")
    view.clock.wait(days=1)
    expect(view.page.locator("#clock")).to_contain_text("23 มีนาคม 2564")


def test_what_is_said_elsewhere_arrives_by_itself(view: PageHarness) -> None:
    push(view, view.second, words("ถึงสมชาย"))
    expect(view.lines("สมชาย")).to_have_text(["ถึงสมชาย"])
    expect(view.lines("นิดา")).to_have_count(0)


def test_a_line_that_comes_while_the_chat_is_read_is_shown_once(view: PageHarness) -> None:
    def late(route: Route) -> None:
        push(view, view.simulator.platform.directory.groups[view.group].members[0], words("ระหว่างนั้น"))
        linger(0.3)
        route.continue_()

    view.page.route("**/timeline?*", late)
    view.phone("สมชาย").get_by_label("แชตบนเครื่องนี้").select_option(label="วิภา")
    expect(view.lines("วิภา")).to_have_text(["ระหว่างนั้น"])


def test_a_page_that_missed_too_much_reads_its_chats_anew(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.simulator.feed.MAX_MISSED_EVENTS", 2)
    with open_page_harness(browser) as view:
        platform = view.simulator.platform
        expect(view.page.locator("#trouble")).to_be_hidden()
        with platform.changed:
            for number in range(5):
                message = {"id": str(number), "type": "text", "text": str(number)}
                platform.chats.add(platform.accounts.all()[0], view.first, view.first, message)
        expect(view.lines("นิดา")).to_have_text(["0", "1", "2", "3", "4"])


def test_the_account_is_seen_at_work_until_its_next_message(view: PageHarness) -> None:
    dots = view.phone("นิดา").locator(".dots")
    view.say("นิดา", "wait")
    expect(dots).to_be_visible()
    push(view, view.first, words("เสร็จแล้ว"))
    expect(view.lines("นิดา").last).to_have_text("เสร็จแล้ว")
    expect(dots).to_be_hidden()


def test_all_words_are_words_and_never_markup(browser: Browser) -> None:
    with open_page_harness(browser, planner=SCRIPT) as view:
        view.say("นิดา", SCRIPT)
        push(view, view.first, card(SCRIPT), words(SCRIPT, {**YES, "label": "<img src=x>"}))
        view.say("กลุ่มแผน", "who")
        expect(view.lines("นิดา").nth(0)).to_have_text(SCRIPT)
        expect(view.phone("นิดา").locator(".card")).to_contain_text(SCRIPT)
        expect(view.lines("กลุ่มแผน").last).to_contain_text(SCRIPT)
        assert view.page.evaluate("window.broken") is None
        assert view.page.locator("script, img").count() == 1


def test_an_office_opened_in_place_of_another_is_shown(browser: Browser) -> None:
    with open_page_harness(browser) as view:
        view.say("นิดา", "สวัสดี")
        view.simulator.platform.clear()
        view.simulator.accounts.add("secret", TOKEN, "", "ทดลอง")
        view.simulator.directory.add_person("คนใหม่")
        expect(view.phone("คนใหม่")).to_be_visible()
        expect(view.page.locator(".phone")).to_have_count(1)
        expect(view.page.locator(".line .said")).to_have_count(0)


def test_a_simulator_that_was_away_is_found_again_by_itself(view: PageHarness) -> None:
    view.say("นิดา", "สวัสดี")
    port = int(view.simulator.base_url.rpartition(":")[2])
    view.simulator.stop()
    expect(view.page.get_by_role("alert")).to_contain_text("ติดต่อ LINE จำลองไม่ได้")
    second = Simulator(clock=view.clock, port=port)
    second.accounts.add("secret", TOKEN, "", "ทดลอง")
    second.directory.add_person("คนใหม่")
    second.start()
    try:
        expect(view.phone("คนใหม่")).to_be_visible()
        expect(view.page.locator("#trouble")).to_be_hidden()
        expect(view.page.locator(".line .said")).to_have_count(0)
    finally:
        view.page.close()
        second.stop()


# --- tapped ----------------------------------------------------------------------------------------


def test_a_quick_reply_is_answered_and_gone(view: PageHarness) -> None:
    view.say("นิดา", "ask")
    tap(view, "นิดา", "ใช่")
    expect(view.lines("นิดา")).to_have_text(["ask", "ใช่หรือไม่", "ใช่แล้ว", "a=yes"])
    expect(view.phone("นิดา").locator(".quick button")).to_have_count(0)


def test_quick_replies_go_when_a_later_message_comes(view: PageHarness) -> None:
    push(view, view.first, words("ใช่หรือไม่", YES))
    expect(view.phone("นิดา").locator(".quick button")).to_have_count(1)
    push(view, view.first, words("อีกข้อความ"))
    expect(view.phone("นิดา").locator(".quick button")).to_have_count(0)


def test_a_row_and_a_key_of_a_card_are_tapped(view: PageHarness) -> None:
    view.say("นิดา", "card")
    view.phone("นิดา").locator(".card .box.baseline").click()
    expect(view.lines("นิดา").last).to_have_text("a=row")
    tap(view, "นิดา", "ใช่")
    expect(view.lines("นิดา").last).to_have_text("a=yes")


def test_a_link_opens_apart_from_this_page(view: PageHarness) -> None:
    view.say("นิดา", "card")
    link = view.phone("นิดา").get_by_role("link", name="เว็บไซต์")
    expect(link).to_have_attribute("href", "https://example.com/")
    expect(link).to_have_attribute("target", "_blank")
    expect(link).to_have_attribute("rel", "noopener noreferrer")


def test_a_picked_day_reaches_the_account(view: PageHarness) -> None:
    view.say("นิดา", "ask")
    tap(view, "นิดา", "เลือกวัน")
    dialog = view.page.get_by_role("dialog")
    expect(dialog.get_by_label("เลือกวัน")).to_have_value(DAY["initial"])
    dialog.get_by_label("เลือกวัน").fill("2021-03-25")
    dialog.get_by_role("button", name="ตกลง").click()
    expect(view.lines("นิดา").last).to_have_text("a=day 2021-03-25")


def test_the_menu_opens_and_its_areas_are_tapped(view: PageHarness) -> None:
    with_menu(view)
    view.phone("นิดา").locator(".bar").click()
    tap(view, "นิดา", "report")
    expect(view.lines("นิดา").first).to_have_text("report")
    expect(view.phone("กลุ่มแผน").locator(".bar")).to_be_hidden()


def test_line_for_pc_shows_neither_quick_replies_nor_the_menu(view: PageHarness) -> None:
    with_menu(view)
    view.say("นิดา", "ask")
    shown = view.phone("นิดา").locator(".quick button, .bar")
    expect(shown.last).to_be_visible()
    view.page.locator("#pc").check()
    for place in range(3):
        expect(shown.nth(place)).to_be_hidden()


def test_a_photo_from_disk_is_sent_and_seen(view: PageHarness, tmp_path: Path) -> None:
    file = tmp_path / "photo.png"
    file.write_bytes(PICTURE)
    view.phone("นิดา").locator("input.photo").set_input_files(file)
    expect(view.lines("นิดา").last).to_have_text(f"{len(PICTURE)} ไบต์")
    assert view.phone("นิดา").locator("img.photo").evaluate("(picture) => picture.naturalWidth") == 1


@pytest.mark.parametrize(("button", "kind"), [("เสียง", "audio"), ("ตำแหน่ง", "location"), ("สติกเกอร์", "sticker")])
def test_other_things_are_attached(view: PageHarness, button: str, kind: str) -> None:
    tap(view, "นิดา", "แนบ")
    tap(view, "นิดา", button)
    expect(view.lines("นิดา")).to_have_count(1)
    assert view.heard(1)[0]["message"]["type"] == kind


def test_a_file_from_disk_is_sent_by_its_name(view: PageHarness, tmp_path: Path) -> None:
    file = tmp_path / "แผน.xlsx"
    file.write_bytes(b"plan")
    view.phone("นิดา").locator("input.file").set_input_files(file)
    expect(view.lines("นิดา")).to_have_text(["ไฟล์ แผน.xlsx"])
    assert view.heard(1)[0]["message"]["fileSize"] == 4


def test_a_message_is_taken_back(view: PageHarness) -> None:
    view.say("นิดา", "สวัสดี")
    expect(view.lines("นิดา")).to_have_count(2)
    tap(view, "นิดา", "ยกเลิกข้อความ สวัสดี")
    expect(view.phone("นิดา").locator(".note").last).to_have_text("คุณยกเลิกข้อความ")
    expect(view.lines("นิดา")).to_have_text(["ได้ยินว่า สวัสดี"])
    assert view.heard(2)[1]["type"] == "unsend"


# --- the group -------------------------------------------------------------------------------------


def test_a_mention_shows_the_name(view: PageHarness) -> None:
    view.say("กลุ่มแผน", "who")
    expect(view.lines("กลุ่มแผน").last).to_have_text("เรียน @วิภา {รอบนี้}")
    expect(view.lines("กลุ่มแผน").last.locator("b")).to_have_text("@วิภา")


def test_one_speaks_in_the_group_as_any_member(view: PageHarness) -> None:
    view.say("กลุ่มแผน", "หนึ่ง")
    expect(view.lines("กลุ่มแผน")).to_have_count(2)
    view.phone("กลุ่มแผน").get_by_label("พิมพ์ในชื่อ").select_option(label="อารี")
    view.say("กลุ่มแผน", "สอง")
    expect(view.lines("กลุ่มแผน")).to_have_count(4)
    expect(view.phone("กลุ่มแผน").locator(".line.mine .said")).to_have_text(["สอง"])
