"""What hostile spreadsheets cost: `python -m tests.bench.hostile` prints peak memory and time for each, worst last."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from bot.processes import python
from bot.usecases import sheet_process
from tests.support.hostile_plans import HOSTILE


def cost(path: Path) -> tuple[float, float, int, str]:
    """Megabytes at the peak, seconds, exit code and the sentence said, of the process that reads it."""
    command = python(sheet_process.__name__, path.name)
    with path.open("rb") as file, tempfile.TemporaryFile() as said:
        began = perf_counter()
        child = subprocess.Popen(command, stdin=file, stdout=said, stderr=subprocess.DEVNULL, env={"PYTHONUTF8": "1"})
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        seconds = perf_counter() - began
        said.seek(0)
        return used.ru_maxrss / 1024, seconds, child.returncode, said.read(300).decode(errors="replace")


def make(folder: Path) -> None:
    for name, made in HOSTILE.items():
        (folder / name).write_bytes(made())


def main() -> None:
    """The files are made in another process: a child's peak is at least what its parent held when it began."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "tests.bench.hostile", folder], check=True)
        rows = [(path.name, path.stat().st_size, *cost(path)) for path in sorted(Path(folder).iterdir())]
    for name, size, peak, seconds, code, said in sorted(rows, key=lambda row: row[2]):
        print(f"{name:32} {size / 1e6:6.1f} MB  {peak:7.0f} MB peak  {seconds:5.1f} s  exit {code:3}  {said[:90]}")


if __name__ == "__main__":
    if sys.argv[1:]:
        make(Path(sys.argv[1]))
    else:
        main()
