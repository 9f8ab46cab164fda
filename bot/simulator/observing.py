"""What a test or the page may look at: chats, calls, the quota."""

from __future__ import annotations

from typing import Any

from bot.simulator.acting import Acting
from bot.simulator.controls import DemoControls
from bot.simulator.platform import Platform
from bot.simulator.quota import consumption
from bot.simulator.records import JSON, Call, Channel, Entry
from bot.simulator.webhooks import Courier


class Observing(Acting):
    """Acts, looks, and waits for what is to come. `calls`: every API call, in order; `controls`: see there."""

    def __init__(self, platform: Platform, courier: Courier) -> None:
        super().__init__(platform, courier)
        self.calls: list[Call] = []
        self.controls = DemoControls()

    @property
    def channel(self) -> Channel:
        """The only channel."""
        return self.platform.only_channel(None)

    @property
    def refusals(self) -> list[Call]:
        """The calls answered 4xx because the request itself was wrong."""
        return [call for call in tuple(self.calls) if call.invalid]

    def messages_to(self, chat: str, channel: Channel | None = None) -> list[JSON]:
        """The account's messages that reached this person or group, in order, as LINE's JSON."""
        return [
            {name: value for name, value in entry.message.items() if name != "id"}
            for entry in self.platform.entries_in(chat, channel)
            if entry.from_bot
        ]

    def forget_messages(self, chat: str) -> None:
        """Empties a chat, for a test that starts from a state played before."""
        self.platform.forget(chat)

    def timeline(self, chat: str, channel: Channel | None = None, since: int = 0) -> list[Entry]:
        """What both sides said, after entry number `since`."""
        return self.platform.entries_in(chat, channel, since)

    def last_quick_replies(self, chat: str, channel: Channel | None = None) -> list[JSON]:
        """The actions of the quick replies one sees: those of the last message, if the account sent it."""
        entries = self.platform.entries_in(chat, channel)
        if not entries or not entries[-1].from_bot:
            return []
        quick: dict[str, Any] = entries[-1].message.get("quickReply") or {}
        return [item["action"] for item in quick.get("items", [])]

    def consumption(self, channel: Channel | None = None) -> int:
        """Messages counted in this month."""
        return consumption(self.platform.only_channel(channel), self.platform.clock())

    def wait_for(self, chat: str, count: int, timeout: float = 5.0, channel: Channel | None = None) -> bool:
        """Waits until `count` messages of the account have reached the chat; false after `timeout` real seconds."""
        with self.platform.changed:
            return self.platform.changed.wait_for(lambda: len(self.messages_to(chat, channel)) >= count, timeout)
