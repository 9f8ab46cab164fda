"""Begins a report: its draft, with an id derived from what began it, so that a duplicate collides.

Tells too which projects are untouched.
"""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5

from bot.conversation.context import Assignment, TurnContext
from bot.conversation.states import Draft, State
from messages.forms.form import Form, path
from messages.forms.shortcuts import untouched_answers
from messages.project import ReportState, RoundLike


def new_draft(context: TurnContext, round_: RoundLike, assignment: Assignment, event_id: str) -> Draft:
    """A fresh draft, or one filled with the report already sent; in that what was left out stays left out."""
    sent = assignment.submitted
    return Draft(
        session=uuid5(NAMESPACE_URL, f"{round_.id}/{assignment.project.id}/{event_id}").hex,
        round_id=round_.id,
        project_id=assignment.project.id,
        form=context.form.id,
        form_version=context.form.version,
        answers=dict(sent),
        skipped=_left_out(context.form, assignment) if sent else (),
        parts=assignment.parts,
        no=assignment.project.no,
        based_on=assignment.revision,
    )


def _left_out(form: Form, assignment: Assignment) -> tuple[str, ...]:
    asked = path(form, assignment.facts, assignment.submitted)
    return tuple(question.id for question in asked if question.id not in assignment.submitted)


def untouched(context: TurnContext, state: State) -> tuple[Assignment, ...]:
    """The person's projects that are missing, without a draft, and may truthfully be told as not started."""
    drafted = {draft.project_id for draft in state.open_drafts if context.is_current(draft)}
    missing = [item for item in context.assignments if item.state == ReportState.MISSING]
    fresh = [item for item in missing if item.project.id not in drafted]
    return tuple(item for item in fresh if untouched_answers(context.form, item.facts) is not None)
