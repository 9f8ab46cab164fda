"""Group commit: what threads change at the same moment is one transaction, with one wait for the disk.

The first to ask leads: it makes what has been asked for meanwhile, commits, and hands the lead to whoever came next. A
commit is most of what a short change costs; under load many changes share one. What only reads is done before, in one
reading transaction: other processes' writers do not wait for it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Mapping, Sequence
from threading import Event, Lock
from typing import Any, Generic, TypeVar

from storage.engine.transactions import Transaction, Transactions
from storage.errors import DatabaseDown, ReadOnly

P = TypeVar("P")
T = TypeVar("T")
W = TypeVar("W")

MAX_CHANGES = 32
"""In one transaction, so that nobody waits long for those of others."""


class _QueuedChange:
    """One thread's change. `woken`: it is settled, or its thread is to lead."""

    def __init__(self, office_id: str, prepare: Callable[[Any], Any], apply: Callable[[Any, Any], Any]) -> None:
        self.office_id = office_id
        self.prepare = prepare
        self.apply = apply
        self.prepared: Any = None
        self.woken = Event()
        self.is_settled = False
        self._result: Any = None
        self._failure: BaseException | None = None

    def settle(self, result: Any = None, failure: BaseException | None = None) -> None:
        self.is_settled, self._result, self._failure = True, result, failure

    def outcome(self) -> Any:
        if self._failure is not None:
            raise self._failure
        return self._result

    @property
    def failed_with_database(self) -> BaseException | None:
        """Its failure, where that is the whole database's."""
        return self._failure if isinstance(self._failure, DatabaseDown | ReadOnly) else None


class GroupCommit(Generic[W]):
    """`works_in` makes the units of work of offices in a transaction.

    One transaction at a time in a process, on PostgreSQL too: there the way to the server and back is what costs, and
    two transactions of half as many changes took a fifth longer than one.
    """

    def __init__(
        self,
        writing: Transactions,
        reading: Transactions,
        works_in: Callable[[Transaction, Collection[str]], Mapping[str, W]],
    ) -> None:
        self._writing = writing
        self._reading = reading
        self._works_in = works_in
        self._is_led = False
        self._waiting: deque[_QueuedChange] = deque()
        self._lock = Lock()

    def run(self, office_id: str, prepare: Callable[[W], P], apply: Callable[[W, P], T]) -> T:
        """What `apply` gave, once all it wrote is durable; whatever either raises, and then nothing of it is kept.

        `apply` is given what `prepare` made shortly before, in a transaction that only reads. Both may be called a
        second time, where another thread's change spoilt the transaction they shared.
        """
        change = _QueuedChange(office_id, prepare, apply)
        if not self._take_lead(change):
            change.woken.wait()
        if not change.is_settled:
            self._lead(change)
        result: T = change.outcome()
        return result

    def _take_lead(self, change: _QueuedChange) -> bool:
        """Whether nobody leads; else the change waits for its turn."""
        with self._lock:
            if self._is_led:
                self._waiting.append(change)
                return False
            self._is_led = True
            return True

    def _lead(self, change: _QueuedChange) -> None:
        batch = [change, *self._take_followers()]
        try:
            if not self._commit(batch):
                self._commit_one_by_one(batch)
        finally:
            self._hand_over()
            for follower in batch[1:]:
                follower.woken.set()

    def _take_followers(self) -> list[_QueuedChange]:
        with self._lock:
            return [self._waiting.popleft() for _ in range(min(len(self._waiting), MAX_CHANGES - 1))]

    def _hand_over(self) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().woken.set()
            else:
                self._is_led = False

    def _commit(self, batch: Sequence[_QueuedChange]) -> bool:
        """Makes all of them in one transaction; False where one of many spoilt it. Where none begins all are told."""
        is_begun = False
        try:
            with self._reading() as transaction:
                is_begun = True
                self._prepare(transaction, batch)
            is_begun = False
            with self._writing() as transaction:
                is_begun = True
                self._apply(transaction, batch)
        except BaseException as failure:  # even the end of a thread is that of the one who asked, not of the leader
            if is_begun and len(batch) > 1:
                return False
            for change in batch:
                change.settle(failure=failure)
        return True

    def _commit_one_by_one(self, batch: Sequence[_QueuedChange]) -> None:
        """Each in a transaction of its own, so that only its own failure meets it.

        Where the database is down for one of them it is for the rest: each would wait for it as long as the first.
        """
        down: BaseException | None = None
        for change in batch:
            if down:
                change.settle(failure=down)
            else:
                self._commit([change])
                down = change.failed_with_database

    def _prepare(self, transaction: Transaction, batch: Sequence[_QueuedChange]) -> None:
        works = self._works_in(transaction, {change.office_id for change in batch})
        for change in batch:
            change.prepared = change.prepare(works[change.office_id])

    def _apply(self, transaction: Transaction, batch: Sequence[_QueuedChange]) -> None:
        works = self._works_in(transaction, {change.office_id for change in batch})
        results = [change.apply(works[change.office_id], change.prepared) for change in batch]
        transaction.commit()
        for change, result in zip(batch, results, strict=True):
            change.settle(result)
