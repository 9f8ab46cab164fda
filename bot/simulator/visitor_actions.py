"""What the page's visitor does: as one of the people, at the switches, and with the demo's controls."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.simulator.controls import DemoControls
from bot.simulator.observing import Observing
from bot.simulator.records import JSON, Channel, Impossible, Sent
from bot.simulator.switches import Switches
from messages.thai.dates import date_and_time

VisitorAction = Callable[[JSON], JSON]
"""Takes what was asked, gives the answer. Raises Impossible, KeyError or TypeError where it cannot be done."""


class VisitorActions:
    """Every action by its name in the page's API."""

    def __init__(self, line: Observing, switches: Switches) -> None:
        self._line = line
        self._switches = switches

    def all(self) -> Mapping[str, VisitorAction]:
        """Name → deed."""
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
        user, group, channel = asked["user"], asked.get("group"), self._channel(asked)
        if media_type.startswith("image/"):
            return _sent(self._line.send_image(user, data, group, channel, media_type))
        if media_type.startswith("audio/"):
            return _sent(self._line.send_audio(user, data, group=group, channel=channel))
        return _sent(self._line.send_file(user, asked["name"], data, group, channel))

    def _say(self, asked: JSON) -> JSON:
        return _sent(self._line.say(asked["user"], asked["text"], asked.get("group"), self._channel(asked)))

    def _tap(self, asked: JSON) -> JSON:
        says, params = asked.get("displayText"), asked.get("params")
        at = self._channel(asked)
        return _sent(self._line.tap(asked["user"], asked["data"], says, asked.get("group"), at, params))

    def _sticker(self, asked: JSON) -> JSON:
        return _sent(self._line.send_sticker(asked["user"], asked.get("group"), self._channel(asked)))

    def _location(self, asked: JSON) -> JSON:
        at = self._channel(asked)
        return _sent(self._line.send_location(asked["user"], group=asked.get("group"), channel=at))

    def _unsend(self, asked: JSON) -> JSON:
        return _sent(self._line.unsend(asked["user"], asked["messageId"]))

    def _block(self, asked: JSON) -> JSON:
        return _sent(self._line.block(asked["user"], self._channel(asked)))

    def _unblock(self, asked: JSON) -> JSON:
        return _sent(self._line.unblock(asked["user"], self._channel(asked)))

    def _switch(self, asked: JSON) -> JSON:
        self._switches.turn(asked["name"], on=asked["on"] is True)
        return {}

    def _jump(self, asked: JSON) -> JSON:
        return {"time": date_and_time(self._controls.jumps[asked["id"]]())}

    def _office(self, asked: JSON) -> JSON:
        _require(self._controls.open_office)(asked["id"])
        return {}

    def _reset(self, _asked: JSON) -> JSON:
        _require(self._controls.reset)()
        return {}

    def _save(self, asked: JSON) -> JSON:
        return {"text": _require(self._controls.save_dialog)(asked["chat"], int(asked["from"]))}

    def _form(self, asked: JSON) -> JSON:
        return {"text": _require(self._controls.form_page)(asked["id"])}

    @property
    def _controls(self) -> DemoControls:
        return self._line.controls

    def _channel(self, asked: Mapping[str, Any]) -> Channel:
        """The channel named, or the only one."""
        channels = self._line.platform.channels
        found = next((channel for channel in channels if channel.bot_id == asked.get("channel")), None)
        return self._line.platform.only_channel(found)


def _require(control: Callable[..., Any] | None) -> Callable[..., Any]:
    if control is None:
        raise Impossible("the demo offers no such thing")
    return control


def _sent(sent: Sent) -> JSON:
    return {"status": sent.status, "messageId": sent.message_id}
