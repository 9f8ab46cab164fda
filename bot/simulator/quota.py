"""The monthly quota: pushes and multicasts count per recipient, a group once per member; replies are free."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from bot.simulator.records import Answer, Channel, Refused

LINE_TIME = timezone(timedelta(hours=9))
"""LINE counts its days and months in Japan's time."""


def month_of(now: datetime) -> str:
    """The month that is counted at `now`, as 2021-03."""
    return now.astimezone(LINE_TIME).strftime("%Y-%m")


def consumption(channel: Channel, now: datetime) -> int:
    """Messages counted in the month of `now`."""
    return channel.used.get(month_of(now), 0)


def charge(channel: Channel, count: int, now: datetime) -> None:
    """Counts `count` messages. Raises Refused (429) where they would pass the quota; then none is counted."""
    used = consumption(channel, now)
    if count and channel.quota is not None and used + count > channel.quota:
        raise Refused(Answer(429, {"message": "You have reached your monthly limit."}))
    channel.used[month_of(now)] = used + count
