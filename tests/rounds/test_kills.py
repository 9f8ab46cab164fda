"""kill -9 between any two steps of a turn: the answer is wholly there and replied to, or wholly absent."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Event

import pytest

from bot.simulator.server import Simulator
from messages.samples import sample
from storage.database import Storage
from tests.support.house import SECRET_KEY, Hand, running_house
from tests.support.victim import Order, start

MOMENT = "2021-03-22T10:00:00+07:00"
AFTER_LEASE = timedelta(seconds=31)
STEPS = 11
"""Of a turn that submits: event claimed, state, submission and reply written, commit; lease written, commit; before
and after the call to LINE; outcome written, commit. `test_these_are_all_the_steps_of_a_turn` counts them.
"""


@dataclass
class Stage:
    """A simulator and a database in which one owner stands before ยืนยัน."""

    simulator: Simulator
    clock: Hand
    database: Path
    owner: str

    def order(self, die_before: int = 0) -> Order:
        photos = self.database.with_name("photos").as_uri()
        now = self.clock.now.isoformat()
        return Order(f"sqlite:///{self.database}", photos, self.simulator.base_url, SECRET_KEY, now, die_before)

    @contextmanager
    def product(self, die_before: int = 0) -> Iterator[BaseProcess]:
        """A product process the simulator's webhooks go to; what is left of it is killed at the end."""
        process, port = start(self.order(die_before))
        self.simulator.channel.webhook_url = f"http://127.0.0.1:{port}/line/khonkaen2/webhook"
        try:
            yield process
        finally:
            process.kill()
            process.join()

    def is_stored(self) -> bool:
        storage = Storage.open(f"sqlite:///{self.database}", SECRET_KEY)
        try:
            with storage.office("khonkaen2").reading() as work:
                revisions = work.submissions.revisions("2564-6m", 10_008)
                assert len(revisions) <= 1
                drafts = [draft for _, kept in work.conversations.all() for draft in kept.state.get("drafts", ())]
                assert bool(revisions) != any(draft["project_id"] == 10_008 for draft in drafts)
                return bool(revisions)
        finally:
            storage.close()

    def receipts(self) -> int:
        heard = self.simulator.messages_to(self.owner)
        return sum(str(message.get("altText", "")).startswith("ส่งแล้ว · ที่ 8") for message in heard)

    def settled_receipts(self) -> int:
        """Receipts once the living product has had time to send one, and a second if it were to."""
        for _ in range(500):
            if self.receipts():
                break
            Event().wait(0.02)
        Event().wait(0.2)
        return self.receipts()


@pytest.fixture(scope="module")
def rehearsed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """The conversation up to the review card, played once; the database is copied for each kill."""
    folder = tmp_path_factory.mktemp("kills")
    with running_house(folder, MOMENT) as house:
        office = sample("khonkaen2")
        office_id = house.open_office(office)
        owner = house.enrol(office_id, office.people[2])
        for text in ("รายงาน 8", "2", "525", "ข้าม"):
            owner.say(text)
        house.settle()
        house.stop_product()
        yield Stage(house.simulator, house.clock, folder / "house.db", owner.user_id)


@pytest.fixture
def stage(rehearsed: Stage, tmp_path: Path) -> Stage:
    database = tmp_path / "copy.db"
    for suffix in ("", "-wal", "-shm"):
        original = rehearsed.database.with_name(rehearsed.database.name + suffix)
        if original.exists():
            shutil.copy(original, database.with_name(database.name + suffix))
    rehearsed.clock.now = datetime.fromisoformat(MOMENT)
    rehearsed.simulator.forget_messages(rehearsed.owner)
    return Stage(rehearsed.simulator, rehearsed.clock, database, rehearsed.owner)


@pytest.mark.parametrize("step", range(1, STEPS + 1))
def test_after_a_kill_the_answer_is_whole_or_absent_and_said_once(stage: Stage, step: int) -> None:
    with stage.product(die_before=step):
        stage.simulator.say(stage.owner, "ยืนยัน")
        Event().wait(0.3)
    stage.clock.now += AFTER_LEASE
    with stage.product():
        stored = stage.is_stored()
        assert stage.settled_receipts() == (1 if stored else 0)
        stage.simulator.redeliver()
        assert stage.settled_receipts() == 1
        assert stage.is_stored()


@pytest.mark.parametrize(("step", "survives"), [(STEPS, False), (STEPS + 1, True)])
def test_these_are_all_the_steps_of_a_turn(stage: Stage, step: int, survives: bool) -> None:
    with stage.product(die_before=step) as process:
        stage.simulator.say(stage.owner, "ยืนยัน")
        assert stage.settled_receipts() == 1
        assert process.is_alive() == survives
