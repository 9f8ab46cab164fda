"""A real `tanrob serve` beside one office of tests.support.usecase_harness, and what may be done to it from outside."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from uuid import uuid4

import psutil
import urllib3

from tests.support.kinds import needs
from tests.support.usecase_harness import CHANNEL, KEY, OFFICE, open_harness
from tests.support.waiting import MAX_SECONDS, comes_true

PATH = f"/line/{OFFICE}/webhook"


@dataclass(frozen=True)
class HttpAnswer:
    """An answer, and the seconds it took."""

    status: int
    seconds: float
    body: bytes
    headers: Mapping[str, str]


@dataclass
class ServeProcess:
    """The process, its port and its database. `log`: all it says on both streams."""

    process: subprocess.Popen[bytes]
    port: int
    database: str
    log: Path

    def get(self, path: str, timeout: float = 10) -> HttpAnswer:
        return self._ask("GET", path, timeout=timeout)

    def post(self, text: str = "สถานะ", *, event: str = "", timeout: float = 30) -> HttpAnswer:
        """A signed webhook with one event of U1's."""
        body, signature = sign_webhook(text, event or uuid4().hex)
        return self._ask("POST", PATH, body=body, headers={"X-Line-Signature": signature}, timeout=timeout)

    def _ask(self, method: str, path: str, **more: object) -> HttpAnswer:
        began = monotonic()
        with urllib3.PoolManager(retries=False) as http:
            answer = http.request(method, f"http://127.0.0.1:{self.port}{path}", **more)  # type: ignore[arg-type]
        return HttpAnswer(answer.status, monotonic() - began, answer.data, answer.headers)

    def wire(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=15)

    def family(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def end(self) -> bool:
        """Told to end, by SIGTERM: whether all of it goes. Raises TimeoutExpired where the first process stays."""
        family = self.family()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(MAX_SECONDS)
        _, alive = psutil.wait_procs(family, timeout=MAX_SECONDS)
        return not alive


def sign_webhook(text: str, event: str) -> tuple[bytes, str]:
    """A webhook's body with one event, and its signature."""
    told = {
        "type": "message",
        "mode": "active",
        "timestamp": 1616382000000,
        "source": {"type": "user", "userId": "U1"},
        "webhookEventId": event,
        "deliveryContext": {"isRedelivery": False},
        "replyToken": uuid4().hex,
        "message": {"type": "text", "id": uuid4().hex, "text": text, "quoteToken": "q"},
    }
    body = json.dumps({"destination": "U0", "events": [told]}).encode()
    return body, base64.b64encode(hmac.new(CHANNEL.secret.encode(), body, hashlib.sha256).digest()).decode()


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def run_serve(folder: Path, url: str = "", *words: str, **settings: str) -> Iterator[ServeProcess]:
    """`tanrob serve --web-only`, or with other words, on a database with one office and its owner U1."""
    needs("slow")
    with open_harness(folder, url=url) as harness:
        harness.enrolled("U1", "นิดา", projects="4")
    database, port = url or f"sqlite:///{folder / 'office.db'}", free_port()
    environment = {
        **os.environ,
        "DATABASE_URL": database,
        "TANROB_SECRET_KEY": KEY,
        "LINE_API_BASE": "http://127.0.0.1:9",
        "TANROB_NOW": "2021-03-22T09:00+07:00",
        "TANROB_PHOTOS": (folder / "photos").as_uri(),
        **settings,
    }
    command = [sys.executable, "-m", "bot", "serve", *(words or ("--web-only",)), "--port", str(port)]
    log = folder / "serve.log"
    with ExitStack() as resources:
        told = resources.enter_context(log.open("ab"))
        process = subprocess.Popen(command, env=environment, stdout=told, stderr=told)
        served = ServeProcess(process, port, database, log)
        resources.callback(_kill_all, served)
        wait_until_alive(served)
        yield served


def _kill_all(served: ServeProcess) -> None:
    try:
        family = served.family()
    except psutil.NoSuchProcess:
        family = []
    served.process.kill()
    served.process.wait()
    for one in family:
        with suppress(psutil.NoSuchProcess):
            one.kill()
    psutil.wait_procs(family, timeout=5)


def wait_until_alive(served: ServeProcess) -> None:
    """Until a web process answers."""
    assert comes_true(lambda: answers_well(f"http://127.0.0.1:{served.port}/healthz")), served.log.read_text()


def answers_well(url: str) -> bool:
    """Whether somebody listens there and answers 200."""
    with urllib3.PoolManager(retries=False) as http, suppress(urllib3.exceptions.HTTPError):
        return http.request("GET", url, timeout=1).status == 200
    return False
