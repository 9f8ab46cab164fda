"""The stage every test of the simulator plays on, and the browser for those who look at the page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.simulator.stage import Stage, a_stage
from tests.simulator.theatre import Theatre, a_theatre
from tests.support.browser import a_browser


@pytest.fixture
def stage() -> Iterator[Stage]:
    with a_stage() as stage:
        yield stage


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Gone with the last test here: Playwright takes only one at a time."""
    with a_browser() as browser:
        yield browser


@pytest.fixture
def theatre(browser: Browser) -> Iterator[Theatre]:
    with a_theatre(browser) as theatre:
        yield theatre
