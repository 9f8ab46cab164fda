"""A person's projects with their states, as lists and cards show them."""

from __future__ import annotations

from collections.abc import Mapping

from bot.conversation.context import TurnContext
from bot.conversation.draft_view import DraftView, view_of
from bot.conversation.states import State
from messages.chat.lists import Listed
from messages.project import ProjectId, ReportState


def list_projects_of(context: TurnContext, state: State) -> tuple[Listed, ...]:
    """The person's projects with their states; where nothing has been sent, that of the draft shows."""
    begun = _states_of_drafts(context, state)
    return tuple(
        (item.project, begun.get(item.project.id, item.state) if item.state == ReportState.MISSING else item.state)
        for item in context.assignments
    )


def find_unconfirmed(context: TurnContext, state: State) -> tuple[DraftView, ...]:
    """The reports that only wait to be confirmed, corrections of what was sent included."""
    views = (view_of(context, draft) for draft in state.open_drafts)
    return tuple(view for view in views if view and view.state == ReportState.UNCONFIRMED and view.is_news)


def _states_of_drafts(context: TurnContext, state: State) -> Mapping[ProjectId, ReportState]:
    views = (view_of(context, draft) for draft in state.open_drafts)
    return {view.assignment.project.id: view.state for view in views if view}
