"""Whether everything stands that answers, reminders and documents need; what does not is named."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from storage.database import Storage
from storage.errors import StorageError, WrongSecretKey

SILENT_AFTER = timedelta(minutes=3)
"""The clock ticks every twenty seconds; whatever it has to do takes less than this."""
SCARCE_BYTES = 200 * 1024 * 1024
"""So little is used up in a day of photos."""
OK = "ok"


def readiness(storage: Storage, now: datetime) -> Mapping[str, str]:
    """Each thing looked at and "ok", or what is wrong with it; without the others where the database is of no use.

    `database`: ok, or the kind of storage.errors in small letters (`down`, `disk_full`, `read_only`, `replaced`, …);
    `migrations`: pending, newer; `key`: lost; `clock`: never, silent; `disk`: scarce.
    """
    try:
        storage.ping()
        migrations = storage.migrations()
        if migrations != OK:
            return {"database": OK, "migrations": migrations}
        storage.probe()
        found = {"database": OK, "migrations": OK, "key": _key(storage), "clock": _clock(storage, now)}
    except StorageError as failure:
        return {"database": _kind(failure)}
    free = storage.free_space()
    return {**found, "disk": OK if free is None or free > SCARCE_BYTES else "scarce"}


def _kind(failure: StorageError) -> str:
    words = re.findall("[A-Z][a-z]+", type(failure).__name__)
    return "_".join(word.lower() for word in words if word != "Database")


def _key(storage: Storage) -> str:
    try:
        storage.channels(storage.office_ids())
    except WrongSecretKey:
        return "lost"
    return OK


def _clock(storage: Storage, now: datetime) -> str:
    at = storage.gauges.ticked_at()
    if at is None:
        return "never"
    return OK if abs(now - at) < SILENT_AFTER else "silent"
