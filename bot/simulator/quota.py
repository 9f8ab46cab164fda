"""The monthly quota: pushes and multicasts count per recipient, a group once per member; replies are free."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta, timezone
from typing import Literal

from bot.simulator.records import Account, ApiAnswer, ApiRefusal, Charged

Kind = Literal["person", "group", "multicast"]

LINE_TIME = timezone(timedelta(hours=9))
"""LINE counts its days and months in Japan's time."""


class QuotaCounter:
    """Counts what each account sends in the month of `clock`; the counts are kept in the account."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock

    def used(self, account: Account) -> int:
        """Messages counted this month."""
        used = sum(charged.messages for charged in self.by_kind(account).values())
        return max(used, account.quota or 0) if account.used_up else used

    def by_kind(self, account: Account) -> Mapping[str, Charged]:
        """What each kind of sending has cost this month."""
        return account.used.get(self._month(), {})

    def charge(self, account: Account, count: int, kind: Kind) -> None:
        """Counts `count` messages. Raises ApiRefusal (429) where they would pass the quota; then none is counted."""
        if not count:
            return
        if account.quota is not None and self.used(account) + count > account.quota:
            raise ApiRefusal(ApiAnswer(429, {"message": "You have reached your monthly limit."}))
        charged = account.used.setdefault(self._month(), {}).setdefault(kind, Charged())
        charged.calls += 1
        charged.messages += count

    def _month(self) -> str:
        """The month that is counted now, as 2021-03."""
        return self._clock().astimezone(LINE_TIME).strftime("%Y-%m")
