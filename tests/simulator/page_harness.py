"""The page in a real browser, over a simulated LINE with a small bot, two people and a group."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, Locator, Page, expect

from bot.simulator.server import Simulator
from tests.simulator.echo_bot import JSON, TOKEN, EchoBot
from tests.simulator.line_harness import Clock
from tests.simulator.test_richmenus import area, menu
from tests.support.browser import WIDE, open_page
from tests.support.waiting import comes_true

PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGD4DwABBAEAX+XDSwAAAABJRU5ErkJggg=="
)
"""A PNG of one pixel."""


@dataclass
class PageHarness:
    """`first` and `second` are the two people's ids, `group` is where a third plans."""

    simulator: Simulator
    bot: EchoBot
    clock: Clock
    first: str
    second: str
    group: str
    page: Page

    def phone(self, name: str) -> Locator:
        """The phone on which this chat is shown."""
        return self.page.get_by_role("region", name=f"โทรศัพท์: {name}")

    def say(self, name: str, text: str) -> None:
        """Types into that phone, sends with Enter and sees it among the lines."""
        own = self.phone(name).locator(".line.mine")
        before = own.count()
        field = self.phone(name).get_by_label("ข้อความ", exact=True)
        field.fill(text)
        field.press("Enter")
        expect(own).to_have_count(before + 1)

    def lines(self, name: str) -> Locator:
        """What was said on that phone."""
        return self.phone(name).locator(".line .said")

    def heard(self, count: int) -> list[JSON]:
        """The events the bot has heard, once there are so many; fewer where they do not come."""
        comes_true(lambda: len(self.bot.heard) >= count)
        return self.bot.heard


@contextmanager
def run_simulator() -> Iterator[tuple[Simulator, EchoBot, Clock]]:
    """A simulated LINE with the bot's account."""
    clock = Clock()
    line = Simulator(clock=clock)
    bot = EchoBot(line)
    line.mount(bot)
    line.start()
    line.accounts.add("secret", TOKEN, f"{line.base_url}/webhook", "ทดลอง")
    try:
        yield line, bot, clock
    finally:
        bot.http.clear()
        line.stop()


@contextmanager
def open_page_harness(browser: Browser, size: tuple[int, int] = WIDE, planner: str = "วิภา") -> Iterator[PageHarness]:
    """The page is open and everybody is on a phone."""
    with run_simulator() as (line, bot, clock):
        first, second, third = (line.directory.add_person(name) for name in ("นิดา", "สมชาย", planner))
        group = line.directory.add_group([third, line.directory.add_person("อารี")], "กลุ่มแผน")
        with open_page(browser, line.base_url, size) as page:
            page.locator(".phone").first.wait_for()
            yield PageHarness(line, bot, clock, first, second, group, page)


def tap(view: PageHarness, name: str, button: str) -> None:
    view.phone(name).get_by_role("button", name=button, exact=True).last.click()


def push(view: PageHarness, to: str, *messages: object) -> None:
    assert view.bot.call("/v2/bot/message/push", {"to": to, "messages": list(messages)}) == 200


def with_menu(view: PageHarness) -> None:
    """Gives the account a menu with one area, which says "report"."""
    line = view.simulator
    body = menu(2500, 1686, selected=False, areas=[area(0, 0, 2500, 1686)])
    headers = {"Authorization": f"Bearer {TOKEN}"}
    made = view.bot.http.request("POST", f"{line.base_url}/v2/bot/richmenu", json=body, headers=headers).json()
    shown = line.accounts.only().menus[made["richMenuId"]]
    shown.image, shown.media_type = PICTURE, "image/png"
    line.accounts.only().default_menu = shown
