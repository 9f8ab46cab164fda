"""The harness of every use-case test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.usecase_harness import UsecaseHarness, open_harness


@pytest.fixture
def harness(tmp_path: Path) -> Iterator[UsecaseHarness]:
    with open_harness(tmp_path) as harness:
        yield harness


@pytest.fixture
def owner(harness: UsecaseHarness) -> None:
    """U1 is an owner; what enrolling said is forgotten."""
    harness.enrolled("U1", "นิดา", projects="4")
    harness.messenger.tried.clear()
    harness.messenger.accepted.clear()
