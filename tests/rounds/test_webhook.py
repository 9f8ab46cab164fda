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

from bot.rehearsal.actors import Actor
from messages.samples import sample
from tests.support.house import House, running_house

EVERY_KIND = Path(__file__).parents[1] / "data" / "webhooks" / "every_kind.json"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with running_house(tmp_path, "2021-03-22T10:00+07:00") as house:
        house.open_office(sample("khonkaen2"))
        yield house


def post(house: House, body: bytes, signature: str | None = None) -> int:
    with house.storage.office("khonkaen2").reading() as work:
        channel = work.office.channel()
    assert channel is not None
    digest = hmac.new(channel.secret.encode(), body, hashlib.sha256).digest()
    headers = {"X-Line-Signature": base64.b64encode(digest).decode() if signature is None else signature}
    url = f"{house.web_url}/line/khonkaen2/webhook"
    with urllib3.PoolManager() as http:
        return http.request("POST", url, body=body, headers=headers, retries=False, timeout=5).status


def text(user_id: str, said: str, event_id: str = "") -> dict[str, Any]:
    return {
        "type": "message",
        "mode": "active",
        "timestamp": 1616382000000,
        "source": {"type": "user", "userId": user_id},
        "webhookEventId": event_id or uuid4().hex,
        "deliveryContext": {"isRedelivery": False},
        "replyToken": uuid4().hex,
        "message": {"type": "text", "id": uuid4().hex, "text": said, "quoteToken": "q"},
    }


def body(*events: object) -> bytes:
    return json.dumps({"destination": "U1", "events": list(events)}, ensure_ascii=False).encode()


def owner(house: House) -> Actor:
    actor = house.enrol("khonkaen2", sample("khonkaen2").people[2])
    for said in ("รายงาน 8", "2", "525"):
        actor.say(said)
    return actor


def parts(house: House) -> list[str]:
    """The messages of the long answer that were kept, in order."""
    with house.storage.office("khonkaen2").reading() as work:
        states = [kept.state for _, kept in work.conversations.all()]
    drafted = [part for state in states for draft in state["drafts"] for part in draft["parts"]]
    return [part["text"] for part in drafted if part["question"] == "progress"]


def test_the_verify_buttons_empty_webhook_is_answered_200(house: House) -> None:
    assert post(house, body()) == 200


@pytest.mark.parametrize("signature", ["", "d3Jvbmc=", "not base64 at all"])
def test_a_wrong_signature_is_403_and_nothing_is_stored(house: House, signature: str) -> None:
    actor = owner(house)
    assert post(house, body(text(actor.user_id, "ไม่ควรเก็บ")), signature) == 403
    assert parts(house) == []


def test_a_batch_with_one_malformed_event_serves_the_others(house: House) -> None:
    actor = owner(house)
    broken = {"type": "message", "message": {}}
    assert post(house, body(text(actor.user_id, "ก่อน"), broken, 7, text(actor.user_id, "หลัง"))) == 200
    assert parts(house) == ["ก่อน", "หลัง"]


def test_the_same_event_sent_twice_is_one_answer(house: House) -> None:
    actor = owner(house)
    event = text(actor.user_id, "ครั้งเดียว")
    assert [post(house, body(event)), post(house, body(event)), post(house, body(event, event))] == [200] * 3
    assert parts(house) == ["ครั้งเดียว"]


def test_two_events_at_once_of_one_person_are_one_answer_each(house: House) -> None:
    actor = owner(house)
    start = Barrier(2)

    def send(said: str) -> None:
        start.wait()
        assert post(house, body(text(actor.user_id, said))) == 200

    threads = [Thread(target=send, args=(said,)) for said in ("หนึ่ง", "สอง")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(parts(house)) == ["สอง", "หนึ่ง"]


def test_bodies_of_every_kind_are_answered_200_and_the_server_lives_on(house: House) -> None:
    for one in json.loads(EVERY_KIND.read_text("utf-8")):
        assert post(house, json.dumps(one).encode()) == 200
    actor = house.enrol("khonkaen2", sample("khonkaen2").people[2])
    assert "ข้อ 1 จาก 3" in actor.say("รายงาน 8")[-1]["text"]


@pytest.mark.parametrize("junk", [b"", b"null", b"[]", b"{", b'{"events":"x"}', b'{"events":[null]}', b"\xff\xfe"])
def test_signed_junk_harms_nothing(house: House, junk: bytes) -> None:
    assert post(house, junk) in {200, 403}
    assert post(house, body()) == 200
