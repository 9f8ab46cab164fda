"""The command line in this process, and the sample files it is given."""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

from click.testing import Result

PLAN = str(files("messages.samples") / "khonkaen2" / "plan.xlsx")
OFFICE = str(files("messages.samples") / "khonkaen2" / "office.toml")
FOUR = "1,อบรมครูผู้ช่วย,100,ก\n2,พัฒนาห้องสมุด,200,ข\n3,ตรวจสอบภายใน,300,ค\n"
"""Four projects, in the columns of `csv_plan`."""

Run = Callable[..., Result]
Command = tuple[str, ...]
APPLIED: Command = ("office", "apply", OFFICE)
IMPORTED: Command = ("plan", "import", "khonkaen2", PLAN)

_SETTINGS = ("DATABASE_URL", "KHONKAEN2_", "LINE_", "TANROB_")
"""How the names of variables begin that commands read."""
_Environment = tuple[tuple[str, str], ...]
_left: dict[tuple[_Environment, tuple[Command, ...]], dict[str, bytes]] = {}
"""The files that commands left in an empty folder, by the environment they read and the commands."""


def prepare(folder: Path, run: Run, *commands: Command) -> None:
    """Leaves in the empty folder of `run` what these commands make there: run once a process, then copied."""
    assert not any(folder.iterdir()), "something is there that a copy would not have"
    key = _read_environment(folder), commands
    if key not in _left:
        for command in commands:
            heard = run(*command)
            assert heard.exit_code == 0, heard.output
        _left[key] = {file.name: file.read_bytes() for file in folder.iterdir()}
        return
    for name, content in _left[key].items():
        (folder / name).touch(0o600)
        (folder / name).write_bytes(content)


def _read_environment(folder: Path) -> _Environment:
    """The settings as they are in every folder: an office prepared for another LINE channel is another office."""
    found = {name: value for name, value in os.environ.items() if name.startswith(_SETTINGS)}
    return tuple(sorted((name, value.replace(str(folder), "")) for name, value in found.items()))


def csv_plan(tmp_path: Path, rows: str) -> Path:
    plan = tmp_path / "plan.csv"
    plan.write_text("ที่,โครงการ,งบประมาณ,กลุ่มผู้รับผิดชอบ\n" + rows, "utf-8")
    return plan
