"""Turning a driver's exceptions into storage's own, so that nobody outside needs to know the driver.

Only the kind of failure is taken over: drivers quote stored values in their messages, and these end in logs.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from psycopg import errors as postgres
from sqlalchemy.exc import DBAPIError, StatementError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from storage.errors import Conflict, DatabaseBusy, DatabaseDown, ReadOnly, Refused, StorageError


@contextmanager
def failures_told() -> Iterator[None]:
    """Raises a StorageError for every failure of the database inside; a value no column can hold as it is."""
    try:
        yield
    except PoolTimeout:
        raise DatabaseBusy from None
    except DBAPIError as failure:
        raise _told(failure.orig) from None
    except StatementError as failure:
        raise failure.orig or failure from None
    except (sqlite3.Error, postgres.Error) as failure:
        raise _told(failure) from None


def _told(cause: BaseException | None) -> StorageError:
    if isinstance(cause, sqlite3.Error):
        return _told_by_sqlite(cause)
    if isinstance(cause, postgres.Error):
        return _told_by_postgres(cause)
    return DatabaseDown()


def _told_by_sqlite(cause: sqlite3.Error) -> StorageError:
    name = getattr(cause, "sqlite_errorname", "")
    if name.startswith("SQLITE_READONLY"):
        return ReadOnly()
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return DatabaseBusy()
    if isinstance(cause, sqlite3.IntegrityError):
        return Refused(str(cause))  # names the table and columns, never the values
    return DatabaseDown(name or type(cause).__name__)


def _told_by_postgres(cause: postgres.Error) -> StorageError:
    match cause:
        case postgres.ReadOnlySqlTransaction():
            return ReadOnly()
        case postgres.DeadlockDetected() | postgres.SerializationFailure():
            return Conflict()
        case postgres.LockNotAvailable():
            return DatabaseBusy()
        case postgres.IntegrityError():
            return Refused(cause.diag.constraint_name or type(cause).__name__)
        case postgres.DataError():
            return Refused(type(cause).__name__)
    return DatabaseDown(type(cause).__name__)
