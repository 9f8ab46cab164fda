"""What can go wrong in storage: one exception per failure; its docstring is its message.

None of them carries a stored value: they are logged, and what people wrote is not.
"""

from __future__ import annotations

import inspect


class StorageError(Exception):
    """Storage failed."""

    def __init__(self, detail: str = "") -> None:
        sentence = inspect.cleandoc(type(self).__doc__ or "")
        super().__init__(f"{sentence} ({detail})" if detail else sentence)


class UnknownDatabase(StorageError):
    """DATABASE_URL must be sqlite:///PATH or postgresql://…."""


class DatabaseDown(StorageError):
    """The database does not answer."""


class CannotOpen(DatabaseDown):
    """The database's file cannot be opened."""


class Replaced(DatabaseDown):
    """The database's file was removed, or another was put in its place, while it was in use."""


class Damaged(DatabaseDown):
    """The database is damaged, or its file is no database."""


class DiskFull(DatabaseDown):
    """The disk the database is on is full."""


class DiskFailing(DatabaseDown):
    """The disk the database is on does not read or write."""


class TooManyConnections(DatabaseDown):
    """The database takes no more connections."""


class NotMigrated(DatabaseDown):
    """The database lacks tables this version of Tanrob needs."""


class NewerDatabase(StorageError):
    """The database was migrated by a later version of Tanrob than this one."""


class DatabaseBusy(StorageError):
    """Another writer held the database too long; try again."""


class ReadOnly(StorageError):
    """Nothing can be written here: the database, its file or this unit of work only reads."""


class Conflict(StorageError):
    """Somebody else stored this first; load it again and decide anew."""


class Refused(StorageError):
    """The database refused a row that breaks one of its rules."""


class NoSuchOffice(StorageError):
    """This office has not been set up; apply its office file first."""


class WrongOffice(StorageError):
    """A row of one office was handed to another office's unit of work."""


class WrongSecretKey(StorageError):
    """The stored channel cannot be opened with this TANROB_SECRET_KEY."""


class FormChanged(StorageError):
    """This form and version is already kept with other contents; give the changed form a new version."""


class PhotoStoreDown(StorageError):
    """The photo store does not do what it is asked; try again."""
