"""An action plan that was read from a spreadsheet into the database: stored as a whole or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.conversation.stored import from_json
from bot.usecases.rounds import rounds_of
from messages.figures.spending import spending_before, total
from messages.plans.changes import Attached, PlanChanges, change_questions, compare, compare_back
from messages.plans.matching import Same
from messages.plans.reading import Finding, PlanReading, PlanRefused
from messages.project import PlannedProject
from messages.texts import say
from messages.thai.money import baht
from storage.records import UNSTORED, ProjectId
from storage.records import Project as Record
from storage.work import Work


class NoFiscalYear(Exception):
    """Neither the command, the sheet's title nor a round says which fiscal year the plan is for."""


@dataclass(frozen=True, slots=True)
class PlanFile:
    """What a spreadsheet says, read before the transaction begins, and what the office says of it.

    `same`: the number of a project in the plan kept -> its number in this one, where the projects do not tell by
    themselves that they are the same.
    """

    reading: PlanReading
    fiscal_year: int | None = None
    same: Same = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Imported:
    """What the sheet says, and what it changes in the plan of `fiscal_year` (Buddhist Era).

    `attached`: what hangs on the projects kept so far, by id; `notes`: what the change means for reports already sent,
    a line of Thai each. `questions` want a yes before the transaction may be committed; the reading shown is the one a
    yes stores.
    """

    reading: PlanReading
    changes: PlanChanges
    fiscal_year: int
    attached: Mapping[ProjectId, Attached] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    questions: tuple[Finding, ...] = ()


def import_plan(work: Work, file: PlanFile, now: datetime) -> Imported:
    """Updates the plan in the open transaction, which is the caller's to commit; what is kept stays with its project.

    Raises messages.plans.reading.PlanRefused, NoFiscalYear.
    """
    reading = file.reading
    year = file.fiscal_year or reading.fiscal_year or _year_of_rounds(work)
    work.plan.hold()
    before, ever = work.plan.projects(year), work.plan.projects_ever(year)
    changes = _changes(work, reading, year, file.same)
    found = find_attached(work, year)
    questions = (*_unanswered(reading, before), *change_questions(changes, found))
    ids = {pair.after.no: pair.before.id for pair in changes.same}
    work.plan.save(year, [_record(project, ids.get(project.no, UNSTORED)) for project in reading.projects])
    work.plan.remove(year, [project.id for project in changes.removed], now)
    if work.plan.projects_ever(year) != ever:
        work.plan_versions.keep(year, ever, now)
    return Imported(reading, changes, year, found, tuple(_below_reported_lines(changes, found)), questions)


def _unanswered(reading: PlanReading, before: Sequence[Record]) -> tuple[Finding, ...]:
    """Labels that are all in the plan kept so far were said yes to when it was stored."""
    labels = {label for project in before for label in (project.group, project.fund)}
    similar = {"similar_groups", "similar_funds"}
    return tuple(
        question
        for question in reading.questions
        if question.rule not in similar or not labels.issuperset(question.found.splitlines())
    )


def _changes(work: Work, reading: PlanReading, year: int, same: Same) -> PlanChanges:
    ever = work.plan.projects_ever(year)
    held = {project.no: project for project in ever if project.removed_at is None}
    gone = [project for project in ever if project.removed_at is not None]
    numbers, ever_numbered = {project.no for project in reading.projects}, {project.no for project in ever}
    for before, after in same.items():
        if before not in ever_numbered or after not in numbers:
            raise PlanRefused(say("plan.refused.no_such_pair", before=before, after=after))
    return compare(tuple(held.values()), gone, reading.projects, same)


def find_attached(work: Work, year: int) -> Mapping[ProjectId, Attached]:
    """What hangs on each project of that year (Buddhist Era), those out of the plan included."""
    names = {person.id: person.name for person in work.people.all()}
    drafts, reports = _drafts(work, year), rounds_of(work, year)
    owners = list(work.people.assignments(year))
    return {
        project.id: Attached(
            owners=tuple(names[person_id] for person_id, project_id in owners if project_id == project.id),
            spent=total(spending_before(reports, project.id)),
            reports=sum(project.id in one.submissions for one in reports),
            drafts=drafts[project.id],
        )
        for project in work.plan.projects_ever(year)
    }


def _drafts(work: Work, year: int) -> Counter[ProjectId]:
    rounds = {round_.id for round_ in work.rounds.all() if round_.fiscal_year == year}
    states = [from_json(conversation.state) for _, conversation in work.conversations.all()]
    return Counter(draft.project_id for state in states for draft in state.drafts if draft.round_id in rounds)


def _below_reported_lines(changes: PlanChanges, found: Mapping[ProjectId, Attached]) -> Iterator[str]:
    """Budgets that are now smaller than what was already reported as spent."""
    for change in changes.changed:
        reported = found[change.before.id].spent or 0
        if reported > change.project.budget:
            budget = baht(change.project.budget)
            yield say("plan.changes.below_reported", no=change.project.no, spent=baht(reported), budget=budget)


def _year_of_rounds(work: Work) -> int:
    years = [round_.fiscal_year for round_ in work.rounds.all()]
    if not years:
        raise NoFiscalYear(say("plan.no_fiscal_year"))
    return years[-1]


def _record(project: PlannedProject, project_id: ProjectId) -> Record:
    return Record(
        id=project_id,
        no=project.no,
        name=project.name,
        budget=project.budget,
        group=project.group,
        fund=project.fund,
        heading=project.heading,
        plan=project.plan,
        details=project.details,
    )


class NothingToUndo(Exception):
    """No import that was not undone is known."""


@dataclass(frozen=True, slots=True)
class Undone:
    """What goes back in the plan of `fiscal_year`, imported at `imported_at`; `attached` as for an import."""

    fiscal_year: int
    imported_at: datetime
    changes: PlanChanges
    attached: Mapping[ProjectId, Attached]


def undo_import(work: Work, now: datetime) -> Undone:
    """Brings back the plan before the last import, in the open transaction, which is the caller's to commit.

    A project that import added leaves the plan and is kept, as any that is removed. Raises NothingToUndo.
    """
    work.plan.hold()
    version = work.plan_versions.newest()
    if version is None:
        raise NothingToUndo
    year, ever = version.fiscal_year, work.plan.projects_ever(version.fiscal_year)
    held, gone = (tuple(one for one in ever if (one.removed_at is None) is inside) for inside in (True, False))
    changes = compare_back(held, gone, [one for one in version.projects if one.removed_at is None])
    found = find_attached(work, year)
    work.plan.save(year, version.projects)
    work.plan.remove(year, [project.id for project in changes.removed], now)
    work.plan_versions.mark_undone(version.id)
    work.plan_versions.keep(year, ever, now, undone=True)
    return Undone(year, version.at, changes, found)
