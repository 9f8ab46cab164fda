"""Acts as people on the simulator: they read the buttons offered and type answers, as owners do.

`tanrob demo` fills its sample office with it and the tests run whole rounds: everything goes through signed
webhooks and LINE's API, nothing through the database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.simulator.server import Simulator
from messages.chat.postback import Postback, unpack
from messages.words import Keyword, word

Message = Mapping[str, Any]
MAX_TURNS = 40
"""More turns than any report takes: a conversation that does not end is a failure, not a wait."""


class NoAnswer(Exception):
    """The product said nothing, or went on asking, where an owner expects to be done."""


@dataclass(frozen=True, slots=True)
class Actor:
    """One person on the simulator; waits `seconds` for an answer at the most."""

    simulator: Simulator
    user_id: str
    seconds: float = 10.0

    def say(self, text: str, group: str | None = None) -> Sequence[Message]:
        """Types a text and waits for the answer."""
        return self._act(group or self.user_id, lambda: self.simulator.users.say(self.user_id, text, group=group))

    def tap(self, data: str) -> Sequence[Message]:
        """Taps a button and waits for the answer."""
        return self._act(self.user_id, lambda: self.simulator.users.tap(self.user_id, data))

    def _act(self, chat: str, act: Callable[[], object]) -> Sequence[Message]:
        before = len(self.simulator.chats.messages_to(chat))
        act()
        if not self.simulator.chats.wait_for(chat, before + 1, self.seconds):
            raise NoAnswer
        return self.simulator.chats.messages_to(chat)[before:]

    def enrol(self, code: str) -> Sequence[Message]:
        """Types the invitation code and accepts the privacy notice."""
        self.say(code)
        return self.say(word(Keyword.YES))

    def report(self, project_no: int, answers: Mapping[str, str]) -> Sequence[Message]:
        """Reports a project by typing `answers` (question id → text) and confirms; returns the receipt.

        A question without an answer is skipped, a doubt is confirmed. Raises NoAnswer.
        """
        heard = self.say(f"{word(Keyword.REPORT)} {project_no}")
        typed = ""
        for _ in range(MAX_TURNS):
            asked = question_of(heard)
            if not asked:
                return heard
            # A long answer is asked on until its owner says that it is done.
            text = word(Keyword.DONE) if asked == typed else _text_for(asked, answers)
            heard, typed = self.say(text), asked
        raise NoAnswer


def _text_for(asked: str, answers: Mapping[str, str]) -> str:
    if asked == "review":
        return word(Keyword.CONFIRM)
    if asked.startswith("confirm_"):
        return word(Keyword.YES)
    return answers.get(asked) or word(Keyword.SKIP)


def question_of(heard: Sequence[Message]) -> str:
    """The question the last message waits for, by its buttons; empty where it waits for none."""
    buttons = buttons_of(heard)
    return next((button.question for button in buttons if button.question), "")


def buttons_of(heard: Sequence[Message]) -> list[Postback]:
    """The postbacks offered as quick replies under the last message."""
    items = heard[-1].get("quickReply", {}).get("items", []) if heard else []
    return [unpack(item["action"]["data"]) for item in items if item["action"]["type"] == "postback"]


def keys_of(heard: Sequence[Message]) -> list[Postback]:
    """The postbacks inside the cards heard: they stay there, also on LINE for PC."""
    actions = (action for message in heard for action in _actions_in(message.get("contents")))
    return [unpack(action["data"]) for action in actions if action["type"] == "postback"]


def _actions_in(part: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(part, Mapping):
        if "action" in part:
            yield part["action"]
        for inner in part.values():
            yield from _actions_in(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _actions_in(inner)
