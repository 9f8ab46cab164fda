"""Changes that share a transaction: each is told its own outcome, and told only once it is durable."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import count

import pytest

from storage.database import Storage
from storage.engine.connections import database_url as parsed
from storage.engine.group_commit import MAX_CHANGES
from storage.errors import Conflict, DatabaseBusy, DatabaseDown, ReadOnly
from storage.work import OfficeStorage, Work
from tests.storage.samples import NOW, OFFICE, OWNER, PLANNER, changing, set_up
from tests.support.concurrent_changes import (
    BlockedLeader,
    ChangeThread,
    Do,
    WatchedStorage,
    change,
    fail_change,
    grouped_changes,
    note_change,
    number_changes,
    read_counts,
    run_at_once,
    wait_until,
)
from tests.support.databases import SECRET_KEY


@pytest.fixture
def storage(database_url: str) -> Iterator[WatchedStorage]:
    """A migrated, empty database whose transactions are watched; on SQLite and on PostgreSQL."""
    storage = WatchedStorage(parsed(database_url), SECRET_KEY)
    yield storage
    storage.close()


# What it gives


def test_what_was_written_is_there_for_others_when_each_is_told(storage: WatchedStorage, office: OfficeStorage) -> None:
    other = Storage(storage._url, SECRET_KEY)

    def ask(name: str) -> list[int]:
        change(office, note_change(name))
        return read_counts(other.office(OFFICE.id), [name])

    assert ask("alone") == [1]
    assert run_at_once(storage, *(partial(ask, name) for name in number_changes(5))) == [[1]] * 5
    other.close()


def test_each_of_many_is_given_its_own_result_and_is_kept_once(storage: WatchedStorage, office: OfficeStorage) -> None:
    names = number_changes(200)
    shares = [names[start::20] for start in range(20)]

    def ask(share: Sequence[str]) -> list[str]:
        return [change(office, note_change(name)) for name in share]

    asking = [ChangeThread(partial(ask, share)) for share in shares]
    assert [one.told() for one in asking] == shares
    assert read_counts(office, names) == [1] * 200
    assert change(office, note_change("and one more")) == "and one more"


def test_no_more_lead_at_a_time_than_may_write(storage: WatchedStorage, office: OfficeStorage) -> None:
    asking = [ChangeThread(ask) for ask in grouped_changes(office, *map(note_change, number_changes(50)))]
    assert [one.told() for one in asking] == number_changes(50)
    assert storage.most_at_a_time == 1


# What is shared


@pytest.mark.parametrize(
    ("count", "transactions"), [(1, 1), (MAX_CHANGES, 1), (MAX_CHANGES + 1, 2), (2 * MAX_CHANGES + 6, 3)]
)
def test_what_is_asked_for_meanwhile_shares_transactions(
    storage: WatchedStorage, office: OfficeStorage, count: int, transactions: int
) -> None:
    before = storage.commits
    assert run_at_once(storage, *grouped_changes(office, *map(note_change, number_changes(count)))) == number_changes(
        count
    )
    assert storage.commits - before == transactions
    assert read_counts(office, number_changes(count)) == [1] * count


def test_two_offices_share_a_transaction_and_nothing_else(storage: WatchedStorage, office: OfficeStorage) -> None:
    other = set_up(storage.office("other"), replace(OFFICE, id="other"))
    before = storage.commits

    def note(work: Work) -> str:
        work.invitations.count_miss(work.office_id, NOW)
        return work.office_id

    asks = (*grouped_changes(office, note), *grouped_changes(other, note), *grouped_changes(office, note))
    assert run_at_once(storage, *asks) == [OFFICE.id, "other", OFFICE.id]
    assert storage.commits - before == 1
    assert [read_counts(one, [OFFICE.id, "other"]) for one in (office, other)] == [[2, 0], [0, 1]]


# What fails


def test_a_failure_alone_keeps_nothing_and_the_next_is_well(office: OfficeStorage) -> None:
    with pytest.raises(ZeroDivisionError):
        change(office, fail_change("failed", ZeroDivisionError()))
    change(office, note_change("next"))
    assert read_counts(office, ["failed", "next"]) == [0, 1]


@pytest.mark.parametrize("failure", [ZeroDivisionError(), SystemExit(), KeyboardInterrupt()], ids=repr)
@pytest.mark.parametrize("place", [0, 2, 4], ids=["leading", "in the middle", "last"])
def test_a_failure_meets_only_its_own_thread(
    storage: WatchedStorage, office: OfficeStorage, place: int, failure: BaseException
) -> None:
    names = number_changes(5)
    changes = [note_change(name) for name in names]
    changes[place] = fail_change(names[place], failure)
    told = run_at_once(storage, *grouped_changes(office, *changes))
    assert told == [*names[:place], failure, *names[place + 1 :]]
    assert read_counts(office, names) == [int(n != place) for n in range(5)]


def test_after_a_thread_ended_in_the_lead_no_more_lead_than_may_write(
    storage: WatchedStorage, office: OfficeStorage
) -> None:
    asks = grouped_changes(office, fail_change("ends", SystemExit()), *map(note_change, number_changes(4)))
    assert isinstance(run_at_once(storage, *asks)[0], SystemExit)
    asking = [ChangeThread(ask) for ask in grouped_changes(office, *map(note_change, number_changes(50)))]
    assert [one.told() for one in asking] == number_changes(50)
    assert storage.most_at_a_time == 1


def test_a_failure_tells_nothing_of_anothers(storage: WatchedStorage, office: OfficeStorage) -> None:
    mine, anothers = ValueError("mine"), ValueError("another's")
    told = run_at_once(storage, *grouped_changes(office, fail_change("first", anothers), fail_change("second", mine)))
    assert told == [anothers, mine]
    assert "another's" not in "".join(traceback.format_exception(mine))


def test_where_the_transaction_cannot_begin_all_are_told_at_once(
    storage: WatchedStorage, office: OfficeStorage
) -> None:
    names = number_changes(5)
    leading = BlockedLeader(storage)
    asking = [ChangeThread(ask) for ask in grouped_changes(office, *map(note_change, names))]
    wait_until(lambda: len(storage._group_commit._waiting) == len(names), "all wait for their turn")
    storage.is_down, before = True, storage.begun
    leading.end()
    assert [type(one.told()) for one in asking] == [DatabaseBusy] * 5
    assert storage.begun - before == 1
    storage.is_down = False
    assert change(office, note_change("later")) == "later"
    assert read_counts(office, [*names, "later"]) == [0, 0, 0, 0, 0, 1]


def test_while_another_process_writes_all_are_told_that_it_is_busy(
    sqlite_storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.engine.connections.BUSY_SECONDS", 0.1)
    office = set_up(sqlite_storage.office(OFFICE.id))
    other = Storage(sqlite_storage._url, SECRET_KEY)
    with other.office(OFFICE.id).work():
        asking = [ChangeThread(ask) for ask in grouped_changes(office, *map(note_change, number_changes(5)))]
        assert [type(one.told()) for one in asking] == [DatabaseBusy] * 5
    other.close()
    assert change(office, note_change("later")) == "later"
    assert read_counts(office, [*number_changes(5), "later"]) == [0, 0, 0, 0, 0, 1]


def test_a_commit_that_fails_is_told_to_all(storage: WatchedStorage, office: OfficeStorage) -> None:
    names = number_changes(5)
    storage.failing_commits = 99
    assert [type(told) for told in run_at_once(storage, *grouped_changes(office, *map(note_change, names)))] == [
        DatabaseDown
    ] * 5
    storage.failing_commits = 0
    assert change(office, note_change("later")) == "later"
    assert read_counts(office, [*names, "later"]) == [0, 0, 0, 0, 0, 1]


def test_where_the_database_goes_down_the_rest_do_not_wait_for_it(
    storage: WatchedStorage, office: OfficeStorage
) -> None:
    names = number_changes(5)
    storage.failing_commits, before = 99, storage.begun
    assert [type(told) for told in run_at_once(storage, *grouped_changes(office, *map(note_change, names)))] == [
        DatabaseDown
    ] * 5
    held, shared, first_alone = 1, 1, 1
    assert storage.begun - before == held + shared + first_alone


def test_where_only_the_shared_commit_failed_each_is_kept_once(storage: WatchedStorage, office: OfficeStorage) -> None:
    storage.failing_commits = 1
    assert run_at_once(storage, *grouped_changes(office, *map(note_change, number_changes(5)))) == number_changes(5)
    assert read_counts(office, number_changes(5)) == [1] * 5


# What is prepared before


def note_prepared(work: Work, prepared: str | None) -> str | None:
    work.invitations.count_miss("noted", NOW)
    return prepared


def test_a_change_is_given_what_was_prepared_for_it(storage: WatchedStorage, office: OfficeStorage) -> None:
    other = set_up(storage.office("other"), replace(OFFICE, id="other"))
    asks = [partial(one.change, lambda work: work.office_id, note_prepared) for one in (office, other)]
    assert run_at_once(storage, *asks, *grouped_changes(office, note_change("unprepared"))) == [
        OFFICE.id,
        "other",
        "unprepared",
    ]
    assert read_counts(office, ["noted", "unprepared"]) == [1, 1]


def test_what_fails_in_preparing_meets_only_its_own_thread(storage: WatchedStorage, office: OfficeStorage) -> None:
    def fail(_: Work) -> str:
        raise ZeroDivisionError

    asks = [partial(office.change, prepare, note_prepared) for prepare in (owners_name, fail, owners_name)]
    first, failed, last = run_at_once(storage, *asks)
    assert (first, last) == (OWNER.name, OWNER.name)
    assert isinstance(failed, ZeroDivisionError)
    assert read_counts(office, ["noted"]) == [2]


def test_what_prepares_cannot_write(office: OfficeStorage) -> None:
    with pytest.raises(ReadOnly):
        office.change(note_change("while preparing"), note_prepared)
    assert read_counts(office, ["while preparing", "noted"]) == [0, 0]


def test_other_processes_write_while_one_prepares(storage: WatchedStorage, office: OfficeStorage) -> None:
    other = Storage(storage._url, SECRET_KEY)

    def prepare(_: Work) -> str:
        with changing(other.office(OFFICE.id)) as work:
            work.invitations.count_miss("another process", NOW)
        return "prepared"

    assert office.change(prepare, note_prepared) == "prepared"
    assert read_counts(office, ["another process", "noted"]) == [1, 1]
    other.close()


def quicker_than(times: int) -> Callable[[Work, int], int]:
    """Is applied only when it was prepared for the time behind so many."""

    def apply(work: Work, prepared: int) -> int:
        work.invitations.count_miss("applied", NOW)
        if prepared <= times:
            raise Conflict
        return prepared

    return apply


def counting() -> Callable[[Work], int]:
    """Tells how often it was called."""
    times = count(1)
    return lambda _: next(times)


@pytest.mark.parametrize("quicker", [1, 4, 5])
def test_a_change_that_others_were_quicker_than_is_prepared_anew(office: OfficeStorage, quicker: int) -> None:
    assert office.change(counting(), quicker_than(quicker)) == quicker + 1
    assert read_counts(office, ["applied"]) == [1]


def test_a_change_is_at_last_prepared_where_it_is_applied(office: OfficeStorage) -> None:
    prepared: list[Work] = []

    def apply(work: Work, _: None) -> str:
        if work is not prepared[-1]:
            raise Conflict
        return "in one transaction"

    assert office.change(prepared.append, apply) == "in one transaction"


def test_a_change_that_never_holds_is_told_so_and_keeps_nothing(office: OfficeStorage) -> None:
    with pytest.raises(Conflict):
        office.change(counting(), quicker_than(99))
    assert read_counts(office, ["applied"]) == [0]


# The office cache


def renaming(*names: str) -> Do:
    """Renames the owner: to the first name when it is first called, to the second when it is called again …"""
    left = iter(names)

    def do(work: Work) -> None:
        work.people.save(replace(OWNER, name=next(left)))

    return do


def owners_name(work: Work) -> str | None:
    person = work.people.by_line_user("Uowner")
    return person.name if person else None


def test_a_transaction_taken_apart_leaves_nothing_stale_in_memory(
    storage: WatchedStorage, office: OfficeStorage
) -> None:
    def rename_planner(work: Work) -> None:
        work.people.save(replace(PLANNER, name="สมชาย ใหม่"))

    changes = (
        renaming("ไม่ได้เก็บ", "มาลี ใหม่"),
        owners_name,
        rename_planner,
        fail_change("spoils it", ZeroDivisionError()),
    )
    told = run_at_once(storage, *grouped_changes(office, *changes))
    assert told[1] == "มาลี ใหม่"
    other = Storage(storage._url, SECRET_KEY)
    for each in (office, other.office(OFFICE.id)):
        with each.reading() as work:
            assert owners_name(work) == "มาลี ใหม่"
            assert work.people.by_line_user("Uplanner") == replace(PLANNER, name="สมชาย ใหม่")
    other.close()


def test_what_a_failed_change_read_back_is_not_remembered(storage: WatchedStorage, office: OfficeStorage) -> None:
    def rename_read_and_fail(work: Work) -> None:
        renaming("ไม่ได้เก็บ")(work)
        assert owners_name(work) == "ไม่ได้เก็บ"
        raise ZeroDivisionError

    told = run_at_once(storage, *grouped_changes(office, owners_name, rename_read_and_fail, owners_name))
    assert [told[0], told[2]] == [OWNER.name] * 2
    assert isinstance(told[1], ZeroDivisionError)
    with changing(office) as work:
        assert owners_name(work) == OWNER.name
