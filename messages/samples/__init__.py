"""Sample offices made from published figures; people's names are invented. `tanrob demo` and the tests play them."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
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

    `answers`: by project number, question id → what is typed; `left_in_demo`: the projects not reported yet when the
    demo opens.
    """

    office_toml: str
    plan: bytes
    people: tuple[SamplePerson, ...]
    answers: Mapping[int, Mapping[str, str]]
    left_in_demo: frozenset[int] = frozenset()

    @property
    def title(self) -> str:
        """The office's short name."""
        return str(tomllib.loads(self.office_toml)["office"]["short_name"])

    @property
    def deadline(self) -> date:
        """The last day of its round."""
        return date.fromisoformat(str(tomllib.loads(self.office_toml)["round"][0]["deadline"]))


NAMES = ("khonkaen2", "policy-status", "narrative", "rayong2", "quarterly-narrative")
"""The sample offices, one a report format in the order of deploy/docs/report-formats.md.

khonkaen2 and rayong2 are whole published reports; the others report some of their projects in another format.
"""


def sample(name: str) -> Sample:
    """The sample office of that folder (see NAMES)."""
    folder = files(__name__) / name
    people = tomllib.loads((folder / "people.toml").read_text("utf-8"))
    rows = csv.DictReader((folder / "answers.csv").read_text("utf-8").splitlines())
    return Sample(
        office_toml=(folder / "office.toml").read_text("utf-8"),
        plan=(folder / "plan.xlsx").read_bytes(),
        people=tuple(SamplePerson(**person) for person in people["person"]),
        answers={int(row.pop("no")): row for row in rows},
        left_in_demo=frozenset(people["left_in_demo"]),
    )
