"""A plan's sheet before it is written to a file, and what is right for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random


@dataclass(frozen=True)
class Right:
    """A project as it should be read: satang."""

    name: str
    group: str
    budget: int
    plan: tuple[int, ...] | None
    duration: str = ""


@dataclass
class Cell:
    """A value with what a workbook keeps beside it. `shown` is the text an .ods writes with it."""

    value: object = None
    format: str = ""
    formula: str = ""
    down: int = 1
    """Rows merged, itself included."""
    kind: str = ""
    shown: str = ""


@dataclass
class Made:
    """A file and what is right. `speaks`: it must not be read without a question; `clean`: it must be read so."""

    data: bytes
    filename: str
    right: list[Right]
    speaks: bool
    clean: bool
    features: list[str]


@dataclass
class PlanSheet:
    chance: Random
    kind: str
    right: list[Right] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    features: list[str] = field(default_factory=list)
    speaks: bool = False
    clean: bool = True
    header_at: int = 0
    columns: list[str] = field(default_factory=list)
    projects_at: list[int] = field(default_factory=list)
    sheet: str = "แผน"

    def choose(self, what: str, *ways: str) -> str:
        way = self.chance.choice(ways)
        if way:
            self.features.append(f"{what}:{way}")
        return way
