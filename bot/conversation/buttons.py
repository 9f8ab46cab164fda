"""What a tapped button asks for, and whether its question is still the one that is open."""

from __future__ import annotations

from bot.conversation.states import (
    Answering,
    ChoosingAmount,
    ChoosingProject,
    ChoosingRequested,
    ConfirmingAmount,
    ConfirmingAnswers,
    ConfirmingBulk,
    ConfirmingDeletion,
    ConfirmingReminder,
    ConfirmingRequest,
    ConfirmingText,
    DraftStep,
    Idle,
    Overtaken,
    ResolvingContradiction,
    Reviewing,
    State,
)
from messages.chat import reminding
from messages.chat.postback import Postback
from messages.chat.requests import QUESTION, WHICH
from messages.words import Instruction, Keyword, keyword_named

SAYS = "say:"
"""Begins the action of a button that types its text for the person."""
_UNBOUND = {"", "project"}
"""Questions of buttons that mean the same at any time."""
_KEYWORDS = {
    *(Keyword.BACK, Keyword.SKIP, Keyword.PAUSE, Keyword.CANCEL, Keyword.DONE, Keyword.NEXT, Keyword.CONFIRM),
    *(Keyword.MORE, Keyword.CLEAR, Keyword.DROP_LAST, Keyword.APPEND, Keyword.REPLACE),
    *(Keyword.YES, Keyword.NO, Keyword.ALL_NOT_STARTED, Keyword.UNTOUCHED, Keyword.SAME, Keyword.SAME_ALL),
    *(Keyword.RESUME, Keyword.SNOOZE, Keyword.DOCUMENTS, Keyword.SUMMARY, Keyword.REMIND_ALL),
    *(Keyword.AS_SHOWN, Keyword.DROP_REASON),
    *(Keyword.AS_ANSWER, Keyword.ANEW),
}
"""Those that a button may carry by their bare name; any other action is an answer, as the id of a choice is."""


_DECIDING = {Keyword.GRANT, Keyword.DENY}
"""Those whose button carries the request it is about."""


def instruction_of(postback: Postback) -> Instruction | None:
    """The keyword the button stands for; None where it is an answer."""
    name, _, value = postback.action.partition(":")
    number = int(value) if value.isascii() and value.isdigit() else None
    if postback.question == "project":
        return _of_list(name, number)
    if name == Keyword.REPORT:
        return Instruction(Keyword.REPORT, project=number)
    if name == Keyword.REMIND:
        return Instruction(Keyword.REMIND, argument=value)
    if name == Keyword.WHO_MISSING:
        return Instruction(Keyword.WHO_MISSING, number=number)
    if name == Keyword.EDIT:
        return Instruction(Keyword.EDIT, number=number, of="item")
    if name == Keyword.AS_ANSWER:
        return Instruction(Keyword.AS_ANSWER, number=number)
    keyword = keyword_named(name)
    if keyword in _DECIDING:
        return Instruction(keyword, argument=value)
    return Instruction(keyword) if keyword and keyword in _KEYWORDS else None


def _of_list(name: str, page: int | None) -> Instruction | None:
    """A button of the list of projects: a page of it, or a project by its id."""
    if name == "page":
        return Instruction(Keyword.REPORT, argument=str(page or 0))
    return Instruction(Keyword.REPORT, project=int(name)) if name.isascii() and name.isdigit() else None


def is_unbound(postback: Postback) -> bool:
    """Whether the button belongs to no question."""
    return postback.question in _UNBOUND


def is_awaited(state: State, postback: Postback) -> bool:
    """Whether the button belongs to what is asked in this state."""
    step = state.step
    if isinstance(step, DraftStep):
        return _is_of_step(state, step, postback)
    match step:
        case ConfirmingDeletion():
            return postback.question == "forget"
        case ConfirmingBulk():
            return postback.question == "all_not_started"
        case ConfirmingReminder():
            return postback.question == reminding.QUESTION
        case ChoosingRequested():
            return postback.question == WHICH
        case ConfirmingRequest(session):
            return (postback.question, postback.session) == (QUESTION, session)
        case Idle() | ChoosingProject():
            return False


def _is_of_step(state: State, step: DraftStep, postback: Postback) -> bool:
    draft = state.draft(step.session)
    if draft is None or postback.session != step.session:
        return False
    if isinstance(step, ResolvingContradiction):
        return postback.question.startswith("confirm_")
    return draft.form_version == postback.version and postback.question == _asked_in(step)


def _asked_in(
    step: Answering | ConfirmingAmount | ChoosingAmount | ConfirmingAnswers | ConfirmingText | Reviewing | Overtaken,
) -> str:
    match step:
        case Answering(_, question) | ChoosingAmount(_, question) | ConfirmingText(_, question):
            return question
        case ConfirmingAmount(_, question):
            return f"confirm_{question}"
        case ConfirmingAnswers():
            return "proposal"
        case Reviewing():
            return "review"
        case Overtaken():
            return "overtaken"
