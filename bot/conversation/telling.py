"""A report told with none open: its project is opened, or chosen first, and what was told is shown as its answers."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.context import Assignment
from bot.conversation.draft_view import DraftView
from bot.conversation.drafting import new_draft
from bot.conversation.effects import Say, Turn, saying
from bot.conversation.events import TextReceived
from bot.conversation.opening import open_report
from bot.conversation.prompting import cannot_report, choose, choose_offered
from bot.conversation.proposing import propose_answers
from bot.conversation.request import Request
from bot.conversation.situations import AtProposal, AtQuestion, AtReview, Situation, situation_of
from bot.conversation.speaking import open_other
from bot.conversation.states import ChoosingProject, Idle
from messages.chat.lists import plain
from messages.chat.prompts import told_back
from messages.parts import sanitize_typed
from messages.thai.mentions import find_mention
from messages.words import Instruction, Keyword


def take_told(request: Request, text: TextReceived) -> Turn | None:
    """Opens the project that the text tells of, filled with it; asks which where several may be meant."""
    context = request.context
    if cannot_report(context) or not text.message_id or not _tells(request, context.assignments[0], text):
        return None
    projects = [item.project for item in context.assignments]
    named = find_mention(text.text, [project.no for project in projects], [project.name for project in projects])
    rest = sanitize_typed(named.rest if named else text.text)
    meant = [context.assignments[position] for position in named.positions] if named else list(context.assignments)
    if not named and not _tells(request, context.assignments[0], text, much=True):
        return None
    choosing = ChoosingProject(tuple(item.project.id for item in meant) if named else (), rest, text.message_id)
    if len(meant) == 1:
        return _open(request, choosing, meant[0])
    if not named:
        listed = choose(context, request.state.at(choosing))
        return saying(request.state.at(choosing), plain("proposals.which"), listed)
    return saying(request.state.at(choosing), choose_offered(context, request.state, choosing.offered))


def _tells(request: Request, item: Assignment, text: TextReceived, *, much: bool = False) -> bool:
    """Whether the text answers something that a report as of that project asks; `much`: several things."""
    round_ = request.context.round
    if round_ is None:
        return False
    view = DraftView(new_draft(request.context, round_, item, request.event.id), item, request.context.form)
    empty = view.with_draft(replace(view.draft, answers={}, parts=(), skipped=()))
    asked = None if much else empty.questions[0]
    return propose_answers(request.state, empty, asked, text) is not None


def _open(request: Request, choosing: ChoosingProject, item: Assignment) -> Turn:
    opening = replace(request, instruction=Instruction(Keyword.REPORT, project=item.project.id))
    return open_chosen(opening, choosing)


def open_chosen(request: Request, at: ChoosingProject) -> Turn:
    """Opens the report of the project of that number, filled with what was told; otherwise lists the projects."""
    return _filled(request, open_report(request, at), at)


def open_offered(request: Request, at: ChoosingProject) -> Turn | None:
    """Opens the one project that was offered; where there are several, taken as other words are."""
    found = request.context.assignment(at.offered[0]) if len(at.offered) == 1 else None
    return _open(request, at, found) if found else None


def list_others(request: Request, at: ChoosingProject) -> Turn | None:
    """Lists all projects where those offered are not meant; otherwise taken as other words are."""
    if not at.offered:
        return None
    left = request.state.at(replace(at, offered=()))
    return saying(left, choose(request.context, left))


def open_other_told(request: Request, at: Idle | ChoosingProject) -> Turn | None:
    """Opens the project of that number, filled with what is told of it; without a number lists the projects."""
    event = request.event
    told = take_told(request, event) if isinstance(event, TextReceived) and request.number is not None else None
    return told or open_other(request, at)


def _filled(request: Request, turn: Turn, at: ChoosingProject) -> Turn:
    """The report that was opened, with what was told shown as its answers; a list keeps what was told."""
    if not at.text:
        return turn
    step = turn.state.step
    if isinstance(step, ChoosingProject | Idle):
        kept = replace(at, offered=()) if isinstance(step, ChoosingProject) else step
        return replace(turn, state=turn.state.at(kept))
    told = _propose_in(request, turn, situation_of(request.context, turn.state), at)
    if told is None:
        return turn.saying_first(plain("proposals.not_told", said=told_back(at.text)))
    notes = [effect for effect in turn.effects[:-1] if isinstance(effect, Say)]
    return replace(told, effects=(*notes, *told.effects))


def _propose_in(request: Request, turn: Turn, opened: Situation, at: ChoosingProject) -> Turn | None:
    text = TextReceived(request.event.id, request.event.at, at.message_id, at.text)
    match opened:
        case AtQuestion(view, question):
            return propose_answers(turn.state, view, question, text)
        case AtProposal(view, open_question):
            return propose_answers(turn.state, view, open_question, text)
        case AtReview(view):
            return propose_answers(turn.state, view, None, text)
    return None
