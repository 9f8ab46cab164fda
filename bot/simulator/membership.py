"""Who is there: accounts, people and groups, and their coming and going."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from bot.simulator.records import Channel, Group, Sent
from bot.simulator.telling import Telling


class Membership(Telling):
    """Adds channels, people and groups; befriends, blocks, joins and leaves."""

    def add_channel(
        self, secret: str, access_token: str, webhook_url: str, name: str = "Tanrob", *, redelivery: bool = False
    ) -> Channel:
        """An official account of an office. Its monthly quota is the Free plan's; set `quota` of what is given."""
        return self.platform.add_channel(secret, access_token, webhook_url, name, redelivery=redelivery)

    def add_person(self, name: str) -> str:
        """A LINE account, befriended with every channel; gives the user id. Nothing is told to a webhook."""
        user = f"U{uuid4().hex}"
        with self.platform.changed:
            self.platform.people[user] = name
        return user

    def add_group(
        self, members: Sequence[str], name: str, *, joined: bool = True, channel: Channel | None = None
    ) -> str:
        """A group with the account already in it unless `joined` is false; gives the group id. Tells no webhook."""
        inside = self.platform.only_channel(channel) if joined else None
        group = Group(f"C{uuid4().hex}", name, list(members), inside)
        with self.platform.changed:
            self.platform.groups[group.id] = group
        return group.id

    def follow(self, user: str, channel: Channel | None = None) -> Sent:
        """Adds the account as a friend."""
        return self._followed(user, channel, unblocked=False)

    def unblock(self, user: str, channel: Channel | None = None) -> Sent:
        """Lets the account write again."""
        return self._followed(user, channel, unblocked=True)

    def block(self, user: str, channel: Channel | None = None) -> Sent:
        """Blocks the account: an unfollow event, and nothing reaches this person."""
        at = self.platform.only_channel(channel)
        at.blocked.add(user)
        return self._tell(at, self.event("unfollow", user, channel=at, replies=False))

    def join(self, group_id: str, channel: Channel | None = None) -> Sent:
        """Somebody invites the account into the group."""
        group = self.platform.group(group_id)
        group.channel = self.platform.only_channel(channel)
        return self._tell(group.channel, self.event("join", None, group_id))

    def kick(self, group_id: str) -> Sent:
        """Somebody removes the account from the group."""
        group = self.platform.group(group_id)
        at = self._in_group(group)
        leave = self.event("leave", None, group_id, replies=False)
        group.channel = None
        return self._tell(at, leave)

    def add_member(self, group_id: str, user: str) -> Sent:
        """Somebody comes into the group."""
        group = self.platform.group(group_id)
        group.members.append(user)
        joined = {"members": [{"type": "user", "userId": user}]}
        return self._tell(self._in_group(group), self.event("memberJoined", None, group_id, joined=joined))

    def remove_member(self, group_id: str, user: str) -> Sent:
        """Somebody leaves the group."""
        group = self.platform.group(group_id)
        group.members.remove(user)
        left: dict[str, Any] = {"left": {"members": [{"type": "user", "userId": user}]}}
        return self._tell(self._in_group(group), self.event("memberLeft", None, group_id, replies=False, **left))

    def _followed(self, user: str, channel: Channel | None, *, unblocked: bool) -> Sent:
        at = self.platform.only_channel(channel)
        at.blocked.discard(user)
        return self._tell(at, self.event("follow", user, channel=at, follow={"isUnblocked": unblocked}))
