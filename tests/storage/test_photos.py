"""Photos: each is awaited once, fetched by one worker at a time, and erased with its bytes."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.dialects import sqlite

from storage import photos as photos_module
from storage.database import Storage
from storage.errors import WrongOffice
from storage.photos import PhotoQueue
from storage.records import Photo
from storage.work import OfficeStorage
from tests.storage.samples import MINUTE, NOW, OFFICE, OWNER, changing, id_of, photo, set_up

MOMENT = timedelta(microseconds=1)


@pytest.fixture
def queue(storage: Storage, office: OfficeStorage) -> PhotoQueue:
    """The photo queue of a database with the sample office."""
    return storage.photo_queue


def sent(office: OfficeStorage, *photos: Photo) -> None:
    with changing(office) as work:
        for one in photos:
            work.photos.add(one)


def stored(office: OfficeStorage, of: Photo) -> Photo | None:
    with office.reading() as work:
        return work.photos.get(of.id)


def claimed(queue: PhotoQueue, limit: int = 10) -> list[Photo]:
    return list(queue.claim(NOW, MINUTE, limit))


def test_a_photo_comes_back_as_it_was_added(office: OfficeStorage) -> None:
    sent(office, photo())
    with office.reading() as work:
        assert work.photos.get(photo().id) == work.photos.of_message("500001") == photo()
        assert work.photos.get(id_of("another")) is None
        assert work.photos.of_message("another") is None


def test_a_message_known_already_is_not_added_again(office: OfficeStorage) -> None:
    with changing(office) as work:
        assert work.photos.add(photo())
        assert not work.photos.add(replace(photo(), session="another"))
        assert not work.photos.add(replace(photo(), id=id_of("another")))
    assert stored(office, photo()) == photo()


def test_another_offices_photo_is_refused(office: OfficeStorage) -> None:
    with pytest.raises(WrongOffice), office.work() as work:
        work.photos.add(replace(photo(), office_id="other"))


def test_a_photo_in_an_unknown_state_is_refused(office: OfficeStorage) -> None:
    with pytest.raises(ValueError, match="lost"), office.work() as work:
        work.photos.add(replace(photo(), state="lost"))


def test_a_photo_stays_when_the_person_goes(office: OfficeStorage) -> None:
    sent(office, photo())
    with changing(office) as work:
        work.people.remove(OWNER.id)
    assert stored(office, photo()) == photo()


def test_the_key_of_its_bytes_names_the_office_and_the_photo() -> None:
    assert photo().key == f"kk2/{photo().id}.jpg"


def test_a_kept_photo_has_its_measures_and_no_reply_token(office: OfficeStorage) -> None:
    sent(office, photo())
    with changing(office) as work:
        assert work.photos.keep(photo().id, 90_000, 2048, 1536)
    expected = replace(photo(), state="kept", size=90_000, width=2048, height=1536, reply_token=None)
    assert stored(office, photo()) == expected


def test_a_photo_is_kept_once(office: OfficeStorage) -> None:
    sent(office, photo())
    with changing(office) as work:
        assert work.photos.keep(photo().id, 1, 2, 3)
        assert not work.photos.keep(photo().id, 4, 5, 6)
        assert not work.photos.lose(photo().id, NOW)
    found = stored(office, photo())
    assert found is not None
    assert (found.state, found.size) == ("kept", 1)


def test_a_photo_taken_back_is_not_kept(office: OfficeStorage) -> None:
    sent(office, photo())
    with changing(office) as work:
        work.photos.erase([photo().message_id], NOW)
        assert not work.photos.keep(photo().id, 1, 2, 3)
    found = stored(office, photo())
    assert found is not None
    assert (found.state, found.reply_token) == ("erasing", None)


def test_a_lost_photo_is_to_be_erased_at_once(queue: PhotoQueue, office: OfficeStorage) -> None:
    sent(office, photo())
    claimed(queue)
    with changing(office) as work:
        assert work.photos.lose(photo().id, NOW)
        assert not work.photos.lose(photo().id, NOW)
    assert [(one.id, one.state, one.reply_token) for one in claimed(queue)] == [(photo().id, "erasing", None)]


def test_photos_to_come_are_counted_by_draft(office: OfficeStorage) -> None:
    sent(office, *(photo(f"{n}") for n in range(4)), photo("elsewhere", session="another"))
    with changing(office) as work:
        work.photos.keep(photo("0").id, 1, 2, 3)
        work.photos.erase(["1"], NOW)
        assert work.photos.waiting_in("a session") == 2
        assert work.photos.waiting_in("no session") == 0


def test_of_two_photos_kept_at_once_one_is_the_last(office: OfficeStorage) -> None:
    sent(office, photo("1"), photo("2"))
    left: list[int] = []
    first_kept = threading.Event()

    def keep_second() -> None:
        first_kept.wait()
        with changing(office) as work:
            work.photos.keep(photo("2").id, 1, 2, 3)
            left.append(work.photos.waiting_in("a session"))

    second = threading.Thread(target=keep_second)
    second.start()
    with changing(office) as work:
        work.photos.keep(photo("1").id, 1, 2, 3)
        left.append(work.photos.waiting_in("a session"))
        first_kept.set()
        second.join(timeout=0.3)
    second.join()
    assert left == [1, 0]


def test_kept_photos_are_listed_up_to_a_moment(office: OfficeStorage) -> None:
    late, early = (
        replace(photo("late"), received_at=NOW - MINUTE),
        replace(photo("early"), received_at=NOW - 2 * MINUTE),
    )
    sent(office, late, early, photo("new"), replace(photo("waiting"), received_at=NOW - MINUTE))
    with changing(office) as work:
        for one in (late, early, photo("new")):
            work.photos.keep(one.id, 1, 2, 3)
        assert [one.message_id for one in work.photos.kept_before(NOW)] == ["early", "late"]


def test_erasing_counts_the_photos_it_finds(office: OfficeStorage) -> None:
    sent(office, photo("1"), photo("2"), photo("3"))
    with changing(office) as work:
        work.photos.keep(photo("2").id, 1, 2, 3)
        assert work.photos.erase({"1", "2", "unknown"}, NOW) == 2
        assert work.photos.erase(["1"], NOW) == 0
        assert work.photos.erase([], NOW) == 0
    found = [stored(office, photo(f"{n}")) for n in (1, 2, 3)]
    assert [one and one.state for one in found] == ["erasing", "erasing", "waiting"]


def test_a_kept_photo_is_erased_at_once(queue: PhotoQueue, office: OfficeStorage) -> None:
    sent(office, photo())
    claimed(queue)
    with changing(office) as work:
        work.photos.keep(photo().id, 1, 2, 3)
        work.photos.erase([photo().message_id], NOW)
    assert [one.state for one in claimed(queue)] == ["erasing"]


def test_a_photo_under_way_is_erased_when_its_worker_has_had_its_time(queue: PhotoQueue, office: OfficeStorage) -> None:
    sent(office, photo())
    claimed(queue)
    with changing(office) as work:
        work.photos.erase([photo().message_id], NOW)
    assert queue.claim(NOW + MINUTE - MOMENT, MINUTE, 10) == ()
    assert [one.state for one in queue.claim(NOW + MINUTE, MINUTE, 10)] == ["erasing"]


def test_an_erased_photo_is_forgotten(office: OfficeStorage) -> None:
    sent(office, photo())
    with changing(office) as work:
        work.photos.forget(photo().id)
        assert work.photos.get(photo().id) == photo()
        work.photos.erase([photo().message_id], NOW)
        work.photos.forget(photo().id)
    assert stored(office, photo()) is None


def test_a_waiting_photo_is_claimed_as_it_was_added(queue: PhotoQueue, office: OfficeStorage) -> None:
    sent(office, photo())
    assert claimed(queue) == [replace(photo(), attempts=1, due_at=NOW + MINUTE)]


def test_a_photo_sent_in_vain_is_not_claimed(queue: PhotoQueue, office: OfficeStorage) -> None:
    with office.work() as work:
        work.photos.add(photo())
    assert claimed(queue) == []


def test_a_kept_photo_is_not_claimed(queue: PhotoQueue, office: OfficeStorage) -> None:
    sent(office, photo())
    with changing(office) as work:
        work.photos.keep(photo().id, 1, 2, 3)
    assert claimed(queue) == []


def test_the_photo_longest_due_goes_first_and_what_is_not_due_waits(queue: PhotoQueue, office: OfficeStorage) -> None:
    sent(office, photo("second", NOW), photo("later", NOW + MOMENT), photo("first", NOW - MINUTE))
    assert [one.message_id for one in claimed(queue)] == ["first", "second"]


def test_no_more_photos_than_asked_for_are_claimed(queue: PhotoQueue, office: OfficeStorage) -> None:
    sent(office, *(photo(f"{n}") for n in range(3)))
    assert [len(claimed(queue, 2)) for _ in range(3)] == [2, 1, 0]
    assert claimed(queue, 0) == []


def test_a_claimed_photo_is_due_again_when_its_lease_runs_out(queue: PhotoQueue, office: OfficeStorage) -> None:
    sent(office, photo())
    claimed(queue)
    assert queue.claim(NOW + MINUTE - MOMENT, MINUTE, 10) == ()
    assert [one.attempts for one in queue.claim(NOW + MINUTE, MINUTE, 10)] == [2]


def test_two_workers_never_hold_the_same_photo(queue: PhotoQueue, office: OfficeStorage) -> None:
    sent(office, *(photo(f"{n}") for n in range(100)))
    held: list[str] = []
    together = threading.Barrier(4)

    def fetch() -> None:
        together.wait()
        while batch := claimed(queue, 7):
            held.extend(one.message_id for one in batch)

    workers = [threading.Thread(target=fetch) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert Counter(held) == Counter(f"{n}" for n in range(100))


def test_a_photo_put_off_is_due_when_said(queue: PhotoQueue, office: OfficeStorage) -> None:
    sent(office, photo())
    claimed(queue)
    queue.put_off(photo().id, NOW + 5 * MINUTE)
    assert queue.claim(NOW + 5 * MINUTE - MOMENT, MINUTE, 10) == ()
    assert len(queue.claim(NOW + 5 * MINUTE, MINUTE, 10)) == 1


def test_a_photo_a_clock_that_ran_ahead_put_off_is_due_when_it_is_put_right(
    queue: PhotoQueue, office: OfficeStorage
) -> None:
    sent(office, photo())
    queue.put_off(photo().id, NOW + 60 * MINUTE)
    assert queue.pull_forward(NOW, MINUTE) == 1
    assert [one.id for one in queue.claim(NOW, MINUTE, 10)] == [photo().id]


def test_a_photo_received_by_a_clock_that_ran_ahead_counts_as_received_when_it_is_put_right(
    queue: PhotoQueue, office: OfficeStorage
) -> None:
    later = NOW + 60 * MINUTE
    sent(office, replace(photo(), received_at=later, due_at=later))
    queue.pull_forward(NOW, MINUTE)
    assert [one.received_at for one in queue.claim(NOW, MINUTE, 10)] == [NOW]


@pytest.mark.parametrize(("made", "known"), [(0, True), (60, False)])
def test_how_old_a_photos_token_of_a_later_clock_is_nobody_knows(
    queue: PhotoQueue, office: OfficeStorage, made: int, known: bool
) -> None:
    later, made_at = NOW + 60 * MINUTE, NOW + made * MINUTE
    sent(office, replace(photo(), received_at=later, due_at=later, token_at=made_at))
    queue.pull_forward(NOW, MINUTE)
    assert [one.token_at for one in queue.claim(NOW, MINUTE, 10)] == [made_at if known else None]


def test_a_photo_a_worker_holds_is_not_pulled_forward(queue: PhotoQueue, office: OfficeStorage) -> None:
    sent(office, photo())
    queue.claim(NOW, MINUTE, 10)
    assert queue.pull_forward(NOW, MINUTE) == 0


def test_a_kept_photo_is_not_put_off(queue: PhotoQueue, office: OfficeStorage) -> None:
    sent(office, photo())
    with changing(office) as work:
        work.photos.keep(photo().id, 1, 2, 3)
    before = stored(office, photo())
    queue.put_off(photo().id, NOW + MINUTE)
    assert stored(office, photo()) == before


def test_photos_due_are_found_without_looking_at_those_kept(sqlite_storage: Storage) -> None:
    asked = photos_module._LEASES.candidates.compile(dialect=sqlite.dialect())
    values = (1,) * len(asked.positiontup or ())
    with sqlite_storage._reader.connect() as connection:
        (step, *_) = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}", values)
    assert "USING INDEX ix_photo_open" in step.detail


def test_a_reply_token_is_no_longer_at_rest_once_the_photo_is_kept(sqlite_storage: Storage) -> None:
    office = set_up(sqlite_storage.office(OFFICE.id))
    sent(office, photo())
    with changing(office) as work:
        work.photos.keep(photo().id, 1, 2, 3)
    sqlite_storage.close()
    at_rest = Path(sqlite_storage._url.database or "").read_bytes()
    assert photo().id.hex.encode() in at_rest
    assert b"a-photo-token" not in at_rest
