"""A plan understood in a process of its own, before any transaction begins: a grid made to take time delays nobody.

The process is that of bot.usecases.sheet_process: the same limits, a file on its standard input, JSON on its output.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from bot.usecases.sheet_process import Child, answer_of, limit_this_process, read_within_limits
from messages.plans.reading import ColumnFound, Finding, PlanProject, PlanReading, PlanRefused, read_plan
from messages.sheets.sheet import Sheet


def read_plan_apart(
    data: bytes, filename: str, *, fiscal_year: int | None = None, sheet_name: str | None = None
) -> PlanReading:
    """As messages.plans.reading.read_plan of the file. Raises UnreadableSheet, PlanRefused."""
    told = json.dumps({"fiscal_year": fiscal_year, "sheet_name": sheet_name})
    answer = json.loads(answer_of(Child(__name__, filename, told), data))
    if "refused" in answer:
        raise PlanRefused(answer["refused"])
    return _reading(answer)


def main(filename: str, told: str) -> int:
    """The process: a file on standard input, the plan in it or why it is refused on standard output."""
    limit_this_process()
    return read_within_limits(lambda sheets: _answer(sheets, json.loads(told)), filename)


def _answer(sheets: Sequence[Sheet], told: dict[str, Any]) -> object:
    try:
        return asdict(read_plan(sheets, **told))
    except PlanRefused as refusal:
        return {"refused": str(refusal)}


def _reading(found: dict[str, Any]) -> PlanReading:
    return PlanReading(
        sheet=found["sheet"],
        header_rows=tuple(found["header_rows"]),
        columns=tuple(ColumnFound(**column) for column in found["columns"]),
        projects=tuple(_project(project) for project in found["projects"]),
        findings=tuple(Finding(**finding) for finding in found["findings"]),
        fiscal_year=found["fiscal_year"],
        stated_total=found["stated_total"],
    )


def _project(found: dict[str, Any]) -> PlanProject:
    return PlanProject(**{**found, "plan": None if found["plan"] is None else tuple(found["plan"])})


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
