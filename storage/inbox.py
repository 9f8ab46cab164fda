"""The webhook events already served: LINE sends some twice, under the same event id."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, delete, select

from storage.engine.repository import Repository, insert_new
from storage.tables import INBOX

_CLAIM = insert_new(INBOX)
_HAS = select(INBOX.c.event_id).where(
    INBOX.c.office_id == bindparam("office"), INBOX.c.event_id == bindparam("of_event")
)
_FORGET = delete(INBOX).where(INBOX.c.office_id == bindparam("office"), INBOX.c.received_at < bindparam("before"))


class Inbox(Repository):
    def claim(self, event_id: str, at: datetime) -> bool:
        """Take an event; False where it was taken before. Of two at once the second waits for the first."""
        return self._insert(_CLAIM, {"event_id": event_id, "received_at": at})

    def has(self, event_id: str) -> bool:
        return bool(self._run(_HAS, of_event=event_id).scalars())

    def forget_before(self, at: datetime) -> int:
        """Forget events received before `at`, too old to be sent again; returns how many."""
        return self._run(_FORGET, before=at).written
