"""`tanrob demo`: everything on this machine, no LINE account.

A sample office mid-round and a simulated LINE in the browser.
"""

from __future__ import annotations

import logging
import signal
from threading import Event

import click

from bot.clock import SettableClock, clock_from
from bot.commands.cli import CommandRefused
from bot.demo.session import DemoSession
from bot.simulator.server import Simulator
from messages.samples import NAMES
from messages.texts import say
from messages.thai.dates import bangkok_day, full_date

SAMPLES = click.Choice(NAMES)


@click.command("demo", help=say("commands.demo.help"))
@click.option("--port", default=8000, show_default=True, help=say("commands.demo.port"))
@click.option("--office", type=SAMPLES, default=NAMES[0], show_default=True, help=say("commands.demo.office"))
def demo_command(port: int, office: str) -> None:
    """Runs until Ctrl+C; the sample's database is deleted then."""
    logging.basicConfig(level=logging.ERROR)
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    _run(port, office, stop)


def _run(port: int, office: str, stop: Event) -> None:
    clock = SettableClock(clock_from(None)())
    simulator = Simulator(port=port, clock=clock)
    session = DemoSession(simulator, clock)
    simulator.controls = session.controls()
    try:
        simulator.start()
    except OSError as error:
        raise CommandRefused(say("commands.demo.port_taken", port=port)) from error
    click.echo(say("commands.demo.preparing"))
    try:
        reported, expected = session.open(office)
        url = f"http://127.0.0.1:{port}"
        day = full_date(bangkok_day(clock()))
        click.echo(say("commands.demo.ready", url=url, day=day, reported=reported, expected=expected))
        stop.wait()
    finally:
        session.close()
        simulator.stop()
