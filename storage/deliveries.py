"""How a delivery stands in the outbox table."""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter
from typing import Any

from sqlalchemy import Row

from storage.records import Delivery
from storage.tables import OUTBOX

COLUMNS = (
    OUTBOX.c.id,
    OUTBOX.c.office_id,
    OUTBOX.c.kind,
    OUTBOX.c.recipient,
    OUTBOX.c.messages,
    OUTBOX.c.due_at,
    OUTBOX.c.created_at,
    OUTBOX.c.priority,
    OUTBOX.c.reply_token,
    OUTBOX.c.token_at,
    OUTBOX.c.silent,
    OUTBOX.c.attempts,
    OUTBOX.c.attempted_at,
    OUTBOX.c.outcome,
    OUTBOX.c.error,
)

_NAMES = tuple(column.name for column in COLUMNS)
_VALUES = attrgetter(*("to" if name == "recipient" else name for name in _NAMES))


def kept(delivery: Delivery) -> Mapping[str, Any]:
    """The row of a delivery."""
    return dict(zip(_NAMES, _VALUES(delivery), strict=True))


def delivery(row: Row[*tuple[Any, ...]]) -> Delivery:
    """The delivery of a row of COLUMNS."""
    values = dict(row._asdict())
    messages = tuple(values.pop("messages"))
    return Delivery(to=values.pop("recipient"), messages=messages, **values)
