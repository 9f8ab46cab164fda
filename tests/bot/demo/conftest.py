"""A demo session on a simulator."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from bot.clock import SettableClock
from bot.demo.session import DemoSession
from bot.simulator.server import Simulator


@pytest.fixture(scope="package")
def clock() -> SettableClock:
    return SettableClock(datetime(2026, 1, 1, tzinfo=UTC))


@pytest.fixture(scope="package")
def simulator(clock: SettableClock) -> Iterator[Simulator]:
    simulator = Simulator(clock=clock)
    simulator.start()
    yield simulator
    simulator.stop()


@pytest.fixture
def session(simulator: Simulator, clock: SettableClock) -> Iterator[DemoSession]:
    session = DemoSession(simulator, clock)
    yield session
    session.close()
