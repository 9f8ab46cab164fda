"""What holds of every turn: it asks what is open, and keeps what was typed, and nothing of what was taken back."""

from __future__ import annotations

import json

from bot.conversation.effects import Say, Submit
from bot.conversation.situations import RoundOver, situation_of
from bot.conversation.states import (
    Answering,
    ChoosingAmount,
    ConfirmingAmount,
    ConfirmingText,
    DraftStep,
    State,
)
from bot.conversation.stored import to_json
from messages.chat.bubbles import Bubble
from messages.chat.postback import unpack
from messages.parts import sanitize_typed
from messages.slips import meant_word
from messages.speech import listen
from messages.thai.layout import retype
from messages.thai.manners import is_mere_manners
from messages.thai.nothing import nothing_in
from messages.words import spoken_words
from tests.support.talk import Talk


def holds_message(talk: Talk, message_id: str) -> bool:
    """Whether anything of the conversation says that it came from that message."""
    return f'"{message_id}"' in json.dumps(to_json(talk.state))


def asks_what_is_open(talk: Talk, heard: tuple[Bubble, ...]) -> bool:
    """Whether the buttons that LINE shows, those of the last bubble, are those of the question that is open."""
    step = talk.state.step
    if not heard or not isinstance(step, DraftStep) or isinstance(situation_of(talk.context, talk.state), RoundOver):
        return True
    asked = {unpack(button.data).question.removeprefix("confirm_") for button in heard[-1].buttons}
    named = isinstance(step, Answering | ConfirmingAmount | ChoosingAmount | ConfirmingText)
    return step.question in asked if named else bool(asked)


def keeps_or_tells_back(talk: Talk, before: State, said: str, heard: tuple[Bubble, ...]) -> bool:
    """Whether words typed into a report are kept, are waiting, or stand in the reply, so that their owner misses none.

    Words that ask for something are done and not kept; a slip or a wrong layout is told back as what was meant.
    """
    if (
        not isinstance(before.step, DraftStep)
        or not sanitize_typed(said)
        or listen(said)
        or nothing_in(said)
        or is_mere_manners(said)
    ):
        return True
    if any(isinstance(effect, Submit) for effect in talk.effects) or holds_message(talk, f"message-{talk.turns}"):
        return True
    told = "\n".join(repr(effect.bubbles) for effect in talk.effects if isinstance(effect, Say))
    is_proposed = meant_word(said) or retype(said, spoken_words())
    return bool(is_proposed) or any(piece[:10] in told for piece in said.split())
