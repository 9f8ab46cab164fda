"""An office's action plans: the projects of each fiscal year (Buddhist Era), amounts in satang.

A project is never deleted: one that a plan holds no more is kept, with all that hangs on it, and may come back.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, select, update

from storage.engine.office_cache import CachedRepository
from storage.engine.repository import insert_or_update
from storage.records import UNSTORED, Project, ProjectId
from storage.tables import PROJECT

FIRST_ID: ProjectId = 10_001
"""Above every number a plan gives, so that an id is never taken for a number unseen."""
_SAVED = (
    "no",
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
    "removed_at",
)
_MINE = PROJECT.c.office_id == bindparam("office")
_OF_YEAR = _MINE & (PROJECT.c.fiscal_year == bindparam("fiscal_year"))
_IN_PLAN = PROJECT.c.removed_at.is_(None)
_EVER = (
    select(PROJECT.c.id, *(PROJECT.c[column] for column in _SAVED)).where(_OF_YEAR).order_by(PROJECT.c.no, PROJECT.c.id)
)
_PROJECTS = _EVER.where(_IN_PLAN)
_SAVE = insert_or_update(PROJECT, _SAVED)
_REMOVE = (
    update(PROJECT)
    .where(_MINE, PROJECT.c.fiscal_year == bindparam("of_year"), PROJECT.c.id == bindparam("of_id"))
    .values(removed_at=bindparam("now"))
)
_HIGHEST = select(func.max(PROJECT.c.id)).where(_MINE)
_YEARS = select(PROJECT.c.fiscal_year).where(_MINE, _IN_PLAN).distinct().order_by(PROJECT.c.fiscal_year)


class Plan(CachedRepository):
    def projects(self, fiscal_year: int) -> tuple[Project, ...]:
        """By number."""
        return self._cache.get(("projects", fiscal_year), lambda: self._read(_PROJECTS, fiscal_year))

    def projects_ever(self, fiscal_year: int) -> tuple[Project, ...]:
        """Those the plan holds and those it held once, by number."""
        return self._read(_EVER, fiscal_year)

    def _read(self, statement: Any, fiscal_year: int) -> tuple[Project, ...]:
        return tuple(_project(row) for row in self._run(statement, fiscal_year=fiscal_year))

    def hold(self) -> None:
        """Until this unit of work ends nobody else changes the plan: what is read from here on is what is changed."""
        self._cache.change()

    def save(self, fiscal_year: int, projects: Iterable[Project]) -> None:
        """Create or update by id, giving an id to the unstored; projects not named stay.

        No id is given twice in the office, so that a button made for a project never opens another.
        """
        self._cache.change()
        fresh = max(FIRST_ID, (self._run(_HIGHEST).scalar() or 0) + 1)
        rows = []
        for project in projects:
            row = {"fiscal_year": fiscal_year, **_to_row(project)}
            if project.id == UNSTORED:
                row["id"], fresh = fresh, fresh + 1
            rows.append(row)
        self._insert_all(_SAVE, rows)

    def remove(self, fiscal_year: int, project_ids: Iterable[ProjectId], now: datetime) -> None:
        """Take projects out of the plan; whatever hangs on them is kept, should they come back."""
        self._cache.change()
        self._run_all(
            _REMOVE, [{"of_year": fiscal_year, "of_id": project_id, "now": now} for project_id in project_ids]
        )

    def years(self) -> tuple[int, ...]:
        """The fiscal years (Buddhist Era) that have a plan."""
        return tuple(self._run(_YEARS).scalars())

    def newest_year(self) -> int:
        """The newest fiscal year that has a plan, 0 where none has."""
        return max(self.years(), default=0)


def _to_row(project: Project) -> dict[str, Any]:
    q1, q2, q3, q4 = project.plan or (None, None, None, None)
    return {
        "id": project.id,
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
        "removed_at": project.removed_at,
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
        id=row.id,
        removed_at=row.removed_at,
    )
