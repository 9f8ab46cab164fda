"""`tanrob serve` as it runs in an office: web and worker processes, a reminder on time, a kill -9 and a restart."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import psutil
import pytest

from bot.demo.actors import Actor
from bot.demo.seed import code_for, open_office
from bot.line.render import render
from bot.simulator.server import Simulator
from bot.usecases.ports import Ports
from messages.samples import sample
from storage.database import Storage
from storage.photo_files import PhotoFiles
from tests.support.forms import find_form, in_form
from tests.support.product import SECRET_KEY, ManualClock
from tests.support.serve_process import answers_well
from tests.support.usecase_harness import RememberingMessenger
from tests.support.waiting import MAX_SECONDS, linger, wait_until

EARLY = "2021-03-22T08:00:00+07:00"
"""An hour before the reminder: however slow the machine is, who enrols now has enrolled before it is due."""
BEFORE_REMINDER = "2021-03-22T08:59:40+07:00"


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@dataclass
class Served:
    """An office on a database, its simulator, and the port its `tanrob serve` is to take."""

    simulator: Simulator
    database: str
    port: int
    code: str

    def started(self, *words: str, now: str = BEFORE_REMINDER) -> subprocess.Popen[bytes]:
        environment = {
            **os.environ,
            "DATABASE_URL": self.database,
            "LINE_API_BASE": self.simulator.base_url,
            "TANROB_SECRET_KEY": SECRET_KEY,
            "TANROB_NOW": now,
        }
        command = [sys.executable, "-m", "bot", *words]
        return subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)

    @contextmanager
    def running(self, now: str = BEFORE_REMINDER) -> Iterator[subprocess.Popen[bytes]]:
        process = self.started("serve", "--port", str(self.port), now=now)
        try:
            self.wait_until_ready()
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(MAX_SECONDS)

    def wait_until_ready(self) -> None:
        wait_until(lambda: answers_well(f"http://127.0.0.1:{self.port}/readyz"), "tanrob serve is ready")


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    clock = ManualClock(datetime.fromisoformat(EARLY))
    simulator = Simulator(clock=clock)
    simulator.start()
    port, database = free_port(), f"sqlite:///{tmp_path / 'office.db'}"
    storage = Storage.open(database, SECRET_KEY)
    storage.migrate()
    office = in_form(sample("khonkaen2"), "cumulative")
    photos = PhotoFiles.open((tmp_path / "photos").as_uri())
    ports = Ports(storage, RememberingMessenger(), render, SECRET_KEY, photos)
    office_id = open_office(ports, simulator, office, f"http://127.0.0.1:{port}", lambda _: find_form("cumulative"))
    code = code_for(ports, office_id, office.people[2], clock())
    storage.close()
    try:
        yield Served(simulator, database, port, code)
    finally:
        simulator.stop()


def family(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    parent = psutil.Process(process.pid)
    return [parent, *parent.children(recursive=True)]


def test_a_report_a_reminder_a_kill_and_a_restart(served: Served) -> None:
    owner = Actor(served.simulator, served.simulator.directory.add_person("ครูมาลี"))
    with served.running(EARLY):
        assert "ลงทะเบียนแล้ว" in owner.enrol(served.code)[-1]["text"]
        owner.say("รายงาน 8")
        assert "เบิกจ่ายสะสม" in owner.say("2")[-1]["text"]
        heard = len(served.simulator.chats.messages_to(owner.user_id))
    with served.running() as process:
        assert served.simulator.chats.wait_for(owner.user_id, heard + 1, timeout=MAX_SECONDS), "no reminder at nine"
        assert "ยังไม่ได้รายงาน 6 จาก 6 โครงการ" in served.simulator.chats.messages_to(owner.user_id)[-1]["text"]
        processes = family(process)
        assert len(processes) >= 3
        process.kill()
        _, alive = psutil.wait_procs(processes[1:], timeout=MAX_SECONDS)
        assert alive == []
    with served.running():
        assert "ข้อ 3 จาก 3" in owner.say("525")[-1]["text"]
        linger(1)
        texts = [message.get("text", "") for message in served.simulator.chats.messages_to(owner.user_id)]
        assert sum("ยังไม่ได้รายงาน" in text for text in texts) == 1


def test_a_clock_whose_parent_died_while_it_started_does_not_stay(served: Served) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    process = served.started("worker", "--clock", "--end-with", str(gone.pid))
    try:
        assert process.wait(MAX_SECONDS) == 1
    finally:
        process.kill()
