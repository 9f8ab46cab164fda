"""Turning a driver's exceptions into storage's own, so that nobody outside needs to know the driver.

Only the kind of failure is taken over: drivers quote stored values in their messages, and these end in logs.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from psycopg import errors as postgres
from sqlalchemy.exc import DBAPIError, StatementError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from storage.errors import (
    CannotOpen,
    Conflict,
    Damaged,
    DatabaseBusy,
    DatabaseDown,
    DiskFailing,
    DiskFull,
    NotMigrated,
    ReadOnly,
    Refused,
    Replaced,
    StorageError,
    TooManyConnections,
)


@contextmanager
def translate_failures() -> Iterator[None]:
    """Raises a StorageError for every failure of the database inside; a value no column can hold as it is."""
    try:
        yield
    except PoolTimeout:
        raise DatabaseBusy from None
    except DBAPIError as failure:
        raise _translate(failure.orig) from None
    except StatementError as failure:
        raise failure.orig or failure from None
    except (sqlite3.Error, postgres.Error) as failure:
        raise _translate(failure) from None


def _translate(cause: BaseException | None) -> StorageError:
    if isinstance(cause, sqlite3.Error):
        return _translate_sqlite(cause)
    if isinstance(cause, postgres.Error):
        return _translate_postgres(cause)
    return DatabaseDown()


_SQLITE: Mapping[str, type[StorageError]] = {
    "READONLY_DBMOVED": Replaced,
    "READONLY": ReadOnly,
    "PERM": ReadOnly,
    "BUSY": DatabaseBusy,
    "LOCKED": DatabaseBusy,
    "FULL": DiskFull,
    "IOERR_SHMSIZE": DiskFull,  # its index of the log cannot grow
    "IOERR": DiskFailing,
    "CORRUPT": Damaged,
    "NOTADB": Damaged,
    "CANTOPEN": CannotOpen,
}
"""By the beginning of a result code's name; the first that fits."""


def _translate_sqlite(cause: sqlite3.Error) -> StorageError:
    name: str = getattr(cause, "sqlite_errorname", "").removeprefix("SQLITE_")
    for beginning, kind in _SQLITE.items():
        if name.startswith(beginning):
            return kind(name)
    if isinstance(cause, sqlite3.IntegrityError):
        return Refused(str(cause))  # names the table and columns, never the values
    if str(cause).startswith(("no such table", "no such column")):
        return NotMigrated()
    return DatabaseDown(name or type(cause).__name__)


_POSTGRES: Mapping[type[postgres.Error], type[StorageError]] = {
    postgres.ReadOnlySqlTransaction: ReadOnly,
    postgres.InsufficientPrivilege: ReadOnly,
    postgres.DeadlockDetected: Conflict,
    postgres.SerializationFailure: Conflict,
    postgres.LockNotAvailable: DatabaseBusy,
    postgres.QueryCanceled: DatabaseBusy,
    postgres.DiskFull: DiskFull,
    postgres.IoError: DiskFailing,
    postgres.DataCorrupted: Damaged,
    postgres.IndexCorrupted: Damaged,
    postgres.TooManyConnections: TooManyConnections,
    postgres.UndefinedTable: NotMigrated,
    postgres.UndefinedColumn: NotMigrated,
}
_NO_MORE = ("too many clients", "remaining connection slots", "too many connections")
"""In what a server says that refuses a connection; libpq keeps the kind to itself."""


def _translate_postgres(cause: postgres.Error) -> StorageError:
    for kind, own in _POSTGRES.items():
        if isinstance(cause, kind):
            return own(type(cause).__name__)
    if isinstance(cause, postgres.IntegrityError):
        return Refused(cause.diag.constraint_name or type(cause).__name__)
    if isinstance(cause, postgres.DataError):
        return Refused(type(cause).__name__)
    if any(said in str(cause) for said in _NO_MORE):
        return TooManyConnections()
    return DatabaseDown(type(cause).__name__)
