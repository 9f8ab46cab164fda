"""One turn of a conversation: `advance`. Pure: no clock, no database, no LINE; the moment comes with the event.

Every state × event pair answers the person something, and keeps what was typed. Words go to commanding.py, answers
to a question go to filling.py, the review card and sending to reviewing.py.
"""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.collecting import collect, take_photo
from bot.conversation.commanding import obey
from bot.conversation.context import DraftView, TurnContext, view_of
from bot.conversation.effects import EraseMessage, Say, Turn, saying
from bot.conversation.erasing import without_message
from bot.conversation.events import ButtonTapped, Event, Followed, MediaReceived, PhotoFetched, TextReceived, Unsent
from bot.conversation.filling import ask, retake, take, weighed
from bot.conversation.finding import find_project
from bot.conversation.prompting import help_for, prompt_now, with_prompt
from bot.conversation.retyping import propose_retyped
from bot.conversation.states import (
    Answering,
    ChoosingProject,
    ConfirmingAmount,
    ConfirmingBulk,
    ConfirmingDeletion,
    Draft,
    Idle,
    Overtaken,
    ResolvingContradiction,
    Reviewing,
    State,
)
from messages.chat.bubbles import Bubble
from messages.chat.collecting import collecting, not_read, photo_kept, photo_lost
from messages.chat.lists import plain
from messages.chat.postback import Postback
from messages.chat.prompts import NAME_LIMIT
from messages.forms.form import Question
from messages.thai.text import clean, shorten
from messages.words import Instruction, Keyword, asks_back, keyword_named, understand

_SAY = "say:"
"""A button that types its text for the person."""
_ACTIONS = {
    *(Keyword.BACK, Keyword.SKIP, Keyword.PAUSE, Keyword.CANCEL, Keyword.DONE, Keyword.NEXT, Keyword.CONFIRM),
    *(Keyword.YES, Keyword.NO, Keyword.ALL_NOT_STARTED, Keyword.UNTOUCHED, Keyword.SAME, Keyword.SAME_ALL),
    *(Keyword.RESUME, Keyword.SNOOZE, Keyword.DOCUMENTS),
}
"""Values of a postback's `a` that mean the same as the typed word."""


_SETTLING = {Keyword.YES, Keyword.CONFIRM}
"""Commands that nobody gives by asking: a confirmation with a question mark sends nothing."""


def advance(context: TurnContext, state: State, event: Event) -> Turn:
    """What `event` leads to: the next state, and what to say and to store."""
    gone = _project_gone(context, state)
    turn = _advance(context, state.at(Idle()) if gone else state, event)
    return _renumbered(context, _after(plain("conversation.project_gone"), turn) if gone else turn)


def _after(told: Bubble, turn: Turn) -> Turn:
    return replace(turn, effects=(Say((told,)), *turn.effects))


def _project_gone(context: TurnContext, state: State) -> bool:
    """The report being answered is of a project this person has no more; its answers wait, should it come back."""
    draft = _open_draft(state)
    return draft is not None and context.is_current(draft) and context.assignment(draft.project_id) is None


def _renumbered(context: TurnContext, turn: Turn) -> Turn:
    """Names the new number of the project whose report is open, once."""
    draft = _open_draft(turn.state)
    assignment = context.assignment(draft.project_id) if draft and context.is_current(draft) else None
    if draft is None or assignment is None or assignment.project.no == (draft.no or draft.project_id):
        return turn
    project = assignment.project
    named = {"old": draft.no or draft.project_id, "no": project.no, "name": shorten(project.name, NAME_LIMIT)}
    told = _after(plain("conversation.renumbered", **named), turn)
    return replace(told, state=turn.state.keeping(replace(draft, no=project.no)))


def _open_draft(state: State) -> Draft | None:
    match state.step:
        case (
            Answering(session)
            | ConfirmingAmount(session)
            | ResolvingContradiction(session)
            | Reviewing(session)
            | Overtaken(session)
        ):
            return state.draft(session)
    return None


def _advance(context: TurnContext, state: State, event: Event) -> Turn:
    match event:
        case TextReceived():
            return _said(context, state, event)
        case ButtonTapped():
            return _tapped(context, state, event)
        case MediaReceived():
            return _showed(context, state, event)
        case PhotoFetched():
            return _fetched(context, state, event)
        case Unsent():
            return _unsent(context, state, event)
        case Followed():
            return saying(state, help_for(context))


def _said(context: TurnContext, state: State, event: TextReceived) -> Turn:
    command = understand(event.text)
    if command and command.keyword in _SETTLING and asks_back(event.text):
        command = None
    turn = obey(context, state, event, command) if command else None
    if turn is None and command is None:
        turn = propose_retyped(context, state, _waiting(context, state), event.text)
    return turn or _answered(context, state, event)


def _waiting(context: TurnContext, state: State) -> Question | None:
    """The question that a text would answer."""
    match state.step:
        case Answering(session, question_id) | ConfirmingAmount(session, question_id):
            view = view_of(context, state.draft(session))
            return view.question(question_id) if view else None
    return None


def _answered(context: TurnContext, state: State, event: TextReceived) -> Turn:
    match state.step:
        case ChoosingProject() | Idle():
            return find_project(context, state, event)
        case (Answering(session, question_id) | ConfirmingAmount(session, question_id)) as step:
            view = view_of(context, state.draft(session))
            question = view.question(question_id) if view else None
            if view and question:
                return _typed(state, view, question, step, event)
        case ResolvingContradiction(session, rule):
            view = view_of(context, state.draft(session))
            if view and clean(event.text):
                return weighed(state, view, rule, event)
        case Reviewing():
            return with_prompt(context, state, plain("conversation.not_kept", said=shorten(event.text, 40)))
    return saying(state, *prompt_now(context, state))


def _typed(
    state: State, view: DraftView, question: Question, step: Answering | ConfirmingAmount, event: TextReceived
) -> Turn:
    if question.collects and event.message_id:
        return collect(state, view, question, event)
    if question.collects:
        return ask(state, view, question)
    if isinstance(step, ConfirmingAmount):
        return retake(state, view, question, step, event)
    return take(state, view, question, event)


def _showed(context: TurnContext, state: State, event: MediaReceived) -> Turn:
    """A photo goes to the report being answered, wherever in it the person is; anything else is explained."""
    if event.kind != "image":
        return with_prompt(context, state, not_read(event.kind))
    view = _open_view(context, state)
    question = view.photo_question if view else None
    if view and question:
        return take_photo(state, view, question, event)
    return with_prompt(context, state, not_read("image" if view else "image_alone"))


def _open_view(context: TurnContext, state: State) -> DraftView | None:
    match state.step:
        case Answering(session) | ConfirmingAmount(session) | ResolvingContradiction(session) | Reviewing(session):
            return view_of(context, state.draft(session))
    return None


def _fetched(context: TurnContext, state: State, event: PhotoFetched) -> Turn:
    """Tells that the photo is there; one that could not be had is taken out of the answer, and of a report sent."""
    if event.reason:
        told = with_prompt(context, _without_message(state, event.message_id), photo_lost(event.reason))
        return replace(told, effects=(EraseMessage(event.message_id), *told.effects))
    view = _open_view(context, state)
    question = view.photo_question if view else None
    if view is None or question is None or not view.report.photos(question):
        return Turn(state)
    if isinstance(state.step, Answering) and state.step.question == question.id:
        return saying(state, collecting(view.report, question))
    return with_prompt(context, state, photo_kept(view.report, question))


def _tapped(context: TurnContext, state: State, event: ButtonTapped) -> Turn:
    if event.postback.action.startswith(_SAY):
        return _said(context, state, TextReceived(event.id, event.at, "", event.postback.action.removeprefix(_SAY)))
    command = _command_of(event.postback)
    if event.postback.question in {"", "project"}:
        turn = obey(context, state, event, command) if command else None
        return turn or with_prompt(context, state, plain("conversation.stale_closed"))
    if not _is_awaited(state, event.postback):
        return with_prompt(context, state, plain("conversation.stale"))
    turn = obey(context, state, event, command) if command else None
    return turn or _answered(context, state, TextReceived(event.id, event.at, "", event.postback.action))


def _command_of(postback: Postback) -> Instruction | None:
    name, _, value = postback.action.partition(":")
    number = int(value) if value.isascii() and value.isdigit() else None
    if postback.question == "project":
        if name == "page":
            return Instruction(Keyword.REPORT, argument=str(number or 0))
        return Instruction(Keyword.REPORT, project=int(name)) if name.isascii() and name.isdigit() else None
    if name == Keyword.REPORT:
        return Instruction(Keyword.REPORT, project=number)
    if name == Keyword.EDIT:
        return Instruction(Keyword.EDIT, number=number)
    keyword = keyword_named(name)
    return Instruction(keyword) if keyword and keyword in _ACTIONS else None


def _is_awaited(state: State, postback: Postback) -> bool:
    match state.step:
        case Answering(session, question):
            awaited = (session, question)
        case ConfirmingAmount(session, question):
            awaited = (session, f"confirm_{question}")
        case ResolvingContradiction(session):
            draft = state.draft(session)
            return draft is not None and postback.session == session and postback.question.startswith("confirm_")
        case Reviewing(session):
            awaited = (session, "review")
        case Overtaken(session):
            awaited = (session, "overtaken")
        case ConfirmingDeletion():
            return postback.question == "forget"
        case ConfirmingBulk():
            return postback.question == "all_not_started"
        case _:
            return False
    draft = state.draft(session)
    same_version = draft is not None and draft.form_version == postback.version
    return same_version and (postback.session, postback.question) == awaited


def _unsent(context: TurnContext, state: State, event: Unsent) -> Turn:
    left = _without_message(state, event.message_id)
    erase = EraseMessage(event.message_id)
    if left == state:
        return Turn(state, (erase,))
    told = with_prompt(context, left, plain("conversation.unsent"))
    return replace(told, effects=(erase, *told.effects))


def _without_message(state: State, message_id: str) -> State:
    drafts = tuple(without_message(draft, message_id) for draft in state.drafts)
    step = state.step
    if isinstance(step, ConfirmingAmount) and step.message_id == message_id:
        step = Answering(step.session, step.question)
    return State(step, drafts)
