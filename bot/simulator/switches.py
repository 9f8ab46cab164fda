"""Trouble at switches, for the page: each stays until it is switched off."""

from __future__ import annotations

from collections.abc import Mapping
from threading import Condition

from bot.simulator.accounts import Accounts
from bot.simulator.faults import LASTING, SLOW_SECONDS, Faults
from bot.simulator.records import Impossible
from bot.simulator.webhook_client import WebhookClient

SLOW, USED_UP, TWICE = "slow", "used_up", "twice"


class Switches:
    """slow, down, lost (see faults), used_up (the month's quota), twice (every webhook delivered again)."""

    def __init__(self, accounts: Accounts, webhooks: WebhookClient, faults: Faults, changed: Condition) -> None:
        self._accounts = accounts
        self._webhooks = webhooks
        self._faults = faults
        self._changed = changed

    def states(self) -> Mapping[str, bool]:
        """Every switch, and whether it is on."""
        accounts = self._accounts.all()
        return {
            SLOW: self._faults.latency > 0,
            **{name: name in self._faults.lasting for name in LASTING},
            USED_UP: bool(accounts) and all(account.used_up for account in accounts),
            TWICE: self._webhooks.twice,
        }

    def turn(self, name: str, *, on: bool) -> None:
        """Raises Impossible for a name that is no switch's."""
        with self._changed:
            if name in LASTING:
                self._faults.set_lasting(name, on=on)
            elif name == SLOW:
                self._faults.latency = SLOW_SECONDS if on else 0.0
            elif name == TWICE:
                self._webhooks.twice = on
            elif name == USED_UP:
                for account in self._accounts.all():
                    account.used_up = on
            else:
                raise Impossible(f"no switch {name}")
            self._changed.notify_all()
