"""A real browser for tests: Chromium, driven by Playwright, and axe-core to judge a page's accessibility."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.support.kinds import needs

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
ROOT = Path(__file__).parents[2]
AXE = Path(os.environ.get("TANROB_TEST_AXE") or ROOT / "node_modules" / "axe-core" / "axe.min.js")
GRAVE = {"serious", "critical"}
WIDE, NARROW = (1440, 900), (390, 844)


def require(path: Path, install: str) -> None:
    """Skips the test where this is not installed; on the build machine the test then fails instead."""
    if not path.exists() and "CI" not in os.environ:
        pytest.skip(f"no {path} on this machine: {install}")


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Chromium, for as long as the tests want it."""
    needs("browser")
    require(CHROMIUM, "apt install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        browser.close()


@contextmanager
def open_page(browser: Browser, address: str, size: tuple[int, int] = WIDE) -> Iterator[Page]:
    """The page at that address, in a window of this size. Whatever goes wrong in its scripts fails the test."""
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(address)
    try:
        yield page
        assert wrong == []
    finally:
        page.close()


def grave_faults(page: Page) -> list[tuple[str, str]]:
    """What axe-core finds serious or critical on the page as it stands: the rule, and the elements that break it."""
    require(AXE, "npm install axe-core, or name its axe.min.js in TANROB_TEST_AXE")
    page.evaluate(AXE.read_text("utf-8"))
    found: Any = page.evaluate("axe.run().then((answer) => answer.violations)")
    return [
        (fault["id"], " ".join(node["html"] for node in fault["nodes"])) for fault in found if fault["impact"] in GRAVE
    ]
