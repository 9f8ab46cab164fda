"""The postman: each delivery accepted once, whatever LINE does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from bot.conversation.events import TextReceived
from bot.usecases.delivery.postman import LEASE, Postman
from bot.usecases.ports import Outcome, Verdict
from storage.database import Storage
from storage.errors import DatabaseDown
from storage.kinds import DeliveryKind
from storage.outbox import Outbox
from storage.records import Delivery, Office
from storage.tables import OFFICE as OFFICES
from tests.support.usecase_harness import CHANNEL, OFFICE, Call, UsecaseHarness

UNKNOWN, GONE, RATE = (
    Outcome(Verdict.UNKNOWN, "ReadTimeoutError"),
    Outcome(Verdict.TOKEN_GONE, "400"),
    Outcome(Verdict.RATE, "429"),
)
DOWN = Outcome(Verdict.UNAVAILABLE, "503")


pytestmark = pytest.mark.usefixtures("owner")


def post_push(harness: UsecaseHarness) -> Delivery:
    delivery = Delivery(
        uuid4(), OFFICE, DeliveryKind.REMINDER, "U1", ({"type": "text", "text": "เตือน"},), harness.now, harness.now
    )
    with harness.storage.office(OFFICE).work() as work:
        work.outbox.post(delivery)
        work.commit()
    return delivery


def hear(harness: UsecaseHarness) -> None:
    """A word of the owner's: its reply waits in the outbox."""
    harness.hear("U1", TextReceived, "m", "สถานะ")


def kinds(calls: list[Call]) -> list[str]:
    return ["reply" if call.key is None else "push" for call in calls]


class OutboxAway:
    """The outbox, whose database is away the first time something sent is to be recorded."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox
        self.times = 0

    def claim(
        self, now: datetime, lease: timedelta, limit: int, notices: int, sent: Sequence[Delivery]
    ) -> tuple[Delivery, ...]:
        self.times += bool(sent)
        if sent and self.times == 1:
            raise DatabaseDown
        return self._outbox.claim(now, lease, limit, notices, sent)


class StorageAway:
    def __init__(self, storage: Storage) -> None:
        self.office = storage.office
        self.channels = storage.channels
        self.outbox = OutboxAway(storage.outbox)


def test_what_line_accepted_is_recorded_when_the_database_is_back(harness: UsecaseHarness) -> None:
    post_push(harness)
    away = StorageAway(harness.storage)
    postman = Postman(replace(harness.ports, storage=away), lambda: harness.now)
    with pytest.raises(DatabaseDown):
        postman.deliver_all()
    postman.deliver_all()
    harness.wait(seconds=60)
    harness.postman.deliver_all()
    assert (away.outbox.times, kinds(harness.messenger.tried)) == (2, ["push"])


def test_rows_of_a_later_clock_are_pulled_forward(harness: UsecaseHarness) -> None:
    hear(harness)
    harness.wait(minutes=-10)
    assert harness.postman.deliver_all() == 0
    harness.storage.outbox.pull_forward(harness.now, timedelta(minutes=2))
    assert harness.postman.deliver_all() == 1


def test_a_push_is_tried_again_with_the_same_key_and_body(harness: UsecaseHarness) -> None:
    delivery = post_push(harness)
    harness.messenger.next_outcomes = [UNKNOWN, UNKNOWN]
    for _ in range(3):
        harness.postman.deliver_all()
        harness.wait(minutes=5)
    assert [call.key for call in harness.messenger.tried] == [delivery.id] * 3
    assert len({str(call.messages) for call in harness.messenger.tried}) == 1
    assert len(harness.messenger.accepted) == 1


def test_delays_grow(harness: UsecaseHarness) -> None:
    post_push(harness)
    harness.messenger.next_outcomes = [DOWN] * 4
    waited = []
    for _ in range(4):
        harness.postman.deliver_all()
        due = harness.storage.outbox.next_due()
        assert due is not None
        waited.append((due - harness.now).total_seconds())
        harness.now = due
    assert waited == [2, 4, 8, 16]


def test_what_line_refuses_is_flagged_at_once_and_not_tried_again(harness: UsecaseHarness) -> None:
    delivery = post_push(harness)
    harness.messenger.next_outcomes = [Outcome(Verdict.REFUSED, "400")]
    harness.postman.deliver_all()
    harness.wait(days=1)
    assert harness.postman.deliver_all() == 0
    assert [failure.id for failure in harness.storage.outbox.failures(OFFICE)] == [delivery.id]


def test_giving_up_before_line_forgets_the_key_is_visible(harness: UsecaseHarness) -> None:
    delivery = post_push(harness)
    harness.messenger.next_outcomes = [UNKNOWN] * 100
    for _ in range(40):
        harness.postman.deliver_all()
        harness.wait(hours=1)
    (failure,) = harness.storage.outbox.failures(OFFICE)
    assert failure.id == delivery.id
    tried = len(harness.messenger.tried)
    harness.wait(days=2)
    harness.postman.deliver_all()
    assert len(harness.messenger.tried) == tried


@pytest.mark.parametrize(("outcome", "seconds"), [(RATE, 5), (Outcome(Verdict.QUOTA, "429"), 3600)])
def test_the_two_kinds_of_429_wait_differently(harness: UsecaseHarness, outcome: Outcome, seconds: int) -> None:
    post_push(harness)
    harness.messenger.next_outcomes = [outcome]
    harness.postman.deliver_all()
    assert harness.storage.outbox.next_due() == harness.now + timedelta(seconds=seconds)


def test_a_delivery_claimed_by_a_worker_that_died_goes_out_after_its_lease(harness: UsecaseHarness) -> None:
    delivery = post_push(harness)
    harness.storage.outbox.claim(harness.now, LEASE, 10)
    assert harness.postman.deliver_all() == 0
    harness.now += LEASE
    assert harness.postman.deliver_all() == 1
    assert [call.key for call in harness.messenger.accepted] == [delivery.id]


def test_a_poison_row_does_not_stop_the_others(harness: UsecaseHarness) -> None:
    poison = post_push(harness)
    fine = post_push(harness)

    class Choking(type(harness.messenger)):  # type: ignore[misc]
        def push(self, channel, to, messages, retry_key, *, silent=False):  # type: ignore[no-untyped-def]
            if retry_key == poison.id:
                raise RuntimeError
            return super().push(channel, to, messages, retry_key)

    harness.messenger.__class__ = Choking
    harness.postman.deliver_all()
    assert [call.key for call in harness.messenger.accepted] == [fine.id]
    assert [waiting.id for waiting in harness.storage.outbox.waiting(OFFICE)] == [poison.id]


def test_an_office_whose_channel_cannot_be_opened_does_not_stop_the_others(harness: UsecaseHarness) -> None:
    fine = post_push(harness)
    other = harness.storage.office("other")
    locked = replace(fine, id=uuid4(), office_id="other")
    with other.work() as work:
        work.office.save(Office("other", "สำนักงานอื่น", "อื่น", "table"))
        work.office.save_channel(CHANNEL)
        work.outbox.post(locked)
        work.commit()
    with harness.storage._writing() as transaction:  # as after the secret key was changed
        transaction.run(OFFICES.update().where(OFFICES.c.id == "other"), {"channel": b"unreadable", "stamp": 1})
        transaction.commit()
    harness.postman.deliver_all()
    assert [call.key for call in harness.messenger.accepted] == [fine.id]
    assert [(one.id, str(one.last)) for one in harness.storage.outbox.waiting("other")] == [
        (locked.id, "unavailable:channel")
    ]


def test_what_was_sent_is_no_longer_in_the_outbox_to_be_read(harness: UsecaseHarness, tmp_path) -> None:  # type: ignore[no-untyped-def]
    post_push(harness)
    harness.postman.deliver_all()
    assert harness.storage.outbox.waiting(OFFICE) == ()


def test_an_attempt_that_never_reached_line_is_not_taken_for_a_delivery(
    harness: UsecaseHarness, tmp_path: Path
) -> None:
    hear(harness)
    wrong_key = Storage.open(f"sqlite:///{tmp_path / 'office.db'}", "another key")
    other = Postman(replace(harness.ports, storage=wrong_key), lambda: harness.now)
    other.deliver_all()
    wrong_key.close()
    harness.wait(minutes=5)
    harness.postman.deliver_all()
    assert kinds(harness.messenger.tried) == ["push"]
