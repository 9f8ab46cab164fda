"""Begins a report: its draft, with an id derived from what began it, so that a duplicate collides.

Tells too which projects are untouched.
"""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5

from bot.conversation.scene import Assignment, Scene
from bot.conversation.states import Draft, State
from messages.forms.form import path
from messages.project import Round
from messages.shortcuts import untouched_answers


def new_draft(scene: Scene, round_: Round, assignment: Assignment, event_id: str) -> Draft:
    """A fresh draft, or one filled with the report already sent; in that what was left out stays left out."""
    sent = assignment.submitted
    asked = path(scene.form, assignment.case, sent)
    left_out = tuple(question.id for question in asked if question.id not in sent)
    return Draft(
        session=uuid5(NAMESPACE_URL, f"{round_.id}/{assignment.project.id}/{event_id}").hex,
        round_id=round_.id,
        project_id=assignment.project.id,
        form=scene.form.id,
        form_version=scene.form.version,
        answers=dict(sent),
        skipped=left_out if sent else (),
        parts=assignment.parts,
        no=assignment.project.no,
        based_on=assignment.revision,
    )


def untouched(scene: Scene, state: State) -> tuple[Assignment, ...]:
    """The person's projects that are missing, without a draft, and may truthfully be told as not started."""
    drafted = {draft.project_id for draft in state.open_drafts if scene.is_current(draft)}
    fresh = [item for item in scene.assignments if item.state == "missing" and item.project.id not in drafted]
    return tuple(item for item in fresh if untouched_answers(scene.form, item.case) is not None)
