"""One turn of a conversation: `advance`. Pure: no clock, no database, no LINE; the moment comes with the event.

Every situation answers every event with something, and keeps what was typed. What it does stands in transitions.py.
"""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.anywhere import refuse_media
from bot.conversation.buttons import SAYS, instruction_of, is_awaited, is_unbound
from bot.conversation.context import TurnContext
from bot.conversation.draft_view import view_of
from bot.conversation.effects import EraseMessage, Say, Turn, saying
from bot.conversation.erasing import without_message
from bot.conversation.events import (
    ButtonTapped,
    Event,
    Followed,
    MediaReceived,
    MessageUnsent,
    PhotoFetched,
    TextReceived,
)
from bot.conversation.prompting import help_for, when_stuck, with_prompt
from bot.conversation.request import Request
from bot.conversation.situations import (
    AtAmount,
    AtContradiction,
    AtProposal,
    AtQuestion,
    AtReview,
    QuestionGone,
    Situation,
    situation_of,
)
from bot.conversation.speaking import propose_slip
from bot.conversation.stale import tell_stale
from bot.conversation.states import (
    Answering,
    ChoosingAmount,
    ChoosingProject,
    ChoosingRequested,
    ConfirmingAmount,
    ConfirmingAnswers,
    ConfirmingRequest,
    ConfirmingText,
    Draft,
    DraftStep,
    EndedAnswer,
    Idle,
    ResolvingContradiction,
    Reviewing,
    State,
    Step,
)
from bot.conversation.transitions import row_of
from messages.answer_values import AmountAnswer, ChoiceAnswer, DateAnswer
from messages.chat.bubbles import Bubble, Card
from messages.chat.collecting import confirm_photo, photo_lost, progress
from messages.chat.lists import plain
from messages.chat.prompts import MAX_NAME
from messages.chat.resuming import put_aside
from messages.forms.answers import read
from messages.slips import meant_word
from messages.speech import listen
from messages.thai.text import shorten
from messages.words import Instruction, Keyword, asks_back

_YIELDING = {
    *(Keyword.ASKING, Keyword.GREETING, Keyword.THANKS, Keyword.NOTED, Keyword.LATER),
    *(Keyword.CONTACT, Keyword.NOT_MINE, Keyword.HAND_OVER, Keyword.LATENESS),
}
"""Speech that gives way to an answer of the same words, as to a choice an office calls so."""
_STUCK = 2
"""Messages in a row not understood, from which on a person is named."""
_NEVER_ASKED = {Keyword.YES, Keyword.CONFIRM, Keyword.SEND, Keyword.AS_SHOWN, Keyword.AS_ANSWER}
"""Keywords that nobody gives by asking: a confirmation with a question mark sends nothing."""


def advance(context: TurnContext, state: State, event: Event) -> Turn:
    """What `event` leads to: the next state, and what to say and to store."""
    if isinstance(state.step, ConfirmingRequest) and context.assignment(state.step.project_id) is None:
        return advance(context, state.at(state.step.back), event).saying_first(plain("requests.project_gone"))
    gone = _project_gone(context, state)
    # What has just ended is so for one turn only: whoever ends an answer says so anew.
    before = replace(state.at(Idle()) if gone else state, ended=None)
    turn = _count_confusion(context, state, _advance(context, before, event, state.ended))
    turn = _dated(turn, event)
    turn = turn.saying_first(plain("conversation.project_gone")) if gone else _put_aside(context, state, turn)
    return _renumbered(context, turn)


def _put_aside(context: TurnContext, before: State, turn: Turn) -> Turn:
    """Says first that the report that was open is kept where something else is asked now; a request goes back to it."""
    draft, step = _open_draft(before), turn.state.step
    step = step.back if isinstance(step, ConfirmingRequest) else step
    left = turn.state.draft(draft.session) if draft else None
    is_elsewhere = not isinstance(step, Idle) and not (
        isinstance(step, DraftStep) and left == _open_draft(turn.state.at(step))
    )
    view = view_of(context, left) if left and is_elsewhere and not left.archived else None
    told = put_aside(view.report, view.state) if view and view.is_news else None
    return turn.saying_first(told) if told else turn


def _dated(turn: Turn, event: Event) -> Turn:
    """Keeps when the review card was shown last: a mere yes sends what was just looked at, and nothing else."""
    step = turn.state.step
    if not isinstance(step, Reviewing) or not isinstance(_last_said(turn), Card):
        return turn
    return replace(turn, state=turn.state.at(replace(step, shown=event.at.isoformat())))


def _last_said(turn: Turn) -> Bubble | None:
    said = [bubble for effect in turn.effects if isinstance(effect, Say) for bubble in effect.bubbles]
    return said[-1] if said else None


def _count_confusion(context: TurnContext, before: State, turn: Turn) -> Turn:
    """Whoever is not understood twice in a row is told of a person; anything that was understood ends the count."""
    if turn.state.confused <= before.confused:
        return replace(turn, state=replace(turn.state, confused=0)) if turn.state.confused else turn
    return turn if turn.state.confused < _STUCK else turn.saying_first(when_stuck(context))


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
    named = {"old": draft.no or draft.project_id, "no": project.no, "name": shorten(project.name, MAX_NAME)}
    told = turn.saying_first(plain("conversation.renumbered", **named))
    return replace(told, state=turn.state.keeping(replace(draft, no=project.no)))


def _open_draft(state: State) -> Draft | None:
    return state.draft(state.step.session) if isinstance(state.step, DraftStep) else None


def _advance(context: TurnContext, state: State, event: Event, ended: EndedAnswer | None) -> Turn:
    request, at = Request(context, state, event, ended=ended), situation_of(context, state)
    match event:
        case TextReceived():
            return _receive_text(request, at, event)
        case ButtonTapped():
            return _receive_tap(request, at, event)
        case MediaReceived(kind="image"):
            return row_of(at).photo(request, at, event)
        case MediaReceived():
            return refuse_media(request, at, event)
        case PhotoFetched():
            return _receive_photo(context, state, at, event)
        case MessageUnsent():
            return _unsend(context, state, event)
        case Followed():
            return with_prompt(context, state, at, help_for(context))


def _receive_text(request: Request, at: Situation, text: TextReceived) -> Turn:
    instruction = _asked_for(at, text.text)
    turn = _handle_keyword(request, at, instruction) if instruction else None
    return turn or _propose_slip(request, at, text.text) or row_of(at).text(request, at, text)


def _asked_for(at: Situation, text: str) -> Instruction | None:
    """What the text asks for; what can be read as an answer never is speech."""
    instruction = listen(text)
    if instruction is None or (instruction.keyword in _NEVER_ASKED and asks_back(text)):
        return None
    return None if instruction.keyword in _YIELDING and _is_answer(at, text) else instruction


def _propose_slip(request: Request, at: Situation, text: str) -> Turn | None:
    """A command one letter off, where the text is no answer as it stands."""
    meant = meant_word(text)
    return propose_slip(request, at, meant) if meant and not _is_answer(at, text) else None


def _is_answer(at: Situation, text: str) -> bool:
    """Whether the text answers the open question beyond doubt; a long text has no such answers."""
    if not isinstance(at, AtQuestion) or at.question.collects:
        return False
    return isinstance(
        read(at.question, text, at.view.assignment.facts, at.view.draft.answers),
        ChoiceAnswer | AmountAnswer | DateAnswer,
    )


def _handle_keyword(request: Request, at: Situation, instruction: Instruction) -> Turn | None:
    return row_of(at).keywords[instruction.keyword](replace(request, instruction=instruction), at)


def _receive_tap(request: Request, at: Situation, tap: ButtonTapped) -> Turn:
    action, typed = tap.postback.action, TextReceived(tap.id, tap.at, "", tap.postback.action)
    if action.startswith(SAYS):
        return _receive_text(request, at, replace(typed, text=action.removeprefix(SAYS)))
    bound = not is_unbound(tap.postback)
    if bound and not is_awaited(request.state, tap.postback):
        return tell_stale(request, at, tap.postback)
    instruction = None if _is_choice(at, action) else instruction_of(tap.postback)
    turn = _handle_keyword(request, at, instruction) if instruction else None
    if turn is None and not bound:
        return with_prompt(request.context, request.state, at, plain("conversation.stale_closed"))
    return turn or row_of(at).text(request, at, typed)


def _is_choice(at: Situation, action: str) -> bool:
    """Whether the button is one of the choices asked about, some of which have a keyword's name: done."""
    return isinstance(at, AtQuestion) and any(choice.id == action for choice in at.question.choices)


def _receive_photo(context: TurnContext, state: State, at: Situation, photo: PhotoFetched) -> Turn:
    """Tells that the photo is there; one that could not be had is taken out of the answer, and of a report sent."""
    if photo.reason:
        return _take_out(context, _without_message(state, photo.message_id), photo.message_id, photo_lost(photo.reason))
    if not isinstance(at, AtQuestion | AtAmount | AtProposal | AtContradiction | AtReview | QuestionGone):
        return Turn(state)
    question = at.view.photo_question
    if question is None or not at.view.report.photos(question):
        return Turn(state)
    if isinstance(state.step, Answering) and state.step.question == question.id:
        return saying(state, progress(at.view.report, question))
    return with_prompt(context, state, at, confirm_photo(at.view.report, question))


def _unsend(context: TurnContext, state: State, unsent: MessageUnsent) -> Turn:
    left = _without_message(state, unsent.message_id)
    if left == state:
        return Turn(state, (EraseMessage(unsent.message_id),))
    return _take_out(context, left, unsent.message_id, plain("conversation.unsent"))


def _take_out(context: TurnContext, left: State, message_id: str, told: Bubble) -> Turn:
    turn = with_prompt(context, left, situation_of(context, left), told)
    return replace(turn, effects=(EraseMessage(message_id), *turn.effects))


def _without_message(state: State, message_id: str) -> State:
    drafts = tuple(without_message(draft, message_id) for draft in state.drafts)
    left = replace(state, drafts=drafts)
    return left.at(_step_without(left, state.step, message_id))


def _step_without(state: State, step: Step, message_id: str) -> Step:
    """The step without the figure, the held words or the request of that message; of what is gone altogether, none."""
    if isinstance(step, ChoosingRequested | ConfirmingRequest):
        return _request_without(state, step, message_id)
    if isinstance(step, ConfirmingAmount | ChoosingAmount | ConfirmingText) and step.message_id == message_id:
        return Answering(step.session, step.question)
    if isinstance(step, ConfirmingAmount | ResolvingContradiction | Reviewing) and step.held_in == message_id:
        return replace(step, held="", held_in="")
    if isinstance(step, ChoosingProject) and step.message_id == message_id:
        return replace(step, text="", message_id="")
    return _proposal_without(state, step, message_id) if isinstance(step, ConfirmingAnswers) else step


def _request_without(state: State, step: ChoosingRequested | ConfirmingRequest, message_id: str) -> Step:
    """A request goes with the message that asked for it; what was open beneath is as it would be without."""
    if isinstance(step, ChoosingRequested):
        return Idle() if step.message_id == message_id else step
    back = _step_without(state, step.back, message_id)
    left = back if isinstance(back, DraftStep) else step.back
    return left if step.message_id == message_id else replace(step, back=left)


def _proposal_without(state: State, step: ConfirmingAnswers, message_id: str) -> Step:
    draft = state.draft(step.session)
    if draft and any(item.answer for item in draft.proposed):
        return replace(step, text="", message_id="") if step.message_id == message_id else step
    return Answering(step.session, step.question) if step.question else Reviewing(step.session)
