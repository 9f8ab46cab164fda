"""What the page is shown, as JSON: chats, lines, menus, the bill, the time, and what happened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import datetime

from bot.simulator.controls import DemoControls
from bot.simulator.feed import FeedEvent, LineEdited, LineTakenBack, LoadingShown, PlatformCleared, WebhookDelivered
from bot.simulator.platform import Platform
from bot.simulator.records import JSON, Account, ApiCall, ChatLine, RichMenu
from messages.texts import say
from messages.thai.dates import BANGKOK, bangkok_day, clock, date_and_time, weekday_date

_KEY_LETTERS = 8


class PageState:
    """Looks only. Whoever asks for several things that belong together holds `changed`."""

    def __init__(self, platform: Platform, controls: Callable[[], DemoControls]) -> None:
        self._platform = platform
        self._controls = controls

    def states(self) -> JSON:
        """All that is shown as it stands now, by the name of the event that tells of a change in it."""
        platform = self._platform
        with platform.changed:
            accounts = platform.accounts.all()
            return {
                "clock": {"text": date_and_time(platform.clock())},
                "chats": [chat for account in accounts for chat in self.chats_of(account)],
                "menus": {account.bot_id: _menu(menu) for account in accounts if (menu := account.default_menu)},
                "bill": [self._bill_of(account) for account in accounts],
                "switches": platform.switches.states(),
                "controls": self._controls_state(),
            }

    def chats_of(self, account: Account) -> Iterator[JSON]:
        """The groups the account is in, then everybody."""
        for group in self._platform.directory.groups.values():
            if group.account is account:
                yield {**self._chat(account, group.id, group.name, group.members), "kind": "group"}
        for user, name in self._platform.directory.people.items():
            blocked = user in account.blocked
            yield {**self._chat(account, user, name, [user]), "kind": "person", "blocked": blocked}

    def _chat(self, account: Account, chat: str, name: str, members: list[str]) -> JSON:
        people = [{"id": user, "name": self._platform.directory.people[user]} for user in members]
        return {"id": chat, "name": name, "channel": account.bot_id, "account": account.name, "members": people}

    def line(self, entry: ChatLine) -> JSON:
        """One line of a chat; of one taken back only that it was there."""
        people = self._platform.directory.people
        return {
            "number": entry.number,
            "channel": entry.account.bot_id,
            "chat": entry.chat,
            "fromBot": entry.from_bot,
            "sender": entry.sender,
            "name": people.get(entry.sender, entry.account.name),
            "at": entry.at.isoformat(),
            "time": clock(entry.at),
            "day": weekday_date(bangkok_day(entry.at)),
            "message": _visible(entry.message),
            "names": {user: people[user] for user in _mentioned_users(entry.message) if user in people},
        }

    def _bill_of(self, account: Account) -> JSON:
        """The month's counted messages, by kind of sending."""
        kinds, total = self._platform.quota.by_kind(account), self._platform.quota.used(account)
        lines = {kind: {"calls": charged.calls, "messages": charged.messages} for kind, charged in kinds.items()}
        elsewhere = total - sum(charged.messages for charged in kinds.values())
        limits = {"total": total, "limit": account.quota, "elsewhere": elsewhere}
        return {"account": account.name, "kinds": lines, **limits}

    def event_of(self, event: FeedEvent) -> tuple[str, JSON]:
        """The event's name and data."""
        match event:
            case ChatLine():
                return "line", self.line(event)
            case LineTakenBack(entry) | LineEdited(entry):
                return "changed", self.line(entry)
            case LoadingShown(account, chat, seconds):
                return "loading", {"channel": account.bot_id, "chat": chat, "seconds": seconds}
            case ApiCall():
                return "call", _call(event)
            case WebhookDelivered():
                return "webhook", _delivery_json(event)
            case PlatformCleared():
                return "reload", {}

    def _controls_state(self) -> JSON:
        """What the visitor may ask of the product."""
        controls = self._controls()
        return {
            "title": controls.title,
            "about": controls.about,
            "beginnings": [asdict(beginning) for beginning in controls.beginnings],
            "jumps": [{"id": name, "label": say(f"simulator.jump.{name}")} for name in controls.jumps],
            "offices": [{"id": name, "label": label} for name, label in controls.offices],
            "forms": [{"id": name, "label": label} for name, label in controls.forms],
            "saves": controls.save_dialog is not None,
            "resets": controls.reset is not None,
        }


def _visible(message: JSON) -> JSON:
    return {name: message[name] for name in ("id", "type", "unsent")} if message.get("unsent") else message


def _mentioned_users(message: JSON) -> Iterator[str]:
    for part in (message.get("substitution") or {}).values():
        if part.get("type") == "mention":
            yield part["mentionee"].get("userId", "")


def _menu(menu: RichMenu) -> JSON:
    return {"id": menu.id, **menu.body}


def _call(call: ApiCall) -> JSON:
    key = (call.retry_key or "")[:_KEY_LETTERS]
    shown = {"time": _clock_time(call.at), "method": call.method, "path": call.path}
    return {**shown, "status": call.status, "key": key}


def _delivery_json(delivered: WebhookDelivered) -> JSON:
    shown = {"time": _clock_time(delivered.at), "kinds": list(delivered.kinds)}
    return {**shown, "status": delivered.status, "again": delivered.again}


def _clock_time(at: datetime) -> str:
    return f"{at.astimezone(BANGKOK):%H.%M.%S}"
