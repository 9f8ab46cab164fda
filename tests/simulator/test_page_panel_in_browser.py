"""The panel in a real browser: time, trouble at switches, the bill, and what the stage offers."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Locator, expect

from bot.simulator.stage import NotSaved, Stage
from tests.simulator.parrot import RETRY_KEY
from tests.simulator.theatre import Theatre
from tests.support.browser import grave_faults


def happened(theatre: Theatre) -> Locator:
    """What went on behind the chats, the newest first."""
    return theatre.page.get_by_role("list", name="รายการเบื้องหลัง").get_by_role("listitem")


def switch(theatre: Theatre, name: str) -> Locator:
    return theatre.page.get_by_role("switch", name=name)


def bill(theatre: Theatre, kind: str) -> Locator:
    return theatre.page.locator("#bill").get_by_role("row", name=kind).locator(".value")


def button(theatre: Theatre, name: str) -> Locator:
    return theatre.page.get_by_role("button", name=name, exact=True)


# --- behind the chats --------------------------------------------------------------------------------


def test_what_goes_on_behind_a_message_is_told(theatre: Theatre) -> None:
    theatre.say("นิดา", "สวัสดี")
    expect(happened(theatre)).to_contain_text(["LINE ส่งเหตุการณ์: ตอบรับแล้ว", "ตอบกลับ (ไม่คิดเงิน): สำเร็จ"])
    expect(happened(theatre).nth(1)).to_contain_text("POST /v2/bot/message/reply → 200")
    expect(happened(theatre).nth(1).locator("time")).to_have_text("09.00.00")


def test_a_push_bears_the_first_letters_of_its_retry_key(theatre: Theatre) -> None:
    theatre.say("นิดา", "push")
    expect(happened(theatre).nth(1)).to_contain_text(f"รหัสกันซ้ำ {RETRY_KEY[:8]}")
    expect(happened(theatre).nth(1)).not_to_contain_text(RETRY_KEY)


# --- trouble -----------------------------------------------------------------------------------------


def test_line_that_is_slow_answers_late(theatre: Theatre) -> None:
    switch(theatre, "LINE ช้า").check()
    theatre.say("นิดา", "สวัสดี")
    expect(happened(theatre).first).to_contain_text("LINE ส่งเหตุการณ์: ไม่ตอบในเวลา")
    expect(theatre.phone("นิดา").get_by_role("status")).to_contain_text("ไม่ได้ตอบรับ")
    expect(theatre.lines("นิดา").last).to_have_text("ได้ยินว่า สวัสดี")


def test_line_that_is_down_answers_500_until_it_is_up(theatre: Theatre) -> None:
    switch(theatre, "LINE ล่ม").check()
    theatre.say("นิดา", "push")
    expect(happened(theatre)).to_contain_text(["ตอบรับแล้ว", "LINE ขัดข้อง", "LINE ขัดข้อง"])
    expect(theatre.lines("นิดา")).to_have_text(["push"])
    switch(theatre, "LINE ล่ม").uncheck()
    theatre.say("นิดา", "push")
    expect(theatre.lines("นิดา")).to_have_text(["push", "push", "ส่งเอง"])


def test_an_answer_lost_on_the_way_was_delivered_once(theatre: Theatre) -> None:
    switch(theatre, "คำตอบหาย").check()
    theatre.say("นิดา", "push")
    expect(happened(theatre).filter(has_text="ส่งข้อความ: ไม่ได้คำตอบ")).to_have_count(2)
    expect(theatre.lines("นิดา")).to_have_text(["push", "ส่งเอง"])
    switch(theatre, "คำตอบหาย").uncheck()
    theatre.say("นิดา", "push")
    expect(happened(theatre).filter(has_text="รับไว้ก่อนแล้ว ไม่ส่งซ้ำ")).to_have_count(1)
    expect(theatre.lines("นิดา")).to_have_text(["push", "ส่งเอง", "push"])


def test_events_that_come_twice_are_marked(theatre: Theatre) -> None:
    switch(theatre, "LINE ส่งเหตุการณ์ซ้ำ").check()
    theatre.say("นิดา", "สวัสดี")
    expect(happened(theatre).filter(has_text="LINE ส่งเหตุการณ์ซ้ำ: ตอบรับแล้ว")).to_have_count(1)
    assert [event["deliveryContext"]["isRedelivery"] for event in theatre.heard(2)] == [False, True]


def test_with_the_quota_used_up_only_replies_go_out(theatre: Theatre) -> None:
    switch(theatre, "ใช้โควตา").check()
    expect(bill(theatre, "ส่งจากที่อื่น")).to_have_text("300")
    theatre.say("นิดา", "push")
    expect(happened(theatre).filter(has_text="ส่งข้อความ: เกินจำนวนที่ส่งได้")).to_have_count(1)
    theatre.say("นิดา", "สวัสดี")
    expect(theatre.lines("นิดา").last).to_have_text("ได้ยินว่า สวัสดี")
    switch(theatre, "ใช้โควตา").uncheck()
    expect(bill(theatre, "รวม")).to_have_text("0")


def test_who_blocks_the_account_hears_and_writes_nothing(theatre: Theatre) -> None:
    switch(theatre, "นิดา บล็อกบัญชี").check()
    expect(theatre.phone("นิดา").locator(".note").last).to_have_text("คุณบล็อก ทดลอง")
    expect(theatre.phone("นิดา").get_by_label("ข้อความ", exact=True)).to_be_disabled()
    theatre.parrot.push(theatre.first, "ไม่ถึง")
    expect(happened(theatre).first).to_contain_text("ส่งข้อความ: สำเร็จ")
    expect(theatre.lines("นิดา")).to_have_count(0)
    button(theatre, "เลิกบล็อก").click()
    expect(switch(theatre, "นิดา บล็อกบัญชี")).not_to_be_checked()


# --- the bill ----------------------------------------------------------------------------------------


def test_the_bill_counts_people_and_members_and_no_replies(theatre: Theatre) -> None:
    theatre.say("นิดา", "สวัสดี")
    expect(theatre.lines("นิดา")).to_have_count(2)
    expect(bill(theatre, "รวม")).to_have_text("0")
    theatre.parrot.push(theatre.first, "ถึงคนเดียว")
    expect(bill(theatre, "ส่งถึงคน")).to_have_text("1")
    theatre.parrot.call("/v2/bot/message/push", {"to": theatre.group, "messages": [{"type": "text", "text": "a"}]})
    people = [theatre.first, theatre.second]
    theatre.parrot.call("/v2/bot/message/multicast", {"to": people, "messages": [{"type": "text", "text": "b"}]})
    expect(bill(theatre, "ส่งเข้ากลุ่ม")).to_have_text("2")
    expect(bill(theatre, "ส่งถึงหลายคน")).to_have_text("2")
    expect(bill(theatre, "รวม")).to_have_text("5")


# --- what the stage offers ---------------------------------------------------------------------------


def test_without_a_stage_nothing_of_it_is_offered(theatre: Theatre) -> None:
    expect(theatre.page.locator("#clock")).to_be_visible()
    for place in ("#travel", "#stage", ".phone:first-of-type .save"):
        expect(theatre.page.locator(place)).to_be_hidden()


def test_time_travel_brings_a_reminder(theatre: Theatre) -> None:
    def next_day() -> datetime:
        theatre.clock.wait(days=1)
        theatre.parrot.push(theatre.first, "เหลืออีก 2 วัน")
        return theatre.clock.now

    theatre.line.stage = Stage(jumps={"next_day": next_day})
    button(theatre, "วันถัดไป").click()
    expect(theatre.page.locator("#arrived")).to_have_text("ถึง 23 มีนาคม 2564 09.00 น. แล้ว")
    expect(theatre.page.locator("#now")).to_have_text("23 มีนาคม 2564 09.00 น.")
    expect(theatre.lines("นิดา")).to_have_text(["เหลืออีก 2 วัน"])
    expect(theatre.phone("นิดา").locator(".note").last).to_have_text("อังคารที่ 23 มีนาคม 2564")


def test_every_jump_is_a_button_with_a_name(theatre: Theatre) -> None:
    def stay() -> datetime:
        return theatre.clock.now + timedelta()

    theatre.line.stage = Stage(jumps=dict.fromkeys(("next_day", "next_working_morning", "to_deadline"), stay))
    buttons = theatre.page.locator("#jumps button")
    expect(buttons).to_have_text(["วันถัดไป", "เช้าวันทำการถัดไป", "เช้าวันครบกำหนด"])


def test_a_conversation_is_saved_from_the_chosen_line_on(theatre: Theatre) -> None:
    def save(chat: str, number: int) -> str:
        [first] = [line for line in theatre.line.timeline(chat) if line.number == number]
        return f'say = "{first.message["text"]}"'

    theatre.line.stage = Stage(save_dialog=save)
    theatre.say("นิดา", "หนึ่ง")
    theatre.say("นิดา", "สอง")
    expect(theatre.lines("นิดา")).to_have_count(4)
    theatre.phone("นิดา").get_by_role("button", name="บันทึก", exact=True).click()
    dialog = theatre.page.get_by_role("dialog")
    dialog.get_by_label("เริ่มจากข้อความ").select_option(label="09.00 น. สอง")
    dialog.get_by_role("button", name="บันทึก").click()
    expect(dialog.locator("pre")).to_have_text('say = "สอง"')
    with theatre.page.expect_download() as download:
        dialog.get_by_role("link", name="ดาวน์โหลด").click()
    assert download.value.path().read_text("utf-8") == 'say = "สอง"'


def test_why_a_conversation_is_not_saved_is_said(theatre: Theatre) -> None:
    def save(chat: str, number: int) -> str:
        raise NotSaved("บทสนทนานี้มีรูปภาพ")

    theatre.line.stage = Stage(save_dialog=save)
    theatre.say("นิดา", "หนึ่ง")
    expect(theatre.lines("นิดา")).to_have_count(2)
    theatre.phone("นิดา").get_by_role("button", name="บันทึก", exact=True).click()
    theatre.page.get_by_role("dialog").get_by_role("button", name="บันทึก").click()
    expect(theatre.phone("นิดา").get_by_role("status")).to_have_text("บทสนทนานี้มีรูปภาพ")


def test_all_questions_of_a_form_are_shown(theatre: Theatre) -> None:
    forms = (("table", "แบบตาราง"), ("narrative", "แบบบรรยาย"))
    theatre.line.stage = Stage(forms=forms, form_page=lambda form: f"ข้อ 1 ของ {form}\n<b>ข้อ 2</b>")
    theatre.page.get_by_label("แบบรายงาน").select_option(label="แบบบรรยาย")
    button(theatre, "ดูทุกคำถาม").click()
    expect(theatre.page.get_by_role("dialog").locator("pre")).to_have_text("ข้อ 1 ของ narrative\n<b>ข้อ 2</b>")
    assert grave_faults(theatre.page) == []


@pytest.mark.parametrize("control", ["เปิด", "เริ่มใหม่ทั้งหมด"])
def test_another_office_and_a_new_beginning_are_asked_for_twice(theatre: Theatre, control: str) -> None:
    opened: list[str] = []
    offices = (("khonkaen2", "ขอนแก่น"), ("rayong2", "ระยอง"))
    reset = lambda: opened.append("reset")  # noqa: E731
    theatre.line.stage = Stage(offices=offices, open_office=opened.append, reset=reset)
    theatre.page.get_by_label("สำนักงาน").select_option(label="ระยอง")
    button(theatre, control).click()
    assert opened == []
    theatre.page.get_by_role("dialog").get_by_role("button", name="เริ่มใหม่").click()
    expect(theatre.page.get_by_text("พร้อมแล้ว")).to_be_visible()
    assert opened == [{"เปิด": "rayong2", "เริ่มใหม่ทั้งหมด": "reset"}[control]]
