"""An action plan from a spreadsheet into the database: read and checked as a whole, then stored or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.conversation.stored import from_json
from bot.usecases.rounds import compiled
from messages.documents.sheet import Sheet
from messages.plans.changes import PlanChanges, compare
from messages.plans.reading import Finding, PlanReading, read_plan
from messages.project import Project
from messages.texts import say
from messages.thai.money import baht
from storage.records import Project as Record
from storage.work import Work


class NoFiscalYear(Exception):
    """Neither the command, the sheet's title nor a round says which fiscal year the plan is for."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What the sheet says, and what it changes in the plan of `fiscal_year` (Buddhist Era).

    `notes`: what the change means for people and for reports already sent, a line of Thai each.
    `questions` want a yes before the transaction may be committed; the reading shown is the one a yes stores.
    """

    reading: PlanReading
    changes: PlanChanges
    fiscal_year: int
    notes: tuple[str, ...] = ()
    questions: tuple[Finding, ...] = ()


def import_plan(
    work: Work, sheets: Sequence[Sheet], fiscal_year: int | None, sheet_name: str | None = None
) -> Imported:
    """Updates the plan by project number in the open transaction, which is the caller's to commit.

    Raises messages.plans.reading.PlanRefused, NoFiscalYear.
    """
    reading = read_plan(sheets, fiscal_year=fiscal_year, sheet_name=sheet_name)
    year = fiscal_year or reading.fiscal_year or _year_of_rounds(work)
    before = work.plan.projects(year)
    changes = compare(before, reading.projects, _answered(work, year))
    notes = (*_owners_freed(work, changes, year), *_below_reported(work, changes, year))
    work.plan.save(year, [_record(project) for project in reading.projects])
    work.plan.remove(year, [project.no for project in changes.removed])
    return Imported(reading, changes, year, notes, _unanswered(reading, before))


def _unanswered(reading: PlanReading, before: Sequence[Record]) -> tuple[Finding, ...]:
    """Labels that are all in the plan kept so far were said yes to when it was stored."""
    labels = {label for project in before for label in (project.group, project.fund)}
    similar = {"similar_groups", "similar_funds"}
    return tuple(
        question
        for question in reading.questions
        if question.rule not in similar or not labels.issuperset(question.found.splitlines())
    )


def _owners_freed(work: Work, changes: PlanChanges, year: int) -> Iterator[str]:
    """Who answered for a project that goes: should it come back, it needs an owner again."""
    names = {person.id: person.name for person in work.people.all()}
    for project in changes.removed:
        owners = [names[person_id] for person_id, no in work.people.assignments(year) if no == project.no]
        if owners:
            yield say("plan.changes.owner_freed", no=project.no, names=", ".join(owners))


def _below_reported(work: Work, changes: PlanChanges, year: int) -> Iterator[str]:
    """Budgets that are now smaller than what was already reported as spent."""
    spent = {
        row.no: row.spent_total
        for round_ in work.rounds.all()
        if round_.fiscal_year == year
        for row in compiled(work, round_).rows
        if row.spent_total is not None
    }
    for change in changes.changed:
        reported = spent.get(change.project.no, 0)
        if reported > change.project.budget:
            budget = baht(change.project.budget)
            yield say("plan.changes.below_reported", no=change.project.no, spent=baht(reported), budget=budget)


def _year_of_rounds(work: Work) -> int:
    years = [round_.fiscal_year for round_ in work.rounds.all()]
    if not years:
        raise NoFiscalYear(say("plan.no_fiscal_year"))
    return years[-1]


def _answered(work: Work, year: int) -> frozenset[int]:
    """Projects with a report sent or begun in a round of that year."""
    rounds = {round_.id for round_ in work.rounds.all() if round_.fiscal_year == year}
    states = [from_json(conversation.state) for _, conversation in work.conversations.all()]
    begun = {draft.project_no for state in states for draft in state.drafts if draft.round_id in rounds}
    return work.submissions.answered(year) | begun


def _record(project: Project) -> Record:
    return Record(
        no=project.no,
        name=project.name,
        budget=project.budget,
        group=project.group,
        fund=project.fund,
        heading=project.heading,
        plan=project.plan,
        details=project.details,
    )
