"""The picture of README and guide: `python -m tests.demo_picture [FILE]` plays it in the demo and takes it anew.

Needs Chromium, as tests/support/browser.py tells.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, Page, expect

from bot.clock import SettableClock
from bot.demo.session import DemoSession
from bot.simulator.server import Simulator
from tests.support.browser import open_browser, open_page

PICTURE = Path(__file__).parents[1] / "deploy" / "guide" / "demo.png"
COLOURS = 96
"""Few enough for a small file, and nobody sees it."""
SAID = (
    ("ครูนิดา", ("รายงาน 3", "2", "๗๔๐๖")),
    ("ครูสมชาย", ("รายงาน 35", "2,500 บาท อยู่ระหว่างดำเนินการ ประชุมครูแกนนำ 40 โรงเรียน", "ยืนยัน")),
    ("กลุ่มนโยบายและแผน", ("สรุป",)),
)
"""Who says what, on the phones from the left."""


def say(phone: Locator, said: str) -> None:
    """Types it and waits for what the bot answers."""
    lines = phone.locator(".line[data-number]")
    before = lines.count()
    box = phone.get_by_role("textbox")
    box.fill(said)
    box.press("Enter")
    expect(lines.nth(before + 1)).to_be_visible(timeout=30_000)


def play(page: Page) -> None:
    for name, texts in SAID:
        phone = page.get_by_role("region", name=f"โทรศัพท์: {name}")
        for said in texts:
            say(phone, said)
        phone.locator(".line[data-number]").last.scroll_into_view_if_needed()
    page.evaluate("document.activeElement.blur()")


def three_phones(page: Page) -> bytes:
    """The phones without the panel beside them, as a PNG."""
    boxes = [page.get_by_role("region", name=f"โทรศัพท์: {name}").bounding_box() for name, _ in SAID]
    left, top, right, bottom = (
        min(box["x"] for box in boxes if box) - 8,
        min(box["y"] for box in boxes if box) - 8,
        max(box["x"] + box["width"] for box in boxes if box) + 8,
        max(box["y"] + box["height"] for box in boxes if box) + 8,
    )
    return page.screenshot(clip={"x": left, "y": top, "width": right - left, "height": bottom - top})


def main(file: Path) -> None:
    clock = SettableClock(datetime(2026, 1, 1, tzinfo=UTC))
    simulator = Simulator(clock=clock)
    session = DemoSession(simulator, clock)
    simulator.controls = session.controls()
    simulator.start()
    try:
        session.open("khonkaen2")
        with open_browser() as browser, open_page(browser, simulator.base_url) as page:
            play(page)
            taken = Image.open(BytesIO(three_phones(page))).convert("RGB")
    finally:
        session.close()
        simulator.stop()
    taken.quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURE)
