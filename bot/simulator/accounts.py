"""The official accounts with their Messaging API channels."""

from __future__ import annotations

from threading import Condition
from uuid import uuid4

from bot.simulator.records import Account, Impossible


class Accounts:
    """All there are. `changed` guards them."""

    def __init__(self, changed: Condition) -> None:
        self._changed = changed
        self._all: list[Account] = []

    def all(self) -> tuple[Account, ...]:
        with self._changed:
            return tuple(self._all)

    def add(
        self, secret: str, access_token: str, webhook_url: str, name: str = "Tanrob", *, redelivery: bool = False
    ) -> Account:
        """A new account on the Free plan; one with this access token already there takes the new secret and URL."""
        with self._changed:
            account = self.with_token(access_token)
            if account:
                account.secret, account.webhook_url, account.redelivery = secret, webhook_url, redelivery
                return account
            account = Account(secret, access_token, webhook_url, name, f"U{uuid4().hex}", redelivery=redelivery)
            self._all.append(account)
            return account

    def with_token(self, access_token: str) -> Account | None:
        """The account this token opens."""
        return next((one for one in self.all() if one.access_token == access_token), None)

    def with_id(self, bot_id: str | None) -> Account | None:
        return next((one for one in self.all() if one.bot_id == bot_id), None)

    def only(self, given: Account | None = None) -> Account:
        """`given`, or the only account there is. Raises Impossible where there are several or none."""
        if given is not None:
            return given
        known = self.all()
        if len(known) != 1:
            raise Impossible(f"say which of the {len(known)} accounts")
        return known[0]

    def clear(self) -> None:
        with self._changed:
            self._all.clear()
