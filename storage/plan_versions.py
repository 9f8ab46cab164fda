"""What an office's plans were before each import, so that the last can be undone and old numbers told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, bindparam, func, select, update

from storage.engine.office_cache import CachedRepository
from storage.engine.repository import insert_new
from storage.records import Project, ProjectId
from storage.tables import PLAN_VERSION

_COLUMNS = (PLAN_VERSION.c.id, PLAN_VERSION.c.fiscal_year, PLAN_VERSION.c.at, PLAN_VERSION.c.projects)
_MINE = PLAN_VERSION.c.office_id == bindparam("office")
_NEWEST = select(*_COLUMNS).where(_MINE, PLAN_VERSION.c.undone.is_(False)).order_by(PLAN_VERSION.c.id.desc()).limit(1)
_CHANGED_AFTER = (
    select(*_COLUMNS)
    .where(_MINE, PLAN_VERSION.c.fiscal_year == bindparam("fiscal_year"), PLAN_VERSION.c.at > bindparam("moment"))
    .order_by(PLAN_VERSION.c.id)
    .limit(1)
)
_HIGHEST = select(func.max(PLAN_VERSION.c.id)).where(_MINE)
_KEEP = insert_new(PLAN_VERSION)
_UNDONE = update(PLAN_VERSION).where(_MINE, PLAN_VERSION.c.id == bindparam("of_id")).values(undone=True)


class PlanVersion(NamedTuple):
    """The projects of a year as they were until `at`, those out of the plan included."""

    id: int
    fiscal_year: int
    at: datetime
    projects: tuple[Project, ...]


class PlanVersions(CachedRepository):
    def keep(self, fiscal_year: int, projects: Sequence[Project], at: datetime, *, undone: bool = False) -> None:
        """What the plan was before it changed at that moment. `undone`: nobody is to bring this one back."""
        self._cache.change()
        row = {
            "id": (self._run(_HIGHEST).scalar() or 0) + 1,
            "fiscal_year": fiscal_year,
            "at": at,
            "projects": [_project_json(project) for project in projects],
            "undone": undone,
        }
        self._insert(_KEEP, row)

    def newest(self) -> PlanVersion | None:
        """What the plan was before the last import that is not undone."""
        row = self._run(_NEWEST).one_or_none()
        return None if row is None else _version(row)

    def mark_undone(self, version_id: int) -> None:
        self._cache.change()
        self._run(_UNDONE, of_id=version_id)

    def at(self, fiscal_year: int, moment: datetime) -> tuple[Project, ...] | None:
        """The year's projects as they were at that moment; None where nothing is known to have changed since."""
        row = self._run(_CHANGED_AFTER, fiscal_year=fiscal_year, moment=moment).one_or_none()
        return None if row is None else _version(row).projects

    def numbers_at(self, fiscal_year: int, moment: datetime) -> Mapping[ProjectId, int]:
        """By id, of those the plan held at that moment; empty where nothing is known to have changed since."""
        return self._cache.get(("numbers", fiscal_year, moment), lambda: self._read_numbers(fiscal_year, moment))

    def _read_numbers(self, fiscal_year: int, moment: datetime) -> Mapping[ProjectId, int]:
        then = self.at(fiscal_year, moment) or ()
        return {project.id: project.no for project in then if project.removed_at is None}


def _project_json(project: Project) -> Mapping[str, Any]:
    removed = project.removed_at
    return {**asdict(project), "removed_at": removed.isoformat() if removed else None}


def _version(row: Row[Any]) -> PlanVersion:
    return PlanVersion(row.id, row.fiscal_year, row.at, tuple(_project(plain) for plain in row.projects))


def _project(plain: Mapping[str, Any]) -> Project:
    plan, removed = plain["plan"], plain["removed_at"]
    return Project(
        **{
            **plain,
            "plan": None if plan is None else tuple(plan),
            "removed_at": datetime.fromisoformat(removed) if removed else None,
        }
    )
