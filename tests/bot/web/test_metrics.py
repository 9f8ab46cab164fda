"""`/metrics`: what Prometheus is told, and what it must not be told."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from bot.conversation.events import TextReceived
from bot.usecases.ports import Allowance, Outcome, Verdict
from bot.web import app
from bot.web.app import create_app
from bot.web.metrics import Meter
from storage.errors import DatabaseDown
from storage.records import Photo
from tests.support.usecase_harness import OFFICE, UsecaseHarness, open_harness

Labels = frozenset[tuple[str, str]]
ME = ("process", str(os.getpid()))
SECRET = "8c570fa6dd201bb328f1c1eac23a96d8"


@pytest.fixture
def harness(tmp_path: Path, database_url: str) -> Iterator[UsecaseHarness]:
    with open_harness(tmp_path, url=database_url) as harness:
        yield harness


@pytest.fixture
def visitor(harness: UsecaseHarness) -> FlaskClient:
    return create_app(harness.ports, lambda: harness.now).test_client()


def told(visitor: FlaskClient) -> Mapping[str, Mapping[Labels, float]]:
    """Values by name and labels, as Prometheus reads them."""
    answer = visitor.get("/metrics")
    assert answer.status_code == 200
    found: dict[str, dict[Labels, float]] = {}
    for family in text_string_to_metric_families(answer.text):
        for sample in family.samples:
            found.setdefault(sample.name, {})[frozenset(sample.labels.items())] = sample.value
    return found


def value(visitor: FlaskClient, name: str, *labels: tuple[str, str]) -> float | None:
    return told(visitor).get(name, {}).get(frozenset(labels))


def post(visitor: FlaskClient, *events: Mapping[str, Any]) -> int:
    """A signed webhook."""
    body = json.dumps({"destination": "U0", "events": events}, ensure_ascii=False).encode()
    signature = base64.b64encode(hmac.new(b"secret", body, hashlib.sha256).digest()).decode()
    return visitor.post(f"/line/{OFFICE}/webhook", data=body, headers={"X-Line-Signature": signature}).status_code


def said(text: str, user: str = "U1") -> Mapping[str, Any]:
    return {
        "type": "message",
        "mode": "active",
        "timestamp": 1616382000000,
        "source": {"type": "user", "userId": user},
        "webhookEventId": uuid4().hex,
        "deliveryContext": {"isRedelivery": False},
        "replyToken": uuid4().hex,
        "message": {"type": "text", "id": uuid4().hex, "text": text, "quoteToken": "q"},
    }


# Turns: this process's own


def test_each_event_is_a_turn_and_its_time_is_taken(visitor: FlaskClient) -> None:
    assert post(visitor, said("รายงาน"), said("รายงาน", "U2")) == 200
    assert value(visitor, "tanrob_turns_total", ME, ("result", "kept")) == 2
    assert value(visitor, "tanrob_turn_seconds_count", ME) == 2
    assert value(visitor, "tanrob_turn_seconds_bucket", ME, ("le", "+Inf")) == 2
    assert 0 < (value(visitor, "tanrob_turn_seconds_sum", ME) or 0) < 60


@pytest.mark.parametrize(
    ("error", "result", "status"), [(DatabaseDown("down"), "put_off", 503), (ValueError("odd"), "failed", 503)]
)
def test_turns_that_went_wrong_are_counted_apart(
    visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch, error: Exception, result: str, status: int
) -> None:
    def broken(*_: object) -> None:
        raise error

    monkeypatch.setattr(app, "answer", broken)
    assert post(visitor, said("รายงาน")) == status
    assert value(visitor, "tanrob_turns_total", ME, ("result", result)) == 1
    assert value(visitor, "tanrob_turns_total", ME, ("result", "kept")) == 0


def test_who_asks_again_asks_whichever_process_comes_next(visitor: FlaskClient) -> None:
    """A connection kept open would be answered by one process for ever."""
    assert visitor.get("/metrics").headers["Connection"] == "close"


def test_a_webhook_without_events_is_no_turn(visitor: FlaskClient) -> None:
    assert post(visitor) == 200
    assert value(visitor, "tanrob_turn_seconds_count", ME) == 0


def test_each_process_counts_for_itself(harness: UsecaseHarness) -> None:
    busy, idle = (create_app(harness.ports, lambda: harness.now).test_client() for _ in range(2))
    post(busy, said("รายงาน"))
    assert [value(one, "tanrob_turn_seconds_count", ME) for one in (busy, idle)] == [1, 0]


# The rest: from the database, whichever process did it


def test_deliveries_are_told_by_kind_and_outcome_for_five_minutes(
    harness: UsecaseHarness, visitor: FlaskClient
) -> None:
    harness.enrolled("U1", "นิดา", projects="4")
    harness.wait(minutes=5)
    harness.messenger.next_outcomes = [Outcome(Verdict.ACCEPTED), Outcome(Verdict.REFUSED, "400")]
    harness.say("U1", "สถานะ", "สถานะ")
    sent, failed = (("kind", "reply"), ("outcome", "sent")), (("kind", "reply"), ("outcome", "failed"))
    assert [value(visitor, "tanrob_deliveries_in_five_minutes", *one) for one in (sent, failed)] == [1, 1]
    harness.wait(minutes=5)
    assert value(visitor, "tanrob_deliveries_in_five_minutes", *sent) is None


def test_a_delivery_nobody_knows_the_fate_of_is_told_as_doubtful(harness: UsecaseHarness, visitor: FlaskClient) -> None:
    harness.messenger.next_outcomes = [Outcome(Verdict.UNKNOWN, "TimeoutError"), Outcome(Verdict.TOKEN_GONE, "400")]
    harness.say("U9", "สวัสดี")
    harness.wait(minutes=2)
    harness.postman.deliver_all()
    labels = ("kind", "free_reply"), ("outcome", "doubtful")
    assert value(visitor, "tanrob_deliveries_in_five_minutes", *labels) == 1


def test_the_outbox_shows_its_size_and_how_long_the_oldest_has_waited(
    harness: UsecaseHarness, visitor: FlaskClient
) -> None:
    assert value(visitor, "tanrob_outbox_oldest_age_seconds") is None
    harness.hear("U1", TextReceived, "m", "รายงาน")
    harness.wait(seconds=90)
    assert value(visitor, "tanrob_outbox_deliveries", ("kind", "free_reply")) == 1
    assert value(visitor, "tanrob_outbox_oldest_age_seconds") == 90


def test_every_tick_is_counted_and_its_age_told(harness: UsecaseHarness, visitor: FlaskClient) -> None:
    before = value(visitor, "tanrob_ticks_total")
    assert before is not None
    harness.tick()
    harness.wait(seconds=20)
    assert value(visitor, "tanrob_ticks_total") == before + 1
    assert value(visitor, "tanrob_tick_age_seconds") == 20


def test_photos_that_wait_are_counted(harness: UsecaseHarness, visitor: FlaskClient) -> None:
    with harness.storage.office(OFFICE).work() as work:
        work.photos.add(Photo(uuid4(), OFFICE, "m", uuid4(), "s", harness.now, harness.now))
        work.commit()
    assert value(visitor, "tanrob_photos_waiting") == 1


def test_the_messages_left_are_told_by_office_where_line_limits_them(
    harness: UsecaseHarness, visitor: FlaskClient
) -> None:
    of_office = ("office", OFFICE)
    assert value(visitor, "tanrob_quota_left_messages", of_office) is None
    harness.enrolled("U1", "นิดา", projects="4")
    harness.messenger.month = Allowance(300, 100)
    harness.wait(days=1)
    harness.tick()
    assert value(visitor, "tanrob_quota_left_messages", of_office) == 199
    harness.now = datetime(2021, 4, 1, 2, 0, tzinfo=UTC)
    assert value(visitor, "tanrob_quota_left_messages", of_office) == 300


# What it must be


def test_nobodys_name_id_or_words_are_told(harness: UsecaseHarness, visitor: FlaskClient) -> None:
    harness.enrolled("U5b2f0000000000000000000000000001", "นิดา ใจดี", projects="4")
    harness.tick()
    post(visitor, said("เบิกไป 7,406 บาท", "U5b2f0000000000000000000000000001"))
    text = visitor.get("/metrics").text
    assert not [secret for secret in ("นิดา", "U5b2f", "7,406", "รายงาน") if secret in text]
    labels = {name for values in told(visitor).values() for each in values for name, _ in each}
    assert labels == {"process", "result", "le", "kind", "outcome"}


def test_it_is_the_text_prometheus_reads(visitor: FlaskClient) -> None:
    answer = visitor.get("/metrics")
    assert answer.headers["Content-Type"].startswith("text/plain; version=")
    assert "# TYPE tanrob_turn_seconds histogram\n" in answer.text


def test_where_the_database_does_not_answer_it_says_so(visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def down(_: Meter) -> bytes:
        raise DatabaseDown("down")

    monkeypatch.setattr(Meter, "text", down)
    assert visitor.get("/metrics").status_code == 503
