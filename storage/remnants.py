"""What erased rows leave in SQLite's write-ahead log: pages as they were before, until the log is cut to nothing.

That cannot be done while another connection reads, so it waits: noted in the transaction that erases, and done
by whoever sees to it later. Deleted text within the database file is overwritten at once
(storage/engine/connections.py).
"""

from __future__ import annotations

from sqlalchemy import Engine, bindparam, select, update

from storage.engine.repository import insert_or_update
from storage.engine.transactions import Transaction, Transactions, raw_connection
from storage.tables import HEARTBEAT

_NAME = "erasure"
"""Of the row whose `times` counts the erasures whose remnants are not cut off yet."""
_WAIT_MILLISECONDS = 200
"""For those who read; writers wait meanwhile."""
_PENDING = select(HEARTBEAT.c.times).where(HEARTBEAT.c.name == _NAME)
_NOTE = insert_or_update(HEARTBEAT, (), added=("times",))["sqlite"]
_DONE = update(HEARTBEAT).where(HEARTBEAT.c.name == _NAME).values(times=HEARTBEAT.c.times - bindparam("of_these"))


def note_erasure(transaction: Transaction) -> None:
    """Remembers that this transaction erases what nobody may find again."""
    if transaction.dialect.name == "sqlite":
        transaction.run(_NOTE, {"name": _NAME, "times": 1})


class Remnants:
    """The door of whoever cuts them off. On PostgreSQL nothing waits: its log is the server's, and recycled."""

    def __init__(self, engine: Engine, writing: Transactions, reading: Transactions) -> None:
        self._engine = engine
        self._writing = writing
        self._reading = reading

    def pending(self) -> int:
        """How many erasures left something."""
        with self._reading() as transaction:
            return transaction.run(_PENDING).scalar() or 0

    def cut_off(self) -> bool:
        """Whether nothing is left of what was erased; where others read just now, try again later."""
        pending = self.pending()
        if pending and not self._truncate():
            return False
        if pending:
            with self._writing() as transaction:
                transaction.run(_DONE, {"of_these": pending})
                transaction.commit()
        return True

    def _truncate(self) -> bool:
        with raw_connection(self._engine) as raw:
            raw.execute(f"PRAGMA busy_timeout = {_WAIT_MILLISECONDS}")
            try:
                ((is_in_the_way, _, _),) = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            finally:
                raw.execute("PRAGMA busy_timeout = 0")
        return not is_in_the_way
