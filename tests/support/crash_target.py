"""A product process that kills itself (kill -9) at a chosen step of a turn, and one that lives.

A step is a statement or a commit on the database, or a call to LINE: dying before step n for every n of a turn
covers every gap between two steps.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from multiprocessing.connection import Connection as Pipe
from multiprocessing.process import BaseProcess
from threading import Event, Lock, Thread
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Executable, Select
from werkzeug.serving import make_server

from bot.line.messenger import LineMessenger
from bot.line.render import render
from bot.usecases.delivery.postman import Postman
from bot.usecases.ports import Download, Line, LineMessages, Outcome, Ports
from bot.web.app import create_app
from storage.database import Storage
from storage.engine import transactions
from storage.engine.prepared import Rows, Values
from storage.engine.transactions import Transaction
from storage.photo_files import PhotoFiles
from storage.records import Channel

T = TypeVar("T")

_SPAWN = multiprocessing.get_context("forkserver")
_SPAWN.set_forkserver_preload(["tests.support.crash_target"])


@dataclass(frozen=True)
class CrashOrder:
    """What to run, and before which step to die (0: never)."""

    database: str
    photos: str
    api_base: str
    secret_key: str
    now: str
    die_before: int = 0


class CrashPoint:
    """Counts steps and burns at the chosen one."""

    def __init__(self, die_before: int) -> None:
        self._left, self._lock = count(1), Lock()
        self._die_before = die_before

    def step(self, *_: object) -> None:
        with self._lock:
            if next(self._left) == self._die_before:
                os.kill(os.getpid(), signal.SIGKILL)


class CrashingLine:
    """The real calls with a step before and a step after each."""

    def __init__(self, line: Line, crash_point: CrashPoint) -> None:
        self._line, self._fuse = line, crash_point

    async def reply(self, channel: Channel, reply_token: str, messages: LineMessages) -> Outcome:
        return await self._around(self._line.reply(channel, reply_token, messages))

    async def push(
        self, channel: Channel, to: str, messages: LineMessages, retry_key: UUID, *, silent: bool = False
    ) -> Outcome:
        return await self._around(self._line.push(channel, to, messages, retry_key))

    async def _around(self, call: Awaitable[Outcome]) -> Outcome:
        self._fuse.step()
        outcome = await call
        self._fuse.step()
        return outcome


class CrashingMessenger:
    """The real messenger with a step before and a step after each call."""

    def __init__(self, messenger: LineMessenger, crash_point: CrashPoint) -> None:
        self._messenger, self._fuse = messenger, crash_point

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[CrashingLine]:
        async with self._messenger.connected() as line:
            yield CrashingLine(line, self._fuse)

    def content(self, channel: Channel, message_id: str) -> Download:
        return self._around(lambda: self._messenger.content(channel, message_id))

    def show_loading(self, channel: Channel, user_id: str) -> None:
        self._around(lambda: self._messenger.show_loading(channel, user_id))

    def _around(self, call: Callable[[], T]) -> T:
        self._fuse.step()
        outcome = call()
        self._fuse.step()
        return outcome


def start(order: CrashOrder) -> tuple[BaseProcess, int]:
    """Starts a process and gives it with the port it serves on."""
    ours, theirs = _SPAWN.Pipe()
    process = _SPAWN.Process(target=run, args=(order, theirs), daemon=True)
    process.start()
    theirs.close()
    port: int = ours.recv()
    ours.close()
    return process, port


def run(order: CrashOrder, tell: Pipe) -> None:
    """The process: web and postman on threads, until it is killed."""
    moment = datetime.fromisoformat(order.now)
    crash_point = CrashPoint(order.die_before)
    storage = Storage.open(order.database, order.secret_key)
    messenger = CrashingMessenger(LineMessenger(order.api_base), crash_point)
    ports = Ports(storage, messenger, render, order.secret_key, PhotoFiles.open(order.photos))
    server = make_server("127.0.0.1", 0, create_app(ports, lambda: moment), threaded=True)
    arm(crash_point)
    tell.send(server.server_port)
    postman = Postman(ports, lambda: moment)
    Thread(target=server.serve_forever, daemon=True).start()
    postman.run(Event())


def arm(crash_point: CrashPoint) -> None:
    """Every writing statement, and every commit of something written, is a step from now on.

    A postman that looks and finds nothing takes no step, so the steps of one turn can be counted.
    """

    class CrashingTransaction(Transaction):
        wrote = False

        def run(self, statement: Executable, values: Values | None = None) -> Rows:
            self._before(statement)
            return super().run(statement, values)

        def run_all(self, statement: Executable, rows: Sequence[Values]) -> int:
            self._before(statement)
            return super().run_all(statement, rows)

        def commit(self) -> None:
            if self.wrote:
                crash_point.step()
            self.wrote = False
            super().commit()

        def _before(self, statement: Executable) -> None:
            if not isinstance(statement, Select):
                self.wrote = True
                crash_point.step()

    transactions.Transaction = CrashingTransaction  # type: ignore[misc]
