"""Who is there: people and groups, and in which of them an account can write."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Condition
from uuid import uuid4

from bot.simulator.accounts import Accounts
from bot.simulator.records import Account, Group, Impossible


class Directory:
    """`people`: names by user id; `groups`: by group id. `changed` guards both."""

    def __init__(self, accounts: Accounts, changed: Condition) -> None:
        self._accounts = accounts
        self._changed = changed
        self.people: dict[str, str] = {}
        self.groups: dict[str, Group] = {}

    def add_person(self, name: str) -> str:
        """A LINE account, befriended with every official account; gives the user id. Nothing is told to a webhook."""
        user = f"U{uuid4().hex}"
        with self._changed:
            self.people[user] = name
        return user

    def add_group(
        self, members: Sequence[str], name: str, *, joined: bool = True, account: Account | None = None
    ) -> str:
        """A group with the account already in it unless `joined` is false; gives the group id. Tells no webhook."""
        inside = self._accounts.only(account) if joined else None
        group = Group(f"C{uuid4().hex}", name, list(members), inside)
        with self._changed:
            self.groups[group.id] = group
        return group.id

    def group(self, group_id: str) -> Group:
        """Raises Impossible for an unknown id."""
        try:
            return self.groups[group_id]
        except KeyError:
            raise Impossible(f"no group {group_id}") from None

    def account_in(self, group: Group) -> Account:
        """Raises Impossible where no account is in the group."""
        if group.account is None:
            raise Impossible("no account is in this group")
        return group.account

    def account_for(self, user: str, group_id: str | None, account: Account | None) -> Account:
        """The account that hears what this person does in the group, or in their own chat with it.

        Raises Impossible for strangers, for who is no member, and for who has blocked the account.
        """
        if user not in self.people:
            raise Impossible(f"no person {user}")
        if group_id is not None:
            group = self.group(group_id)
            if user not in group.members:
                raise Impossible("only members speak in a group")
            return self.account_in(group)
        found = self._accounts.only(account)
        if user in found.blocked:
            raise Impossible("nobody writes to an account they blocked")
        return found

    def count_recipients(self, account: Account, chat: str) -> int | None:
        """How many recipients a push to `chat` counts; None where LINE refuses the id (unknown, or a left group).

        Those who blocked the account are not reached and not counted.
        """
        group = self.groups.get(chat)
        if group is not None:
            return len(group.members) if group.account is account else None
        if chat not in self.people:
            return None
        return 0 if chat in account.blocked else 1

    def clear(self) -> None:
        with self._changed:
            self.people.clear()
            self.groups.clear()
