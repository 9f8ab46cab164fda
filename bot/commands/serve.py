"""`tanrob serve`, `tanrob worker` and `tanrob tick`: the product at work."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime
from threading import Event, Thread
from time import monotonic

import click

from bot.backoff import Backoff
from bot.clock import clock_from, pretend
from bot.commands.cli import CommandRefused, load_settings, open_database
from bot.memory import tune_memory
from bot.processes import python
from bot.settings import Settings, SettingsRefused, read_moment, share_clock
from bot.usecases.delivery.postman import Postman
from bot.usecases.notices.ticking import tick
from bot.web.server import end_after, end_with_parent, serve
from bot.wiring import Background, make_fetcher, make_ports, start_clock, web_app
from messages.texts import say
from storage.database import Storage

log = logging.getLogger(__name__)

RESTART_SECONDS = 1.0, 8.0
"""The first pause before a process that ended is started again, and the longest."""
STEADY_SECONDS = 60.0
"""What was at work so long has not failed at once."""
KILL_SECONDS = 5.0
"""For a process that was told to stop to end what is under way. Killed, it loses nothing: leases run out, and another
takes up what it held."""
PROCESSES = click.IntRange(1, 64)


@contextmanager
def _log_refusals(found: Settings) -> Iterator[None]:
    """Where the log is JSON, what ends the command is a line of it: who reads the log reads JSON alone."""
    try:
        yield
    except CommandRefused as refusal:
        if found.log != "json":
            raise
        log.error("%s", refusal.message)  # noqa: TRY400 – it tells all there is to tell
        raise SystemExit(refusal.exit_code) from None


@click.command("serve", help=say("commands.serve.help"))
@click.option("--host", default="127.0.0.1", show_default=True, help=say("commands.serve.host"))
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help=say("commands.serve.port"))
@click.option("--processes", type=PROCESSES, default=1, show_default=True, help=say("commands.serve.processes"))
@click.option("--web-only", is_flag=True, help=say("commands.serve.web_only"))
def serve_command(host: str, port: int, processes: int, *, web_only: bool) -> None:
    """Web and postman in separate processes, also on one machine: a slow LINE never slows the webhook."""
    found = load_settings()
    with _log_refusals(found):
        with open_database(found) as storage:
            make_ports(storage, found)  # told here, once, where it cannot be: the processes to come would tell it each
        share_clock(found)
        try:
            with nullcontext() if web_only else _ChildProcess("worker"):
                serve(web_app, host, port, processes)
        except OSError as error:
            raise CommandRefused(say("commands.serve.port_taken", host=host, port=port)) from error


class _ChildProcess:
    """Another `tanrob` beside this one, started again whenever it ends."""

    def __init__(self, *arguments: str) -> None:
        self._arguments = arguments
        self._stop = Event()
        self._process = self._start()
        self._thread = Thread(target=self._watch, name=f"{arguments[0]}-watch", daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *exit_of: object) -> None:
        self._stop.set()
        self._process.terminate()
        try:
            self._process.wait(KILL_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._thread.join()

    def _start(self) -> subprocess.Popen[bytes]:
        command = python("bot", *self._arguments, "--end-with", str(os.getpid()))
        return subprocess.Popen(command)  # noqa: S603 – our own interpreter and module

    def _watch(self) -> None:
        pause, began = Backoff(*RESTART_SECONDS), monotonic()
        while not self._stop.is_set():
            self._process.wait()
            if monotonic() - began >= STEADY_SECONDS:
                pause.reset()
            if not self._stop.wait(pause.next_delay()):
                self._process, began = self._start(), monotonic()


@click.command("worker", help=say("commands.worker.help"))
@click.option("--end-with", "parent", type=int, hidden=True)
@click.option("--clock", "only_clock", is_flag=True, hidden=True)
def worker_command(parent: int | None, *, only_clock: bool) -> None:
    """Postman and clock until the process is told to stop.

    The clock in a process of its own: who writes to the bot while it posts what is due in many offices must not wait.
    """
    found = load_settings()
    if parent:
        end_with_parent(parent)
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: _request_stop(stop))
    with _log_refusals(found), open_database(found) as storage:
        tune_memory()
        if only_clock:
            _tick_until(stop, storage, found)
        else:
            _deliver_until(stop, storage, found)


def _request_stop(stop: Event) -> None:
    """Asks for an end, and makes one where it does not come."""
    stop.set()
    end_after(KILL_SECONDS - 1)


def _deliver_until(stop: Event, storage: Storage, found: Settings) -> None:
    clock = clock_from(found.now)
    share_clock(found)
    background = Background(make_ports(storage, found), clock)
    with _ChildProcess("worker", "--clock"):
        stop.wait()
        background.stop()  # first of the two: people wait for answers


def _tick_until(stop: Event, storage: Storage, found: Settings) -> None:
    stop_ticking = start_clock(make_ports(storage, found), clock_from(found.now))
    stop.wait()
    stop_ticking()


@click.command("tick", help=say("commands.tick.help"))
@click.option("--at", "moment", help=say("commands.tick.at"))
def tick_command(moment: str | None) -> None:
    """Once: what is due is posted, delivered, and the counts are printed."""
    found = load_settings()
    clock = clock_from(pretend(_moment(moment, "--at")) if moment else found.now)
    with open_database(found) as storage:
        ports = make_ports(storage, found)
        posted = tick(ports, clock())
        fetcher = make_fetcher(ports, clock)
        fetcher.fetch_all()
        fetcher.close()
        delivered = Postman(ports, clock).deliver_all()
    click.echo(say("commands.tick.done", posted=posted, delivered=delivered))


def _moment(text: str, name: str) -> datetime:
    try:
        return read_moment(text, name)
    except SettingsRefused as refusal:
        raise CommandRefused(str(refusal)) from refusal
