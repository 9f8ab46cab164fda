"""A button of a question that is over: nothing is kept, and what to do instead is named."""

from __future__ import annotations

from bot.conversation.buttons import instruction_of
from bot.conversation.draft_view import DraftView, view_of
from bot.conversation.effects import Turn, saying
from bot.conversation.opening import go_on
from bot.conversation.prompting import prompt_in, with_prompt
from bot.conversation.request import Request
from bot.conversation.situations import OnDraft, Situation
from bot.conversation.states import ChoosingProject, Idle
from messages.chat import reminding
from messages.chat.bubbles import Text
from messages.chat.lists import plain
from messages.chat.postback import Postback
from messages.chat.prompts import report_button
from messages.texts import say
from messages.words import Instruction, Keyword


def tell_stale(request: Request, at: Situation, tapped: Postback) -> Turn:
    """A confirmation of a card shown before shows it anew, as it would be sent now; of any other nothing is kept."""
    if tapped.question == reminding.QUESTION and request.context.is_planner:
        return with_prompt(request.context, request.state, at, plain("missing.remind.answered"))
    draft = request.state.draft(tapped.session)
    view = None if draft is None or draft.archived else view_of(request.context, draft)
    if view is None:
        told = plain("conversation.stale" if isinstance(at, OnDraft) else "conversation.stale_closed")
        return saying(request.state, told, *prompt_in(request.context, request.state, at))
    if tapped.question == "review" and instruction_of(tapped) == Instruction(Keyword.CONFIRM):
        return go_on(request.context, request.state, view.draft, say("conversation.stale_card"))
    if isinstance(at, OnDraft) and at.view.session == view.session:
        return with_prompt(request.context, request.state, at, plain("conversation.stale"))
    return _name_report(request, at, view)


def _name_report(request: Request, at: Situation, view: DraftView) -> Turn:
    """The report the button belongs to waits, put aside: how to go on with it."""
    project = view.assignment.project
    told = say("conversation.stale_aside", no=project.no)
    if isinstance(at, Idle | ChoosingProject):
        return saying(request.state, Text(told, (report_button(project),)))
    return with_prompt(request.context, request.state, at, Text(told))
