"""The one door to the database, for all offices."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Literal

from sqlalchemy import URL, literal, select

from storage.engine import schema
from storage.engine.connections import (
    PROBE_SECONDS,
    database_url,
    free_space,
    make_file_check,
    probing_engine,
    reading_engine,
    writing_engine,
)
from storage.engine.failures import translate_failures
from storage.engine.group_commit import GroupCommit
from storage.engine.log_files import LogFiles
from storage.engine.office_cache import SharedCache, read_stamps
from storage.engine.transactions import Transaction, reading, writing
from storage.gauges import REWRITE, GaugeReader
from storage.offices import ALL_IDS
from storage.outbox import Outbox
from storage.photos import PhotoQueue
from storage.private import restrict_database
from storage.records import Channel
from storage.remnants import Remnants
from storage.work import OfficeStorage, Work

_PING = select(literal(1))


class Storage:
    """Open it after forking: connections do not survive a fork. All of it may be used from many threads."""

    def __init__(self, url: URL, secret_key: str) -> None:
        self._url = url
        self._secret_key = secret_key
        self._writer = writing_engine(url)
        self._reader = reading_engine(url, self._writer)
        self._prober = probing_engine(url)
        self._check_file = make_file_check(url)
        self._log_files = LogFiles(url, (self._writer, self._reader))
        self._cache: SharedCache = {}
        self._group_commit = GroupCommit(self._writing, self._reading, self._works_in)
        self._outbox = Outbox(self._writing, self._reading)
        self._photo_queue = PhotoQueue(self._writing, self._reading)
        self._gauges = GaugeReader(self._writing, self._reading)
        self._remnants = Remnants(self._writer, self._writing, self._reading)

    @staticmethod
    def open(url: str, secret_key: str) -> Storage:
        """`url`: sqlite:///path or postgresql://…; nothing is connected yet. Raises UnknownDatabase."""
        return Storage(database_url(url), secret_key)

    def migrate(self) -> None:
        """Bring the tables to what this version of Tanrob needs. Two processes may do so at once."""
        with translate_failures():
            schema.migrate(self._url)
            restrict_database(self._url)

    def migrations(self) -> Literal["ok", "pending", "newer"]:
        """Whether the tables are what this version of Tanrob needs, or of a later one."""
        with translate_failures(), self._log_files.hold(), self._reader.connect() as connection:
            return schema.state(connection)

    def probe(self) -> None:
        """Writes a little, durably, on a connection of its own. Raises what kind of StorageError keeps it from that.

        It waits for another's transaction for PROBE_SECONDS, and for none of this process's.
        """
        with translate_failures(), writing(self._prober, PROBE_SECONDS) as transaction:
            self._check_file()
            transaction.run(REWRITE)
            transaction.commit()

    def free_space(self) -> int | None:
        """Bytes left on the disk of a SQLite file; None where the database is elsewhere."""
        return free_space(self._url)

    def ping(self) -> None:
        """Raises DatabaseDown where the database does not answer."""
        with self._reading() as transaction:
            transaction.run(_PING)

    def office_ids(self) -> tuple[str, ...]:
        """Every office, by id."""
        with self._reading() as transaction:
            return tuple(sorted(transaction.run(ALL_IDS).scalars()))

    def office(self, office_id: str) -> OfficeStorage:
        """The door of one office; whether there is such an office is not looked up."""
        return OfficeStorage(office_id, self._work_in, self._writing, self._reading, self._group_commit, self._cache)

    def channels(self, office_ids: Collection[str]) -> Mapping[str, Channel | None]:
        """Each office's LINE channel, None where it has none; all as they are at one moment."""
        with self._reading() as transaction:
            works = self._works_in(transaction, office_ids)
            return {office_id: work.office.channel() for office_id, work in works.items()}

    @property
    def outbox(self) -> Outbox:
        return self._outbox

    @property
    def photo_queue(self) -> PhotoQueue:
        return self._photo_queue

    @property
    def gauges(self) -> GaugeReader:
        return self._gauges

    @property
    def remnants(self) -> Remnants:
        return self._remnants

    def close(self) -> None:
        """Close every connection."""
        for engine in (self._writer, self._reader, self._prober):
            engine.dispose()

    def _work_in(self, transaction: Transaction, office_id: str) -> Work:
        return Work(transaction, office_id, self._secret_key, self._cache)

    def _works_in(self, transaction: Transaction, office_ids: Collection[str]) -> Mapping[str, Work]:
        found = read_stamps(transaction, office_ids)
        return {one: Work(transaction, one, self._secret_key, self._cache, found.get(one)) for one in office_ids}

    @contextmanager
    def _writing(self) -> Iterator[Transaction]:
        with translate_failures(), self._log_files.hold(), writing(self._writer) as transaction:
            self._check_file()
            self._log_files.check()
            yield transaction

    @contextmanager
    def _reading(self) -> Iterator[Transaction]:
        with translate_failures(), self._log_files.hold(), reading(self._reader) as transaction:
            self._check_file()
            self._log_files.check()
            yield transaction
