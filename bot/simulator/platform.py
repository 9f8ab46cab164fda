"""The state of the simulated LINE. Whoever reads or changes it holds `changed`, which wakes those who wait."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from threading import Condition, RLock
from uuid import uuid4

from bot.simulator.feed import Cleared, Feed, WebhookDelivered
from bot.simulator.records import FREE_PLAN, JSON, Channel, Content, Entry, Group, Impossible

REPLY_TOKEN_LIFE = timedelta(seconds=60)
"""deploy/docs/line-rules.md: once, about a minute. A redelivery carries the same token and does not renew it here."""

_QUOTABLE = frozenset({"text", "textV2", "sticker", "image", "video", "template"})


@dataclass(frozen=True, slots=True)
class ReplyToken:
    channel: Channel
    chat: str
    expires: datetime


class Platform:
    """Channels, people, groups and everything said. `clock` gives aware moments."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.clock = clock
        self.changed = Condition(RLock())
        self.feed = Feed(self.changed)
        self.channels: list[Channel] = []
        self.people: dict[str, str] = {}
        self.groups: dict[str, Group] = {}
        self.contents: dict[str, Content] = {}
        self._entries: dict[str, list[Entry]] = {}
        self._numbers = count(1)
        self._tokens: dict[str, ReplyToken] = {}
        self._message_ids = count(500_000_000_000_000_001)

    def add_channel(self, secret: str, access_token: str, webhook_url: str, name: str, *, redelivery: bool) -> Channel:
        """A new official account; one with this access token already there takes the new secret and URL."""
        with self.changed:
            for channel in self.channels:
                if channel.access_token == access_token:
                    channel.secret, channel.webhook_url = secret, webhook_url
                    channel.redelivery = redelivery
                    return channel
            bot_id = f"U{uuid4().hex}"
            channel = Channel(secret, access_token, webhook_url, name, bot_id, FREE_PLAN, redelivery)
            self.channels.append(channel)
            return channel

    def channel_with(self, access_token: str) -> Channel | None:
        """The channel this token opens."""
        with self.changed:
            return next((one for one in self.channels if one.access_token == access_token), None)

    def only_channel(self, given: Channel | None) -> Channel:
        """`given`, or the only channel there is. Raises Impossible where there are several or none."""
        if given is not None:
            return given
        with self.changed:
            if len(self.channels) != 1:
                raise Impossible(f"say which of the {len(self.channels)} channels")
            return self.channels[0]

    def group(self, group_id: str) -> Group:
        """Raises Impossible for an unknown id."""
        try:
            return self.groups[group_id]
        except KeyError:
            raise Impossible(f"no group {group_id}") from None

    def members_reached(self, channel: Channel, chat: str) -> int | None:
        """How many recipients a push to `chat` counts; None where LINE refuses the id (unknown, or a left group).

        Those who blocked the account are not reached and not counted.
        """
        group = self.groups.get(chat)
        if group is not None:
            return len(group.members) if group.channel is channel else None
        if chat not in self.people:
            return None
        return 0 if chat in channel.blocked else 1

    def new_reply_token(self, channel: Channel, chat: str) -> str:
        """A token for one reply into `chat`."""
        token = uuid4().hex
        with self.changed:
            self._tokens[token] = ReplyToken(channel, chat, self.clock() + REPLY_TOKEN_LIFE)
        return token

    def reply_token(self, channel: Channel, token: str) -> ReplyToken | None:
        """The token, unless it is unknown, used, expired or another channel's."""
        found = self._tokens.get(token)
        fresh = found is not None and found.channel is channel and self.clock() <= found.expires
        return found if fresh else None

    def use_reply_token(self, token: str) -> None:
        """It replies no more."""
        self._tokens.pop(token, None)

    def next_message_id(self) -> str:
        """Ids of messages grow, as LINE's do."""
        return str(next(self._message_ids))

    def deliver(self, channel: Channel, chat: str, messages: Sequence[JSON], *, pushed: bool = True) -> list[JSON]:
        """Puts the account's messages into the chat and gives LINE's `sentMessages`.

        A person who blocked the account sees none of it; the ids are given all the same.
        """
        sent = []
        for message in messages:
            message_id = self.next_message_id()
            if self.members_reached(channel, chat):
                self.add_entry(channel, chat, channel.bot_id, {"id": message_id, **message}, pushed=pushed)
            quotable = {"quoteToken": uuid4().hex} if message["type"] in _QUOTABLE else {}
            sent.append({"id": message_id, **quotable})
        return sent

    def add_entry(
        self,
        channel: Channel,
        chat: str,
        sender: str,
        message: JSON,
        *,
        pushed: bool = False,
        tapped: str | None = None,
    ) -> None:
        """One more line in the chat."""
        with self.changed:
            entry = Entry(next(self._numbers), channel, chat, sender, self.clock(), message, pushed, tapped)
            self._entries.setdefault(chat, []).append(entry)
            self.feed.add(entry)

    def next_number(self) -> int:
        """A number above every line's so far, and below those to come."""
        return next(self._numbers)

    def entries_in(self, chat: str, channel: Channel | None = None, since: int = 0) -> list[Entry]:
        """The chat's lines after number `since`, in order; of one channel or of all."""
        with self.changed:
            return [
                entry
                for entry in self._entries.get(chat, ())
                if entry.number > since and (channel is None or entry.channel is channel)
            ]

    def entry_of(self, user: str, message_id: str) -> Entry:
        """What this person sent. Raises Impossible where they did not."""
        with self.changed:
            for entries in self._entries.values():
                for entry in entries:
                    if entry.message["id"] == message_id and entry.sender == user:
                        return entry
        raise Impossible(f"{user} has not sent {message_id}")

    def record_delivery(self, channel: Channel, events: Sequence[JSON], status: int) -> None:
        """These events were carried to the channel's webhook, which answered `status`."""
        kinds = tuple(str(event["type"]) for event in events)
        again = any(event["deliveryContext"]["isRedelivery"] for event in events)
        self.feed.add(WebhookDelivered(self.clock(), channel, kinds, status, again))

    def forget(self, chat: str) -> None:
        """Empties the chat."""
        with self.changed:
            self._entries.pop(chat, None)

    def clear(self) -> None:
        """Everybody and everything gone, as before the first channel was added."""
        with self.changed:
            for remembered in (self.channels, self.people, self.groups, self.contents, self._entries, self._tokens):
                remembered.clear()
            self.feed.add(Cleared())
