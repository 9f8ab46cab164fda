"""`tanrob check` tells of all that did not arrive, and of what is missing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from bot.settings import read_settings
from storage.database import Storage
from storage.kinds import DeliveryKind
from storage.records import Attempt, Delivery, Person
from storage.vocabulary import AttemptReason, AttemptResult
from tests.support.command_line import Run

REFUSED = Attempt(AttemptResult.REJECTED, AttemptReason.REFUSED, "400")
TIMED_OUT = Attempt(AttemptResult.UNKNOWN, AttemptReason.UNKNOWN, "TimeoutError")


def test_check_names_what_is_missing_and_exits_1(run: Run, planned: str) -> None:
    heard = run("check", planned)
    assert heard.exit_code == 1
    assert "ยังไม่มีผู้รับผิดชอบ" in heard.stderr


def test_check_without_an_office_says_how_to_make_one_and_exits_1(run: Run) -> None:
    heard = run("check")
    assert heard.exit_code == 1
    assert "ยังไม่มีสำนักงาน" in heard.stderr
    assert "tanrob office apply" in heard.stderr


def posted(run: Run, planned: str, kind: DeliveryKind = DeliveryKind.REPLY) -> tuple[Storage, Delivery]:
    """An answer to นิดา of this morning, or something else, and the database."""
    found, at = read_settings(), datetime(2021, 3, 15, 1, 0, tzinfo=UTC)
    storage = Storage.open(found.database_url, found.secret_key)
    delivery = Delivery(uuid4(), planned, kind, "U1", (), at, at)
    with storage.office(planned).work() as work:
        work.people.save(Person(uuid4(), "นิดา", "owner", line_user_id="U1"))
        work.outbox.post(delivery)
        work.commit()
    return storage, delivery


def test_check_tells_of_an_answer_that_may_not_have_arrived_and_what_to_do(run: Run, planned: str) -> None:
    storage, delivery = posted(run, planned)
    storage.outbox.give_up(delivery, delivery.created_at, TIMED_OUT)
    storage.close()
    heard = run("check", planned)
    assert heard.exit_code == 1
    assert "คำตอบถึง นิดา เมื่อ 15 มีนาคม 2564 08.00 น. ไม่ทราบว่าถึงหรือไม่" in heard.stderr
    assert "ถามผู้รับโดยตรง" in heard.stderr


@pytest.mark.parametrize("kind", [kind for kind in DeliveryKind if kind.traits.is_pushed])
def test_check_tells_of_whatever_did_not_arrive(run: Run, planned: str, kind: DeliveryKind) -> None:
    storage, delivery = posted(run, planned, kind)
    storage.outbox.give_up(delivery, delivery.created_at, REFUSED)
    storage.close()
    assert "ถึง นิดา เมื่อ 15 มีนาคม 2564" in run("check", planned).stderr


def test_check_tells_of_answers_that_wait_for_the_months_messages(run: Run, planned: str) -> None:
    storage, delivery = posted(run, planned)
    (claimed,) = storage.outbox.claim(delivery.due_at, timedelta(seconds=1), 9)
    storage.outbox.retry(claimed, claimed.due_at, Attempt(AttemptResult.REJECTED, AttemptReason.QUOTA, "429"))
    storage.close()
    assert "1 ข้อความยังส่งไม่ได้ เพราะใช้ข้อความของเดือนนี้หมดแล้ว" in run("check", planned).stderr


def test_check_leaves_what_did_not_arrive_a_week_ago(run: Run, planned: str, monkeypatch: pytest.MonkeyPatch) -> None:
    storage, delivery = posted(run, planned)
    storage.outbox.give_up(delivery, delivery.created_at, REFUSED)
    storage.close()
    assert "คำตอบถึง นิดา" in run("check", planned).stderr
    monkeypatch.setenv("TANROB_NOW", "2021-03-22T08:01+07:00")
    assert "คำตอบถึง นิดา" not in run("check", planned).stderr


@pytest.mark.parametrize(
    ("last", "advice"),
    [
        (Attempt(AttemptResult.REJECTED, AttemptReason.UNAVAILABLE, "401"), "ออก token ใหม่"),
        (Attempt(AttemptResult.REJECTED, AttemptReason.UNAVAILABLE, "403"), "ตรวจอินเทอร์เน็ตและพร็อกซี"),
        (Attempt(AttemptResult.UNKNOWN, AttemptReason.UNKNOWN, "200"), "ตรวจอินเทอร์เน็ตและพร็อกซี"),
        (Attempt(AttemptResult.REJECTED, AttemptReason.UNAVAILABLE, "ClientConnectorError"), "ตรวจอินเทอร์เน็ตและพร็อกซี"),
    ],
)
def test_check_tells_of_messages_line_does_not_take(run: Run, planned: str, last: Attempt, advice: str) -> None:
    storage, delivery = posted(run, planned)
    due = delivery.due_at
    for _ in range(3):
        assert advice not in run("check", planned).stderr
        (claimed,) = storage.outbox.claim(due, timedelta(seconds=1), 9)
        due = claimed.due_at
        storage.outbox.retry(claimed, due, last)
    storage.close()
    assert advice in run("check", planned).stderr


def test_check_names_where_photos_are_kept(run: Run, planned: str, tmp_path: Path) -> None:
    assert (tmp_path / "photos").as_uri() in run("check", planned).output
