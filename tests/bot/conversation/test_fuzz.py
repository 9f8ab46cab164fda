"""Random conversations: never an exception, never silence, never a lost answer, never a message LINE would refuse.

Each sequence of 5 to 40 events is drawn from its own number, so that one that fails is played again by that number.
`TANROB_FUZZ_SEQUENCES` sets how many are spoken; 100,000 (2,260,000 events) take 14 minutes on two cores.
"""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from random import Random

import pytest

from tests.bot.conversation.chatter import Chatter

SEQUENCES = int(os.environ.get("TANROB_FUZZ_SEQUENCES", "200"))
PORTION = 250
"""Sequences a process takes at a time."""


def failures(numbers: range) -> list[str]:
    """What went wrong in these sequences, a line each."""
    found = (Chatter(Random(number)).speak() for number in numbers)
    return [f"sequence {number}: {wrong}" for number, wrong in zip(numbers, found, strict=True) if wrong]


def test_random_conversations_lose_nothing_and_are_always_answered() -> None:
    assert failures(range(min(SEQUENCES, PORTION))) == []


@pytest.mark.slow
@pytest.mark.skipif(SEQUENCES <= PORTION, reason="TANROB_FUZZ_SEQUENCES asks for no more")
def test_many_random_conversations_lose_nothing_and_are_always_answered() -> None:
    portions = [range(first, min(first + PORTION, SEQUENCES)) for first in range(PORTION, SEQUENCES, PORTION)]
    with ProcessPoolExecutor(os.cpu_count(), get_context("forkserver")) as processes:
        assert [wrong for found in processes.map(failures, portions) for wrong in found] == []
