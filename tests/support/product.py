"""A whole product in one process for tests.

The real app on loopback, the real SDK, the simulator, a clock in the test's hand.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from threading import Thread
from typing import Any

from werkzeug.serving import make_server

from bot.demo import seed
from bot.demo.actors import Actor
from bot.line.messenger import LineMessenger
from bot.line.render import render
from bot.simulator.server import Simulator
from bot.usecases.notices.ticking import tick
from bot.usecases.ports import Ports
from bot.usecases.rounds import compile_figures
from bot.web.app import create_app
from bot.wiring import Background, warm_up
from messages.documents.exports import export_json
from messages.forms.loader import load
from messages.samples import Sample, SamplePerson
from storage.database import Storage
from storage.photo_files import PhotoFiles
from tests.support.databases import migrated_sqlite
from tests.support.forms import in_form, source_of
from tests.support.waiting import wait_until

SECRET_KEY = "the key of a test, which opens nothing in life"


@dataclass
class ManualClock:
    """A clock that moves only when the test moves it."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now

    def move_to(self, moment: str) -> None:
        self.now = datetime.fromisoformat(moment)

    def wait(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass
class Product:
    """The product with its surroundings. `actors`: enrolled people of the sample by name.

    The product can be stopped and started again: on the same database, at the same address, LINE running on.
    """

    simulator: Simulator
    clock: ManualClock
    url: str
    folder: Path
    actors: dict[str, Actor] = field(default_factory=dict)
    storage: Storage = field(init=False)
    ports: Ports = field(init=False)
    _port: int = 0
    _resources: ExitStack = field(default_factory=ExitStack)

    def start_product(self) -> None:
        """Database, web server, postman and fetcher."""
        self.storage = Storage.open(self.url, SECRET_KEY)
        self._resources.callback(self.storage.close)
        self.storage.migrate()
        messenger = LineMessenger(self.simulator.base_url)
        self._resources.callback(messenger.close)
        photos = PhotoFiles.open((self.folder / "photos").as_uri())
        self.ports = Ports(self.storage, messenger, render, SECRET_KEY, photos, messenger)
        self._resources.callback(Background(self.ports, self.clock).stop)
        self._serve()

    def _serve(self) -> None:
        server = make_server("127.0.0.1", self._port, create_app(self.ports, self.clock), threaded=True)
        self._port = server.server_port
        web = Thread(target=server.serve_forever, name="web")
        web.start()
        for end in (server.server_close, web.join, server.shutdown):
            self._resources.callback(end)

    def stop_product(self) -> None:
        """Ends the product after what is under way; once stopped, it stays so until it is started again."""
        self._resources.close()

    @property
    def web_url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def open_office(self, sample: Sample, form: str = "") -> str:
        """The sample's office with its plan, reporting in that form (see in_form); gives the office's id."""
        office = in_form(sample, form)
        return seed.open_office(
            self.ports, self.simulator, office, self.web_url, read_form=lambda _: load(source_of(form))
        )

    def code_for(self, office_id: str, person: SamplePerson) -> str:
        return seed.code_for(self.ports, office_id, person, self.clock())

    def enrol(self, office_id: str, person: SamplePerson) -> Actor:
        """Invites the person and has them type the code and accept."""
        actor = seed.enrol(self.ports, self.simulator, office_id, person, self.clock())
        self.actors[person.name] = actor
        return actor

    def tick(self) -> int:
        """Ticks now; the postman thread carries what was posted."""
        return tick(self.ports, self.clock())

    def settle(self) -> None:
        """Waits until every delivery is settled: one under way is no longer due, and not yet heard."""
        offices = self.storage.office_ids()
        wait_until(lambda: not any(map(self.storage.outbox.waiting, offices)), "the outbox is empty")

    def export(self, office_id: str, round_id: str) -> Mapping[str, Any]:
        with self.storage.office(office_id).reading() as work:
            round_ = work.rounds.get(round_id)
            assert round_ is not None
            return export_json(compile_figures(work, round_))


@contextmanager
def run_product(folder: Path, moment: str, url: str = "") -> Iterator[Product]:
    """A product that starts at `moment` (ISO with zone) on a fresh database in `folder`, or on the one at `url`."""
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    warm_up()
    clock = ManualClock(datetime.fromisoformat(moment))
    simulator = Simulator(clock=clock)
    simulator.start()
    product = Product(simulator, clock, url or migrated_sqlite(folder / "product.db"), folder)
    try:
        product.start_product()
        yield product
    finally:
        product.stop_product()
        simulator.stop()
