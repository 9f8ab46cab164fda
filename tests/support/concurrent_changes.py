"""Changes asked for by many threads at a time, in a storage whose transactions are watched."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

from sqlalchemy import Executable

from storage.database import Storage
from storage.engine.prepared import Rows, Values
from storage.engine.transactions import Transaction
from storage.errors import DatabaseBusy, DatabaseDown
from storage.work import OfficeStorage, Work
from tests.storage.samples import NOW, OFFICE
from tests.support.waiting import wait_until

Do = Callable[[Work], Any]


class WatchedStorage(Storage):
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
    """A transaction of `WatchedStorage`."""

    def __init__(self, real: Transaction, storage: WatchedStorage) -> None:
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


class ChangeThread(threading.Thread):
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


class BlockedLeader:
    """A change that does nothing and is under way until it is let go."""

    def __init__(self, storage: Storage) -> None:
        inside, self._gate = threading.Event(), threading.Event()

        def hold(_: Work) -> None:
            inside.set()
            self._gate.wait(20)

        self._asking = ChangeThread(lambda: change(storage.office(OFFICE.id), hold))
        assert inside.wait(20)

    def end(self) -> None:
        self._gate.set()
        self._asking.told()


def run_at_once(storage: Storage, *asks: Callable[[], Any]) -> list[Any]:
    """What each was told that was asked for, in this order, while another led."""
    leading = BlockedLeader(storage)
    asking: list[ChangeThread] = []
    for ask in asks:
        asking.append(ChangeThread(ask))
        wait_until(lambda: len(storage._group_commit._waiting) == len(asking), "the change waits for its turn")
    leading.end()
    return [one.told() for one in asking]


def grouped_changes(office: OfficeStorage, *changes: Do) -> list[Callable[[], Any]]:
    return [partial(change, office, do) for do in changes]


def change(office: OfficeStorage, do: Do) -> Any:
    """One that prepares nothing."""
    return office.change(prepare_nothing, lambda work, _: do(work))


def prepare_nothing(_: Work) -> None: ...


def note_change(name: str) -> Do:
    """Writes a row and gives its name; done twice, it would be counted twice."""

    def do(work: Work) -> str:
        work.invitations.count_miss(name, NOW)
        return name

    return do


def fail_change(name: str, failure: BaseException) -> Do:
    """Fails in the middle, having written."""

    def do(work: Work) -> None:
        work.invitations.count_miss(name, NOW)
        raise failure

    return do


def read_counts(office: OfficeStorage, names: Sequence[str]) -> list[int]:
    """How often each was noted."""
    with office.reading() as work:
        return [work.invitations.misses_since(name, NOW) for name in names]


def number_changes(count: int) -> list[str]:
    return [f"change {n}" for n in range(count)]
