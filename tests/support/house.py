"""A whole product in one process for tests.

The real app on loopback, the real SDK, the simulator, a clock in the test's hand.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event, Thread
from typing import Any

from werkzeug.serving import make_server

from bot.line.messenger import LineMessenger
from bot.line.render import render
from bot.rehearsal import staging
from bot.rehearsal.actors import Actor
from bot.simulator.server import Simulator
from bot.usecases.delivering import Postman
from bot.usecases.ports import Ports
from bot.usecases.rounds import compiled
from bot.usecases.ticking import tick
from bot.web.app import create_app
from messages.exports import export_json
from messages.samples import Sample, SamplePerson
from storage.database import Storage

SECRET_KEY = "the key of a test"


@dataclass
class Hand:
    """A clock that moves only when the test moves it."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now

    def move_to(self, moment: str) -> None:
        self.now = datetime.fromisoformat(moment)

    def wait(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass
class House:
    """The product with its surroundings. `actors`: enrolled people of the sample by name."""

    storage: Storage
    simulator: Simulator
    ports: Ports
    clock: Hand
    web_url: str
    stop_product: Callable[[], None]
    actors: dict[str, Actor] = field(default_factory=dict)

    def open_office(self, sample: Sample) -> str:
        """The sample's office with its plan; gives the office's id."""
        return staging.open_office(self.ports, self.simulator, sample, self.web_url)

    def code_for(self, office_id: str, person: SamplePerson) -> str:
        return staging.code_for(self.ports, office_id, person, self.clock())

    def enrol(self, office_id: str, person: SamplePerson) -> Actor:
        """Invites the person and has them type the code and accept."""
        actor = staging.enrol(self.ports, self.simulator, office_id, person, self.clock())
        self.actors[person.name] = actor
        return actor

    def tick(self) -> int:
        """Ticks now; the postman thread carries what was posted."""
        return tick(self.ports, self.clock())

    def settle(self) -> None:
        """Waits until every delivery is settled: one under way is no longer due, and not yet heard."""
        for _ in range(500):
            if not any(self.storage.outbox.waiting(office_id) for office_id in self.storage.office_ids()):
                return
            Event().wait(0.02)
        raise AssertionError("the outbox does not empty")

    def export(self, office_id: str, round_id: str) -> Mapping[str, Any]:
        with self.storage.office(office_id).reading() as work:
            round_ = work.rounds.get(round_id)
            assert round_ is not None
            return export_json(compiled(work, round_))


@contextmanager
def running_house(folder: Path, moment: str, url: str = "") -> Iterator[House]:
    """A house that starts at `moment` (ISO with zone) on a fresh database in `folder`, or on the one at `url`."""
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    clock = Hand(datetime.fromisoformat(moment))
    simulator = Simulator(clock=clock)
    simulator.start()
    storage = Storage.open(url or f"sqlite:///{folder / 'house.db'}", SECRET_KEY)
    storage.migrate()
    messenger = LineMessenger(simulator.base_url)
    ports = Ports(storage, messenger, render, SECRET_KEY)
    server = make_server("127.0.0.1", 0, create_app(ports, clock), threaded=True)
    web = Thread(target=server.serve_forever, name="web")
    web.start()
    postman, stop = Postman(ports, clock), Event()
    carrying = Thread(target=postman.run, args=(stop,), name="postman")
    carrying.start()

    def stop_product() -> None:
        server.shutdown()
        web.join()
        server.server_close()
        stop.set()
        carrying.join()
        postman.close()
        messenger.close()
        storage.close()

    stop_once = ExitStack()
    stop_once.callback(stop_product)
    try:
        web_url = f"http://127.0.0.1:{server.server_port}"
        yield House(storage, simulator, ports, clock, web_url, stop_once.close)
    finally:
        stop_once.close()
        simulator.stop()
