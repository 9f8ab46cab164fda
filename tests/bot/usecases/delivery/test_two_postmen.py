"""Two postmen carry for one database: the order of what one person is told holds, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from threading import Thread

import pytest

from bot.usecases.delivery.postman import Postman
from storage.database import Storage
from tests.bot.usecases.delivery.test_order import PAUSES, Chat, WilfulLine
from tests.support.usecase_harness import KEY, UsecaseHarness, open_harness

TURNS = 8
SEEDS = 6


@pytest.fixture
def harness(tmp_path: Path, database_url: str) -> Iterator[UsecaseHarness]:
    with open_harness(tmp_path, url=database_url) as harness:
        harness.enrolled("U1", "นิดา", projects="4")
        yield harness


class TwoPostmen(Chat):
    """Both look at once; LINE takes one call after another."""

    def __init__(self, harness: UsecaseHarness, line: WilfulLine, other: Storage) -> None:
        super().__init__(harness, line)
        ports = replace(harness.ports, messenger=line)
        self.pair = [Postman(replace(ports, storage=one), lambda: harness.now) for one in (harness.storage, other)]
        self.postman = self

    def deliver_all(self) -> None:
        carriers = [Thread(target=one.deliver_all) for one in self.pair]
        for carrier in carriers:
            carrier.start()
        for carrier in carriers:
            carrier.join()


@pytest.mark.parametrize("seed", range(SEEDS))
def test_with_two_postmen_an_older_answer_never_comes_behind_a_newer_one(
    harness: UsecaseHarness, database_url: str, seed: int
) -> None:
    random = Random(seed)
    other = Storage.open(database_url, KEY)
    chat = TwoPostmen(harness, WilfulLine(random=random), other)
    for turn in range(TURNS):
        chat.say(turn)
        chat.pass_time(random.choice(PAUSES))
    chat.line.is_well = True
    chat.pass_time(400)
    other.close()
    assert chat.shown == sorted(chat.shown)
    assert len(chat.shown) == len(set(chat.shown))
    assert chat.shown[-1] == TURNS - 1
