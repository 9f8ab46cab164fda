"""The unit of work: one office, one transaction, every subject of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from storage.conversations import Conversations
from storage.forms import Forms
from storage.groups import Groups
from storage.inbox import Inbox
from storage.invitations import Invitations
from storage.ledger import Ledger
from storage.offices import OwnOffice
from storage.outbox import OfficeOutbox
from storage.people import People
from storage.photos import Photos
from storage.plan import Plan
from storage.queue import Transaction
from storage.rounds import Rounds
from storage.submissions import Submissions


class Work:
    """What one office remembers, within one transaction. Nothing stays unless `commit` was called."""

    def __init__(self, connection: Connection, office_id: str, secret_key: str) -> None:
        self._connection = connection
        self.office_id = office_id
        self.office = OwnOffice(connection, office_id, secret_key)
        self.rounds = Rounds(connection, office_id)
        self.plan = Plan(connection, office_id)
        self.people = People(connection, office_id)
        self.invitations = Invitations(connection, office_id)
        self.conversations = Conversations(connection, office_id)
        self.inbox = Inbox(connection, office_id)
        self.submissions = Submissions(connection, office_id)
        self.photos = Photos(connection, office_id)
        self.outbox = OfficeOutbox(connection, office_id)
        self.ledger = Ledger(connection, office_id)
        self.groups = Groups(connection, office_id)
        self.forms = Forms(connection, office_id)

    def commit(self) -> None:
        """Keep everything written so far, durably: when this returns, it survives a power cut."""
        self._connection.commit()


class OfficeStorage:
    """The one door to an office's rows."""

    def __init__(self, office_id: str, secret_key: str, writing: Transaction, reading: Transaction) -> None:
        self._office_id = office_id
        self._secret_key = secret_key
        self._writing = writing
        self._reading = reading

    @contextmanager
    def work(self) -> Iterator[Work]:
        """Read and write. Do nothing slow inside: on SQLite every other writer waits."""
        with self._writing() as connection:
            yield Work(connection, self._office_id, self._secret_key)

    @contextmanager
    def reading(self) -> Iterator[Work]:
        """Read one moment of the database without waiting for any writer; writing raises ReadOnly."""
        with self._reading() as connection:
            yield Work(connection, self._office_id, self._secret_key)
