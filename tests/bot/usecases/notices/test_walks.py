"""Random walks through a round: each step of the dates in force is heard once, none is silenced.

Dates move, people answer, snooze and enrol, the clock runs ahead and is put right, the product restarts. Each walk is
drawn from its own number. `TANROB_WALKS` sets how many there are, or which: `3000:6000`.
"""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.support.random_walk import faults

pytestmark = pytest.mark.slow  # whole rounds, one after another
FIRST, LAST = map(int, f"0:{os.environ.get('TANROB_WALKS', '200')}".split(":")[-2:])
PORTION = 200
"""Walks a process takes at a time."""


def in_a_folder_of_its_own(numbers: range) -> list[str]:
    with TemporaryDirectory() as folder:
        return faults(numbers, Path(folder))


def test_however_dates_and_clock_move_everybody_hears_each_step_once(tmp_path: Path) -> None:
    assert faults(range(FIRST, min(LAST, FIRST + PORTION)), tmp_path) == []


@pytest.mark.skipif(LAST <= FIRST + PORTION, reason="TANROB_WALKS asks for no more")
def test_in_many_walks_everybody_hears_each_step_once() -> None:
    portions = [range(first, min(first + PORTION, LAST)) for first in range(FIRST + PORTION, LAST, PORTION)]
    with ProcessPoolExecutor(os.cpu_count(), get_context("forkserver")) as processes:
        assert [wrong for found in processes.map(in_a_folder_of_its_own, portions) for wrong in found] == []
