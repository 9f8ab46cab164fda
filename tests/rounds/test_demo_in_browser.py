"""`tanrob demo` as its visitor sees it: a real browser on the real product, LINE simulated."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from bot.clock import SettableClock
from bot.demo.session import DemoSession
from bot.simulator.server import Simulator
from messages.forms.loader import library
from tests.dialogs.dialog import read_dialog
from tests.dialogs.playing import play
from tests.support.browser import grave_faults, open_browser, open_page


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as browser:
        yield browser


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    clock = SettableClock(datetime(2026, 1, 1, tzinfo=UTC))
    simulator = Simulator(clock=clock)
    session = DemoSession(simulator, clock)
    simulator.controls = session.controls()
    simulator.start()
    try:
        session.open("policy-status")
        with open_page(browser, simulator.base_url) as page:
            yield page
    finally:
        session.close()
        simulator.stop()


@pytest.fixture
def nida(page: Page) -> Locator:
    """Her phone, in the sample office as it opens; the tools are unfolded."""
    unfold(page)
    begin_anew(page, page.get_by_role("button", name="เริ่มใหม่ทั้งหมด"))
    return page.get_by_role("region", name="โทรศัพท์: ครูนิดา")


def unfold(page: Page, *, shown: bool = True) -> None:
    tools = page.get_by_role("button", name="เครื่องมือทดสอบ")
    if (tools.get_attribute("aria-expanded") == "true") != shown:
        tools.click()


def begin_anew(page: Page, key: Locator) -> None:
    """Presses what begins anew, says yes, and waits until the office stands."""
    key.click()
    page.get_by_role("dialog").get_by_role("button", name="เริ่มใหม่").click()
    expect(page.locator("#office-opened")).to_have_text("กำลังเตรียมสำนักงานตัวอย่าง")
    expect(page.locator("#office-opened")).to_have_text("พร้อมแล้ว", timeout=60_000)


def last(phone: Locator) -> Locator:
    return phone.locator(".line[data-number]").last


def quick(phone: Locator, label: str) -> None:
    phone.get_by_role("group", name="ปุ่มตอบด่วน").get_by_role("button", name=label, exact=True).click()


def test_a_whole_report_by_taps_only(page: Page, nida: Locator) -> None:
    nida.locator(".menu").get_by_role("button", name="รายงาน", exact=True).click()
    quick(nida, "รายงานที่ 4")
    quick(nida, "ยังไม่ทำ ยังไม่เบิก")
    quick(nida, "ยืนยัน")
    expect(last(nida)).to_contain_text("ส่งแล้ว")
    expect(last(nida)).to_contain_text("0 บาท")


def test_another_by_keys_only(page: Page, nida: Locator) -> None:
    box = nida.get_by_label("ข้อความ", exact=True)
    amount = 1 + [question.kind for question in library()["policy-status"].questions].index("amount")
    box.focus()
    for typed, answered in (
        ("รายงาน 4", "ดำเนินการถึงไหนแล้ว"),
        ("ยังไม่ทำ ยังไม่เบิก", "ตรวจก่อนส่ง"),
        ("แก้ 1", "ดำเนินการถึงไหนแล้ว"),
        ("2", "ตรวจก่อนส่ง"),
        (f"แก้ {amount}", "กี่บาท"),
        ("๗,๔๐๖", "7,406 บาท"),
        ("ยืนยัน", "ส่งแล้ว"),
    ):
        page.keyboard.type(typed)
        page.keyboard.press("Enter")
        expect(last(nida)).to_contain_text(answered)
    assert grave_faults(page) == []


def test_a_reminder_arrives_when_the_clock_is_set_forward(page: Page, nida: Locator) -> None:
    page.get_by_role("button", name="เช้าวันครบกำหนด").click()
    expect(page.locator("#now")).to_contain_text("25 มีนาคม 2564", timeout=30_000)
    expect(nida.locator(".log")).to_contain_text("วันนี้")


def test_the_conversation_is_saved_as_a_test_that_passes(page: Page, nida: Locator, tmp_path: Path) -> None:
    nida.get_by_label("ข้อความ", exact=True).fill("สถานะ")
    page.keyboard.press("Enter")
    expect(last(nida)).to_contain_text("เหลืออีก 3 วัน")
    nida.get_by_role("button", name="บันทึก", exact=True).click()
    page.get_by_role("dialog").locator("button.leads").click()
    saved = page.get_by_role("dialog").locator("pre")
    expect(saved).to_contain_text("[[turn]]")
    text = saved.inner_text()
    page.keyboard.press("Escape")
    assert play(read_dialog(text), tmp_path) == []


def test_every_form_is_shown_on_one_page(page: Page, nida: Locator) -> None:
    page.get_by_label("แบบรายงาน").select_option("quarterly-narrative")
    page.get_by_role("button", name="ดูทุกคำถาม").click()
    expect(page.get_by_role("dialog")).to_contain_text("ส่งภาพกิจกรรม")
    page.keyboard.press("Escape")


def test_another_office_opens(page: Page, nida: Locator) -> None:
    page.get_by_label("สำนักงาน", exact=True).select_option("narrative")
    begin_anew(page, page.get_by_role("button", name="เปิด", exact=True))
    expect(page.get_by_role("region", name="โทรศัพท์: ครูสมชาย")).to_contain_text("แบบบรรยาย")


PROJECTORS = [(1024, 768), (1280, 720)]
NARROW = (360, 640)


@pytest.fixture(params=[*PROJECTORS, NARROW], ids=lambda size: f"{size[0]}x{size[1]}")
def first_look(request: pytest.FixtureRequest, browser: Browser, page: Page) -> Iterator[Page]:
    """The demo as somebody sees it who opens it in a window of that size."""
    address = page.url.partition("#")[0]
    with open_page(browser, address, request.param) as fresh:
        expect(fresh.locator("#about")).to_be_visible()
        yield fresh


def test_the_first_look_tells_what_it_is_and_where_to_begin(first_look: Page) -> None:
    expect(first_look.locator("#about")).to_contain_text("เตือนก่อนครบกำหนด")
    begin = first_look.get_by_role("group", name="เริ่มลองจาก").get_by_role("button")
    expect(begin).to_have_text(["รายงานเป็นผู้รับผิดชอบ", "ดูสรุปของสำนักงาน", "เปิดเอกสารรายงาน"])
    expect(first_look.locator("#panel")).to_be_hidden()
    assert grave_faults(first_look) == []


@pytest.mark.parametrize("size", PROJECTORS, ids=lambda size: f"{size[0]}x{size[1]}")
def test_no_phone_is_cut_off_on_a_projector(browser: Browser, page: Page, size: tuple[int, int]) -> None:
    with open_page(browser, page.url.partition("#")[0], size) as fresh:
        phones = fresh.locator(".phone")
        expect(phones).to_have_count(3)
        boxes = [phone.bounding_box() for phone in phones.all()]
        inside = [box and box["x"] >= 0 and box["x"] + box["width"] <= size[0] for box in boxes]
        assert inside == [True] * 3
        assert all(box and box["y"] + box["height"] <= size[1] for box in boxes)


def test_a_report_is_begun_from_the_first_look(first_look: Page) -> None:
    first_look.get_by_role("button", name="รายงานเป็นผู้รับผิดชอบ").click()
    expect(last(first_look.locator(".phone").first)).to_contain_text("รายงานโครงการใด")


def test_the_summary_is_seen_from_the_first_look(first_look: Page) -> None:
    first_look.get_by_role("button", name="ดูสรุปของสำนักงาน").click()
    group = first_look.get_by_role("region", name="โทรศัพท์: กลุ่มนโยบายและแผน")
    expect(last(group)).to_contain_text("เบิกจ่าย")


def test_the_document_opens_from_the_first_look(first_look: Page) -> None:
    with first_look.expect_popup() as opened:
        first_look.get_by_role("button", name="เปิดเอกสารรายงาน").click()
    assert "/d/" in opened.value.url
