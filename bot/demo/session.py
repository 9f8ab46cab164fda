"""The demo: one sample office at a time on the simulator, mid-round, with a clock that the visitor may set forward."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from threading import Event, Lock

from bot.clock import SettableClock
from bot.demo.actors import Actor
from bot.demo.recording import record_dialog
from bot.demo.seed import bind_group, enrol, open_office
from bot.settings import Settings
from bot.simulator.controls import Beginning, DemoControls, NotSaved
from bot.simulator.server import Simulator
from bot.usecases.notices.steps import steps_of
from bot.usecases.notices.ticking import tick
from bot.usecases.ports import Ports
from bot.usecases.rounds import current_round
from bot.usecases.setup.menus import install_menu
from bot.web.app import create_app
from bot.wiring import Background, make_menus, make_ports, open_storage, start_clock
from messages.chat.form_preview import preview
from messages.documents.menu_picture import NoThaiFont
from messages.forms.loader import library
from messages.samples import NAMES, Sample, sample
from messages.texts import say
from messages.thai.calendar import working_day_on_or_after, working_day_on_or_before
from messages.thai.dates import BANGKOK, bangkok_day
from messages.words import Keyword, word
from storage.records import Round
from storage.vocabulary import Role

OPENS = time(8, 58)
"""Two minutes before the reminder three days ahead of the deadline, so that it arrives while one looks on."""
DAYS_AHEAD = 3
MORNING = time(9, 1)
"""A minute after reminders go out."""
_MAX_DELIVERY_CHECKS = 500
"""Times a fiftieth of a second: LINE may be switched off on the page, and the clock goes on all the same."""


@dataclass(frozen=True, slots=True)
class OpenOffice:
    """The sample office that is open. `begins`: the number of the chats' first line that the visitor sees live."""

    name: str
    office_id: str
    ports: Ports
    resources: ExitStack
    begins: int


class DemoSession:
    """Opens one sample office after another on a simulator that is serving already."""

    def __init__(self, simulator: Simulator, clock: SettableClock) -> None:
        self._simulator = simulator
        self._clock = clock
        self._office: OpenOffice | None = None
        self._lock = Lock()

    def open(self, name: str) -> tuple[int, int]:
        """Opens that sample on an emptied simulator; gives how many of how many projects are reported."""
        with self._lock:
            self._end()
            office = sample(name)
            self._clock.set_to(_opening_moment(office))
            self._simulator.platform.clear()
            resources = ExitStack()
            try:
                self._office = self._start(name, office, resources)
            except BaseException:
                resources.close()
                raise
        return len(office.answers) - len(office.left_in_demo), len(office.answers)

    def reset(self) -> None:
        """The same office from its beginning."""
        if self._office:
            self.open(self._office.name)

    def controls(self) -> DemoControls:
        """What the page offers of this session."""
        return DemoControls(
            title=say("commands.demo.title"),
            about=say("commands.demo.about"),
            beginnings=_beginnings(),
            jumps=self._jumps(),
            save_dialog=self._save,
            offices=[(name, sample(name).title) for name in NAMES],
            open_office=self.open,
            reset=self.reset,
            forms=[(form.id, form.title) for form in library().values()],
            form_page=lambda form_id: preview(library()[form_id]),
        )

    def _save(self, chat: str, since: int) -> str:
        """The conversation from line `since` on, but not from before the visitor came. Raises NotSaved."""
        with self._lock:
            if self._office is None:
                raise NotSaved(say("simulator.save.nothing"))
            return record_dialog(self._simulator.platform, chat, max(since, self._office.begins), self._office.name)

    def close(self) -> None:
        """Closes the office and deletes its database."""
        with self._lock:
            self._end()

    def _end(self) -> None:
        if self._office:
            self._office.resources.close()
            self._office = None

    def _start(self, name: str, office: Sample, resources: ExitStack) -> OpenOffice:
        folder = Path(resources.enter_context(tempfile.TemporaryDirectory(prefix="tanrob-demo-")))
        database, photos = f"sqlite:///{folder / 'demo.db'}", (folder / "photos").as_uri()
        url = self._simulator.base_url
        settings = Settings(database, url, secrets.token_hex(16), photos, public_url=url)
        storage = open_storage(settings)
        resources.callback(storage.close)
        ports = make_ports(storage, settings)
        self._simulator.mount(create_app(ports, self._clock))
        background = Background(ports, self._clock)
        resources.callback(background.stop)
        office_id = open_office(ports, self._simulator, office, url)
        with suppress(NoThaiFont):
            install_menu(storage, make_menus(settings), office_id)
        self._fill(ports, office_id, office)
        # Only now: a reminder that came in between would be taken for an answer by the actors.
        resources.callback(start_clock(ports, self._clock))
        return OpenOffice(name, office_id, ports, resources, self._simulator.platform.chats.next_number())

    def _fill(self, ports: Ports, office_id: str, office: Sample) -> None:
        """Enrols everybody and reports what the demo does not leave to its visitor."""
        for person in office.people:
            actor = enrol(ports, self._simulator, office_id, person, self._clock())
            if person.role == Role.PLANNER:
                bind_group(self._simulator, actor, say("commands.demo.group"))
            _send_reports(actor, office, person.projects)

    def _jumps(self) -> dict[str, Callable[[], datetime]]:
        """The ways forward in time, by name; each gives the moment arrived at."""
        return {
            "next_day": lambda: self._travel(self._clock() + timedelta(days=1)),
            "next_working_morning": lambda: self._travel(self._next_morning()),
            "to_deadline": lambda: self._travel(self._deadline()),
        }

    def _next_morning(self) -> datetime:
        day = working_day_on_or_after(bangkok_day(self._clock()) + timedelta(days=1))
        return datetime.combine(day, MORNING, BANGKOK)

    def _deadline(self) -> datetime:
        """The morning of the last day; where that is past, now."""
        round_ = self._round()
        return max(self._clock(), datetime.combine(round_.deadline, MORNING, BANGKOK)) if round_ else self._clock()

    def _round(self) -> Round | None:
        if self._office is None:
            return None
        with self._office.ports.storage.office(self._office.office_id).reading() as work:
            return current_round(work, bangkok_day(self._clock()))

    def _travel(self, target: datetime) -> datetime:
        """Sets the clock forward step by step, so that what falls due on the way arrives in its order."""
        with self._lock:
            for moment in (*self._steps_before(target), target):
                self._clock.set_to(moment)
                self._process_due()
        return self._clock()

    def _steps_before(self, target: datetime) -> Iterator[datetime]:
        playing, round_ = self._office, self._round()
        if playing is None or round_ is None:
            return
        with playing.ports.storage.office(playing.office_id).reading() as work:
            office = work.office.load()
        if office:
            yield from (step.at for step in steps_of(round_, office) if self._clock() < step.at < target)

    def _process_due(self) -> None:
        """What is due at this moment is posted and, unless LINE is down, delivered."""
        if self._office is None:
            return
        tick(self._office.ports, self._clock())
        outbox = self._office.ports.storage.outbox
        for _ in range(_MAX_DELIVERY_CHECKS):
            if not outbox.waiting(self._office.office_id):
                return
            Event().wait(0.02)


def _beginnings() -> Sequence[Beginning]:
    """What an owner, the planning group and a director would do first."""
    return (
        Beginning(say("commands.demo.begin.report"), word(Keyword.REPORT)),
        Beginning(say("commands.demo.begin.summary"), word(Keyword.SUMMARY), in_group=True),
        Beginning(say("commands.demo.begin.document"), word(Keyword.DOCUMENTS), in_group=True, opens_link=True),
    )


def _opening_moment(office: Sample) -> datetime:
    """Three days before the deadline of the sample's round, in the morning."""
    day = working_day_on_or_before(office.deadline - timedelta(days=DAYS_AHEAD))
    return datetime.combine(day, OPENS, BANGKOK)


def _send_reports(actor: Actor, office: Sample, projects: str) -> None:
    for no in (int(no) for no in projects.split(",") if no):
        if no not in office.left_in_demo:
            actor.report(no, office.answers[no])
