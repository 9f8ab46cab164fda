"""One turn's time: `python -m tests.bench.turns` prints a table, each row with its ratio to the run's own baseline.

A turn is a signed webhook through the real app to its durable commit (SQLite, synchronous=FULL), the reply posted and
not yet carried; the baseline is the same app refusing the same body for its signature. The engine alone stands beside.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import logging
import tempfile
from collections.abc import Callable
from itertools import count, cycle
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from uuid import uuid4

from flask.testing import FlaskClient

from bot.web.app import create_app
from tests.support.talk import Talk, assignment, project, turn_context
from tests.support.usecase_harness import OFFICE, UsecaseHarness, open_harness

ROUNDS = 2000
SAID = ("รายงาน 4", "2", "7,406", "ทำไปแล้วหนึ่งอย่าง", "เสร็จแล้ว", "ยืนยัน", "แก้ 4", "แก้ 2", "8,000", "ยืนยัน")


def measure_times(act: Callable[[], object]) -> list[float]:
    """Milliseconds of each of `ROUNDS` calls."""
    taken = []
    for _ in range(ROUNDS):
        began = perf_counter()
        act()
        taken.append((perf_counter() - began) * 1000)
    return taken


def webhook(client: FlaskClient, said: Callable[[], str], *, signed: bool) -> Callable[[], object]:
    def call() -> object:
        body = json.dumps({"destination": "U", "events": [text_event(said())]}).encode()
        digest = hmac.new(b"secret" if signed else b"wrong", body, hashlib.sha256).digest()
        headers = {"X-Line-Signature": base64.b64encode(digest).decode()}
        return client.post(f"/line/{OFFICE}/webhook", data=body, headers=headers)

    return call


def text_event(said: str) -> dict[str, object]:
    return {
        "type": "message",
        "mode": "active",
        "timestamp": 1616382000000,
        "source": {"type": "user", "userId": "U1"},
        "webhookEventId": uuid4().hex,
        "deliveryContext": {"isRedelivery": False},
        "replyToken": uuid4().hex,
        "message": {"type": "text", "id": uuid4().hex, "text": said, "quoteToken": "q"},
    }


def measure(harness: UsecaseHarness) -> dict[str, list[float]]:
    client = create_app(harness.ports, lambda: harness.now).test_client()
    harness.enrolled("U1", "นิดา", projects="4,8,11")
    words, numbers = cycle(SAID), count()
    talk = Talk(turn_context(*(assignment(project(no, 600_000)) for no in (4, 8, 11))))
    return {
        "refused signature": measure_times(webhook(client, lambda: f"x{next(numbers)}", signed=False)),
        "engine alone": measure_times(lambda: talk.say(next(words))),
        "durable turn": measure_times(webhook(client, lambda: next(words), signed=True)),
    }


def main() -> None:
    logging.disable(logging.WARNING)
    with tempfile.TemporaryDirectory() as folder, open_harness(Path(folder)) as harness:
        rows = measure(harness)
    baseline = median(rows["refused signature"])
    print(f"{'milliseconds':<20}{'minimum':>9}{'median':>9}{'99 %':>9}{'maximum':>9}{'ratio':>8}")
    for name, taken in rows.items():
        high = quantiles(taken, n=100)[98]
        ratio = median(taken) / baseline
        print(f"{name:<20}{min(taken):>9.3f}{median(taken):>9.3f}{high:>9.3f}{max(taken):>9.3f}{ratio:>8.2f}")


if __name__ == "__main__":
    main()
