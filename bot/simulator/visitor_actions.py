"""What the page's visitor does: as one of the people, at the switches, and with the demo's controls."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.simulator.controls import DemoControls
from bot.simulator.platform import Platform
from bot.simulator.records import JSON, Account, ActionResult, Impossible
from messages.thai.dates import date_and_time

VisitorAction = Callable[[JSON], JSON]
"""Takes what was asked, gives the answer. Raises Impossible, KeyError or TypeError where it cannot be done."""


class VisitorActions:
    """Every action by its name in the page's API."""

    def __init__(self, platform: Platform, controls: Callable[[], DemoControls]) -> None:
        self._platform = platform
        self._controls = controls

    def all(self) -> Mapping[str, VisitorAction]:
        """Name → action."""
        return {
            "say": self._say,
            "tap": self._tap,
            "sticker": self._sticker,
            "location": self._location,
            "unsend": self._unsend,
            "block": self._block,
            "unblock": self._unblock,
            "switch": self._switch,
            "jump": self._jump,
            "office": self._office,
            "reset": self._reset,
            "save": self._save,
            "form": self._form,
        }

    def send(self, asked: Mapping[str, str], data: bytes, media_type: str) -> JSON:
        """A photo, a sound or a file from the visitor's disk, told apart by its media type."""
        user, group, account = asked["user"], asked.get("group"), self._account(asked)
        if media_type.startswith("image/"):
            return _result_json(self._platform.users.send_image(user, data, group, account, media_type))
        if media_type.startswith("audio/"):
            return _result_json(self._platform.users.send_audio(user, data, group=group, account=account))
        return _result_json(self._platform.users.send_file(user, asked["name"], data, group, account))

    def _say(self, asked: JSON) -> JSON:
        return _result_json(
            self._platform.users.say(asked["user"], asked["text"], asked.get("group"), self._account(asked))
        )

    def _tap(self, asked: JSON) -> JSON:
        says, params = asked.get("displayText"), asked.get("params")
        at = self._account(asked)
        return _result_json(
            self._platform.users.tap(asked["user"], asked["data"], says, asked.get("group"), at, params)
        )

    def _sticker(self, asked: JSON) -> JSON:
        return _result_json(self._platform.users.send_sticker(asked["user"], asked.get("group"), self._account(asked)))

    def _location(self, asked: JSON) -> JSON:
        at = self._account(asked)
        return _result_json(self._platform.users.send_location(asked["user"], group=asked.get("group"), account=at))

    def _unsend(self, asked: JSON) -> JSON:
        return _result_json(self._platform.users.unsend(asked["user"], asked["messageId"]))

    def _block(self, asked: JSON) -> JSON:
        return _result_json(self._platform.membership.block(asked["user"], self._account(asked)))

    def _unblock(self, asked: JSON) -> JSON:
        return _result_json(self._platform.membership.unblock(asked["user"], self._account(asked)))

    def _switch(self, asked: JSON) -> JSON:
        self._platform.switches.turn(asked["name"], on=asked["on"] is True)
        return {}

    def _jump(self, asked: JSON) -> JSON:
        return {"time": date_and_time(self._controls().jumps[asked["id"]]())}

    def _office(self, asked: JSON) -> JSON:
        _require(self._controls().open_office)(asked["id"])
        return {}

    def _reset(self, _asked: JSON) -> JSON:
        _require(self._controls().reset)()
        return {}

    def _save(self, asked: JSON) -> JSON:
        return {"text": _require(self._controls().save_dialog)(asked["chat"], int(asked["from"]))}

    def _form(self, asked: JSON) -> JSON:
        return {"text": _require(self._controls().form_page)(asked["id"])}

    def _account(self, asked: Mapping[str, Any]) -> Account:
        """The account named, or the only one."""
        accounts = self._platform.accounts
        return accounts.only(accounts.with_id(asked.get("channel")))


def _require(control: Callable[..., Any] | None) -> Callable[..., Any]:
    if control is None:
        raise Impossible("the demo offers no such thing")
    return control


def _result_json(sent: ActionResult) -> JSON:
    return {"status": sent.status, "messageId": sent.message_id}
