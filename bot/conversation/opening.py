"""Opens a report: by its project's number, button or list; begins it, goes on with it, or with one cancelled before."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation import renumbering
from bot.conversation.asking import proceed
from bot.conversation.context import Assignment, TurnContext
from bot.conversation.draft_view import DraftView, view_of
from bot.conversation.drafting import new_draft
from bot.conversation.effects import Turn, saying
from bot.conversation.listing import find_unconfirmed
from bot.conversation.overtaking import ask_overtaken
from bot.conversation.prompting import cannot_report, choose, choose_offered, nothing_to_confirm, with_prompt
from bot.conversation.request import Request
from bot.conversation.situations import DraftSituation, Situation
from bot.conversation.states import Answering, ChoosingProject, Draft, Idle, State
from messages.chat import lists, prompts, resuming, review
from messages.chat.bubbles import Text
from messages.chat.lists import plain
from messages.project import ReportState, RoundLike
from messages.words import Instruction, Keyword


def show_unconfirmed(request: Request, at: Idle | ChoosingProject) -> Turn:
    """Shows the card of the one report that waits to be confirmed; lists several; tells where none waits."""
    found = find_unconfirmed(request.context, request.state)
    if len(found) == 1:
        return go_on(request.context, request.state, found[0].draft)
    if found:
        waiting = [(view.assignment.project, ReportState.UNCONFIRMED) for view in found]
        return saying(request.state.at(ChoosingProject()), lists.choose_among(waiting))
    return with_prompt(request.context, request.state, at, nothing_to_confirm(request.context))


def show_unconfirmed_or_open(request: Request, at: Idle | ChoosingProject) -> Turn:
    """Shows the card of the one report that waits to be confirmed; with a number, or where none waits, opens one."""
    if request.number is None and find_unconfirmed(request.context, request.state):
        return show_unconfirmed(request, at)
    return open_report(request, at)


def open_report(request: Request, at: Situation) -> Turn:
    """Opens the report of the project of that number, or of the only one; otherwise lists the projects."""
    context, state = request.context, request.state
    asked = request.instruction or Instruction(Keyword.REPORT)
    refusal = cannot_report(context)
    if asked.of == "item" and asked.keyword == Keyword.EDIT:
        return _open_item(request, at, asked)
    if refusal or context.round is None:
        return saying(state, refusal or plain("conversation.no_round"))
    if asked.project is None and asked.number is None and len(context.assignments) > 1:
        return saying(state.at(ChoosingProject()), choose(context, state, int(asked.argument or 0)))
    assignment = _meant(context, asked)
    if isinstance(assignment, Text):
        return with_prompt(context, state, at, assignment)
    turn = _open(request, context.round, assignment)
    begun = state.draft_of(context.round.id, assignment.project.id)
    return turn if begun or asked.number is None else renumbering.named(context, asked.number, assignment, turn)


def open_sent(request: Request, at: Situation) -> Turn:
    """Something is to be corrected and no report is open: asks which of those that were sent; where none was, opens."""
    context, state = request.context, request.state
    sent = tuple(item.project.id for item in context.assignments if item.state == ReportState.SUBMITTED)
    if not sent or request.number is not None or cannot_report(context):
        return open_report(request, at)
    waiting = state.at(ChoosingProject(sent))
    return saying(waiting, choose_offered(context, waiting, sent))


def _open_item(request: Request, at: Situation, asked: Instruction) -> Turn:
    """An item is to be changed with no report open: that of the only project, or which project is asked."""
    turn = open_report(replace(request, instruction=Instruction(Keyword.EDIT)), at)
    if len(request.context.assignments) == 1:
        return turn
    return turn.saying_first(plain("conversation.item_of_which", number=asked.number))


def _meant(context: TurnContext, asked: Instruction) -> Assignment | Text:
    """A button's project, whatever its number is by now; a typed number's, as numbers are today; else the only one."""
    if asked.project is not None:
        return context.assignment(asked.project) or plain("conversation.not_yours_now")
    if asked.number is not None:
        return context.numbered(asked.number) or renumbering.not_yours(context, asked.number)
    return context.assignments[0]


def _open(request: Request, round_: RoundLike, assignment: Assignment) -> Turn:
    context, state = request.context, request.state
    draft = state.draft_of(round_.id, assignment.project.id)
    if draft and draft.archived:
        return begin_anew(request, round_, assignment)
    if draft:
        return go_on(context, state, draft)
    fresh = new_draft(context, round_, assignment, request.event.id)
    return proceed(state, DraftView(fresh, assignment, context.form), None, *_sent_by(assignment))


def _sent_by(assignment: Assignment) -> tuple[str, ...]:
    """Who else sent what this report begins with."""
    return (review.other_line(assignment.other),) if assignment.other else ()


def go_on(context: TurnContext, state: State, draft: Draft, *lead: str) -> Turn:
    """The next open question of the draft, or its card; `lead`, or that it goes on, before it."""
    view = view_of(context, draft)
    if view is None:
        return saying(state.without(draft.session), plain("conversation.round_over"))
    if view.overtaken:
        return ask_overtaken(state, view, view.overtaken)
    return proceed(state, view, None, *(lead or resuming.resumed(view.report, view.state)))


def begin_anew(request: Request, round_: RoundLike, assignment: Assignment) -> Turn:
    """A fresh report beside one that was cancelled; the answers kept are offered on its first question."""
    draft = new_draft(request.context, round_, assignment, request.event.id)
    view = DraftView(draft, assignment, request.context.form)
    asked = prompts.ask(view.report, view.questions[0], lead=_sent_by(assignment))
    fresh = request.state.keeping(draft).at(Answering(view.session, view.questions[0].id))
    return saying(fresh, resuming.offer_cancelled(view.report, view.questions[0], asked))


def resume_archived(request: Request, at: DraftSituation) -> Turn | None:
    """Goes on with the answers that were archived, in place of the new ones; without any, taken as other words are."""
    context, state, draft = request.context, request.state, at.view.draft
    kept = [other for other in state.drafts if other.archived and other.project_id == draft.project_id]
    current = [other for other in kept if context.is_current(other)]
    if not current:
        return None
    begun = draft.answers or draft.parts
    left = state.keeping(replace(draft, archived=True)) if begun else state.without(draft.session)
    resumed = replace(current[-1], archived=False)
    return go_on(context, left.keeping(resumed), resumed)
