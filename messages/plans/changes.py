"""What a newer version of a plan changes in the one that is kept, project by project."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from messages.plans.show import amounts
from messages.project import DETAILS, Project
from messages.texts import say
from messages.thai.money import baht
from messages.thai.text import one_line, shorten

_DETAIL = 60
"""Graphemes of a detail on its line."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """`field`: name, group, fund, heading, budget, plan or a detail.

    `old` and `new` are as people read them, "" for nothing.
    """

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ProjectChange:
    """A project in both versions, as the new one has it."""

    project: Project
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class PlanChanges:
    """`removed` and `kept` are both absent from the new plan: kept are those somebody has reported on.

    `first`: there was no plan before, so that everything is new.
    """

    added: tuple[Project, ...] = ()
    changed: tuple[ProjectChange, ...] = ()
    removed: tuple[Project, ...] = ()
    kept: tuple[Project, ...] = ()
    first: bool = False


def compare(old: Sequence[Project], new: Sequence[Project], answered: frozenset[int]) -> PlanChanges:
    """Projects are the same by number. One that is absent from `new` goes, unless its number is in `answered`."""
    before = {project.no: project for project in old}
    numbers = {project.no for project in new}
    absent = [project for project in old if project.no not in numbers]
    pairs = [(before[project.no], project) for project in new if project.no in before]
    changes = [ProjectChange(after, tuple(_differences(earlier, after))) for earlier, after in pairs]
    return PlanChanges(
        added=tuple(project for project in new if project.no not in before),
        changed=tuple(change for change in changes if change.fields),
        removed=tuple(project for project in absent if project.no not in answered),
        kept=tuple(project for project in absent if project.no in answered),
        first=not old,
    )


def changes_text(changes: PlanChanges) -> str:
    """Every change in Thai, a line each; of a first plan only how many projects it brings."""
    if changes.first:
        return say("plan.changes.first", count=len(changes.added))
    lines = list(_lines(changes))
    if not lines:
        return say("plan.changes.none")
    counts = say(
        "plan.changes.counts",
        added=len(changes.added),
        changed=len(changes.changed),
        removed=len(changes.removed),
        kept=len(changes.kept),
    )
    return "\n".join([counts, *lines])


def _lines(changes: PlanChanges) -> Iterator[str]:
    for project in changes.added:
        yield say("plan.changes.added", no=project.no, name=project.name, budget=baht(project.budget))
    for change in changes.changed:
        yield say("plan.changes.changed", no=change.project.no, name=change.project.name)
        yield from (f"  {_field_text(field)}" for field in change.fields)
    for project in changes.removed:
        yield say("plan.changes.removed", no=project.no, name=project.name)
    for project in changes.kept:
        yield say("plan.changes.kept", no=project.no, name=project.name)


def _field_text(change: FieldChange) -> str:
    nothing = say("plan.changes.nothing")
    field = say(f"plan.field.{change.field}")
    return say("plan.changes.field", field=field, old=change.old or nothing, new=change.new or nothing)


def _differences(old: Project, new: Project) -> Iterator[FieldChange]:
    before, after = _fields(old), _fields(new)
    for field, text in after.items():
        if before[field] != text:
            yield FieldChange(field, before[field], text)


def _fields(project: Project) -> dict[str, str]:
    return {
        "name": project.name,
        "group": project.group,
        "fund": project.fund,
        "heading": project.heading,
        "budget": baht(project.budget),
        "plan": "" if project.plan is None else amounts(project.plan),
        **{name: shorten(one_line(project.details.get(name, "")), _DETAIL) for name in DETAILS},
    }
