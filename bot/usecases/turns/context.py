"""Builds a turn's context: everything the conversation may look at, read in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time
from uuid import UUID

from bot.conversation.context import Assignment, SentTimes, TurnContext
from bot.conversation.states import State
from bot.usecases.notices.outstanding import projects_of
from bot.usecases.rounds import (
    OfficeMissing,
    SentReports,
    current_round,
    earlier_rounds,
    last_answers,
    latest_reports,
    project_facts,
)
from bot.usecases.turns.requesting import requested_projects
from messages.chat.review import OtherSender
from messages.figures.spending import Earlier
from messages.forms.form import Form, ProjectFacts
from messages.forms.loader import library, load
from messages.project import ReportState
from messages.thai.dates import BANGKOK
from storage.records import Person, Project, ProjectId, Round
from storage.work import Work


def build_context(work: Work, person: Person, state: State, today: date) -> TurnContext:
    """The person's projects in the round that is open today, and the forms of the drafts."""
    form = office_form(work)
    round_ = current_round(work, today)
    return TurnContext(
        is_planner=person.role.sees_office,
        today=today,
        form=form,
        round=round_,
        assignments=_assignments(work, person, round_),
        forms=_forms(work, form, state),
        contact=work.office.contact(),
        requested=requested_projects(work, person),
    )


def office_form(work: Work) -> Form:
    """The form the office reports in."""
    office = work.office.load()
    if office is None:
        raise OfficeMissing(work.office_id)
    return library().get(office.form) or load(work.forms.newest(office.form) or "")


def _assignments(work: Work, person: Person, round_: Round | None) -> tuple[Assignment, ...]:
    year = round_.fiscal_year if round_ else work.plan.newest_year()
    projects = projects_of(work, person, year)
    if round_ is None:
        return tuple(Assignment(project, ProjectFacts(year, (4,), project.budget)) for project in projects)
    mine = {project.id for project in projects}
    earlier, latest = earlier_rounds(work, round_, mine), latest_reports(work, round_, mine)
    others, numbers = _others(work, person, latest), _numbers_at_opening(work, round_)
    found = (_assignment(project, round_, earlier, latest, others) for project in projects)
    return tuple(replace(one, was_no=numbers.get(one.project.id, 0)) for one in found) if numbers else tuple(found)


def _numbers_at_opening(work: Work, round_: Round) -> Mapping[ProjectId, int]:
    """What the projects were called when the round opened; empty where the plan has not changed since."""
    return work.plan_versions.numbers_at(round_.fiscal_year, datetime.combine(round_.opens, time(), BANGKOK))


def _others(work: Work, person: Person, latest: SentReports) -> Mapping[UUID, str]:
    """The names of those who sent what is this person's, too."""
    senders = {sent.person_id for sent in latest.values()} - {person.id}
    found = {sender: work.people.get(sender) for sender in senders}
    return {sender: other.name if other else "" for sender, other in found.items()}


def _assignment(
    project: Project, round_: Round, earlier: Earlier, latest: SentReports, others: Mapping[UUID, str]
) -> Assignment:
    facts = project_facts(project, round_, earlier)
    last, sent = last_answers(earlier, project.id), latest.get(project.id)
    if sent is None:
        return Assignment(project, facts, last=last)
    by_other = sent.person_id in others
    return Assignment(
        project=project,
        facts=facts,
        state=ReportState(sent.state),
        submitted=sent.answers,
        parts=sent.parts,
        last=last,
        revision=sent.revision,
        other=OtherSender(others[sent.person_id], sent.submitted_at) if by_other else None,
        sending=SentTimes(sent.first_at, sent.late, sent.submitted_at),
    )


def _forms(work: Work, form: Form, state: State) -> Mapping[tuple[str, int], Form]:
    found = {(form.id, form.version): form}
    for draft in state.drafts:
        begun = (draft.form, draft.form_version)
        source = None if begun in found else work.forms.source(*begun)
        if source:
            found[begun] = load(source)
    return found
