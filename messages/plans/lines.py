"""What each row under the header says: a project, or one of the rows that stand between projects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from messages.project import Details, Quarters

Sums = Mapping[str, int]
"""Satang by the role of their column (budget, q1-q4)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A project's row: what its own columns say, "" where they say nothing. `budget` is None when blank."""

    row: int
    no: int
    name: str
    group: str
    fund: str
    heading: str
    budget: int | None
    plan: Quarters | None
    details: Details = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PlanGroupRow:
    """The group of the projects that follow, with how many they are and what they sum to, where it says so."""

    row: int
    name: str
    count: int | None
    sums: Sums


@dataclass(frozen=True, slots=True)
class HeadingRow:
    """The policy the projects that follow serve."""

    row: int
    text: str


@dataclass(frozen=True, slots=True)
class SectionRow:
    """Where the money of the projects that follow comes from."""

    row: int
    fund: str


@dataclass(frozen=True, slots=True)
class TotalRow:
    """Printed sums; of which projects is found out by comparing."""

    row: int
    label: str
    sums: Sums
    count: int | None


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """An activity of the project above, whose money is within the project's: `depth` 2 for 1.1, 3 for 1.1.1."""

    row: int
    text: str
    depth: int
    budget: int | None


@dataclass(frozen=True, slots=True)
class StrayRow:
    """Words that make no project: a note, a signature, an activity without a number."""

    row: int
    text: str


Line = Entry | PlanGroupRow | HeadingRow | SectionRow | TotalRow | ActivityRow | StrayRow
