"""One call to LINE as the postman makes it, in an event loop of its own."""

from __future__ import annotations

import asyncio
from typing import Any

from bot.usecases.ports import Messenger, Outcome


def call_line(messenger: Messenger, name: str, *values: Any, **named: Any) -> Outcome:
    """`name`: reply or push."""

    async def call() -> Outcome:
        async with messenger.connected() as line:
            outcome: Outcome = await getattr(line, name)(*values, **named)
            return outcome

    return asyncio.run(call())
