"""The unit of work: one office, one transaction, a repository for every subject."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar

from storage.conversations import Conversations
from storage.documents import Documents, FrontMatters
from storage.engine.group_commit import GroupCommit
from storage.engine.office_cache import OfficeCache, SharedCache, peek
from storage.engine.transactions import Transaction, Transactions
from storage.errors import Conflict
from storage.forms import Forms
from storage.groups import Groups
from storage.inbox import Inbox
from storage.invitations import Invitations
from storage.ledger import Ledger
from storage.offices import CHANNEL, OwnOffice
from storage.outbox import OfficeOutbox
from storage.people import People
from storage.photos import Photos
from storage.plan import Plan
from storage.plan_versions import PlanVersions
from storage.project_requests import ProjectRequests
from storage.quotas import Quotas
from storage.records import Channel
from storage.remnants import note_erasure
from storage.rounds import Rounds
from storage.submissions import Submissions


class Work:
    """What one office remembers, within one transaction. Nothing stays unless `commit` was called.

    A repository is made when it is asked for: a turn needs half of them.
    """

    def __init__(
        self,
        transaction: Transaction,
        office_id: str,
        secret_key: str,
        cache: SharedCache,
        stamp: int | None = None,
    ) -> None:
        """`stamp`: the office's, where it was read in this transaction already."""
        self.office_id = office_id
        self._transaction = transaction
        self._office_cache = OfficeCache(transaction, office_id, cache, stamp)
        self._secret_key = secret_key

    @property
    def office(self) -> OwnOffice:
        return OwnOffice(self._transaction, self.office_id, self._office_cache, self._secret_key)

    @property
    def rounds(self) -> Rounds:
        return Rounds(self._transaction, self.office_id, self._office_cache)

    @property
    def plan(self) -> Plan:
        return Plan(self._transaction, self.office_id, self._office_cache)

    @property
    def plan_versions(self) -> PlanVersions:
        return PlanVersions(self._transaction, self.office_id, self._office_cache)

    @property
    def people(self) -> People:
        return People(self._transaction, self.office_id, self._office_cache)

    @property
    def requests(self) -> ProjectRequests:
        return ProjectRequests(self._transaction, self.office_id, self._office_cache)

    @property
    def invitations(self) -> Invitations:
        return Invitations(self._transaction, self.office_id)

    @property
    def conversations(self) -> Conversations:
        return Conversations(self._transaction, self.office_id)

    @property
    def inbox(self) -> Inbox:
        return Inbox(self._transaction, self.office_id)

    @property
    def submissions(self) -> Submissions:
        return Submissions(self._transaction, self.office_id)

    @property
    def photos(self) -> Photos:
        return Photos(self._transaction, self.office_id)

    @property
    def outbox(self) -> OfficeOutbox:
        return OfficeOutbox(self._transaction, self.office_id)

    @property
    def ledger(self) -> Ledger:
        return Ledger(self._transaction, self.office_id)

    @property
    def documents(self) -> Documents:
        return Documents(self._transaction, self.office_id)

    @property
    def front_matter(self) -> FrontMatters:
        return FrontMatters(self._transaction, self.office_id)

    @property
    def groups(self) -> Groups:
        return Groups(self._transaction, self.office_id)

    @property
    def quota(self) -> Quotas:
        return Quotas(self._transaction, self.office_id)

    @property
    def forms(self) -> Forms:
        return Forms(self._transaction, self.office_id, self._office_cache)

    def leave_no_remnants(self) -> None:
        """What this unit of work erases is not to be found in the database's files either (storage/remnants.py)."""
        note_erasure(self._transaction)

    def commit(self) -> None:
        """Keep everything written so far, durably: when this returns, it survives a power cut."""
        self._transaction.commit()


P = TypeVar("P")
T = TypeVar("T")

_TRIES = 5
"""How often a change is prepared anew when others were quicker."""


class OfficeStorage:
    """The one door to an office's rows."""

    def __init__(
        self,
        office_id: str,
        work_in: Callable[[Transaction, str], Work],
        writing: Transactions,
        reading: Transactions,
        group_commit: GroupCommit[Work],
        cache: SharedCache,
    ) -> None:
        self._office_id = office_id
        self._work_in = work_in
        self._writing = writing
        self._reading = reading
        self._group_commit = group_commit
        self._cache = cache

    def remembered_channel(self) -> Channel | None:
        """The channel as this process read it last, without a look into the database; None where it never did.

        Whoever acts on it makes sure, in the transaction they act in, that it still is the office's.
        """
        channel: Channel | None = peek(self._cache, self._office_id, CHANNEL)
        return channel

    @contextmanager
    def work(self) -> Iterator[Work]:
        """Read and write. Do nothing slow inside: on SQLite every other writer waits."""
        with self._writing() as transaction:
            yield self._work_in(transaction, self._office_id)

    def change(self, prepare: Callable[[Work], P], apply: Callable[[Work, P], T]) -> T:
        """What `apply` gave, once all it wrote is durable; what either raises, and then nothing of it is kept.

        For what many threads do at once: they share transactions. `prepare` only reads; the more it does, the less
        every other writer waits. `apply` is given what it made, and raises Conflict where that does not hold any more:
        both are called again then, at last within one transaction. Neither commits nor relies on being called once.
        """
        for _ in range(_TRIES):
            with suppress(Conflict):
                return self._group_commit.run(self._office_id, prepare, apply)
        with self.work() as work:  # prepared where nobody can be quicker
            result = apply(work, prepare(work))
            work.commit()
        return result

    @contextmanager
    def reading(self) -> Iterator[Work]:
        """Read one moment of the database without waiting for any writer; writing raises ReadOnly."""
        with self._reading() as transaction:
            yield self._work_in(transaction, self._office_id)
