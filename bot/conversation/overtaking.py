"""Somebody else has sent the report this draft is of: asked whether to go on with the draft."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.asking import proceed
from bot.conversation.draft_view import DraftView
from bot.conversation.effects import Turn, saying
from bot.conversation.request import Request
from bot.conversation.situations import AtOvertaken
from bot.conversation.states import Overtaken, State
from messages.chat import review
from messages.chat.lists import plain


def ask_overtaken(state: State, view: DraftView, other: review.OtherSender) -> Turn:
    """What somebody else sent is shown before anything takes its place; the draft waits as it is."""
    waiting = state.keeping(view.draft).at(Overtaken(view.session))
    return saying(waiting, review.sent_by_other(view.report, view.sent_report, other))


def go_on_knowingly(request: Request, at: AtOvertaken) -> Turn:
    """Goes on with the draft, which will take the place of what was sent."""
    draft = replace(at.view.draft, based_on=at.view.assignment.revision)
    return proceed(request.state, at.view.with_draft(draft), None)


def leave_as_sent(request: Request, at: AtOvertaken) -> Turn:
    """Leaves the report as it was sent; the draft's answers are archived."""
    draft, no = at.view.draft, at.view.assignment.project.no
    archived = request.state.finished_with(draft).keeping(replace(draft, archived=True))
    return saying(archived, plain("conversation.left_as_sent", no=no))
