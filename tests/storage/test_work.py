"""A unit of work: one office, one transaction, nothing kept unless committed."""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import replace

import pytest

from storage.database import Storage
from storage.engine import connections
from storage.errors import DatabaseBusy, NoSuchOffice, ReadOnly, Refused, StorageError, WrongOffice
from storage.records import Channel
from storage.work import OfficeStorage
from tests.storage.samples import NOW, OFFICE, OWNER, ROUND, YEAR, changing, letter, report


def test_what_was_committed_stays(office: OfficeStorage) -> None:
    with office.work() as work:
        work.people.save(replace(OWNER, name="มาลี ใหม่"))
        work.commit()
    with office.reading() as work:
        assert work.people.get(OWNER.id) == replace(OWNER, name="มาลี ใหม่")


def test_what_was_not_committed_is_gone(office: OfficeStorage) -> None:
    with office.work() as work:
        work.people.save(replace(OWNER, name="มาลี ใหม่"))
    with office.reading() as work:
        assert work.people.get(OWNER.id) == OWNER


def test_a_failure_leaves_nothing_behind(office: OfficeStorage) -> None:
    def half_a_turn() -> None:
        with changing(office) as work:
            work.inbox.claim("event", NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half_a_turn()
    with office.work() as work:
        assert work.inbox.claim("event", NOW)


def test_what_follows_a_commit_needs_another(office: OfficeStorage) -> None:
    with office.work() as work:
        work.commit()
        work.inbox.claim("event", NOW)
    with office.work() as work:
        assert work.inbox.claim("event", NOW)


def test_the_next_unit_of_work_is_well_after_a_failed_one(office: OfficeStorage) -> None:
    with pytest.raises(Refused), changing(office) as work:
        work.people.save(replace(OWNER, id=report().id))
    with changing(office) as work:
        assert work.people.get(OWNER.id) == OWNER


def test_reading_cannot_write(office: OfficeStorage) -> None:
    with pytest.raises(ReadOnly), office.reading() as work:
        work.inbox.claim("event", NOW)


def test_writing_is_possible_after_reading(office: OfficeStorage) -> None:
    with pytest.raises(ReadOnly), office.reading() as work:
        work.inbox.claim("event", NOW)
    with office.work() as work:
        assert work.inbox.claim("event", NOW)


def test_reading_does_not_wait_for_a_writer_and_sees_what_was_before(office: OfficeStorage) -> None:
    with office.work() as writer:
        writer.people.save(replace(OWNER, name="มาลี ใหม่"))
        with office.reading() as reader:
            assert reader.people.get(OWNER.id) == OWNER


def test_reading_sees_one_moment(office: OfficeStorage) -> None:
    with office.reading() as reader:
        assert reader.submissions.latest(ROUND.id) == {}
        with changing(office) as writer:
            writer.submissions.add(report())
        assert reader.submissions.latest(ROUND.id) == {}


def test_two_writers_follow_one_another(office: OfficeStorage) -> None:
    def claim(event: str) -> None:
        with changing(office) as work:
            work.inbox.claim(event, NOW)

    threads = [threading.Thread(target=claim, args=(f"event {n}",)) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with office.work() as work:
        assert not any(work.inbox.claim(f"event {n}", NOW) for n in range(20))


def test_a_unit_of_work_inside_another_is_told_instead_of_waiting_for_ever(
    sqlite_storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.engine.connections.BUSY_SECONDS", 0.01)
    storage = Storage(sqlite_storage._url, "key")
    with storage.office("a").work(), pytest.raises(DatabaseBusy), storage.office("b").work():
        pytest.fail("two writers at once")
    storage.close()


def test_other_writers_are_kept_out_from_the_first_reading_on(
    sqlite_storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.engine.connections.BUSY_SECONDS", 0.01)
    other = Storage(sqlite_storage._url, "key")
    with sqlite_storage.office("a").work() as work:
        work.people.all()
        with pytest.raises(DatabaseBusy), other.office("a").work() as second:
            second.people.all()
    other.close()


def test_another_process_writing_is_waited_for_and_then_told(
    storage: Storage, office: OfficeStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.engine.connections.BUSY_SECONDS", 0.01)
    other = Storage(storage._url, "key")
    with office.work() as work:
        work.inbox.claim("event", NOW)
        with pytest.raises(DatabaseBusy), other.office(OFFICE.id).work() as second:
            second.inbox.claim("event", NOW)
    other.close()


@pytest.mark.parametrize(
    ("code", "is_one"),
    [
        (sqlite3.SQLITE_BUSY, True),
        (sqlite3.SQLITE_BUSY_RECOVERY, True),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, True),
        (sqlite3.SQLITE_FULL, False),
        (sqlite3.SQLITE_IOERR_READ, False),
    ],
)
def test_a_database_that_recovers_from_a_crash_is_waited_for_too(code: int, is_one: bool) -> None:
    failure = sqlite3.OperationalError()
    failure.sqlite_errorcode = code
    assert connections.is_busy(failure) is is_one


def test_rows_of_an_office_not_set_up_are_refused(storage: Storage) -> None:
    with pytest.raises(Refused), changing(storage.office("nowhere")) as work:
        work.rounds.save(ROUND)


def test_a_channel_needs_its_office_first(storage: Storage) -> None:
    with pytest.raises(NoSuchOffice), changing(storage.office("nowhere")) as work:
        work.office.save_channel(Channel("secret", "token"))


def test_another_offices_row_is_not_taken(office: OfficeStorage) -> None:
    with office.work() as work:
        with pytest.raises(WrongOffice):
            work.office.save(replace(OFFICE, id="other"))
        with pytest.raises(WrongOffice):
            work.outbox.post(replace(letter(), office_id="other"))


def test_a_project_not_in_the_plan_cannot_be_assigned(office: OfficeStorage) -> None:
    with pytest.raises(Refused), changing(office) as work:
        work.people.assign(OWNER.id, YEAR, [3])


def test_a_report_needs_its_round(office: OfficeStorage) -> None:
    with pytest.raises(Refused), changing(office) as work:
        work.submissions.add(report(round_id="no such round"))


def test_a_failure_does_not_repeat_what_was_stored(office: OfficeStorage) -> None:
    with pytest.raises(StorageError) as raised, changing(office) as work:
        work.people.save(replace(OWNER, id=report().id, name="ชื่อที่ไม่ควรเห็น"))
    assert "ชื่อที่ไม่ควรเห็น" not in repr(raised.value)
    assert "Uowner" not in repr(raised.value)
    assert raised.value.__suppress_context__
