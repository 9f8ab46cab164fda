"""The panel in a real browser: time, trouble at switches, the bill, and the demo's controls."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Locator, expect

from bot.simulator.controls import DemoControls, NotSaved
from tests.simulator.echo_bot import RETRY_KEY
from tests.simulator.page_harness import PageHarness
from tests.support.browser import grave_faults
from tests.support.waiting import wait_until


def happened(view: PageHarness) -> Locator:
    """What went on behind the chats, the newest first."""
    return view.page.get_by_role("list", name="รายการเบื้องหลัง").get_by_role("listitem")


def switch(view: PageHarness, name: str) -> Locator:
    return view.page.get_by_role("switch", name=name)


def bill(view: PageHarness, kind: str) -> Locator:
    return view.page.locator("#bill").get_by_role("row", name=kind).locator(".value")


def button(view: PageHarness, name: str) -> Locator:
    return view.page.get_by_role("button", name=name, exact=True)


# --- behind the chats --------------------------------------------------------------------------------


def test_what_goes_on_behind_a_message_is_told(view: PageHarness) -> None:
    view.say("นิดา", "สวัสดี")
    expect(happened(view)).to_contain_text(["LINE ส่งเหตุการณ์: ตอบรับแล้ว", "ตอบกลับ (ไม่คิดเงิน): สำเร็จ"])
    expect(happened(view).nth(1)).to_contain_text("POST /v2/bot/message/reply → 200")
    expect(happened(view).nth(1).locator("time")).to_have_text("09.00.00")


def test_a_push_bears_the_first_letters_of_its_retry_key(view: PageHarness) -> None:
    view.say("นิดา", "push")
    expect(happened(view).nth(1)).to_contain_text(f"รหัสกันซ้ำ {RETRY_KEY[:8]}")
    expect(happened(view).nth(1)).not_to_contain_text(RETRY_KEY)


# --- trouble -----------------------------------------------------------------------------------------


def test_line_that_is_slow_answers_late(view: PageHarness) -> None:
    switch(view, "LINE ช้า").check()
    view.say("นิดา", "สวัสดี")
    expect(happened(view).first).to_contain_text("LINE ส่งเหตุการณ์: ไม่ตอบในเวลา")
    expect(view.phone("นิดา").get_by_role("status")).to_contain_text("ไม่ได้ตอบรับ")
    expect(view.lines("นิดา").last).to_have_text("ได้ยินว่า สวัสดี")


def test_line_that_is_down_answers_500_until_it_is_up(view: PageHarness) -> None:
    switch(view, "LINE ล่ม").check()
    view.say("นิดา", "push")
    expect(happened(view)).to_contain_text(["ตอบรับแล้ว", "LINE ขัดข้อง", "LINE ขัดข้อง"])
    expect(view.lines("นิดา")).to_have_text(["push"])
    switch(view, "LINE ล่ม").uncheck()
    # What is typed next is another request, and may overtake the switch's.
    wait_until(lambda: not view.simulator.platform.switches.states()["down"], "LINE is up")
    view.say("นิดา", "push")
    expect(view.lines("นิดา")).to_have_text(["push", "push", "ส่งเอง"])


def test_an_answer_lost_on_the_way_was_delivered_once(view: PageHarness) -> None:
    switch(view, "คำตอบหาย").check()
    view.say("นิดา", "push")
    expect(happened(view).filter(has_text="ส่งข้อความ: ไม่ได้คำตอบ")).to_have_count(2)
    expect(view.lines("นิดา")).to_have_text(["push", "ส่งเอง"])
    switch(view, "คำตอบหาย").uncheck()
    view.say("นิดา", "push")
    expect(happened(view).filter(has_text="รับไว้ก่อนแล้ว ไม่ส่งซ้ำ")).to_have_count(1)
    expect(view.lines("นิดา")).to_have_text(["push", "ส่งเอง", "push"])


def test_events_that_come_twice_are_marked(view: PageHarness) -> None:
    switch(view, "LINE ส่งเหตุการณ์ซ้ำ").check()
    view.say("นิดา", "สวัสดี")
    expect(happened(view).filter(has_text="LINE ส่งเหตุการณ์ซ้ำ: ตอบรับแล้ว")).to_have_count(1)
    assert [event["deliveryContext"]["isRedelivery"] for event in view.heard(2)] == [False, True]


def test_with_the_quota_used_up_only_replies_go_out(view: PageHarness) -> None:
    switch(view, "ใช้โควตา").check()
    expect(bill(view, "ส่งจากที่อื่น")).to_have_text("300")
    view.say("นิดา", "push")
    expect(happened(view).filter(has_text="ส่งข้อความ: เกินจำนวนที่ส่งได้")).to_have_count(1)
    view.say("นิดา", "สวัสดี")
    expect(view.lines("นิดา").last).to_have_text("ได้ยินว่า สวัสดี")
    switch(view, "ใช้โควตา").uncheck()
    expect(bill(view, "รวม")).to_have_text("0")


def test_who_blocks_the_account_hears_and_writes_nothing(view: PageHarness) -> None:
    switch(view, "นิดา บล็อกบัญชี").check()
    expect(view.phone("นิดา").locator(".note").last).to_have_text("คุณบล็อก ทดลอง")
    expect(view.phone("นิดา").get_by_label("ข้อความ", exact=True)).to_be_disabled()
    view.bot.push(view.first, "ไม่ถึง")
    expect(happened(view).first).to_contain_text("ส่งข้อความ: สำเร็จ")
    expect(view.lines("นิดา")).to_have_count(0)
    button(view, "เลิกบล็อก").click()
    expect(switch(view, "นิดา บล็อกบัญชี")).not_to_be_checked()


# --- the bill ----------------------------------------------------------------------------------------


def test_the_bill_counts_people_and_members_and_no_replies(view: PageHarness) -> None:
    view.say("นิดา", "สวัสดี")
    expect(view.lines("นิดา")).to_have_count(2)
    expect(bill(view, "รวม")).to_have_text("0")
    view.bot.push(view.first, "ถึงคนเดียว")
    expect(bill(view, "ส่งถึงคน")).to_have_text("1")
    view.bot.call("/v2/bot/message/push", {"to": view.group, "messages": [{"type": "text", "text": "a"}]})
    people = [view.first, view.second]
    view.bot.call("/v2/bot/message/multicast", {"to": people, "messages": [{"type": "text", "text": "b"}]})
    expect(bill(view, "ส่งเข้ากลุ่ม")).to_have_text("2")
    expect(bill(view, "ส่งถึงหลายคน")).to_have_text("2")
    expect(bill(view, "รวม")).to_have_text("5")


# --- the demo's controls ---------------------------------------------------------------------------


def test_without_a_stage_nothing_of_it_is_offered(view: PageHarness) -> None:
    expect(view.page.locator("#clock")).to_be_visible()
    for place in ("#travel", "#controls", ".phone:first-of-type .save"):
        expect(view.page.locator(place)).to_be_hidden()


def test_time_travel_brings_a_reminder(view: PageHarness) -> None:
    def next_day() -> datetime:
        view.clock.wait(days=1)
        view.bot.push(view.first, "เหลืออีก 2 วัน")
        return view.clock.now

    view.simulator.controls = DemoControls(jumps={"next_day": next_day})
    button(view, "วันถัดไป").click()
    expect(view.page.locator("#arrived")).to_have_text("ถึง 23 มีนาคม 2564 09.00 น. แล้ว")
    expect(view.page.locator("#now")).to_have_text("23 มีนาคม 2564 09.00 น.")
    expect(view.lines("นิดา")).to_have_text(["เหลืออีก 2 วัน"])
    expect(view.phone("นิดา").locator(".note").last).to_have_text("วันอังคารที่ 23 มีนาคม 2564")


def test_every_jump_is_a_button_with_a_name(view: PageHarness) -> None:
    def stay() -> datetime:
        return view.clock.now + timedelta()

    view.simulator.controls = DemoControls(
        jumps=dict.fromkeys(("next_day", "next_working_morning", "to_deadline"), stay)
    )
    buttons = view.page.locator("#jumps button")
    expect(buttons).to_have_text(["วันถัดไป", "เช้าวันทำการถัดไป", "เช้าวันครบกำหนด"])


def test_a_conversation_is_saved_from_the_chosen_line_on(view: PageHarness) -> None:
    def save(chat: str, number: int) -> str:
        [first] = [line for line in view.simulator.chats.lines_in(chat) if line.number == number]
        return f'say = "{first.message["text"]}"'

    view.simulator.controls = DemoControls(save_dialog=save)
    view.say("นิดา", "หนึ่ง")
    view.say("นิดา", "สอง")
    expect(view.lines("นิดา")).to_have_count(4)
    view.phone("นิดา").get_by_role("button", name="บันทึก", exact=True).click()
    dialog = view.page.get_by_role("dialog")
    dialog.get_by_label("เริ่มจากข้อความ").select_option(label="09.00 น. สอง")
    dialog.get_by_role("button", name="บันทึก").click()
    expect(dialog.locator("pre")).to_have_text('say = "สอง"')
    with view.page.expect_download() as download:
        dialog.get_by_role("link", name="ดาวน์โหลด").click()
    assert download.value.path().read_text("utf-8") == 'say = "สอง"'


def test_why_a_conversation_is_not_saved_is_said(view: PageHarness) -> None:
    def save(chat: str, number: int) -> str:
        raise NotSaved("บทสนทนานี้มีรูปภาพ")

    view.simulator.controls = DemoControls(save_dialog=save)
    view.say("นิดา", "หนึ่ง")
    expect(view.lines("นิดา")).to_have_count(2)
    view.phone("นิดา").get_by_role("button", name="บันทึก", exact=True).click()
    view.page.get_by_role("dialog").get_by_role("button", name="บันทึก").click()
    expect(view.phone("นิดา").get_by_role("status")).to_have_text("บทสนทนานี้มีรูปภาพ")


def test_all_questions_of_a_form_are_shown(view: PageHarness) -> None:
    forms = (("table", "แบบตาราง"), ("narrative", "แบบบรรยาย"))
    view.simulator.controls = DemoControls(forms=forms, form_page=lambda form: f"ข้อ 1 ของ {form}\n<b>ข้อ 2</b>")
    view.page.get_by_label("แบบรายงาน").select_option(label="แบบบรรยาย")
    button(view, "ดูทุกคำถาม").click()
    expect(view.page.get_by_role("dialog").locator("pre")).to_have_text("ข้อ 1 ของ narrative\n<b>ข้อ 2</b>")
    assert grave_faults(view.page) == []


@pytest.mark.parametrize("control", ["เปิด", "เริ่มใหม่ทั้งหมด"])
def test_another_office_and_a_new_beginning_are_asked_for_twice(view: PageHarness, control: str) -> None:
    opened: list[str] = []
    offices = (("khonkaen2", "ขอนแก่น"), ("rayong2", "ระยอง"))
    reset = lambda: opened.append("reset")  # noqa: E731
    view.simulator.controls = DemoControls(offices=offices, open_office=opened.append, reset=reset)
    view.page.get_by_label("สำนักงาน").select_option(label="ระยอง")
    button(view, control).click()
    assert opened == []
    view.page.get_by_role("dialog").get_by_role("button", name="เริ่มใหม่").click()
    expect(view.page.get_by_text("พร้อมแล้ว")).to_be_visible()
    assert opened == [{"เปิด": "rayong2", "เริ่มใหม่ทั้งหมด": "reset"}[control]]
