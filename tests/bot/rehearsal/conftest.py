"""A stage for the demo's show."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from bot.clock import Travelling
from bot.rehearsal.show import Show
from bot.simulator.server import Simulator


@pytest.fixture(scope="package")
def clock() -> Travelling:
    return Travelling(datetime(2026, 1, 1, tzinfo=UTC))


@pytest.fixture(scope="package")
def simulator(clock: Travelling) -> Iterator[Simulator]:
    simulator = Simulator(clock=clock)
    simulator.start()
    yield simulator
    simulator.stop()


@pytest.fixture
def show(simulator: Simulator, clock: Travelling) -> Iterator[Show]:
    show = Show(simulator, clock)
    yield show
    show.close()
