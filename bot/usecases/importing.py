"""An action plan from a spreadsheet into the database: read and checked as a whole, then stored or not at all."""

from __future__ import annotations

from dataclasses import dataclass

from bot.conversation.stored import from_json
from messages.documents.sheets import read_sheets
from messages.plans.changes import PlanChanges, compare
from messages.plans.reading import PlanReading, read_plan
from messages.project import Project
from messages.texts import say
from storage.records import Project as Record
from storage.work import Work


class NoFiscalYear(Exception):
    """Neither the command, the sheet's title nor a round says which fiscal year the plan is for."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What the sheet says, and what it changes in the plan of `fiscal_year` (Buddhist Era)."""

    reading: PlanReading
    changes: PlanChanges
    fiscal_year: int


def import_plan(work: Work, data: bytes, filename: str, fiscal_year: int | None) -> Imported:
    """Updates the plan by project number in the open transaction.

    Raises messages.documents.sheets.UnreadableSheet, messages.plans.reading.PlanRefused, NoFiscalYear.
    """
    reading = read_plan(read_sheets(data, filename), fiscal_year=fiscal_year)
    year = fiscal_year or reading.fiscal_year or _year_of_rounds(work)
    changes = compare(work.plan.projects(year), reading.projects, _answered(work, year))
    work.plan.save(year, [_record(project) for project in reading.projects])
    work.plan.remove(year, [project.no for project in changes.removed])
    return Imported(reading, changes, year)


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
    )
