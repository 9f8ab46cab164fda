"""kill -9 between any two steps of a turn: the answer is wholly there and replied to, or wholly absent."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from bot.simulator.server import Simulator
from messages.samples import sample
from storage.database import Storage
from tests.support.crash_target import CrashOrder, start
from tests.support.product import SECRET_KEY, ManualClock, run_product
from tests.support.waiting import comes_true, stays, wait_until

MOMENT = "2021-03-22T10:00:00+07:00"
AFTER_LEASE = timedelta(seconds=31)
STEPS = 11
"""Of a turn that submits: event claimed, state, submission and reply written, commit; lease written, commit; before
and after the call to LINE; outcome written, commit. `test_these_are_all_the_steps_of_a_turn` counts them.
"""


@dataclass
class KillScene:
    """A simulator and a database in which one owner stands before ยืนยัน."""

    simulator: Simulator
    clock: ManualClock
    database: Path
    owner: str

    def order(self, die_before: int = 0) -> CrashOrder:
        photos = self.database.with_name("photos").as_uri()
        now = self.clock.now.isoformat()
        return CrashOrder(f"sqlite:///{self.database}", photos, self.simulator.base_url, SECRET_KEY, now, die_before)

    @contextmanager
    def product(self, die_before: int = 0) -> Iterator[BaseProcess]:
        """A product process the simulator's webhooks go to; what is left of it is killed at the end."""
        process, port = start(self.order(die_before))
        self.simulator.accounts.only().webhook_url = f"http://127.0.0.1:{port}/line/khonkaen2/webhook"
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
        heard = self.simulator.chats.messages_to(self.owner)
        return sum(str(message.get("altText", "")).startswith("ส่งแล้ว · ที่ 8") for message in heard)

    def settles_at(self, count: int) -> bool:
        """Whether the living product says so many receipts, and not one more in the time it would take."""
        return comes_true(lambda: self.receipts() >= count) and stays(lambda: self.receipts() == count)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KillScene]:
    """The conversation up to the review card, played once; the database is copied for each kill."""
    folder = tmp_path_factory.mktemp("kills")
    with run_product(folder, MOMENT) as product:
        office = sample("khonkaen2")
        office_id = product.open_office(office, "cumulative")
        owner = product.enrol(office_id, office.people[2])
        for text in ("รายงาน 8", "2", "525", "ข้าม"):
            owner.say(text)
        product.settle()
        product.stop_product()
        yield KillScene(product.simulator, product.clock, folder / "product.db", owner.user_id)


@pytest.fixture
def scene(prepared: KillScene, tmp_path: Path) -> KillScene:
    database = tmp_path / "copy.db"
    for suffix in ("", "-wal", "-shm"):
        original = prepared.database.with_name(prepared.database.name + suffix)
        if original.exists():
            shutil.copy(original, database.with_name(database.name + suffix))
    prepared.clock.now = datetime.fromisoformat(MOMENT)
    prepared.simulator.chats.forget(prepared.owner)
    return KillScene(prepared.simulator, prepared.clock, database, prepared.owner)


@pytest.mark.parametrize("step", range(1, STEPS + 1))
def test_after_a_kill_the_answer_is_whole_or_absent_and_said_once(scene: KillScene, step: int) -> None:
    with scene.product(die_before=step) as process:
        scene.simulator.users.say(scene.owner, "ยืนยัน")
        wait_until(lambda: not process.is_alive(), "it is killed")
    scene.clock.now += AFTER_LEASE
    with scene.product():
        stored = scene.is_stored()
        assert scene.settles_at(1 if stored else 0)
        scene.simulator.events.redeliver()
        assert scene.settles_at(1)
        assert scene.is_stored()


@pytest.mark.parametrize(("step", "survives"), [(STEPS, False), (STEPS + 1, True)])
def test_these_are_all_the_steps_of_a_turn(scene: KillScene, step: int, survives: bool) -> None:
    with scene.product(die_before=step) as process:
        scene.simulator.users.say(scene.owner, "ยืนยัน")
        assert scene.settles_at(1)
        assert (stays if survives else comes_true)(lambda: process.is_alive() == survives)
