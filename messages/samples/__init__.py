"""Sample offices made from published figures; people's names are invented. `tanrob demo` and the tests play them."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class SamplePerson:
    """`projects`: "1,2,5", or empty for a planner."""

    name: str
    role: str
    projects: str = ""


@dataclass(frozen=True, slots=True)
class Sample:
    """An office file, its plan as a spreadsheet, its people, and their answers.

    `answers`: by project number, question id → what is typed.
    """

    office_toml: str
    plan: bytes
    people: tuple[SamplePerson, ...]
    answers: Mapping[int, Mapping[str, str]]


def sample(name: str) -> Sample:
    """The sample office of that folder: khonkaen2 (form table) or rayong2 (form quarterly-plan)."""
    folder = files(__name__) / name
    people = tomllib.loads((folder / "people.toml").read_text("utf-8"))["person"]
    rows = csv.DictReader((folder / "answers.csv").read_text("utf-8").splitlines())
    return Sample(
        office_toml=(folder / "office.toml").read_text("utf-8"),
        plan=(folder / "plan.xlsx").read_bytes(),
        people=tuple(SamplePerson(**person) for person in people),
        answers={int(row.pop("no")): row for row in rows},
    )
