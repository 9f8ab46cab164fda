"""Spreadsheets of strangers read in a process of their own: what takes too much memory or time ends there.

The parser lays a sheet out as one rectangle and aborts where memory ends; nothing inside a process can stop that.
The process gets the file on its standard input, no environment and no secrets, and answers in JSON.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.processes import python
from messages.sheets.reading import read_sheets
from messages.sheets.sheet import Cell, Mark, Merged, Sheet, UnreadableSheet
from messages.texts import say

MAX_MEMORY = 1 << 29
"""Bytes of address space."""
MAX_SECONDS = 20
"""Of processor time; twice as many of the clock."""
_REFUSED = 3
_OUT_OF_MEMORY = 4


@dataclass(frozen=True, slots=True)
class Child:
    """The module that runs as the process, the file's name and what else it is told."""

    module: str
    filename: str
    told: str = ""


def read_apart(data: bytes, filename: str) -> tuple[Sheet, ...]:
    """As messages.sheets.reading.read_sheets, within these limits. Raises UnreadableSheet."""
    return tuple(_sheet(found) for found in json.loads(answer_of(Child(__name__, filename), data)))


def answer_of(child: Child, data: bytes) -> bytes:
    """What the process makes of the file. Raises UnreadableSheet."""
    command = python(child.module, child.filename.replace("\0", ""), *([child.told] if child.told else []))
    try:
        done = subprocess.run(  # noqa: S603 – our own interpreter and module
            command, input=data, capture_output=True, check=False, timeout=2 * MAX_SECONDS, env={"PYTHONUTF8": "1"}
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableSheet(say("plan.file.too_heavy")) from error
    if done.returncode == _REFUSED:
        raise UnreadableSheet(done.stdout.decode())
    if done.returncode < 0 or done.returncode == _OUT_OF_MEMORY:
        raise UnreadableSheet(say("plan.file.too_heavy"))
    if done.returncode:
        raise UnreadableSheet(say("plan.file.broken"))
    return done.stdout


def main(filename: str) -> int:
    """The process: a file on standard input, its sheets as JSON or a refusal's sentence on standard output."""
    limit_this_process()
    return read_within_limits(lambda sheets: [_written(sheet) for sheet in sheets], filename)


def read_within_limits(made: Callable[[Sequence[Sheet]], object], filename: str) -> int:
    """In the process: writes what is `made` of the file's sheets as JSON, and gives the process's exit code."""
    try:
        told = json.dumps(made(read_sheets(sys.stdin.buffer.read(), filename)))
    except UnreadableSheet as refusal:
        sys.stdout.buffer.write(str(refusal).encode())
        return _REFUSED
    except MemoryError:
        return _OUT_OF_MEMORY
    sys.stdout.buffer.write(told.encode())
    return 0


def limit_this_process() -> None:
    try:
        import resource
    except ImportError:  # no such limits on this system: the clock's alone holds
        return
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _written(sheet: Sheet) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "rows": [[_cell_written(cell) for cell in row] for row in sheet.rows],
        "merged": [[each.top, each.left, each.bottom, each.right] for each in sheet.merged],
        "visible": sheet.visible,
        "hidden_rows": sorted(sheet.hidden_rows),
        "hidden_columns": sorted(sheet.hidden_columns),
        "marks": [[*place, mark.kind, mark.shown, mark.scale] for place, mark in sheet.marks.items()],
        "blind": sheet.blind,
        "delimiter": sheet.delimiter,
    }


def _sheet(found: dict[str, Any]) -> Sheet:
    return Sheet(
        name=found["name"],
        rows=tuple(tuple(_cell(cell) for cell in row) for row in found["rows"]),
        merged=tuple(Merged(*each) for each in found["merged"]),
        visible=found["visible"],
        hidden_rows=frozenset(found["hidden_rows"]),
        hidden_columns=frozenset(found["hidden_columns"]),
        marks={(row, column): Mark(kind, shown, scale) for row, column, kind, shown, scale in found["marks"]},
        blind=found["blind"],
        delimiter=found["delimiter"],
    )


def _cell_written(cell: Cell) -> object:
    if isinstance(cell, datetime):
        return {"moment": cell.isoformat()}
    return {"day": cell.isoformat()} if isinstance(cell, date) else cell


def _cell(found: Any) -> Cell:
    if not isinstance(found, dict):
        return found  # type: ignore[no-any-return]
    return datetime.fromisoformat(found["moment"]) if "moment" in found else date.fromisoformat(found["day"])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
