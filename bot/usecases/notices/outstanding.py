"""Who answers for a round's projects, what of them is outstanding, and whom a push reaches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bot.usecases.rounds import current_round
from messages.thai.dates import bangkok_day
from storage.records import Person, Project, ProjectId, Round, Submission
from storage.vocabulary import Role, SubmissionState
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Outstanding:
    """A person with projects of the round, by number; `missing` are those to report, `returned` those to correct."""

    person: Person
    projects: Sequence[Project]
    missing: Sequence[Project]
    returned: Sequence[Submission]

    @property
    def target(self) -> str:
        """What the ledger knows the person by."""
        return str(self.person.id)


def find_outstanding(work: Work, round_: Round) -> tuple[Outstanding, ...]:
    """Everybody with a report of the round still to give or to correct, reachable or not, by name."""
    latest = work.submissions.latest(round_.id)
    found = (_outstanding(person, projects, latest) for person, projects in _owners(work, round_))
    return tuple(one for one in found if one.missing)


def _outstanding(person: Person, projects: Sequence[Project], latest: Mapping[ProjectId, Submission]) -> Outstanding:
    sent = {project.id: latest[project.id] for project in projects if project.id in latest}
    returned = [submission for submission in sent.values() if submission.state == SubmissionState.RETURNED]
    done = sent.keys() - {submission.project_id for submission in returned}
    missing = [project for project in projects if project.id not in done]
    return Outstanding(person, projects, missing, returned)


def _owners(work: Work, round_: Round) -> Sequence[tuple[Person, Sequence[Project]]]:
    projects = {project.id: project for project in work.plan.projects(round_.fiscal_year)}
    mine: dict[UUID, list[Project]] = {}
    for person_id, project_id in work.people.assignments(round_.fiscal_year):
        if project_id in projects:
            mine.setdefault(person_id, []).append(projects[project_id])
    return [
        (person, sorted(mine[person.id], key=lambda project: project.no))
        for person in work.people.all()
        if person.id in mine
    ]


def everybody_of(work: Work, round_: Round) -> list[Person]:
    """Everybody who answers for projects of the round, by name."""
    return [person for person, _ in _owners(work, round_)]


def projects_of(work: Work, person: Person, fiscal_year: int) -> tuple[Project, ...]:
    """What the person answers for in the plan of that year as it is, by number."""
    mine = set(work.people.projects_of(person.id, fiscal_year))
    return tuple(project for project in work.plan.projects(fiscal_year) if project.id in mine)


def is_reachable(person: Person) -> bool:
    """Enrolled and not blocking: a push to anybody else reaches nobody."""
    return person.line_user_id is not None and person.consented_at is not None and person.blocked_at is None


def reachable_planners(work: Work) -> list[Person]:
    """Planners a push reaches."""
    return [person for person in work.people.all() if person.role == Role.PLANNER and is_reachable(person)]


def find_unreachable(work: Work, now: datetime) -> tuple[Outstanding, ...]:
    """Who has a report outstanding now and cannot be reminded: planners have to speak to them."""
    round_ = current_round(work, bangkok_day(now))
    return tuple(one for one in find_outstanding(work, round_) if not is_reachable(one.person)) if round_ else ()
