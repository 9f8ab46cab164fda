"""Opening a database, and hearing clearly what is wrong with it."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from storage.database import Storage
from storage.engine.failures import translate_failures
from storage.errors import DatabaseDown, Refused, StorageError, UnknownDatabase


def test_a_database_that_answers_pings(storage: Storage) -> None:
    storage.ping()
    assert storage.office_ids() == ()


@pytest.mark.parametrize(
    "url",
    [
        "",
        "tanrob.db",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///",
        "mysql://localhost/x",
        "sqlite+aiosqlite:///x",
    ],
)
def test_any_other_database_is_refused(url: str) -> None:
    with pytest.raises(UnknownDatabase):
        Storage.open(url, "key")


@pytest.mark.parametrize("url", ["postgresql://nobody@127.0.0.1:1/none", "sqlite:////no/such/directory/tanrob.db"])
def test_a_database_that_does_not_answer_is_down(url: str) -> None:
    storage = Storage.open(url, "key")
    with pytest.raises(DatabaseDown):
        storage.ping()
    storage.close()


def test_opening_makes_no_file(tmp_path: Path) -> None:
    storage = Storage.open(f"sqlite:///{tmp_path}/tanrob.db", "key")
    for look in (storage.ping, storage.probe, storage.office_ids):
        with pytest.raises(DatabaseDown):
            look()
    storage.close()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_a_server_that_says_nothing_ends_a_command_soon() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        storage = Storage.open(f"postgresql://nobody@127.0.0.1:{silent.getsockname()[1]}/none", "key")
        with pytest.raises(DatabaseDown):
            storage.migrate()  # would wait for ever
        storage.close()


def test_a_file_that_is_no_database_is_down(tmp_path: Path) -> None:
    (tmp_path / "tanrob.db").write_bytes(b"not a database, but long enough to be read as one" * 50)
    storage = Storage.open(f"sqlite:///{tmp_path}/tanrob.db", "key")
    with pytest.raises(DatabaseDown):
        storage.ping()
    storage.close()


def test_a_database_never_migrated_is_told(empty_database_url: str) -> None:
    storage = Storage.open(empty_database_url, "key")
    with pytest.raises(StorageError):
        storage.office_ids()
    storage.close()


def test_a_password_is_not_in_what_is_told() -> None:
    storage = Storage.open("postgresql://user:a-password@127.0.0.1:1/none", "key")
    with pytest.raises(DatabaseDown) as raised:
        storage.ping()
    assert "a-password" not in repr(raised.value)
    storage.close()


def test_postgres_goes_through_psycopg_3() -> None:
    storage = Storage.open("postgresql://localhost/tanrob", "key")
    assert storage._writer.dialect.driver == "psycopg"
    storage.close()


def test_the_sqlite_file_is_kept_safe(sqlite_storage: Storage) -> None:
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
    with sqlite_storage._writer.connect() as connection:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted}
    assert found == wanted


def test_an_error_says_its_sentence() -> None:
    assert str(DatabaseDown()) == "The database does not answer."
    assert str(Refused("uq_person")) == "The database refused a row that breaks one of its rules. (uq_person)"


def test_other_failures_pass_untouched() -> None:
    with pytest.raises(ZeroDivisionError), translate_failures():
        raise ZeroDivisionError
