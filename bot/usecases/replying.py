"""Makes the delivery that answers a person: by reply token while it is fresh, else by push."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from bot.usecases.ports import Ports
from messages.bubbles import Bubble
from storage.records import Delivery

REPLY_PRIORITY = 0


def reply(
    ports: Ports,
    office_id: str,
    cause: str,
    to: str,
    bubbles: Sequence[Bubble],
    now: datetime,
    kind: str,
    reply_token: str | None,
    token_at: datetime,
) -> Delivery:
    """The answer to `cause`; the same cause gives the same id, so that it is answered once."""
    return Delivery(
        id=uuid5(NAMESPACE_URL, cause),
        office_id=office_id,
        kind=kind,
        to=to,
        messages=ports.render(bubbles),
        due_at=now,
        created_at=now,
        priority=REPLY_PRIORITY,
        reply_token=reply_token,
        token_at=token_at if reply_token else None,
    )
