"""`tanrob demo`: everything on this machine, no LINE account.

A sample office mid-round and a simulated LINE in the browser.
"""

from __future__ import annotations

import logging
import secrets
import signal
import tempfile
from datetime import datetime
from pathlib import Path
from threading import Event

import click

from bot.clock import Clock, clock_from, pretend
from bot.commands.ground import Refused
from bot.rehearsal.actors import Actor
from bot.rehearsal.staging import bind_group, enrol, open_office
from bot.settings import Settings
from bot.simulator.server import Simulator
from bot.usecases.ports import Ports
from bot.web.app import create_app
from bot.wiring import Background, open_storage, ports_over
from messages.samples import Sample, sample
from messages.texts import say
from messages.thai.dates import BANGKOK, bangkok_day, full_date

STARTS = datetime(2021, 3, 22, 8, 58, tzinfo=BANGKOK)
"""Two minutes before the reminder three days ahead of the deadline, so that it arrives while one looks on."""
LEFT_TO_REPORT = frozenset({3, 10, 19, 26, 35})


@click.command("demo", help=say("commands.demo.help"))
@click.option("--port", default=8000, show_default=True, help=say("commands.demo.port"))
def demo_command(port: int) -> None:
    """Runs until Ctrl+C; the sample's database is deleted then."""
    logging.basicConfig(level=logging.ERROR)
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with tempfile.TemporaryDirectory(prefix="tanrob-demo-") as folder:
        _run(Path(folder), port, stop)


def _run(folder: Path, port: int, stop: Event) -> None:
    clock = clock_from(pretend(STARTS))
    simulator = Simulator(port=port, clock=clock)
    settings = Settings(f"sqlite:///{folder / 'demo.db'}", f"http://127.0.0.1:{port}", secrets.token_hex(16))
    storage = open_storage(settings)
    ports = ports_over(storage, settings)
    simulator.mount(create_app(ports, clock))
    try:
        simulator.start()
    except OSError as error:
        storage.close()
        raise Refused(say("commands.demo.port_taken", port=port)) from error
    click.echo(say("commands.demo.preparing"))
    background = Background(ports, clock)
    try:
        reported, expected = _play(ports, simulator, sample("khonkaen2"), clock)
        # Only now: a reminder that came in between would be taken for an answer by the players.
        background.start_ticking()
        url = f"http://127.0.0.1:{port}"
        day = full_date(bangkok_day(clock()))
        click.echo(say("commands.demo.ready", url=url, day=day, reported=reported, expected=expected))
        stop.wait()
    finally:
        background.stop()
        simulator.stop()
        storage.close()


def _play(ports: Ports, simulator: Simulator, office: Sample, clock: Clock) -> tuple[int, int]:
    """Enrols everybody and reports all but five projects; gives how many are reported, of how many."""
    office_id = open_office(ports, simulator, office, simulator.base_url)
    for person in office.people:
        actor = enrol(ports, simulator, office_id, person, clock())
        if person.role == "planner":
            bind_group(simulator, actor, say("commands.demo.group"))
        _report(actor, office, person.projects)
    return len(office.answers) - len(LEFT_TO_REPORT), len(office.answers)


def _report(actor: Actor, office: Sample, projects: str) -> None:
    for no in (int(no) for no in projects.split(",") if no):
        if no not in LEFT_TO_REPORT:
            actor.report(no, office.answers[no])
