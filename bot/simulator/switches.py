"""Trouble at switches, for the page: each stays until it is switched off."""

from __future__ import annotations

from collections.abc import Mapping

from bot.simulator.faults import SLOW_SECONDS, STANDING, Faults
from bot.simulator.platform import Platform
from bot.simulator.records import Impossible
from bot.simulator.webhooks import Courier

SLOW, USED_UP, TWICE = "slow", "used_up", "twice"


class Switches:
    """slow, down, lost (see faults), used_up (the month's quota), twice (every webhook delivered again)."""

    def __init__(self, platform: Platform, courier: Courier, faults: Faults) -> None:
        self._platform = platform
        self._courier = courier
        self._faults = faults

    def states(self) -> Mapping[str, bool]:
        """Every switch, and whether it is on."""
        channels = self._platform.channels
        return {
            SLOW: self._faults.latency > 0,
            **{name: name in self._faults.standing for name in STANDING},
            USED_UP: bool(channels) and all(channel.used_up for channel in channels),
            TWICE: self._courier.twice,
        }

    def turn(self, name: str, *, on: bool) -> None:
        """Raises Impossible for a name that is no switch's."""
        with self._platform.changed:
            if name in STANDING:
                (self._faults.standing.add if on else self._faults.standing.discard)(name)
            elif name == SLOW:
                self._faults.latency = SLOW_SECONDS if on else 0.0
            elif name == TWICE:
                self._courier.twice = on
            elif name == USED_UP:
                for channel in self._platform.channels:
                    channel.used_up = on
            else:
                raise Impossible(f"no switch {name}")
            self._platform.changed.notify_all()
