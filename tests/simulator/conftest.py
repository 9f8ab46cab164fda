"""The stage every test of the simulator plays on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.simulator.stage import Stage, a_stage


@pytest.fixture
def stage() -> Iterator[Stage]:
    with a_stage() as stage:
        yield stage
