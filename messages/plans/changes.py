"""What a newer version of a plan changes in the one that is kept, project by project, and what of it wants a yes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from messages.findings import Finding
from messages.plans.matching import Doubt, Pair, Same, UnsureMatch, match
from messages.plans.show import amounts
from messages.project import DETAILS, PlannedProject, ProjectId, ProjectLike
from messages.texts import say
from messages.thai.money import baht, plain
from messages.thai.text import one_line, shorten

_DETAIL = 60
"""Graphemes of a detail on its line."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """`field`: no, name, group, fund, heading, budget, plan or a detail.

    `old` and `new` are as people read them, "" for nothing.
    """

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ProjectChange:
    """A project in both versions: as it was kept, as the new one has it, and what makes that uncertain."""

    before: ProjectLike
    project: PlannedProject
    fields: tuple[FieldChange, ...]
    doubt: Doubt = ""
    back: bool = False

    @property
    def renumbered(self) -> bool:
        return self.before.no != self.project.no


@dataclass(frozen=True, slots=True)
class PlanChanges:
    """`same`: every project of both versions, changed or not; `changed`: those of them that something changes in.

    `unsure` ones are among the added, and their candidates among the removed or already out of the plan. `first`: there
    was no plan before, so that everything is new.
    """

    added: tuple[PlannedProject, ...] = ()
    changed: tuple[ProjectChange, ...] = ()
    removed: tuple[ProjectLike, ...] = ()
    unsure: tuple[UnsureMatch, ...] = ()
    first: bool = False
    same: tuple[Pair, ...] = ()


@dataclass(frozen=True, slots=True)
class Attached:
    """What hangs on a project: who answers for it, the spending reported (satang; None: none), drafts begun."""

    owners: tuple[str, ...] = ()
    spent: int | None = None
    reports: int = 0
    drafts: int = 0


def compare(
    held: Sequence[ProjectLike], gone: Sequence[ProjectLike], new: Sequence[PlannedProject], same: Same | None = None
) -> PlanChanges:
    """The plan kept (`held`, and what it held once: `gone`) beside the `new` one; `same` as in `match`."""
    found = match(held, gone, new, same)
    return PlanChanges(
        added=found.added,
        changed=_changed(found.pairs),
        removed=found.removed,
        unsure=found.unsure,
        first=not held and not gone,
        same=found.pairs,
    )


def compare_back(held: Sequence[ProjectLike], gone: Sequence[ProjectLike], then: Sequence[ProjectLike]) -> PlanChanges:
    """The plan kept beside what it was `then`, whose projects are all among those `held` and `gone`."""
    known, again = {project.id: project for project in (*held, *gone)}, {project.id for project in then}
    out = {project.id for project in gone}
    pairs = tuple(Pair(known[project.id], project, back=project.id in out) for project in then)
    removed = tuple(project for project in held if project.id not in again)
    return PlanChanges(changed=_changed(pairs), removed=removed, same=pairs)


def _changed(pairs: Iterable[Pair]) -> tuple[ProjectChange, ...]:
    changes = (
        ProjectChange(pair.before, pair.after, tuple(_differences(pair.before, pair.after)), pair.doubt, pair.back)
        for pair in pairs
    )
    return tuple(change for change in changes if change.fields or change.doubt or change.back)


def changes_text(changes: PlanChanges, attached: Mapping[ProjectId, Attached]) -> str:
    """Every change in Thai, a line each, with what hangs on it; of a first plan only how many projects it brings."""
    if changes.first:
        return say("plan.changes.first", count=len(changes.added))
    lines = list(_lines(changes, attached))
    if not lines:
        return say("plan.changes.none")
    counts = {"added": len(changes.added), "changed": len(changes.changed), "removed": len(changes.removed)}
    return "\n".join([say("plan.changes.counts", **counts), *lines])


def _lines(changes: PlanChanges, attached: Mapping[ProjectId, Attached]) -> Iterator[str]:
    for project in changes.added:
        yield say("plan.changes.added", no=project.no, name=project.name, budget=baht(project.budget))
    for change in changes.changed:
        how = "plan.changes.back" if change.back else "plan.changes.changed"
        yield say(how, no=change.project.no, name=change.project.name)
        yield from (f"  {_field_text(field)}" for field in change.fields)
        if change.renumbered or change.doubt or change.back:
            yield from (f"  {line}" for line in _attached_lines(attached.get(change.before.id)))
    for removed in changes.removed:
        yield say("plan.changes.removed", no=removed.no, name=removed.name)
        yield from (f"  {line}" for line in _attached_lines(attached.get(removed.id)))


def _attached_lines(found: Attached | None) -> Iterator[str]:
    if found and found.owners:
        yield say("plan.changes.owners", names=", ".join(found.owners))
    if found and found.reports:
        spent = "-" if found.spent is None else baht(found.spent)
        yield say("plan.changes.reported", count=found.reports, spent=spent)
    if found and found.drafts:
        yield say("plan.changes.drafts", count=found.drafts)


def change_questions(changes: PlanChanges, attached: Mapping[ProjectId, Attached]) -> tuple[Finding, ...]:
    """What of the changes wants a yes: other numbers, removals, and whatever is not certain."""
    return tuple(_questions(changes, attached))


def _questions(changes: PlanChanges, attached: Mapping[ProjectId, Attached]) -> Iterator[Finding]:
    for change in changes.changed:
        told = {"no": change.project.no, "name": change.project.name}
        was = {"old": change.before.no, "was": change.before.name}
        if change.doubt:
            yield _question(
                f"match_{change.doubt}", change.project.no, f"plan.changes.doubt.{change.doubt}", told | was
            )
        elif change.renumbered and not change.back:
            yield _question("renumbered", change.project.no, "plan.changes.renumbered", told | was)
    for unsure in changes.unsure:
        names = ", ".join(say("plan.changes.candidate", no=one.no, name=one.name) for one in unsure.candidates)
        told = {"no": unsure.after.no, "name": unsure.after.name, "names": names}
        yield _question("match_unsure", unsure.after.no, "plan.changes.unsure", told)
    for project in changes.removed:
        spent = attached.get(project.id, Attached()).spent
        told = {"no": project.no, "name": project.name, "spent": baht(spent or 0)}
        asked = "plan.changes.asked_removed" if spent is None else "plan.changes.asked_spent"
        yield _question("removed", project.no, asked, told)


def _question(rule: str, no: int, text_id: str, values: Mapping[str, object]) -> Finding:
    return Finding(rule, "question", no, None, say(text_id, **values), asks=True)


def changes_json(changes: PlanChanges, attached: Mapping[ProjectId, Attached]) -> dict[str, Any]:
    """The same for scripts. Amounts are decimal strings in baht; `was_no` is the number kept so far."""
    return {
        "added": [{"no": one.no, "name": one.name, "budget": plain(one.budget)} for one in changes.added],
        "changed": [_change_json(change, attached.get(change.before.id)) for change in changes.changed],
        "removed": [
            {"no": one.no, "name": one.name, **_attached_json(attached.get(one.id))} for one in changes.removed
        ],
        "unsure": [
            {"no": one.after.no, "name": one.after.name, "candidates": [each.no for each in one.candidates]}
            for one in changes.unsure
        ],
    }


def _change_json(change: ProjectChange, found: Attached | None) -> dict[str, Any]:
    return {
        "no": change.project.no,
        "was_no": change.before.no,
        "name": change.project.name,
        "certain": not change.doubt,
        "doubt": change.doubt,
        "back": change.back,
        "fields": [{"field": each.field, "old": each.old, "new": each.new} for each in change.fields],
        **_attached_json(found),
    }


def _attached_json(found: Attached | None) -> dict[str, Any]:
    one = found or Attached()
    spent = None if one.spent is None else plain(one.spent)
    return {"owners": list(one.owners), "spent": spent, "reports": one.reports, "drafts": one.drafts}


def _field_text(change: FieldChange) -> str:
    nothing = say("plan.changes.nothing")
    field = say(f"plan.field.{change.field}")
    return say("plan.changes.field", field=field, old=change.old or nothing, new=change.new or nothing)


def _differences(old: PlannedProject, new: PlannedProject) -> Iterator[FieldChange]:
    before, after = _fields(old), _fields(new)
    for field, text in after.items():
        if before[field] != text:
            yield FieldChange(field, before[field], text)


def _fields(project: PlannedProject) -> dict[str, str]:
    return {
        "no": str(project.no),
        "name": project.name,
        "group": project.group,
        "fund": project.fund,
        "heading": project.heading,
        "budget": baht(project.budget),
        "plan": "" if project.plan is None else amounts(project.plan),
        **{name: shorten(one_line(project.details.get(name, "")), _DETAIL) for name in DETAILS},
    }
