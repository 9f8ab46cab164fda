"""The simulated LINE of the simulator's tests, and the browser for those who look at the page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.simulator.line_harness import LineHarness, open_line_harness
from tests.simulator.page_harness import PageHarness, open_page_harness
from tests.support.browser import open_browser


@pytest.fixture
def harness() -> Iterator[LineHarness]:
    with open_line_harness() as harness:
        yield harness


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Gone with the module's last test: Playwright takes only one at a time, and its loop bars any other."""
    with open_browser() as browser:
        yield browser


@pytest.fixture
def view(browser: Browser) -> Iterator[PageHarness]:
    with open_page_harness(browser) as view:
        yield view
