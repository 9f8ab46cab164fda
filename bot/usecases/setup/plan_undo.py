"""Undoes the last import of a plan: every project is again what it was; what hangs on it stays with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.usecases.setup.plan_import import attached
from messages.plans.changes import Attached, PlanChanges, going_back
from storage.records import ProjectId
from storage.work import Work


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
    year, ever = version.fiscal_year, work.plan.ever(version.fiscal_year)
    held, gone = (tuple(one for one in ever if (one.removed_at is None) is inside) for inside in (True, False))
    changes = going_back(held, gone, [one for one in version.projects if one.removed_at is None])
    found = attached(work, year)
    work.plan.save(year, version.projects)
    work.plan.remove(year, [project.id for project in changes.removed], now)
    work.plan_versions.mark_undone(version.id)
    work.plan_versions.keep(year, ever, now, undone=True)
    return Undone(year, version.at, changes, found)
