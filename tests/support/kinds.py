"""Kinds of tests that need more than Python, told by what each asks for: `sh deploy/test --fast` leaves them out.

`browser`: asks for the fixture of that name. `postgres`: asks for `postgres_storage`, or runs on both databases and
this is its turn on PostgreSQL. `slow`: whole rounds and whole talks over HTTP (all of tests/rounds and tests/dialogs),
what asks for the demo's `session`, modules that start programs (they import subprocess), and what is marked so by hand.
What starts a browser, PostgreSQL or the product's processes calls `needs`: no test does so unmarked.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextvars import ContextVar
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
WHOLE = {TESTS / "rounds", TESTS / "dialogs"}
"""Folders whose tests play the whole product."""

_marks: ContextVar[frozenset[str] | None] = ContextVar("marks", default=None)
"""Of the test that runs; nothing outside pytest."""


class WrongKind(Exception):
    """A test starts what its marks do not tell of."""


def kinds(item: pytest.Item) -> Iterator[str]:
    """The kinds of a test besides those it is marked with by hand."""
    asked = set(getattr(item, "fixturenames", ()))
    params = getattr(getattr(item, "callspec", None), "params", {}).values()
    if "browser" in asked:
        yield "browser"
    if "postgres_storage" in asked or "postgresql" in params:
        yield "postgres"
    starts_programs = hasattr(getattr(item, "module", None), "subprocess")
    if "session" in asked or starts_programs or WHOLE & set(item.path.parents):
        yield "slow"


def needs(kind: str) -> None:
    """Raises WrongKind where the test that runs is not of this kind."""
    marks = _marks.get()
    if marks is not None and kind not in marks:
        raise WrongKind(f"this test is not marked {kind}: tests/support/kinds.py tells how it comes to be")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks each test; the slow ones come first, so that none is left to one worker at the end."""
    for item in items:
        for kind in kinds(item):
            item.add_marker(kind)
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """For `needs`, while the test and its fixtures run."""
    token = _marks.set(frozenset(mark.name for mark in item.iter_markers()))
    try:
        return (yield)
    finally:
        _marks.reset(token)
