"""What the page is shown, as JSON: chats, lines, menus, the bill, the time, and what happened."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.simulator.feed import Cleared, Edited, FeedEvent, Loading, Unsent, WebhookDelivered
from bot.simulator.observing import Observing
from bot.simulator.quota import consumption, month_of
from bot.simulator.records import JSON, Call, Channel, Entry, RichMenu
from bot.simulator.switches import Switches
from messages.texts import say
from messages.thai.dates import BANGKOK, bangkok_day, clock, date_and_time, weekday_date

_KEY_LETTERS = 8


class PageState:
    """Looks only. Whoever asks for several things that belong together holds `changed`."""

    def __init__(self, line: Observing, switches: Switches) -> None:
        self._line = line
        self._switches = switches

    def states(self) -> JSON:
        """All that is shown as it stands now, by the name of the event that tells of a change in it."""
        platform = self._line.platform
        with platform.changed:
            channels = tuple(platform.channels)
            return {
                "clock": {"text": date_and_time(platform.clock())},
                "chats": [chat for channel in channels for chat in self.chats_of(channel)],
                "menus": {channel.bot_id: _menu(menu) for channel in channels if (menu := channel.default_menu)},
                "bill": [_bill_of(channel, platform.clock()) for channel in channels],
                "switches": self._switches.states(),
                "controls": self._controls(),
            }

    def chats_of(self, channel: Channel) -> Iterator[JSON]:
        """The groups the account is in, then everybody."""
        for group in self._line.platform.groups.values():
            if group.channel is channel:
                yield {**self._chat(channel, group.id, group.name, group.members), "kind": "group"}
        for user, name in self._line.platform.people.items():
            blocked = user in channel.blocked
            yield {**self._chat(channel, user, name, [user]), "kind": "person", "blocked": blocked}

    def _chat(self, channel: Channel, chat: str, name: str, members: list[str]) -> JSON:
        people = [{"id": user, "name": self._line.platform.people[user]} for user in members]
        return {"id": chat, "name": name, "channel": channel.bot_id, "account": channel.name, "members": people}

    def line(self, entry: Entry) -> JSON:
        """One line of a chat; of one taken back only that it was there."""
        people = self._line.platform.people
        return {
            "number": entry.number,
            "channel": entry.channel.bot_id,
            "chat": entry.chat,
            "fromBot": entry.from_bot,
            "sender": entry.sender,
            "name": people.get(entry.sender, entry.channel.name),
            "at": entry.at.isoformat(),
            "time": clock(entry.at),
            "day": weekday_date(bangkok_day(entry.at)),
            "message": _visible(entry.message),
            "names": {user: people[user] for user in _mentioned(entry.message) if user in people},
        }

    def event_of(self, event: FeedEvent) -> tuple[str, JSON]:
        """The event's name and data."""
        match event:
            case Entry():
                return "line", self.line(event)
            case Unsent(entry) | Edited(entry):
                return "changed", self.line(entry)
            case Loading(channel, chat, seconds):
                return "loading", {"channel": channel.bot_id, "chat": chat, "seconds": seconds}
            case Call():
                return "call", _call(event)
            case WebhookDelivered():
                return "webhook", _delivered(event)
            case Cleared():
                return "reload", {}

    def _controls(self) -> JSON:
        """What the visitor may ask of the product."""
        controls = self._line.controls
        return {
            "jumps": [{"id": name, "label": say(f"simulator.jump.{name}")} for name in controls.jumps],
            "offices": [{"id": name, "label": label} for name, label in controls.offices],
            "forms": [{"id": name, "label": label} for name, label in controls.forms],
            "saves": controls.save_dialog is not None,
            "resets": controls.reset is not None,
        }


def _visible(message: JSON) -> JSON:
    return {name: message[name] for name in ("id", "type", "unsent")} if message.get("unsent") else message


def _mentioned(message: JSON) -> Iterator[str]:
    for part in (message.get("substitution") or {}).values():
        if part.get("type") == "mention":
            yield part["mentionee"].get("userId", "")


def _menu(menu: RichMenu) -> JSON:
    return {"id": menu.id, **menu.body}


def _bill_of(channel: Channel, now: datetime) -> JSON:
    """The month's counted messages, by kind of sending."""
    kinds = channel.used.get(month_of(now), {})
    lines = {kind: {"calls": charged.calls, "messages": charged.messages} for kind, charged in kinds.items()}
    total = consumption(channel, now)
    elsewhere = total - sum(charged.messages for charged in kinds.values())
    limits = {"total": total, "limit": channel.quota, "elsewhere": elsewhere}
    return {"account": channel.name, "kinds": lines, **limits}


def _call(call: Call) -> JSON:
    key = (call.retry_key or "")[:_KEY_LETTERS]
    shown = {"time": _clock_time(call.at), "method": call.method, "path": call.path}
    return {**shown, "status": call.status, "key": key}


def _delivered(delivered: WebhookDelivered) -> JSON:
    shown = {"time": _clock_time(delivered.at), "kinds": list(delivered.kinds)}
    return {**shown, "status": delivered.status, "again": delivered.again}


def _clock_time(at: datetime) -> str:
    return f"{at.astimezone(BANGKOK):%H.%M.%S}"
