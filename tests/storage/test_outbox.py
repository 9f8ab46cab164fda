"""The outbox: every delivery is claimed by one postman at a time, until it is settled."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import Executable

from storage import outbox as outbox_module
from storage.database import Storage
from storage.engine.prepared import compile_statement
from storage.errors import Conflict
from storage.kinds import DeliveryKind
from storage.outbox import Outbox
from storage.queue import Leases
from storage.records import SUPERSEDED, Delivery
from storage.work import OfficeStorage
from tests.storage.samples import BROKEN, DIED, MINUTE, NOW, OFFICE, REFUSED, changing, id_of, letter, set_up
from tests.storage.test_offices import everything_at_rest

LEASE = timedelta(seconds=30)


@pytest.fixture
def outbox(storage: Storage, office: OfficeStorage) -> Outbox:
    """The outbox of a database with the sample office."""
    return storage.outbox


def posted(office: OfficeStorage, *deliveries: Delivery) -> None:
    with changing(office) as work:
        for delivery in deliveries:
            work.outbox.post(delivery)


def claimed(outbox: Outbox, limit: int = 10) -> list[Delivery]:
    return list(outbox.claim(NOW, MINUTE, limit))


def test_a_posted_delivery_is_claimed_as_it_was_posted(outbox: Outbox, office: OfficeStorage) -> None:
    posted(office, letter())
    assert claimed(outbox) == [replace(letter(), attempts=1, due_at=NOW + MINUTE)]


def test_a_delivery_that_is_to_make_no_sound_makes_none(outbox: Outbox, office: OfficeStorage) -> None:
    posted(office, letter(), replace(letter("silent"), silent=True))
    assert {one.id: one.silent for one in claimed(outbox)} == {letter().id: False, letter("silent").id: True}


def test_a_delivery_posted_in_vain_is_not_claimed(outbox: Outbox, office: OfficeStorage) -> None:
    with office.work() as work:
        work.outbox.post(letter())
    assert claimed(outbox) == []


def test_posting_the_same_id_again_changes_nothing(outbox: Outbox, office: OfficeStorage) -> None:
    posted(office, letter(), replace(letter(), to="Usomebody else"))
    posted(office, replace(letter(), to="Usomebody else"))
    assert [one.to for one in claimed(outbox)] == ["Uowner"]


def test_posting_the_same_id_after_it_was_sent_changes_nothing(outbox: Outbox, office: OfficeStorage) -> None:
    posted(office, letter())
    outbox.claim(NOW, MINUTE, 0, sent=[letter()])
    posted(office, letter())
    assert claimed(outbox) == []


def test_what_is_not_due_yet_waits(outbox: Outbox, office: OfficeStorage) -> None:
    posted(office, letter("later", NOW + MINUTE), letter("now", NOW))
    assert [one.id for one in claimed(outbox)] == [id_of("now")]


def test_the_most_urgent_goes_first_then_the_longest_due_then_the_oldest(outbox: Outbox, office: OfficeStorage) -> None:
    posted(
        office,
        letter("fifth", NOW - 9 * MINUTE, priority=2),
        replace(letter("third"), created_at=NOW),
        replace(letter("second"), created_at=NOW - MINUTE, to="Uanother"),
        letter("first", NOW - MINUTE),
        letter("fourth", NOW - 9 * MINUTE, priority=1),
    )
    order = [one.id for one in claimed(outbox)]
    assert order == [id_of(name) for name in ("first", "second", "third", "fourth", "fifth")]


def following(cause: str = "following", seconds: int = 1) -> Delivery:
    """A reply to the same person, given so many seconds after `letter()`."""
    moment = NOW + timedelta(seconds=seconds)
    return replace(letter(cause, moment), created_at=moment)


def ids_claimed(outbox: Outbox, seconds: float) -> list[UUID]:
    return [one.id for one in outbox.claim(NOW + timedelta(seconds=seconds), LEASE, 10)]


def test_an_answer_waits_until_the_one_before_it_is_settled(outbox: Outbox, office: OfficeStorage) -> None:
    posted(office, following(), letter())
    assert ids_claimed(outbox, seconds=1) == [letter().id]
    assert ids_claimed(outbox, seconds=2) == []
    outbox.claim(NOW, LEASE, 0, sent=[letter()])
    assert ids_claimed(outbox, seconds=2) == [following().id]


def test_an_answer_does_not_wait_for_one_put_off_for_long(outbox: Outbox, office: OfficeStorage) -> None:
    posted(office, letter())
    (held,) = outbox.claim(NOW, LEASE, 10)
    outbox.retry(held, NOW + timedelta(hours=1), BROKEN)
    posted(office, following())
    assert ids_claimed(outbox, seconds=19.9) == []
    assert ids_claimed(outbox, seconds=20) == [following().id]


@pytest.mark.parametrize(
    "before",
    [
        replace(letter("to another"), to="Uanother"),
        replace(letter("of another kind"), kind=DeliveryKind.REMINDER),
        replace(following("of a later clock", seconds=60), due_at=NOW),
    ],
    ids=lambda before: before.kind,
)
def test_an_answer_waits_only_for_an_earlier_answer_to_the_same_person(
    outbox: Outbox, office: OfficeStorage, before: Delivery
) -> None:
    posted(office, before)
    outbox.claim(NOW, LEASE, 10)
    posted(office, following())
    assert ids_claimed(outbox, seconds=2) == [following().id]


def test_no_more_than_asked_for_is_claimed(outbox: Outbox, office: OfficeStorage) -> None:
    posted(office, *(letter(f"{n}") for n in range(5)))
    assert [len(claimed(outbox, 2)) for _ in range(4)] == [2, 2, 1, 0]


def test_a_claimed_delivery_is_due_again_when_its_lease_runs_out(outbox: Outbox, office: OfficeStorage) -> None:
    posted(office, letter())
    claimed(outbox)
    assert outbox.claim(NOW + MINUTE - timedelta(microseconds=1), MINUTE, 10) == ()
    (again,) = outbox.claim(NOW + MINUTE, MINUTE, 10)
    assert (again.attempts, again.attempted_at) == (2, NOW)


def test_two_postmen_never_hold_the_same_delivery(outbox: Outbox, office: OfficeStorage) -> None:
    posted(office, *(letter(f"{n}", priority=n % 3) for n in range(200)))
    held: list[Delivery] = []
    together = threading.Barrier(4)

    def fetch() -> None:
        together.wait()
        while batch := claimed(outbox, 7):
            held.extend(batch)

    postmen = [threading.Thread(target=fetch) for _ in range(4)]
    for postman in postmen:
        postman.start()
    for postman in postmen:
        postman.join()
    assert Counter(one.id for one in held) == Counter(id_of(f"{n}") for n in range(200))


def test_a_postman_does_not_wait_for_another_on_postgres(postgres_storage: Storage) -> None:
    office = set_up(postgres_storage.office(OFFICE.id))
    posted(office, letter("first"), letter("second", NOW + timedelta(seconds=1)))
    with postgres_storage._writing() as transaction:
        transaction.run(outbox_module._REPLIES.candidates, {"now": NOW + MINUTE, "most": 1})
        (other,) = postgres_storage.outbox.claim(NOW + MINUTE, MINUTE, 1)
        assert other.id == id_of("second")


def test_a_claim_of_what_has_changed_since_it_was_read_is_a_conflict(storage: Storage, office: OfficeStorage) -> None:
    posted(office, letter("unchanged"), letter("changed"))
    as_read = [letter("unchanged"), letter("changed", NOW - MINUTE)]
    with pytest.raises(Conflict), storage._writing() as transaction:
        outbox_module._REPLIES.take(transaction, as_read, NOW, NOW + MINUTE)
    assert len(claimed(storage.outbox)) == 2


def test_a_sent_delivery_is_not_claimed_again(outbox: Outbox, office: OfficeStorage) -> None:
    posted(office, letter())
    claimed(outbox)
    outbox.claim(NOW, MINUTE, 0, sent=[letter()])
    assert outbox.claim(NOW + 9 * MINUTE, MINUTE, 10) == ()


def test_a_failed_delivery_is_shown_and_not_claimed_again(outbox: Outbox, office: OfficeStorage) -> None:
    posted(office, letter("good"), letter("bad"))
    outbox.give_up(letter("bad"), NOW, REFUSED)
    assert [(one.id, one.outcome, one.last) for one in outbox.failures(OFFICE.id)] == [
        (id_of("bad"), "failed", REFUSED)
    ]
    assert [one.id for one in claimed(outbox)] == [id_of("good")]


def test_a_doubtful_delivery_is_shown_as_such_and_not_claimed_again(outbox: Outbox, office: OfficeStorage) -> None:
    posted(office, letter())
    outbox.give_up(letter(), NOW, DIED)
    (shown,) = outbox.failures(OFFICE.id)
    assert (shown.outcome, shown.last, shown.messages) == ("doubtful", DIED, ())
    assert claimed(outbox) == []


def test_a_delivery_to_retry_is_due_when_said(outbox: Outbox, office: OfficeStorage) -> None:
    posted(office, letter())
    (held,) = claimed(outbox)
    outbox.retry(held, NOW + 5 * MINUTE, BROKEN)
    assert outbox.claim(NOW + 4 * MINUTE, MINUTE, 10) == ()
    (again,) = outbox.claim(NOW + 5 * MINUTE, MINUTE, 10)
    assert (again.last, again.reply_token, again.token_at) == (BROKEN, "a-reply-token", NOW)


def test_a_reply_turned_into_a_push_has_no_token_any_more(outbox: Outbox, office: OfficeStorage) -> None:
    posted(office, letter())
    (held,) = claimed(outbox)
    assert outbox.keep_words(held)
    (again,) = outbox.claim(NOW + MINUTE, MINUTE, 10)
    assert (again.reply_token, again.token_at) == (None, None)


def test_a_reply_turned_into_a_push_keeps_the_words_it_is_pushed_with(outbox: Outbox, office: OfficeStorage) -> None:
    posted(office, letter())
    (held,) = claimed(outbox)
    words = ({"type": "text", "text": "อีกครั้ง"}, *held.messages)
    outbox.keep_words(replace(held, messages=words))
    (again,) = outbox.claim(NOW + MINUTE, MINUTE, 10)
    assert again.messages == words


def test_only_who_holds_a_delivery_may_put_it_off(outbox: Outbox, office: OfficeStorage) -> None:
    posted(office, letter())
    (slept,) = claimed(outbox)
    (holds,) = outbox.claim(NOW + MINUTE, MINUTE, 10)
    outbox.retry(slept, NOW, BROKEN)
    assert claimed(outbox) == []
    outbox.retry(holds, NOW, BROKEN)
    assert [one.last for one in claimed(outbox)] == [BROKEN]


def test_only_who_holds_a_reply_may_turn_it_into_a_push(outbox: Outbox, office: OfficeStorage) -> None:
    posted(office, letter())
    (slept,) = claimed(outbox)
    (holds,) = outbox.claim(NOW + MINUTE, MINUTE, 10)
    assert not outbox.keep_words(slept)
    outbox.claim(NOW, MINUTE, 0, sent=[letter()])
    assert not outbox.keep_words(holds)


def test_what_is_settled_stays_settled(outbox: Outbox, office: OfficeStorage) -> None:
    posted(office, letter())
    (held,) = claimed(outbox)
    outbox.give_up(held, NOW, REFUSED)
    outbox.claim(NOW, MINUTE, 0, sent=[held])
    outbox.retry(held, NOW, BROKEN)
    assert [one.last for one in outbox.failures(OFFICE.id)] == [REFUSED]
    assert claimed(outbox) == []


@pytest.mark.parametrize("outcome", ["sent", "failed"])
def test_what_was_said_is_erased_once_settled(sqlite_storage: Storage, outcome: str) -> None:
    long = replace(letter(), messages=({"text": "เนื้อความ " * 500},))
    posted(set_up(sqlite_storage.office(OFFICE.id)), long)
    assert "เนื้อความ".encode() in everything_at_rest(sqlite_storage)
    if outcome == "sent":
        sqlite_storage.outbox.claim(NOW, MINUTE, 0, sent=[letter()])
    else:
        sqlite_storage.outbox.give_up(letter(), NOW, REFUSED)
    sqlite_storage.close()
    at_rest = Path(sqlite_storage._url.database or "").read_bytes()
    assert letter().id.hex.encode() in at_rest
    assert "เนื้อความ".encode() not in at_rest
    assert b"a-reply-token" not in at_rest


def test_a_failure_keeps_neither_words_nor_token(outbox: Outbox, office: OfficeStorage) -> None:
    posted(office, letter())
    outbox.give_up(letter(), NOW, REFUSED)
    (failure,) = outbox.failures(OFFICE.id)
    assert (failure.messages, failure.reply_token, failure.token_at) == ((), None, None)


def test_due_deliveries_are_counted(outbox: Outbox, office: OfficeStorage) -> None:
    posted(office, letter("1"), letter("2"), letter("3", NOW + MINUTE), letter("4"))
    outbox.claim(NOW, MINUTE, 0, sent=[letter("4")])
    assert outbox.due(NOW) == 2
    assert outbox.due(NOW - MINUTE) == 0


def test_the_next_due_moment_is_known(outbox: Outbox, office: OfficeStorage) -> None:
    assert outbox.next_due() is None
    posted(office, letter("later", NOW + 2 * MINUTE), letter("soon", NOW + MINUTE), letter("sent"))
    outbox.claim(NOW, MINUTE, 0, sent=[letter("sent")])
    assert outbox.next_due() == NOW + MINUTE


def test_what_a_clock_that_ran_ahead_put_off_is_due_when_it_is_put_right(outbox: Outbox, office: OfficeStorage) -> None:
    posted(office, letter())
    (held,) = outbox.claim(NOW + 120 * MINUTE, MINUTE, 10)
    outbox.retry(held, NOW + 180 * MINUTE, BROKEN)
    assert outbox.pull_forward(NOW, MINUTE) == 1
    assert [one.id for one in claimed(outbox)] == [letter().id]


def test_what_a_clock_that_ran_ahead_made_counts_as_made_when_it_is_put_right(
    outbox: Outbox, office: OfficeStorage
) -> None:
    later = NOW + 120 * MINUTE
    posted(office, replace(letter(due_at=later), created_at=later, token_at=later))
    assert outbox.is_any_made_after(NOW)
    outbox.pull_forward(NOW, MINUTE)
    assert not outbox.is_any_made_after(NOW)
    (due,) = claimed(outbox)
    assert (due.created_at, due.reply_token, due.token_at) == (NOW, letter().reply_token, None)


def test_what_a_postman_holds_is_not_pulled_forward(outbox: Outbox, office: OfficeStorage) -> None:
    posted(office, letter())
    claimed(outbox)
    assert outbox.pull_forward(NOW, MINUTE) == 0
    assert claimed(outbox) == []


def test_waiting_deliveries_are_those_not_settled(outbox: Outbox, office: OfficeStorage) -> None:
    posted(office, letter("later", NOW + MINUTE), letter("held"), letter("sent"), letter("failed"))
    outbox.claim(NOW, MINUTE, 0, sent=[letter("sent")])
    outbox.give_up(letter("failed"), NOW, REFUSED)
    assert [one.id for one in outbox.waiting(OFFICE.id)] == [id_of("held"), id_of("later")]


def test_settled_deliveries_are_forgotten_in_time(outbox: Outbox, office: OfficeStorage) -> None:
    posted(office, letter("old"), letter("failed"), letter("new"), letter("waiting"))
    outbox.claim(NOW, MINUTE, 0, sent=[letter("old")])
    outbox.give_up(letter("failed"), NOW, REFUSED)
    outbox.claim(NOW + MINUTE, MINUTE, 0, sent=[letter("new")])
    assert outbox.forget_before(NOW + MINUTE) == 2
    assert outbox.failures(OFFICE.id) == ()
    assert [one.id for one in outbox.waiting(OFFICE.id)] == [id_of("waiting")]


def test_what_something_newer_is_said_of_is_not_sent_any_more(outbox: Outbox, office: OfficeStorage) -> None:
    old, other_kind = (
        replace(letter("old"), kind=DeliveryKind.REMINDER),
        replace(letter("other"), kind=DeliveryKind.RETURNED),
    )
    elsewhere = replace(letter("elsewhere"), kind=DeliveryKind.REMINDER, to="Uplanner")
    posted(office, old, other_kind, elsewhere)
    with changing(office) as work:
        work.outbox.supersede(DeliveryKind.REMINDER, "Uowner", NOW)
    assert {one.id for one in outbox.waiting(OFFICE.id)} == {other_kind.id, elsewhere.id}
    assert [(one.id, one.last, one.messages) for one in outbox.failures(OFFICE.id)] == [(old.id, SUPERSEDED, ())]


def test_notices_under_way_are_counted_by_kind_without_replies(outbox: Outbox, office: OfficeStorage) -> None:
    posted(office, letter(), *(replace(letter(cause), kind=DeliveryKind.REMINDER) for cause in "abc"))
    outbox.claim(NOW, MINUTE, 0, sent=[letter("a")])
    with office.reading() as work:
        assert work.outbox.under_way() == {"reminder": 2}


def way_of(storage: Storage, statement: Executable, **values: object) -> str:
    """How SQLite goes about a statement."""
    with storage._reading() as transaction:
        found = compile_statement(statement, transaction.dialect, values)
        steps = transaction._driver().execute(f"EXPLAIN QUERY PLAN {found._sql}", found._bound(values))
        return "; ".join(step[-1] for step in steps)


@pytest.mark.parametrize("leases", [outbox_module._REPLIES, outbox_module._NOTICES], ids=["replies", "notices"])
def test_what_is_due_is_claimed_in_its_indexs_order_and_not_sorted(sqlite_storage: Storage, leases: Leases) -> None:
    way = way_of(sqlite_storage, leases.candidates, now=NOW, most=10)
    assert "USING INDEX ix_outbox_unsettled" in way
    assert "TEMP B-TREE" not in way


def test_letters_given_up_are_found_by_their_index(sqlite_storage: Storage) -> None:
    assert "ix_outbox_unsaid (office_id=?)" in way_of(sqlite_storage, outbox_module._UNSAID, office="o")


def test_letters_to_forget_are_found_by_when_they_were_settled(sqlite_storage: Storage) -> None:
    assert "ix_outbox_settled_at (settled_at<?)" in way_of(sqlite_storage, outbox_module._FORGET, before=NOW)
