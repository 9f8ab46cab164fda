"""Every card as a picture, to be looked at: `python -m tests.cards FOLDER` draws them on the simulator's chat page.

Needs Chromium at /usr/bin/chromium.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from urllib.parse import quote

import urllib3
from playwright.sync_api import Browser, sync_playwright

from bot.line.render import render
from bot.simulator.server import Simulator
from messages.chat.bubbles import Card
from tests.support.sample_cards import NOW, cards

TOKEN = "token of the pictures"
PHONE = {"width": 360, "height": 5000}
"""As wide as a phone of five inches, and so high that no card is scrolled."""
CHROMIUM = "/usr/bin/chromium"
CHROMIUM_ARGUMENTS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


def push(line: Simulator, to: str, card: Card) -> None:
    """Sends the card; raises AssertionError where LINE would refuse it."""
    body = {"to": to, "messages": [dict(message) for message in render([card])]}
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    answer = urllib3.request("POST", f"{line.base_url}/v2/bot/message/push", body=json.dumps(body), headers=headers)
    assert answer.status == 200, answer.data.decode()


def picture(browser: Browser, address: str, file: Path) -> None:
    """The card of that chat as a PNG."""
    page = browser.new_page(viewport=PHONE, device_scale_factor=2)
    page.goto(address)
    page.locator(".card").first.screenshot(path=file)
    page.close()


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    line = Simulator(clock=lambda: NOW)
    line.start()
    channel = line.accounts.add("secret", TOKEN, f"{line.base_url}/webhook")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(CHROMIUM_ARGUMENTS))
        for name, card in cards().items():
            person = line.directory.add_person(name)
            push(line, person, card)
            chat = quote(f"{channel.bot_id}/{person}", safe="")
            picture(browser, f"{line.base_url}/#{chat}", folder / f"{name}.png")
        browser.close()
    line.stop()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
