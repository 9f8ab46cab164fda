"""An office's action plans: the projects of each fiscal year (Buddhist Era), amounts in satang."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Row, bindparam, delete, select

from storage.records import Project
from storage.standing import StandingSubject
from storage.subject import insert_or_update
from storage.tables import PROJECT

_SAVED = (
    "name",
    "group_name",
    "fund",
    "heading",
    "budget",
    "plan_q1",
    "plan_q2",
    "plan_q3",
    "plan_q4",
    "details",
)
_MINE = PROJECT.c.office_id == bindparam("office")
_OF_YEAR = _MINE & (PROJECT.c.fiscal_year == bindparam("fiscal_year"))
_PROJECTS = select(PROJECT.c.no, *(PROJECT.c[column] for column in _SAVED)).where(_OF_YEAR).order_by(PROJECT.c.no)
_SAVE = insert_or_update(PROJECT, _SAVED)
_REMOVE = delete(PROJECT).where(_OF_YEAR, PROJECT.c.no == bindparam("of_no"))
_YEARS = select(PROJECT.c.fiscal_year).where(_MINE).distinct().order_by(PROJECT.c.fiscal_year)


class Plan(StandingSubject):
    def projects(self, fiscal_year: int) -> tuple[Project, ...]:
        """By number."""
        return self._standing.get(("projects", fiscal_year), lambda: self._read_projects(fiscal_year))

    def _read_projects(self, fiscal_year: int) -> tuple[Project, ...]:
        return tuple(_project(row) for row in self._run(_PROJECTS, fiscal_year=fiscal_year))

    def save(self, fiscal_year: int, projects: Iterable[Project]) -> None:
        """Create or update by number; projects not named stay."""
        self._standing.change()
        self._insert_all(_SAVE, ({"fiscal_year": fiscal_year, **_kept(project)} for project in projects))

    def remove(self, fiscal_year: int, nos: Iterable[int]) -> None:
        """Remove projects, and who was responsible for them; reports already sent stay."""
        self._standing.change()
        self._run_all(_REMOVE, [{"fiscal_year": fiscal_year, "of_no": no} for no in nos])

    def years(self) -> tuple[int, ...]:
        """The fiscal years (Buddhist Era) that have a plan."""
        return tuple(self._run(_YEARS).scalars())


def _kept(project: Project) -> Mapping[str, Any]:
    q1, q2, q3, q4 = project.plan or (None, None, None, None)
    return {
        "no": project.no,
        "name": project.name,
        "group_name": project.group,
        "fund": project.fund,
        "heading": project.heading,
        "budget": project.budget,
        "plan_q1": q1,
        "plan_q2": q2,
        "plan_q3": q3,
        "plan_q4": q4,
        "details": project.details,
    }


def _project(row: Row[Any]) -> Project:
    plan = (row.plan_q1, row.plan_q2, row.plan_q3, row.plan_q4)
    return Project(
        no=row.no,
        name=row.name,
        budget=row.budget,
        group=row.group_name,
        fund=row.fund,
        heading=row.heading,
        plan=None if None in plan else plan,
        details=row.details,
    )
