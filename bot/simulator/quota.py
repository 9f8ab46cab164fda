"""The monthly quota: pushes and multicasts count per recipient, a group once per member; replies are free."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Literal

from bot.simulator.records import Answer, Channel, Charged, Refused

Kind = Literal["person", "group", "multicast"]

LINE_TIME = timezone(timedelta(hours=9))
"""LINE counts its days and months in Japan's time."""


def month_of(now: datetime) -> str:
    """The month that is counted at `now`, as 2021-03."""
    return now.astimezone(LINE_TIME).strftime("%Y-%m")


def consumption(channel: Channel, now: datetime) -> int:
    """Messages counted in the month of `now`."""
    used = sum(charged.messages for charged in channel.used.get(month_of(now), {}).values())
    return max(used, channel.quota or 0) if channel.used_up else used


def charge(channel: Channel, count: int, now: datetime, kind: Kind) -> None:
    """Counts `count` messages. Raises Refused (429) where they would pass the quota; then none is counted."""
    if not count:
        return
    used = consumption(channel, now)
    if channel.quota is not None and used + count > channel.quota:
        raise Refused(Answer(429, {"message": "You have reached your monthly limit."}))
    charged = channel.used.setdefault(month_of(now), {}).setdefault(kind, Charged())
    charged.calls += 1
    charged.messages += count
