"""Numbers that projects lack or share: given in order, and said; activities kept within their project."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from messages.findings import Finding
from messages.plans.lines import ActivityRow, Entry, HeadingRow, Line, PlanGroupRow, SectionRow, TotalRow
from messages.plans.values import PlanRefused
from messages.texts import say
from messages.thai.money import baht

_BETWEEN = (PlanGroupRow, HeadingRow, SectionRow, TotalRow)
_MAX_ROWS = 8
_WITHIN = "plan.finding.activities"


@dataclass(frozen=True, slots=True)
class Numbered:
    """Lines whose projects have a number each, and what had to be done for it."""

    lines: tuple[Line, ...]
    findings: tuple[Finding, ...] = ()


def number_projects(lines: Sequence[Line], *, in_order: bool, refused: list[PlanRefused]) -> Numbered:
    """Numbers that begin again in each section go on over the whole plan; other repetitions are added to `refused`.

    `in_order`: the sheet has no numbers, the lines were counted as they came.
    """
    entries = [line for line in lines if isinstance(line, Entry)]
    if in_order and entries:
        text = say("plan.finding.numbered", last=len(entries))
        return Numbered(tuple(lines), (Finding("numbered", "question", None, entries[0].row, text),))
    if len({entry.no for entry in entries}) == len(entries):
        return Numbered(tuple(lines))
    if _begins_again(lines):
        return _in_one_count(lines)
    refused.extend(_repeated_numbers(entries))
    return Numbered(tuple(lines))


def _begins_again(lines: Sequence[Line]) -> bool:
    """Whether numbers only ever fall to 1, and only behind a row that begins a section or ends one."""
    last, between = 0, False
    for line in lines:
        if isinstance(line, Entry):
            if line.no <= last and not (between and line.no == 1):
                return False
            last, between = line.no, False
        elif isinstance(line, _BETWEEN):
            between = True
    return True


def _in_one_count(lines: Sequence[Line]) -> Numbered:
    counted: list[Line] = []
    first: Entry | None = None
    count = 0
    for line in lines:
        if isinstance(line, Entry):
            count += 1
            first = line if first is None and line.no != count else first
            counted.append(replace(line, no=count))
        else:
            counted.append(line)
    if first is None:
        return Numbered(tuple(lines))
    new = next(line.no for line in counted if isinstance(line, Entry) and line.row == first.row)
    text = say("plan.finding.renumbered", last=count, row=first.row, old=first.no, new=new)
    return Numbered(tuple(counted), (Finding("renumbered", "question", None, first.row, text, asks=True),))


def _repeated_numbers(entries: Sequence[Entry]) -> Iterator[PlanRefused]:
    rows: dict[int, int] = {}
    for entry in entries:
        first = rows.setdefault(entry.no, entry.row)
        if first != entry.row:
            yield PlanRefused(say("plan.refused.twice", no=entry.no, first=first), entry.row)


def fold_activities(lines: Sequence[Line]) -> Numbered:
    """Projects whose activities have money: it must come to the project's own, or stands for it where that is blank."""
    belonging: dict[int, list[ActivityRow]] = {}
    project = 0
    for line in lines:
        if isinstance(line, Entry):
            project = line.row
        elif isinstance(line, ActivityRow):
            belonging.setdefault(project, []).append(line)
    findings = tuple(
        finding for line in lines if isinstance(line, Entry) for finding in _about(line, belonging.get(line.row, ()))
    )
    return Numbered(tuple(_with_sum(line, belonging) for line in lines), findings)


def _sum(activities: Sequence[ActivityRow]) -> int | None:
    """Of the highest level that has money; deeper ones are within it. None where none has any."""
    depths = sorted({activity.depth for activity in activities if activity.budget is not None})
    return sum(activity.budget or 0 for activity in activities if activity.depth == depths[0]) if depths else None


def _with_sum(line: Line, belonging: Mapping[int, Sequence[ActivityRow]]) -> Line:
    if not isinstance(line, Entry) or line.budget is not None:
        return line
    return replace(line, budget=_sum(belonging.get(line.row, ())))


def _about(project: Entry, activities: Sequence[ActivityRow]) -> Iterator[Finding]:
    if not activities:
        return
    summed = _sum(activities)
    rows = ", ".join(str(activity.row) for activity in activities[:_MAX_ROWS])
    rows += " …" if len(activities) > _MAX_ROWS else ""
    text_id = _WITHIN
    if summed is not None and summed != project.budget:
        text_id = "plan.finding.activities_summed" if project.budget is None else "plan.finding.activities_differ"
    text = say(
        text_id,
        no=project.no,
        count=len(activities),
        rows=rows,
        summed=baht(summed or 0),
        budget=baht(project.budget or 0),
    )
    yield Finding("activities", "question", project.no, project.row, text, asks=text_id != _WITHIN)
