"""The phones in a real browser: tapped, typed on by keys alone, and live."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest
from playwright.sync_api import Browser, Route, expect

from bot.simulator.server import Simulator
from tests.simulator.parrot import DAY, TOKEN, YES, card, words
from tests.simulator.theatre import PICTURE, Theatre, a_theatre, push, tap, with_menu
from tests.support.browser import a_page

SCRIPT = '<script>window.broken=1</script>"><img src=x onerror="window.broken=1">'


# --- what is shown ---------------------------------------------------------------------------------


def test_two_people_and_the_group_stand_side_by_side(theatre: Theatre) -> None:
    expect(theatre.page.locator(".phone")).to_have_count(3)
    for name in ("นิดา", "สมชาย", "กลุ่มแผน"):
        expect(theatre.phone(name)).to_be_in_viewport(ratio=1)


def test_any_chat_can_be_opened_as_a_phone(theatre: Theatre) -> None:
    theatre.line.say(theatre.line.platform.groups[theatre.group].members[0], "สวัสดี")
    theatre.phone("สมชาย").get_by_label("แชตบนเครื่องนี้").select_option(label="วิภา")
    expect(theatre.lines("วิภา")).to_have_text(["สวัสดี", "ได้ยินว่า สวัสดี"])


def test_chats_named_in_the_address_are_the_phones(theatre: Theatre, browser: Browser) -> None:
    with a_page(browser, f"{theatre.line.base_url}/#{theatre.line.channel.bot_id}%2F{theatre.second}") as page:
        expect(page.locator(".phone .chooser option:checked")).to_have_text(["สมชาย"])


def test_a_line_bears_its_time_in_thai(theatre: Theatre) -> None:
    theatre.say("นิดา", "สวัสดี")
    expect(theatre.phone("นิดา").locator(".line time").first).to_have_text("09.00 น.")
    expect(theatre.phone("นิดา").locator(".note").last).to_have_text("จันทร์ที่ 22 มีนาคม 2564")


def test_the_pretended_date_is_always_in_sight(theatre: Theatre) -> None:
    expect(theatre.page.locator("#clock")).to_have_text("วันเวลาสมมติ 22 มีนาคม 2564 09.00 น.")
    theatre.clock.wait(days=1)
    expect(theatre.page.locator("#clock")).to_contain_text("23 มีนาคม 2564")


def test_what_is_said_elsewhere_arrives_by_itself(theatre: Theatre) -> None:
    push(theatre, theatre.second, words("ถึงสมชาย"))
    expect(theatre.lines("สมชาย")).to_have_text(["ถึงสมชาย"])
    expect(theatre.lines("นิดา")).to_have_count(0)


def test_a_line_that_comes_while_the_chat_is_read_is_shown_once(theatre: Theatre) -> None:
    def late(route: Route) -> None:
        push(theatre, theatre.line.platform.groups[theatre.group].members[0], words("ระหว่างนั้น"))
        Event().wait(0.3)
        route.continue_()

    theatre.page.route("**/timeline?*", late)
    theatre.phone("สมชาย").get_by_label("แชตบนเครื่องนี้").select_option(label="วิภา")
    expect(theatre.lines("วิภา")).to_have_text(["ระหว่างนั้น"])


def test_a_page_that_missed_too_much_reads_its_chats_anew(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.simulator.feed.KEPT", 2)
    with a_theatre(browser) as theatre:
        platform = theatre.line.platform
        expect(theatre.page.locator("#trouble")).to_be_hidden()
        with platform.changed:
            for number in range(5):
                message = {"id": str(number), "type": "text", "text": str(number)}
                platform.add_entry(platform.channels[0], theatre.first, theatre.first, message)
        expect(theatre.lines("นิดา")).to_have_text(["0", "1", "2", "3", "4"])


def test_the_account_is_seen_at_work_until_its_next_message(theatre: Theatre) -> None:
    dots = theatre.phone("นิดา").locator(".dots")
    theatre.say("นิดา", "wait")
    expect(dots).to_be_visible()
    push(theatre, theatre.first, words("เสร็จแล้ว"))
    expect(theatre.lines("นิดา").last).to_have_text("เสร็จแล้ว")
    expect(dots).to_be_hidden()


def test_all_words_are_words_and_never_markup(browser: Browser) -> None:
    with a_theatre(browser, planner=SCRIPT) as theatre:
        theatre.say("นิดา", SCRIPT)
        push(theatre, theatre.first, card(SCRIPT), words(SCRIPT, {**YES, "label": "<img src=x>"}))
        theatre.say("กลุ่มแผน", "who")
        expect(theatre.lines("นิดา").nth(0)).to_have_text(SCRIPT)
        expect(theatre.phone("นิดา").locator(".card")).to_contain_text(SCRIPT)
        expect(theatre.lines("กลุ่มแผน").last).to_contain_text(SCRIPT)
        assert theatre.page.evaluate("window.broken") is None
        assert theatre.page.locator("script, img").count() == 1


def test_an_office_opened_in_place_of_another_is_shown(browser: Browser) -> None:
    with a_theatre(browser) as theatre:
        theatre.say("นิดา", "สวัสดี")
        theatre.line.clear()
        theatre.line.add_channel("secret", TOKEN, "", "ทดลอง")
        theatre.line.add_person("คนใหม่")
        expect(theatre.phone("คนใหม่")).to_be_visible()
        expect(theatre.page.locator(".phone")).to_have_count(1)
        expect(theatre.page.locator(".line .said")).to_have_count(0)


def test_a_simulator_that_was_away_is_found_again_by_itself(theatre: Theatre) -> None:
    theatre.say("นิดา", "สวัสดี")
    port = int(theatre.line.base_url.rpartition(":")[2])
    theatre.line.stop()
    expect(theatre.page.get_by_role("alert")).to_contain_text("ติดต่อ LINE จำลองไม่ได้")
    second = Simulator(clock=theatre.clock, port=port)
    second.add_channel("secret", TOKEN, "", "ทดลอง")
    second.add_person("คนใหม่")
    second.start()
    try:
        expect(theatre.phone("คนใหม่")).to_be_visible()
        expect(theatre.page.locator("#trouble")).to_be_hidden()
        expect(theatre.page.locator(".line .said")).to_have_count(0)
    finally:
        theatre.page.close()
        second.stop()


# --- tapped ----------------------------------------------------------------------------------------


def test_a_quick_reply_is_answered_and_gone(theatre: Theatre) -> None:
    theatre.say("นิดา", "ask")
    tap(theatre, "นิดา", "ใช่")
    expect(theatre.lines("นิดา")).to_have_text(["ask", "ใช่หรือไม่", "ใช่แล้ว", "a=yes"])
    expect(theatre.phone("นิดา").locator(".quick button")).to_have_count(0)


def test_quick_replies_go_when_a_later_message_comes(theatre: Theatre) -> None:
    push(theatre, theatre.first, words("ใช่หรือไม่", YES))
    expect(theatre.phone("นิดา").locator(".quick button")).to_have_count(1)
    push(theatre, theatre.first, words("อีกข้อความ"))
    expect(theatre.phone("นิดา").locator(".quick button")).to_have_count(0)


def test_a_row_and_a_key_of_a_card_are_tapped(theatre: Theatre) -> None:
    theatre.say("นิดา", "card")
    theatre.phone("นิดา").locator(".card .box.baseline").click()
    expect(theatre.lines("นิดา").last).to_have_text("a=row")
    tap(theatre, "นิดา", "ใช่")
    expect(theatre.lines("นิดา").last).to_have_text("a=yes")


def test_a_link_opens_apart_from_this_page(theatre: Theatre) -> None:
    theatre.say("นิดา", "card")
    link = theatre.phone("นิดา").get_by_role("link", name="เว็บไซต์")
    expect(link).to_have_attribute("href", "https://example.com/")
    expect(link).to_have_attribute("target", "_blank")
    expect(link).to_have_attribute("rel", "noopener noreferrer")


def test_a_picked_day_reaches_the_account(theatre: Theatre) -> None:
    theatre.say("นิดา", "ask")
    tap(theatre, "นิดา", "เลือกวัน")
    dialog = theatre.page.get_by_role("dialog")
    expect(dialog.get_by_label("เลือกวัน")).to_have_value(DAY["initial"])
    dialog.get_by_label("เลือกวัน").fill("2021-03-25")
    dialog.get_by_role("button", name="ตกลง").click()
    expect(theatre.lines("นิดา").last).to_have_text("a=day 2021-03-25")


def test_the_menu_opens_and_its_areas_are_tapped(theatre: Theatre) -> None:
    with_menu(theatre)
    theatre.phone("นิดา").locator(".bar").click()
    tap(theatre, "นิดา", "report")
    expect(theatre.lines("นิดา").first).to_have_text("report")
    expect(theatre.phone("กลุ่มแผน").locator(".bar")).to_be_hidden()


def test_line_for_pc_shows_neither_quick_replies_nor_the_menu(theatre: Theatre) -> None:
    with_menu(theatre)
    theatre.say("นิดา", "ask")
    shown = theatre.phone("นิดา").locator(".quick button, .bar")
    expect(shown.last).to_be_visible()
    theatre.page.locator("#pc").check()
    for place in range(3):
        expect(shown.nth(place)).to_be_hidden()


def test_a_photo_from_disk_is_sent_and_seen(theatre: Theatre, tmp_path: Path) -> None:
    file = tmp_path / "photo.png"
    file.write_bytes(PICTURE)
    theatre.phone("นิดา").locator("input.photo").set_input_files(file)
    expect(theatre.lines("นิดา").last).to_have_text(f"{len(PICTURE)} ไบต์")
    assert theatre.phone("นิดา").locator("img.photo").evaluate("(picture) => picture.naturalWidth") == 1


@pytest.mark.parametrize(("button", "kind"), [("เสียง", "audio"), ("ตำแหน่ง", "location"), ("สติกเกอร์", "sticker")])
def test_other_things_are_attached(theatre: Theatre, button: str, kind: str) -> None:
    tap(theatre, "นิดา", "แนบ")
    tap(theatre, "นิดา", button)
    expect(theatre.lines("นิดา")).to_have_count(1)
    assert theatre.heard(1)[0]["message"]["type"] == kind


def test_a_file_from_disk_is_sent_by_its_name(theatre: Theatre, tmp_path: Path) -> None:
    file = tmp_path / "แผน.xlsx"
    file.write_bytes(b"plan")
    theatre.phone("นิดา").locator("input.file").set_input_files(file)
    expect(theatre.lines("นิดา")).to_have_text(["ไฟล์ แผน.xlsx"])
    assert theatre.heard(1)[0]["message"]["fileSize"] == 4


def test_a_message_is_taken_back(theatre: Theatre) -> None:
    theatre.say("นิดา", "สวัสดี")
    expect(theatre.lines("นิดา")).to_have_count(2)
    tap(theatre, "นิดา", "ยกเลิกข้อความ สวัสดี")
    expect(theatre.phone("นิดา").locator(".note").last).to_have_text("คุณยกเลิกข้อความ")
    expect(theatre.lines("นิดา")).to_have_text(["ได้ยินว่า สวัสดี"])
    assert theatre.heard(2)[1]["type"] == "unsend"


# --- the group -------------------------------------------------------------------------------------


def test_a_mention_shows_the_name(theatre: Theatre) -> None:
    theatre.say("กลุ่มแผน", "who")
    expect(theatre.lines("กลุ่มแผน").last).to_have_text("เรียน @วิภา {รอบนี้}")
    expect(theatre.lines("กลุ่มแผน").last.locator("b")).to_have_text("@วิภา")


def test_one_speaks_in_the_group_as_any_member(theatre: Theatre) -> None:
    theatre.say("กลุ่มแผน", "หนึ่ง")
    expect(theatre.lines("กลุ่มแผน")).to_have_count(2)
    theatre.phone("กลุ่มแผน").get_by_label("พิมพ์ในชื่อ").select_option(label="อารี")
    theatre.say("กลุ่มแผน", "สอง")
    expect(theatre.lines("กลุ่มแผน")).to_have_count(4)
    expect(theatre.phone("กลุ่มแผน").locator(".line.mine .said")).to_have_text(["สอง"])
