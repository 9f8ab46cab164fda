"""Changes that share a transaction: each is told its own outcome, and told only once it is durable."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Executable

from storage.database import Storage
from storage.engines import database_url as parsed
from storage.errors import DatabaseBusy, DatabaseDown, ReadOnly
from storage.group_commit import MOST
from storage.prepared import Rows, Values
from storage.transactions import Transaction
from storage.work import OfficeStorage, Work
from tests.storage.samples import NOW, OFFICE, OWNER, PLANNER, changing, set_up
from tests.support.databases import SECRET_KEY

Do = Callable[[Work], Any]


class Watched(Storage):
    """Counts its writing transactions; they fail to begin and to commit where it is told so.

    `commits`: of transactions in which anything was written; `most_at_a_time`: begun and not ended;
    `failing_commits`: how many of those to come fail.
    """

    begun = commits = under_way = most_at_a_time = failing_commits = 0
    is_down = False
    counting = threading.Lock()

    @contextmanager
    def _writing(self) -> Iterator[Transaction]:
        with self.counting:
            self.begun += 1
            self.under_way += 1
            self.most_at_a_time = max(self.under_way, self.most_at_a_time)
        try:
            if self.is_down:
                raise DatabaseBusy
            with super()._writing() as transaction:
                yield WatchedTransaction(transaction, self)
        finally:
            with self.counting:
                self.under_way -= 1


class WatchedTransaction(Transaction):
    """A transaction of `Watched`."""

    def __init__(self, real: Transaction, storage: Watched) -> None:
        self.dialect = real.dialect
        self._real = real
        self._storage = storage
        self._has_written = False

    def run(self, statement: Executable, values: Values | None = None) -> Rows:
        rows = self._real.run(statement, values)
        self._has_written |= rows.written > 0
        return rows

    def run_all(self, statement: Executable, rows: Sequence[Values]) -> int:
        self._has_written = True
        return self._real.run_all(statement, rows)

    def commit(self) -> None:
        if self._has_written and self._storage.failing_commits:
            self._storage.failing_commits -= 1
            raise DatabaseDown
        self._real.commit()
        with self._storage.counting:
            self._storage.commits += self._has_written


class Asking(threading.Thread):
    """Asks in a thread of its own."""

    def __init__(self, ask: Callable[[], Any]) -> None:
        super().__init__(daemon=True)
        self._ask = ask
        self._told: Any = None
        self.start()

    def run(self) -> None:
        try:
            self._told = self._ask()
        except BaseException as failure:
            self._told = failure

    def told(self) -> Any:
        """What it was given, or what was raised."""
        self.join(20)
        assert not self.is_alive(), "it was left asleep"
        return self._told


class Leading:
    """A change that does nothing and is under way until it is let go."""

    def __init__(self, storage: Storage) -> None:
        inside, self._gate = threading.Event(), threading.Event()

        def hold(_: Work) -> None:
            inside.set()
            self._gate.wait(20)

        self._asking = Asking(lambda: storage.office(OFFICE.id).grouped(hold))
        assert inside.wait(20)

    def end(self) -> None:
        self._gate.set()
        self._asking.told()


def all_at_once(storage: Storage, *asks: Callable[[], Any]) -> list[Any]:
    """What each was told that was asked for, in this order, while another led."""
    leading = Leading(storage)
    asking: list[Asking] = []
    for ask in asks:
        asking.append(Asking(ask))
        wait_until(lambda: len(storage._group_commit._waiting) == len(asking))
    leading.end()
    return [one.told() for one in asking]


def wait_until(is_so: Callable[[], bool]) -> None:
    for _ in range(20_000):
        if is_so():
            return
        threading.Event().wait(0.001)
    raise AssertionError("it never became so")


def asking_for(office: OfficeStorage, *changes: Do) -> list[Callable[[], Any]]:
    return [partial(office.grouped, do) for do in changes]


def noting(name: str) -> Do:
    """Writes a row and gives its name; done twice, it would be counted twice."""

    def do(work: Work) -> str:
        work.invitations.missed(name, NOW)
        return name

    return do


def failing(name: str, failure: BaseException) -> Do:
    """Fails in the middle, having written."""

    def do(work: Work) -> None:
        work.invitations.missed(name, NOW)
        raise failure

    return do


def kept(office: OfficeStorage, names: Sequence[str]) -> list[int]:
    """How often each was noted."""
    with office.reading() as work:
        return [work.invitations.misses(name, NOW) for name in names]


def numbered(count: int) -> list[str]:
    return [f"change {n}" for n in range(count)]


@pytest.fixture
def storage(database_url: str) -> Iterator[Watched]:
    """A migrated, empty database whose transactions are watched; on SQLite and on PostgreSQL."""
    storage = Watched(parsed(database_url), SECRET_KEY)
    yield storage
    storage.close()


# What it gives


def test_what_was_written_is_there_for_others_when_each_is_told(storage: Watched, office: OfficeStorage) -> None:
    other = Storage(storage._url, SECRET_KEY)

    def ask(name: str) -> list[int]:
        office.grouped(noting(name))
        return kept(other.office(OFFICE.id), [name])

    assert ask("alone") == [1]
    assert all_at_once(storage, *(partial(ask, name) for name in numbered(5))) == [[1]] * 5
    other.close()


def test_each_of_many_is_given_its_own_result_and_is_kept_once(storage: Watched, office: OfficeStorage) -> None:
    names = numbered(200)
    shares = [names[start::20] for start in range(20)]

    def ask(share: Sequence[str]) -> list[str]:
        return [office.grouped(noting(name)) for name in share]

    asking = [Asking(partial(ask, share)) for share in shares]
    assert [one.told() for one in asking] == shares
    assert kept(office, names) == [1] * 200
    assert office.grouped(noting("and one more")) == "and one more"


def test_no_more_lead_at_a_time_than_may_write(storage: Watched, office: OfficeStorage) -> None:
    asking = [Asking(ask) for ask in asking_for(office, *map(noting, numbered(50)))]
    assert [one.told() for one in asking] == numbered(50)
    assert storage.most_at_a_time == 1


# What is shared


@pytest.mark.parametrize(("count", "transactions"), [(1, 1), (MOST, 1), (MOST + 1, 2), (2 * MOST + 6, 3)])
def test_what_is_asked_for_meanwhile_shares_transactions(
    storage: Watched, office: OfficeStorage, count: int, transactions: int
) -> None:
    before = storage.commits
    assert all_at_once(storage, *asking_for(office, *map(noting, numbered(count)))) == numbered(count)
    assert storage.commits - before == transactions
    assert kept(office, numbered(count)) == [1] * count


def test_two_offices_share_a_transaction_and_nothing_else(storage: Watched, office: OfficeStorage) -> None:
    other = set_up(storage.office("other"), replace(OFFICE, id="other"))
    before = storage.commits

    def note(work: Work) -> str:
        work.invitations.missed(work.office_id, NOW)
        return work.office_id

    asks = (*asking_for(office, note), *asking_for(other, note), *asking_for(office, note))
    assert all_at_once(storage, *asks) == [OFFICE.id, "other", OFFICE.id]
    assert storage.commits - before == 1
    assert [kept(one, [OFFICE.id, "other"]) for one in (office, other)] == [[2, 0], [0, 1]]


# What fails


def test_a_failure_alone_keeps_nothing_and_the_next_is_well(office: OfficeStorage) -> None:
    with pytest.raises(ZeroDivisionError):
        office.grouped(failing("failed", ZeroDivisionError()))
    office.grouped(noting("next"))
    assert kept(office, ["failed", "next"]) == [0, 1]


@pytest.mark.parametrize("failure", [ZeroDivisionError(), SystemExit(), KeyboardInterrupt()], ids=repr)
@pytest.mark.parametrize("place", [0, 2, 4], ids=["leading", "in the middle", "last"])
def test_a_failure_meets_only_its_own_thread(
    storage: Watched, office: OfficeStorage, place: int, failure: BaseException
) -> None:
    names = numbered(5)
    changes = [noting(name) for name in names]
    changes[place] = failing(names[place], failure)
    told = all_at_once(storage, *asking_for(office, *changes))
    assert told == [*names[:place], failure, *names[place + 1 :]]
    assert kept(office, names) == [int(n != place) for n in range(5)]


def test_after_a_thread_ended_in_the_lead_no_more_lead_than_may_write(storage: Watched, office: OfficeStorage) -> None:
    asks = asking_for(office, failing("ends", SystemExit()), *map(noting, numbered(4)))
    assert isinstance(all_at_once(storage, *asks)[0], SystemExit)
    asking = [Asking(ask) for ask in asking_for(office, *map(noting, numbered(50)))]
    assert [one.told() for one in asking] == numbered(50)
    assert storage.most_at_a_time == 1


def test_a_failure_tells_nothing_of_anothers(storage: Watched, office: OfficeStorage) -> None:
    mine, anothers = ValueError("mine"), ValueError("another's")
    told = all_at_once(storage, *asking_for(office, failing("first", anothers), failing("second", mine)))
    assert told == [anothers, mine]
    assert "another's" not in "".join(traceback.format_exception(mine))


@pytest.mark.parametrize("seen", [False, True], ids=["grouped", "foreseen"])
def test_where_the_transaction_cannot_begin_all_are_told_at_once(
    storage: Watched, office: OfficeStorage, seen: bool
) -> None:
    names = numbered(5)
    foreseen = [partial(office.foreseen, owners_name, seen_and_noted) for _ in names]
    leading = Leading(storage)
    asking = [Asking(ask) for ask in (foreseen if seen else asking_for(office, *map(noting, names)))]
    wait_until(lambda: len(storage._group_commit._waiting) == len(names))
    storage.is_down, before = True, storage.begun
    leading.end()
    assert [type(one.told()) for one in asking] == [DatabaseBusy] * 5
    assert storage.begun - before == 1
    storage.is_down = False
    assert office.grouped(noting("later")) == "later"
    assert kept(office, [*names, "noted", "later"]) == [0, 0, 0, 0, 0, 0, 1]


def test_while_another_process_writes_all_are_told_that_it_is_busy(
    sqlite_storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.engines.BUSY_SECONDS", 0.1)
    office = set_up(sqlite_storage.office(OFFICE.id))
    other = Storage(sqlite_storage._url, SECRET_KEY)
    with other.office(OFFICE.id).work():
        asking = [Asking(ask) for ask in asking_for(office, *map(noting, numbered(5)))]
        assert [type(one.told()) for one in asking] == [DatabaseBusy] * 5
    other.close()
    assert office.grouped(noting("later")) == "later"
    assert kept(office, [*numbered(5), "later"]) == [0, 0, 0, 0, 0, 1]


def test_a_commit_that_fails_is_told_to_all(storage: Watched, office: OfficeStorage) -> None:
    names = numbered(5)
    storage.failing_commits = 99
    assert [type(told) for told in all_at_once(storage, *asking_for(office, *map(noting, names)))] == [DatabaseDown] * 5
    storage.failing_commits = 0
    assert office.grouped(noting("later")) == "later"
    assert kept(office, [*names, "later"]) == [0, 0, 0, 0, 0, 1]


def test_where_only_the_shared_commit_failed_each_is_kept_once(storage: Watched, office: OfficeStorage) -> None:
    storage.failing_commits = 1
    assert all_at_once(storage, *asking_for(office, *map(noting, numbered(5)))) == numbered(5)
    assert kept(office, numbered(5)) == [1] * 5


# What is seen before


def seen_and_noted(work: Work, seen: str | None) -> str | None:
    work.invitations.missed("noted", NOW)
    return seen


def test_a_change_is_given_what_was_seen_for_it(storage: Watched, office: OfficeStorage) -> None:
    other = set_up(storage.office("other"), replace(OFFICE, id="other"))
    asks = [partial(one.foreseen, lambda work: work.office_id, seen_and_noted) for one in (office, other)]
    assert all_at_once(storage, *asks, *asking_for(office, noting("unseen"))) == [OFFICE.id, "other", "unseen"]
    assert kept(office, ["noted", "unseen"]) == [1, 1]


def test_a_look_that_fails_meets_only_its_own_thread(storage: Watched, office: OfficeStorage) -> None:
    def fail(_: Work) -> str:
        raise ZeroDivisionError

    asks = [partial(office.foreseen, look, seen_and_noted) for look in (owners_name, fail, owners_name)]
    first, failed, last = all_at_once(storage, *asks)
    assert (first, last) == (OWNER.name, OWNER.name)
    assert isinstance(failed, ZeroDivisionError)
    assert kept(office, ["noted"]) == [2]


def test_a_look_cannot_write(office: OfficeStorage) -> None:
    with pytest.raises(ReadOnly):
        office.foreseen(noting("while looking"), seen_and_noted)
    assert kept(office, ["while looking", "noted"]) == [0, 0]


def test_other_processes_write_while_one_looks(storage: Watched, office: OfficeStorage) -> None:
    other = Storage(storage._url, SECRET_KEY)

    def look(_: Work) -> str:
        with changing(other.office(OFFICE.id)) as work:
            work.invitations.missed("another process", NOW)
        return "looked"

    assert office.foreseen(look, seen_and_noted) == "looked"
    assert kept(office, ["another process", "noted"]) == [1, 1]
    other.close()


# Standing facts


def renaming(*names: str) -> Do:
    """Renames the owner: to the first name when it is first called, to the second when it is called again …"""
    left = iter(names)

    def do(work: Work) -> None:
        work.people.save(replace(OWNER, name=next(left)))

    return do


def owners_name(work: Work) -> str | None:
    person = work.people.by_line_user("Uowner")
    return person.name if person else None


def test_a_transaction_taken_apart_leaves_nothing_stale_in_memory(storage: Watched, office: OfficeStorage) -> None:
    def rename_planner(work: Work) -> None:
        work.people.save(replace(PLANNER, name="สมชาย ใหม่"))

    changes = (renaming("ไม่ได้เก็บ", "มาลี ใหม่"), owners_name, rename_planner, failing("spoils it", ZeroDivisionError()))
    told = all_at_once(storage, *asking_for(office, *changes))
    assert told[1] == "มาลี ใหม่"
    other = Storage(storage._url, SECRET_KEY)
    for each in (office, other.office(OFFICE.id)):
        with each.reading() as work:
            assert owners_name(work) == "มาลี ใหม่"
            assert work.people.by_line_user("Uplanner") == replace(PLANNER, name="สมชาย ใหม่")
    other.close()


def test_what_a_failed_change_read_back_is_not_remembered(storage: Watched, office: OfficeStorage) -> None:
    def rename_read_and_fail(work: Work) -> None:
        renaming("ไม่ได้เก็บ")(work)
        assert owners_name(work) == "ไม่ได้เก็บ"
        raise ZeroDivisionError

    told = all_at_once(storage, *asking_for(office, owners_name, rename_read_and_fail, owners_name))
    assert [told[0], told[2]] == [OWNER.name] * 2
    assert isinstance(told[1], ZeroDivisionError)
    with changing(office) as work:
        assert owners_name(work) == OWNER.name
