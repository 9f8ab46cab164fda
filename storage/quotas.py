"""What is known of the month's messages of an office; it survives restarts, so LINE is asked seldom."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import bindparam, select, update

from storage.engine.repository import Repository, insert_or_update
from storage.records import Quota
from storage.tables import QUOTA

KEPT = ("month", "read_at", "most", "used", "spent", "members")
_MINE = QUOTA.c.office_id == bindparam("office")
_LOAD = select(*(QUOTA.c[column] for column in KEPT)).where(_MINE)
_SAVE = insert_or_update(QUOTA, KEPT)
_SPEND = update(QUOTA).where(_MINE).values(spent=QUOTA.c.spent + bindparam("messages"))


class Quotas(Repository):
    def load(self) -> Quota | None:
        """None before LINE was asked for the first time."""
        row = self._run(_LOAD).one_or_none()
        return None if row is None else Quota(**row._asdict())

    def save(self, quota: Quota) -> None:
        self._insert(_SAVE, asdict(quota))

    def spend(self, messages: int) -> None:
        """Counts messages posted since LINE told its own count; nothing happens before it was asked."""
        self._run(_SPEND, messages=messages)
