"""The simulated LINE without its HTTP: its parts, each with its own state, and the lock they share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from threading import Condition, RLock

from bot.simulator.accounts import Accounts
from bot.simulator.call_log import CallLog
from bot.simulator.chats import Chats
from bot.simulator.contents import Contents
from bot.simulator.directory import Directory
from bot.simulator.event_sender import EventSender
from bot.simulator.faults import Faults
from bot.simulator.feed import Feed, PlatformCleared, WebhookDelivered
from bot.simulator.membership import Membership
from bot.simulator.quota import QuotaCounter
from bot.simulator.records import JSON, Account
from bot.simulator.reply_tokens import ReplyTokens
from bot.simulator.switches import Switches
from bot.simulator.user_actions import UserActions
from bot.simulator.webhook_client import WebhookClient


class Platform:
    """Whoever reads or changes several things that belong together holds `changed`, which wakes those who wait.

    `clock` gives aware moments; `redelivery_delays`: see WebhookClient.
    """

    def __init__(self, clock: Callable[[], datetime], redelivery_delays: Sequence[float]) -> None:
        self.clock = clock
        self.changed = Condition(RLock())
        self.feed = Feed(self.changed)
        self.calls = CallLog(self.changed, self.feed)
        self.accounts = Accounts(self.changed)
        self.directory = Directory(self.accounts, self.changed)
        self.chats = Chats(clock, self.changed, self.feed)
        self.contents = Contents(self.changed)
        self.tokens = ReplyTokens(clock, self.changed)
        self.quota = QuotaCounter(clock)
        self.faults = Faults()
        self.webhooks = WebhookClient(redelivery_delays, on_delivered=self._record_delivery)
        self.events = EventSender(clock, self.accounts, self.directory, self.chats, self.tokens, self.webhooks)
        self.membership = Membership(self.accounts, self.directory, self.events)
        self.users = UserActions(self.directory, self.chats, self.contents, self.events)
        self.switches = Switches(self.accounts, self.webhooks, self.faults, self.changed)

    def clear(self) -> None:
        """Forgets everybody, everything said and every call; the faults stay."""
        with self.changed:
            for part in (self.accounts, self.directory, self.chats, self.contents, self.tokens, self.calls):
                part.clear()
            self.feed.add(PlatformCleared())

    def close(self) -> None:
        """Cuts off who hangs and waits, and ends the connections."""
        self.faults.release()
        self.feed.close()
        self.webhooks.close()

    def _record_delivery(self, account: Account, events: Sequence[JSON], status: int) -> None:
        kinds = tuple(str(event["type"]) for event in events)
        is_again = any(event["deliveryContext"]["isRedelivery"] for event in events)
        self.feed.add(WebhookDelivered(self.clock(), account, kinds, status, is_again))
