"""One turn of a conversation: `advance`. Pure: no clock, no database, no LINE; the moment comes with the event.

Every state × event pair answers the person something, and keeps what was typed. Words go to commanding.py, answers
to a question go to filling.py, the review card and sending to reviewing.py.
"""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.collecting import collect, take_photo
from bot.conversation.commanding import obey
from bot.conversation.effects import EraseMessage, Say, Turn, saying
from bot.conversation.erasing import without_message
from bot.conversation.events import Event, Followed, PhotoFetched, Said, Showed, Tapped, Unsent
from bot.conversation.filling import ask, retake, take, weighed
from bot.conversation.finding import find_project
from bot.conversation.prompting import help_for, prompt_now, with_prompt
from bot.conversation.retyping import propose_retyped
from bot.conversation.scene import Desk, Scene, desk_of
from bot.conversation.states import (
    Answering,
    Choosing,
    Doubting,
    Draft,
    Forgetting,
    Idle,
    Overtaken,
    Reviewing,
    State,
    Sweeping,
    Weighing,
)
from messages.bubbles import Bubble
from messages.forms.form import Question
from messages.gathering import collecting, not_read, photo_kept, photo_lost
from messages.lists import plain
from messages.postback import Postback
from messages.prompts import NAME_LIMIT
from messages.thai.text import clean, shorten
from messages.words import Command, asks_back, understand

_SAY = "say:"
"""A button that types its text for the person."""
_ACTIONS = {
    *("back", "skip", "pause", "cancel", "done", "next", "confirm", "yes", "no"),
    *("all_not_started", "untouched", "same", "same_all", "resume", "snooze", "documents"),
}
"""Values of a postback's `a` that mean the same as the typed word."""


_SETTLING = {"yes", "confirm"}
"""Commands that nobody gives by asking: a confirmation with a question mark sends nothing."""


def advance(scene: Scene, state: State, event: Event) -> Turn:
    """What `event` leads to: the next state, and what to say and to store."""
    gone = _project_gone(scene, state)
    turn = _advance(scene, state.at(Idle()) if gone else state, event)
    return _renumbered(scene, _after(plain("conversation.project_gone"), turn) if gone else turn)


def _after(told: Bubble, turn: Turn) -> Turn:
    return replace(turn, effects=(Say((told,)), *turn.effects))


def _project_gone(scene: Scene, state: State) -> bool:
    """The report being answered is of a project this person has no more; its answers wait, should it come back."""
    draft = _open_draft(state)
    return draft is not None and scene.is_current(draft) and scene.assignment(draft.project_id) is None


def _renumbered(scene: Scene, turn: Turn) -> Turn:
    """Names the new number of the project whose report is open, once."""
    draft = _open_draft(turn.state)
    assignment = scene.assignment(draft.project_id) if draft and scene.is_current(draft) else None
    if draft is None or assignment is None or assignment.project.no == (draft.no or draft.project_id):
        return turn
    project = assignment.project
    named = {"old": draft.no or draft.project_id, "no": project.no, "name": shorten(project.name, NAME_LIMIT)}
    told = _after(plain("conversation.renumbered", **named), turn)
    return replace(told, state=turn.state.keeping(replace(draft, no=project.no)))


def _open_draft(state: State) -> Draft | None:
    match state.step:
        case Answering(session) | Doubting(session) | Weighing(session) | Reviewing(session) | Overtaken(session):
            return state.draft(session)
    return None


def _advance(scene: Scene, state: State, event: Event) -> Turn:
    match event:
        case Said():
            return _said(scene, state, event)
        case Tapped():
            return _tapped(scene, state, event)
        case Showed():
            return _showed(scene, state, event)
        case PhotoFetched():
            return _fetched(scene, state, event)
        case Unsent():
            return _unsent(scene, state, event)
        case Followed():
            return saying(state, help_for(scene))


def _said(scene: Scene, state: State, event: Said) -> Turn:
    command = understand(event.text)
    if command and command.name in _SETTLING and asks_back(event.text):
        command = None
    turn = obey(scene, state, event, command) if command else None
    if turn is None and command is None:
        turn = propose_retyped(scene, state, _waiting(scene, state), event.text)
    return turn or _answered(scene, state, event)


def _waiting(scene: Scene, state: State) -> Question | None:
    """The question that a text would answer."""
    match state.step:
        case Answering(session, question_id) | Doubting(session, question_id):
            desk = desk_of(scene, state.draft(session))
            return desk.question(question_id) if desk else None
    return None


def _answered(scene: Scene, state: State, event: Said) -> Turn:
    match state.step:
        case Choosing() | Idle():
            return find_project(scene, state, event)
        case (Answering(session, question_id) | Doubting(session, question_id)) as step:
            desk = desk_of(scene, state.draft(session))
            question = desk.question(question_id) if desk else None
            if desk and question:
                return _typed(state, desk, question, step, event)
        case Weighing(session, rule):
            desk = desk_of(scene, state.draft(session))
            if desk and clean(event.text):
                return weighed(state, desk, rule, event)
        case Reviewing():
            return with_prompt(scene, state, plain("conversation.not_kept", said=shorten(event.text, 40)))
    return saying(state, *prompt_now(scene, state))


def _typed(state: State, desk: Desk, question: Question, step: Answering | Doubting, event: Said) -> Turn:
    if question.collects and event.message_id:
        return collect(state, desk, question, event)
    if question.collects:
        return ask(state, desk, question)
    if isinstance(step, Doubting):
        return retake(state, desk, question, step, event)
    return take(state, desk, question, event)


def _showed(scene: Scene, state: State, event: Showed) -> Turn:
    """A photo goes to the report being answered, wherever in it the person is; anything else is explained."""
    if event.kind != "image":
        return with_prompt(scene, state, not_read(event.kind))
    desk = _open_desk(scene, state)
    question = desk.photo_question if desk else None
    if desk and question:
        return take_photo(state, desk, question, event)
    return with_prompt(scene, state, not_read("image" if desk else "image_alone"))


def _open_desk(scene: Scene, state: State) -> Desk | None:
    match state.step:
        case Answering(session) | Doubting(session) | Weighing(session) | Reviewing(session):
            return desk_of(scene, state.draft(session))
    return None


def _fetched(scene: Scene, state: State, event: PhotoFetched) -> Turn:
    """Tells that the photo is there; one that could not be had is taken out of the answer, and of a report sent."""
    if event.reason:
        told = with_prompt(scene, _without_message(state, event.message_id), photo_lost(event.reason))
        return replace(told, effects=(EraseMessage(event.message_id), *told.effects))
    desk = _open_desk(scene, state)
    question = desk.photo_question if desk else None
    if desk is None or question is None or not desk.sheet.photos(question):
        return Turn(state)
    if isinstance(state.step, Answering) and state.step.question == question.id:
        return saying(state, collecting(desk.sheet, question))
    return with_prompt(scene, state, photo_kept(desk.sheet, question))


def _tapped(scene: Scene, state: State, event: Tapped) -> Turn:
    if event.postback.action.startswith(_SAY):
        return _said(scene, state, Said(event.id, event.at, "", event.postback.action.removeprefix(_SAY)))
    command = _command_of(event.postback)
    if event.postback.question in {"", "project"}:
        turn = obey(scene, state, event, command) if command else None
        return turn or with_prompt(scene, state, plain("conversation.stale_closed"))
    if not _is_awaited(state, event.postback):
        return with_prompt(scene, state, plain("conversation.stale"))
    turn = obey(scene, state, event, command) if command else None
    return turn or _answered(scene, state, Said(event.id, event.at, "", event.postback.action))


def _command_of(postback: Postback) -> Command | None:
    name, _, value = postback.action.partition(":")
    number = int(value) if value.isascii() and value.isdigit() else None
    if postback.question == "project":
        if name == "page":
            return Command("report", argument=str(number or 0))
        return Command("report", project=int(name)) if name.isascii() and name.isdigit() else None
    if name == "report":
        return Command(name, project=number)
    if name == "edit":
        return Command(name, number=number)
    return Command(name) if name in _ACTIONS else None


def _is_awaited(state: State, postback: Postback) -> bool:
    match state.step:
        case Answering(session, question):
            awaited = (session, question)
        case Doubting(session, question):
            awaited = (session, f"confirm_{question}")
        case Weighing(session):
            draft = state.draft(session)
            return draft is not None and postback.session == session and postback.question.startswith("confirm_")
        case Reviewing(session):
            awaited = (session, "review")
        case Overtaken(session):
            awaited = (session, "overtaken")
        case Forgetting():
            return postback.question == "forget"
        case Sweeping():
            return postback.question == "all_not_started"
        case _:
            return False
    draft = state.draft(session)
    same_version = draft is not None and draft.form_version == postback.version
    return same_version and (postback.session, postback.question) == awaited


def _unsent(scene: Scene, state: State, event: Unsent) -> Turn:
    left = _without_message(state, event.message_id)
    erase = EraseMessage(event.message_id)
    if left == state:
        return Turn(state, (erase,))
    told = with_prompt(scene, left, plain("conversation.unsent"))
    return replace(told, effects=(erase, *told.effects))


def _without_message(state: State, message_id: str) -> State:
    drafts = tuple(without_message(draft, message_id) for draft in state.drafts)
    step = state.step
    if isinstance(step, Doubting) and step.message_id == message_id:
        step = Answering(step.session, step.question)
    return State(step, drafts)
