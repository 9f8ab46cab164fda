"""Coming and going: who befriends or blocks an account, who joins or leaves a group."""

from __future__ import annotations

from typing import Any

from bot.simulator.accounts import Accounts
from bot.simulator.directory import Directory
from bot.simulator.event_sender import EventSender
from bot.simulator.records import Account, ActionResult


class Membership:
    """Each change is told to the account's webhook."""

    def __init__(self, accounts: Accounts, directory: Directory, events: EventSender) -> None:
        self._accounts = accounts
        self._directory = directory
        self._events = events

    def follow(self, user: str, account: Account | None = None) -> ActionResult:
        """Adds the account as a friend."""
        return self._follow(user, account, unblocked=False)

    def unblock(self, user: str, account: Account | None = None) -> ActionResult:
        """Lets the account write again."""
        return self._follow(user, account, unblocked=True)

    def block(self, user: str, account: Account | None = None) -> ActionResult:
        """Blocks the account: an unfollow event, and nothing reaches this person."""
        at = self._accounts.only(account)
        at.blocked.add(user)
        return self._events.send(at, self._events.event("unfollow", user, account=at, replies=False))

    def join(self, group_id: str, account: Account | None = None) -> ActionResult:
        """Somebody invites the account into the group."""
        group = self._directory.group(group_id)
        group.account = self._accounts.only(account)
        return self._events.send(group.account, self._events.event("join", None, group_id))

    def kick(self, group_id: str) -> ActionResult:
        """Somebody removes the account from the group."""
        group = self._directory.group(group_id)
        at = self._directory.account_in(group)
        leave = self._events.event("leave", None, group_id, replies=False)
        group.account = None
        return self._events.send(at, leave)

    def add_member(self, group_id: str, user: str) -> ActionResult:
        """Somebody comes into the group."""
        group = self._directory.group(group_id)
        group.members.append(user)
        joined = {"members": [{"type": "user", "userId": user}]}
        event = self._events.event("memberJoined", None, group_id, joined=joined)
        return self._events.send(self._directory.account_in(group), event)

    def remove_member(self, group_id: str, user: str) -> ActionResult:
        """Somebody leaves the group."""
        group = self._directory.group(group_id)
        group.members.remove(user)
        left: dict[str, Any] = {"left": {"members": [{"type": "user", "userId": user}]}}
        event = self._events.event("memberLeft", None, group_id, replies=False, **left)
        return self._events.send(self._directory.account_in(group), event)

    def _follow(self, user: str, account: Account | None, *, unblocked: bool) -> ActionResult:
        at = self._accounts.only(account)
        at.blocked.discard(user)
        event = self._events.event("follow", user, account=at, follow={"isUnblocked": unblocked})
        return self._events.send(at, event)
