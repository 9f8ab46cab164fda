"""The webhook as LINE calls it: signatures, whole batches, bodies of every kind, repeated and simultaneous events."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from pathlib import Path
from threading import Barrier, Thread
from typing import Any
from uuid import uuid4

import pytest
import urllib3

from bot.demo.actors import Actor
from messages.samples import sample
from tests.support.product import Product, run_product

EVERY_KIND = Path(__file__).parents[1] / "data" / "webhooks" / "every_kind.json"


@pytest.fixture
def product(tmp_path: Path) -> Iterator[Product]:
    with run_product(tmp_path, "2021-03-22T10:00+07:00") as product:
        product.open_office(sample("khonkaen2"), "cumulative")
        yield product


def post(product: Product, body: bytes, signature: str | None = None) -> int:
    with product.storage.office("khonkaen2").reading() as work:
        channel = work.office.channel()
    assert channel is not None
    digest = hmac.new(channel.secret.encode(), body, hashlib.sha256).digest()
    headers = {"X-Line-Signature": base64.b64encode(digest).decode() if signature is None else signature}
    url = f"{product.web_url}/line/khonkaen2/webhook"
    with urllib3.PoolManager() as http:
        return http.request("POST", url, body=body, headers=headers, retries=False, timeout=5).status


def text(user_id: str, said: str, event_id: str = "", ago: int = 0) -> dict[str, Any]:
    """Sent so many milliseconds before the product's clock stands still."""
    return {
        "type": "message",
        "mode": "active",
        "timestamp": 1616382000000 - ago,
        "source": {"type": "user", "userId": user_id},
        "webhookEventId": event_id or uuid4().hex,
        "deliveryContext": {"isRedelivery": False},
        "replyToken": uuid4().hex,
        "message": {"type": "text", "id": uuid4().hex, "text": said, "quoteToken": "q"},
    }


def body(*events: object) -> bytes:
    return json.dumps({"destination": "U1", "events": list(events)}, ensure_ascii=False).encode()


def owner(product: Product) -> Actor:
    actor = product.enrol("khonkaen2", sample("khonkaen2").people[2])
    for said in ("รายงาน 8", "2", "525"):
        actor.say(said)
    return actor


def parts(product: Product) -> list[str]:
    """The messages of the long answer that were kept, in order."""
    with product.storage.office("khonkaen2").reading() as work:
        states = [kept.state for _, kept in work.conversations.all()]
    drafted = [part for state in states for draft in state["drafts"] for part in draft["parts"]]
    return [part["text"] for part in drafted if part["question"] == "progress"]


def test_the_verify_buttons_empty_webhook_is_answered_200(product: Product) -> None:
    assert post(product, body()) == 200


@pytest.mark.parametrize("signature", ["", "d3Jvbmc=", "not base64 at all"])
def test_a_wrong_signature_is_403_and_nothing_is_stored(product: Product, signature: str) -> None:
    actor = owner(product)
    assert post(product, body(text(actor.user_id, "ไม่ควรเก็บ")), signature) == 403
    assert parts(product) == []


def test_a_batch_with_one_malformed_event_serves_the_others(product: Product) -> None:
    actor = owner(product)
    broken = {"type": "message", "message": {}}
    assert post(product, body(text(actor.user_id, "ก่อน"), broken, 7, text(actor.user_id, "หลัง"))) == 200
    assert parts(product) == ["ก่อน", "หลัง"]


def test_the_same_event_sent_twice_is_one_answer(product: Product) -> None:
    actor = owner(product)
    event = text(actor.user_id, "ครั้งเดียว")
    assert [post(product, body(event)), post(product, body(event)), post(product, body(event, event))] == [200] * 3
    assert parts(product) == ["ครั้งเดียว"]


def test_two_events_at_once_of_one_person_are_one_answer_each(product: Product) -> None:
    actor = owner(product)
    start = Barrier(2)

    def send(said: str, ago: int) -> None:
        start.wait()
        assert post(product, body(text(actor.user_id, said, ago=ago))) == 200

    threads = [Thread(target=send, args=one) for one in (("ประชุมครู", 20), ("นิเทศโรงเรียน", 10))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(parts(product)) == ["นิเทศโรงเรียน", "ประชุมครู"]


def test_bodies_of_every_kind_are_answered_200_and_the_server_lives_on(product: Product) -> None:
    for one in json.loads(EVERY_KIND.read_text("utf-8")):
        assert post(product, json.dumps(one).encode()) == 200
    actor = product.enrol("khonkaen2", sample("khonkaen2").people[2])
    assert "ข้อ 1 จาก 3" in actor.say("รายงาน 8")[-1]["text"]


@pytest.mark.parametrize("junk", [b"", b"null", b"[]", b"{", b'{"events":"x"}', b'{"events":[null]}', b"\xff\xfe"])
def test_signed_junk_harms_nothing(product: Product, junk: bytes) -> None:
    assert post(product, junk) in {200, 403}
    assert post(product, body()) == 200
