"""The desk each use-case test works at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.desk import Desk, open_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path) as desk:
        yield desk


@pytest.fixture
def owner(desk: Desk) -> None:
    """U1 is an owner; what enrolling said is forgotten."""
    desk.enrolled("U1", "นิดา", projects="4")
    desk.messenger.tried.clear()
    desk.messenger.accepted.clear()
