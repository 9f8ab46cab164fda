"""Makes the delivery that answers a person: by reply token while it is fresh, else by push."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from bot.usecases.incoming import ReplyToken
from bot.usecases.ports import Ports
from messages.chat.bubbles import Bubble
from storage.kinds import DeliveryKind
from storage.records import Delivery

REPLY_PRIORITY = DeliveryKind.REPLY.traits.priority
RECEIPT_PRIORITY = -1
"""Of an answer that tells that something was kept, or lost: however late, it gives way to no newer one."""


def reply(
    ports: Ports,
    office_id: str,
    cause: str,
    to: str,
    bubbles: Sequence[Bubble],
    now: datetime,
    kind: DeliveryKind,
    token: ReplyToken | None,
    priority: int = REPLY_PRIORITY,
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
        priority=priority,
        reply_token=token.text if token else None,
        token_at=token.made_at if token else None,
    )
