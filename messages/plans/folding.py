"""Lines in order made into projects: what stands in a row of its own holds for the projects below it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from messages.plans.lines import (
    Entry,
    HeadingRow,
    Line,
    PlanGroupRow,
    SectionRow,
    StrayRow,
    TotalRow,
)
from messages.plans.values import PlanProject
from messages.plans.vocabulary import squeeze


@dataclass(frozen=True, slots=True)
class GroupSpan:
    """A group row and the projects below it, as a slice of all."""

    row: PlanGroupRow
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TotalSpan:
    """A total row and where the projects it may sum begin (`starts`, the whole plan first) and end."""

    row: TotalRow
    starts: tuple[int, ...]
    end: int


@dataclass(frozen=True, slots=True)
class Strays:
    """Rows that were not read, `after` how many projects."""

    row: StrayRow
    after: int


@dataclass(slots=True)
class Folding:
    """The projects so far, and what holds for the next one. Every entry has a number of its own."""

    fund: str
    titles: Collection[str] = ()
    group: str = ""
    heading: str = ""
    projects: list[PlanProject] = field(default_factory=list)
    blank_budgets: list[int] = field(default_factory=list)
    groups: list[GroupSpan] = field(default_factory=list)
    totals: list[TotalSpan] = field(default_factory=list)
    strays: list[Strays] = field(default_factory=list)
    _open_group: tuple[PlanGroupRow, int] | None = None
    _section_start: int = 0
    _group_start: int = 0
    _after_total: int = 0

    def add(self, line: Line) -> None:
        match line:
            case Entry():
                self._project(line)
            case PlanGroupRow():
                self.close_group()
                self._open_group = (line, len(self.projects))
                self._group_start = len(self.projects)
                self.group = line.name
            case HeadingRow(text=text):
                self.heading = text
            case SectionRow():
                self._section(line)
            case TotalRow():
                self._total(line)
            case StrayRow():
                self.strays.append(Strays(line, len(self.projects)))

    def close_group(self) -> None:
        if self._open_group is not None:
            row, start = self._open_group
            self.groups.append(GroupSpan(row, start, len(self.projects)))
            self._open_group = None

    def _section(self, line: SectionRow) -> None:
        """A page's repeated title is no section. Groups are named anew in each section."""
        if squeeze(line.fund) in self.titles:
            return
        self.close_group()
        self.fund, self.group = line.fund, ""
        self._section_start = self._group_start = len(self.projects)

    def _total(self, line: TotalRow) -> None:
        starts = (0, self._section_start, self._group_start, self._after_total)
        self.totals.append(TotalSpan(line, starts, len(self.projects)))
        self._after_total = len(self.projects)

    def _project(self, entry: Entry) -> None:
        if entry.budget is None:
            self.blank_budgets.append(entry.no)
        self.projects.append(
            PlanProject(
                no=entry.no,
                name=entry.name,
                group=entry.group or self.group,
                fund=entry.fund or self.fund,
                heading=entry.heading or self.heading,
                budget=entry.budget or 0,
                plan=entry.plan,
                row=entry.row,
                details=entry.details,
            )
        )


def fold(lines: Iterable[Line], first_fund: str, titles: Collection[str]) -> Folding:
    folding = Folding(first_fund, titles)
    for line in lines:
        folding.add(line)
    folding.close_group()
    return folding
