"""Group commit: what threads ask for at the same moment is done in one transaction, with one wait for the disk.

The first to ask leads: it carries out what has been asked for meanwhile, commits, and hands the lead to whoever came
next. A commit is most of what a short change costs; under load many changes share one. What needs no more than a look
is done before, in one reading transaction: other processes' writers do not wait for it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Mapping, Sequence
from threading import Event, Lock
from typing import Any, Generic, TypeVar

from storage.engine.transactions import Transaction, Transactions
from storage.errors import DatabaseDown, ReadOnly

T = TypeVar("T")
S = TypeVar("S")
W = TypeVar("W")

MAX_CHANGES = 32
"""Changes in one transaction at most, so that nobody waits long for those of others."""


class _Asked:
    """One thread's change. It sleeps in `wait` until it is settled or has to lead."""

    def __init__(self, office_id: str, look: Callable[[Any], Any] | None, do: Callable[[Any, Any], Any]) -> None:
        self.office_id = office_id
        self.look = look
        self.do = do
        self.seen: Any = None
        self.settled = False
        self.result: Any = None
        self.failure: BaseException | None = None
        self._woken = Event()

    def wait(self) -> None:
        self._woken.wait()
        self._woken.clear()

    def wake(self) -> None:
        self._woken.set()

    def outcome(self) -> Any:
        if self.failure is not None:
            raise self.failure
        return self.result


_Step = tuple[Transactions, Callable[[Transaction, Sequence[_Asked]], None]]


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
        self._waiting: deque[_Asked] = deque()
        self._lock = Lock()

    def run(self, office_id: str, look: Callable[[W], S] | None, do: Callable[[W, S | None], T]) -> T:
        """What `do` gave, once everything it wrote is durable; whatever it raises, and then nothing of it is kept.

        `do` is given what `look` saw shortly before, in a transaction that only reads. Both may be called a second
        time, where another thread's change spoilt the transaction they shared.
        """
        asked = _Asked(office_id, look, do)
        if not self._may_lead(asked):
            asked.wait()
        if not asked.settled:
            self._lead(asked)
        result: T = asked.outcome()
        return result

    def _may_lead(self, asked: _Asked) -> bool:
        with self._lock:
            if self._is_led:
                self._waiting.append(asked)
                return False
            self._is_led = True
            return True

    def _lead(self, asked: _Asked) -> None:
        batch = [asked, *self._followers()]
        try:
            self._carry_out(batch)
        finally:
            self._hand_over()
            for follower in batch[1:]:
                follower.wake()

    def _followers(self) -> list[_Asked]:
        with self._lock:
            return [self._waiting.popleft() for _ in range(min(len(self._waiting), MAX_CHANGES - 1))]

    def _hand_over(self) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().wake()
            else:
                self._is_led = False

    def _carry_out(self, batch: Sequence[_Asked]) -> None:
        """All in one transaction. Where that fails each has one of its own, so that only its own failure meets it.

        Where the database is down for one of them it is for the rest: each would wait for it as long as the first.
        """
        if self._settle(batch):
            return
        down: BaseException | None = None
        for asked in batch:
            if down:
                asked.settled, asked.failure = True, down
            else:
                self._settle([asked])
                down = asked.failure if isinstance(asked.failure, DatabaseDown | ReadOnly) else None

    def _settle(self, batch: Sequence[_Asked]) -> bool:
        """Carries out in one transaction; False where one of many spoilt it. Where none begins all are told."""
        begun = False
        try:
            for begin, act in self._steps(batch):
                begun = False
                with begin() as transaction:
                    begun = True
                    act(transaction, batch)
        except BaseException as failure:  # even the end of a thread is that of the one who asked, not of the leader
            if begun and len(batch) > 1:
                return False
            for asked in batch:
                asked.settled, asked.failure = True, failure
        return True

    def _steps(self, batch: Sequence[_Asked]) -> list[_Step]:
        looking = [(self._reading, self._look)] if any(asked.look for asked in batch) else []
        return [*looking, (self._writing, self._do)]

    def _look(self, transaction: Transaction, batch: Sequence[_Asked]) -> None:
        works = self._works_in(transaction, {one.office_id for one in batch})
        for asked in batch:
            asked.seen = asked.look and asked.look(works[asked.office_id])

    def _do(self, transaction: Transaction, batch: Sequence[_Asked]) -> None:
        works = self._works_in(transaction, {one.office_id for one in batch})
        results = [asked.do(works[asked.office_id], asked.seen) for asked in batch]
        transaction.commit()
        for asked, result in zip(batch, results, strict=True):
            asked.settled, asked.result = True, result
