"""Ways out of a report, of the list of projects, and of a round that is over."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.effects import Turn, saying
from bot.conversation.opening import open_report
from bot.conversation.prompting import status_card
from bot.conversation.request import Request
from bot.conversation.situations import DraftSituation, RoundOver
from bot.conversation.states import ChoosingProject, Idle, ResolvingContradiction, Reviewing
from messages.chat.lists import plain
from messages.chat.prompts import told_back
from messages.chat.resuming import put_aside


def pause(request: Request, at: DraftSituation) -> Turn:
    """Leaves the report; its draft waits as it is."""
    return saying(request.state.at(Idle()), put_aside(at.view.report, at.view.state))


def cancel(request: Request, at: DraftSituation) -> Turn:
    """Gives the draft up; answers given are archived, unless they changed a report already sent."""
    view, no = at.view, at.view.assignment.project.no
    if view.assignment.submitted:
        return saying(request.state.without(view.session), plain("conversation.cancelled_change", no=no))
    if not (view.draft.answers or view.draft.parts or view.draft.proposed):
        return saying(request.state.without(view.session), plain("conversation.cancelled", no=no))
    archived = request.state.finished_with(view.draft).keeping(replace(view.draft, archived=True))
    return saying(archived, plain("conversation.cancelled_kept", no=no))


def stop_choosing(request: Request, at: ChoosingProject) -> Turn:
    """Leaves the list and shows where the person stands; says that what was told there was not kept."""
    told = told_back(at.text)
    left = (plain("proposals.left_out", said=told),) if told else ()
    return saying(request.state.at(Idle()), *left, status_card(request.context, request.state))


def end_over(request: Request, at: RoundOver) -> Turn:
    """Says that the round is over; the draft goes."""
    return saying(request.state.without(at.step.session), plain("conversation.round_over"))


def edit_over(request: Request, at: RoundOver) -> Turn:
    """Opens the project of that number; where the number was an item of the card, says that the round is over."""
    if isinstance(at.step, Reviewing | ResolvingContradiction):
        return end_over(request, at)
    return open_report(request, at)
