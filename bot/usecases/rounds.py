"""Which round is open, what earlier rounds reported, and the report compiled from the answers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from bot.conversation.stored import from_json
from messages.answer_values import Answers, answers_from_json
from messages.figures.report import OfficeFacts, Report, compile_report
from messages.figures.spending import Earlier, EarlierRound, spending_before
from messages.forms.form import ProjectFacts
from messages.forms.loader import library, load
from messages.parts import Part, parts_from_json
from storage.records import Office, Project, ProjectId, Round, Submission
from storage.work import Work


class SentReport(NamedTuple):
    """A report as its owner sent it, with its answers as values. Many are read in a turn: a tuple is made fastest."""

    project_id: ProjectId
    revision: int
    person_id: UUID
    answers: Answers
    state: str
    submitted_at: datetime
    first_at: datetime
    late: bool
    parts: tuple[Part, ...]


SentReports = Mapping[ProjectId, SentReport]


def read_report(stored: Submission) -> SentReport:
    """The stored report with its answers and their parts as values."""
    return SentReport(
        project_id=stored.project_id,
        revision=stored.revision,
        person_id=stored.person_id,
        answers=answers_from_json(stored.answers),
        state=stored.state,
        submitted_at=stored.submitted_at,
        first_at=stored.first_at or stored.submitted_at,
        late=stored.late,
        parts=parts_from_json(stored.parts),
    )


def latest_reports(work: Work, round_: Round, projects: Collection[ProjectId] | None = None) -> SentReports:
    """The newest report of each project that was reported in the round (of `projects`, or of all)."""
    return _read_all(work.submissions.latest(round_.id, projects))


def _read_all(stored: Mapping[ProjectId, Submission]) -> SentReports:
    return {project_id: read_report(submission) for project_id, submission in stored.items()}


class OfficeMissing(Exception):
    """Nothing is stored of the office with this id."""


def is_open(round_: Round, today: date) -> bool:
    """From its opening day until the planners close it; after the deadline answers are late, not refused."""
    return round_.opens <= today and round_.closed_at is None


def current_round(work: Work, today: date) -> Round | None:
    """The round answers go to: of those open the one that opened last."""
    opened = [round_ for round_ in work.rounds.all() if is_open(round_, today)]
    return opened[-1] if opened else None


def newest_round(work: Work, today: date) -> Round | None:
    """The round that opened last, closed or not; None before the first one opens."""
    opened = [round_ for round_ in work.rounds.all() if round_.opens <= today]
    return opened[-1] if opened else None


def earlier_rounds(
    work: Work, round_: Round, projects: Collection[ProjectId] | None = None
) -> tuple[EarlierRound, ...]:
    """Every earlier round of the fiscal year with its latest submissions (for `projects`, or all), oldest first."""
    return tuple(
        EarlierRound(max(other.quarters), latest_reports(work, other, projects))
        for other in sorted(work.rounds.all(), key=_round_facts)
        if is_earlier(other, round_)
    )


def rounds_of(work: Work, fiscal_year: int) -> Earlier:
    """Every round of the fiscal year with its latest submissions, in the order of the time they tell of."""
    return tuple(
        EarlierRound(max(one.quarters), latest_reports(work, one))
        for one in sorted(work.rounds.all(), key=_round_facts)
        if one.fiscal_year == fiscal_year
    )


def project_facts(project: Project, round_: Round, earlier: Earlier) -> ProjectFacts:
    """What is known of the project when its owner is asked in the round."""
    return ProjectFacts(
        fiscal_year=round_.fiscal_year,
        quarters=round_.quarters,
        budget=project.budget,
        plan=project.plan,
        before=spending_before(earlier, project.id),
    )


def is_earlier(other: Round, round_: Round) -> bool:
    """Whether what was reported in `other` counts in `round_`, too: by the time it tells of, whenever it was opened."""
    return other.fiscal_year == round_.fiscal_year and _round_facts(other) < _round_facts(round_)


def _round_facts(round_: Round) -> tuple[int, date, str]:
    return max(round_.quarters), round_.opens, round_.id


def compile_figures(work: Work, round_: Round, until: datetime | None = None) -> Report:
    """Every figure of the round (computed by messages.figures.report), of what was sent `until` then, or at all."""
    latest = work.submissions.latest_until(round_.id, until) if until else work.submissions.latest(round_.id)
    office = work.office.load()
    if office is None:
        raise OfficeMissing(work.office_id)
    return compile_report(
        OfficeFacts(office.id, office.name, office.short_name, office.form, _statuses(work, office)),
        round_,
        work.plan.projects(round_.fiscal_year),
        _read_all(latest),
        earlier_rounds(work, round_),
        drafts_in(work, round_),
        [project for project in work.plan.projects_ever(round_.fiscal_year) if project.removed_at is not None],
    )


def _statuses(work: Work, office: Office) -> Mapping[str, str]:
    """What the office's form calls each status; empty where an office's own form is not there yet."""
    form = library().get(office.form)
    source = None if form else work.forms.newest(office.form)
    return form.statuses if form else load(source).statuses if source else {}


def drafts_in(work: Work, round_: Round) -> frozenset[ProjectId]:
    """The projects somebody has begun to report in this round."""
    states = (from_json(conversation.state) for _, conversation in work.conversations.all())
    return frozenset(draft.project_id for state in states for draft in state.open_drafts if draft.round_id == round_.id)


def last_answers(earlier: Earlier, project_id: ProjectId) -> Answers:
    """What the newest earlier round that knows the project says of it; empty where none does."""
    reports = [one.submissions[project_id] for one in earlier if project_id in one.submissions]
    return reports[-1].answers if reports else {}
