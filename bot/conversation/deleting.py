"""Asked whether all data about the person shall be deleted."""

from __future__ import annotations

from bot.conversation.effects import ForgetMe, Turn, saying
from bot.conversation.request import Request
from bot.conversation.states import ConfirmingDeletion, Idle, State
from messages.chat.lists import plain


def delete_data(_request: Request, _at: ConfirmingDeletion) -> Turn:
    """Deletes the person's LINE id, conversation and drafts."""
    return Turn(State(), (ForgetMe(),))


def keep_data(request: Request, _at: ConfirmingDeletion) -> Turn:
    """Deletes nothing."""
    return saying(request.state.at(Idle()), plain("notices.kept"))
