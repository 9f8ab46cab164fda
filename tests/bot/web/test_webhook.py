"""The webhook's signature: it is that of the channel the office has now, whichever the process remembers."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from bot.web.app import create_app
from storage.database import Storage
from storage.records import Channel, Office
from tests.support.usecase_harness import CHANNEL, KEY, OFFICE, UsecaseHarness, open_harness

NEW = Channel("another secret", "another token")


@pytest.fixture
def harness(tmp_path: Path, database_url: str) -> Iterator[UsecaseHarness]:
    with open_harness(tmp_path, url=database_url) as harness:
        harness.enrolled("U1", "นิดา", projects="4")
        yield harness


@pytest.fixture
def web(harness: UsecaseHarness) -> FlaskClient:
    """A web process that has served an event, and so remembers the channel."""
    web = create_app(harness.ports, lambda: harness.now).test_client()
    assert post(web, said("สถานะ")) == 200
    assert harness.storage.office(OFFICE).remembered_channel() == CHANNEL
    harness.postman.deliver_all()
    return web


@pytest.fixture
def elsewhere(harness: UsecaseHarness, database_url: str) -> Iterator[Storage]:
    """Another process on the same database."""
    storage = Storage.open(database_url, KEY)
    yield storage
    storage.close()


def said(text: str) -> dict[str, Any]:
    return {
        "type": "message",
        "mode": "active",
        "timestamp": 1616382000000,
        "source": {"type": "user", "userId": "U1"},
        "webhookEventId": uuid4().hex,
        "deliveryContext": {"isRedelivery": False},
        "replyToken": uuid4().hex,
        "message": {"type": "text", "id": uuid4().hex, "text": text, "quoteToken": "q"},
    }


def post(web: FlaskClient, *events: object, secret: str = CHANNEL.secret, office: str = OFFICE) -> int:
    body = json.dumps({"destination": "U0", "events": events}, ensure_ascii=False).encode()
    signature = base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()
    return web.post(f"/line/{office}/webhook", data=body, headers={"X-Line-Signature": signature}).status_code


def replace_channel(storage: Storage) -> None:
    with storage.office(OFFICE).work() as work:
        work.office.save_channel(NEW)
        work.commit()


def stored(harness: UsecaseHarness, event: dict[str, Any]) -> list[str]:
    """What the event left behind."""
    with harness.storage.office(OFFICE).work() as work:
        left = {
            "event": not work.inbox.claim(event["webhookEventId"], harness.now),
            "draft": any(kept.state.get("drafts") for _, kept in work.conversations.all()),
        }
    left["reply"] = bool(harness.storage.outbox.waiting(OFFICE))
    return [what for what, is_there in left.items() if is_there]


def test_what_the_channel_signed_is_served(harness: UsecaseHarness, web: FlaskClient) -> None:
    event = said("รายงาน 4")
    assert post(web, event) == 200
    assert stored(harness, event) == ["event", "draft", "reply"]


def test_the_old_secret_signs_nothing_from_the_moment_the_channel_is_replaced(
    harness: UsecaseHarness, web: FlaskClient, elsewhere: Storage
) -> None:
    replace_channel(elsewhere)
    event = said("รายงาน 4")
    assert post(web, event, said("สถานะ")) == 403
    assert stored(harness, event) == []
    assert harness.storage.office(OFFICE).remembered_channel() == NEW


def test_the_new_secret_signs_at_once(harness: UsecaseHarness, web: FlaskClient, elsewhere: Storage) -> None:
    replace_channel(elsewhere)
    event = said("รายงาน 4")
    assert post(web, event, secret=NEW.secret) == 200
    assert stored(harness, event) == ["event", "draft", "reply"]
    assert post(web, said("สถานะ")) == 403


def test_until_the_new_channel_is_committed_the_old_one_signs(
    harness: UsecaseHarness, web: FlaskClient, elsewhere: Storage
) -> None:
    with elsewhere.office(OFFICE).work() as work:
        work.office.save_channel(NEW)
    assert post(web, said("รายงาน 4"), secret=NEW.secret) == 403
    assert post(web, said("รายงาน 4")) == 200


@pytest.mark.parametrize("office", ["nowhere", "without-channel"])
def test_an_office_without_a_channel_is_404_each_time(harness: UsecaseHarness, web: FlaskClient, office: str) -> None:
    with harness.storage.office("without-channel").work() as work:
        work.office.save(Office("without-channel", "ยังไม่มี LINE", "ยังไม่มี", "table"))
        work.commit()
    assert [post(web, said("รายงาน 4"), office=office) for _ in range(3)] == [404] * 3


def test_a_wrong_signature_does_not_even_ask_for_the_writer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.engine.connections.BUSY_SECONDS", 0.05)
    with open_harness(tmp_path) as harness:
        web = create_app(harness.ports, lambda: harness.now).test_client()
        other = Storage(harness.storage._url, KEY)
        with other.office(OFFICE).work():
            assert [post(web, said("รายงาน"), secret=secret) for secret in ("wrong", CHANNEL.secret)] == [403, 503]
        other.close()
