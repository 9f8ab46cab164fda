"""How far the reports are that people have begun and not sent: some questions open, or all answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from bot.conversation.context import Assignment
from bot.conversation.draft_view import DraftView
from bot.conversation.states import Draft
from bot.conversation.stored import from_json
from bot.usecases.rounds import earlier_rounds, project_facts
from messages.forms.form import Form
from messages.forms.loader import library, load
from messages.project import ReportState
from storage.records import Person, ProjectId, Round
from storage.work import Work

States = Mapping[ProjectId, ReportState]
"""DRAFT or UNCONFIRMED, of the projects begun."""


def begun_by(work: Work, round_: Round, person: Person) -> States:
    """What this person has begun in the round."""
    drafts = _drafts(work.conversations.load(person.id).state, round_)
    return _read_states(work, round_, {person.id: drafts})[person.id]


def begun_by_all(work: Work, round_: Round) -> Mapping[UUID, States]:
    """The same of everybody, by person."""
    kept = {person_id: _drafts(conversation.state, round_) for person_id, conversation in work.conversations.all()}
    return _read_states(work, round_, kept)


def _drafts(stored: Mapping[str, object], round_: Round) -> Sequence[Draft]:
    return [draft for draft in from_json(stored).open_drafts if draft.round_id == round_.id]


def _read_states(work: Work, round_: Round, drafts: Mapping[UUID, Sequence[Draft]]) -> Mapping[UUID, States]:
    begun = {draft.project_id for several in drafts.values() for draft in several}
    if not begun:
        return {person_id: {} for person_id in drafts}
    projects = {project.id: project for project in work.plan.projects(round_.fiscal_year) if project.id in begun}
    earlier = earlier_rounds(work, round_, set(projects))

    def state_of(draft: Draft) -> ReportState:
        project = projects[draft.project_id]
        known = Assignment(project, project_facts(project, round_, earlier))
        return DraftView(draft, known, _form_of(work, draft)).state

    return {
        person_id: {draft.project_id: state_of(draft) for draft in several if draft.project_id in projects}
        for person_id, several in drafts.items()
    }


def _form_of(work: Work, draft: Draft) -> Form:
    """The version it began on, which every office keeps; else the newest."""
    shipped = library().get(draft.form)
    if shipped and shipped.version == draft.form_version:
        return shipped
    source = work.forms.source(draft.form, draft.form_version) or work.forms.newest(draft.form)
    return load(source) if source else Form(draft.form, draft.form_version, "", ())
