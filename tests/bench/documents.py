"""What an official document costs: `python -m tests.bench.documents [PROJECTS …]`, by format and kind of file.

Each measurement has a process to itself. Milliseconds after start are the median of several; the first, which loads
fonts and libraries, is left out. Processor time tells the growth: a ratio of 1 is a cost per project that stays as it
is for few. Memory is the peak while one document is made, over what the process held before.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from messages.documents.pictures import CleanedPicture
from messages.documents.writers import WRITERS
from messages.figures.report import Report
from tests.messages.documents.book import book, pictures_of
from tests.messages.documents.printed import document_of, quarterly_report, table_report
from tests.messages.documents.reported import narrative_report, policy_report

ROOT = Path(__file__).parents[2]
COUNTS = (60, 250, 1000)
TIMES = 5
ALLOWED: Mapping[str, int] = {"xlsx": 500, "docx": 1000, "pdf": 1000}
"""Milliseconds for 60 projects."""
PHOTOS = "and photos"
"""Those of every third project, three each, made for print beforehand."""
REPORTS: Mapping[str, Callable[[int], Report]] = {
    "table": table_report,
    "policy-status": policy_report,
    "narrative": narrative_report,
    "quarterly-plan": quarterly_report,
    "quarterly-narrative": book,
    PHOTOS: book,
}
_STATUS, _CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")
_FORGET_PEAK = "5"


@dataclass(frozen=True)
class Cost:
    """Milliseconds to wait and of processor time; megabytes at the peak over those before."""

    waited: float
    worked: float
    peak: float


def measure_apart(form: str, kind: str, count: int) -> Cost:
    """In a process of its own."""
    command = [sys.executable, "-m", "tests.bench.documents", "--one", form, kind, str(count)]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return Cost(**json.loads(told.stdout))


def measure(form: str, kind: str, count: int) -> Cost:
    """In this process, which must have made no document yet."""
    report = REPORTS[form](count)
    pictures = pictures_of(count) if form == PHOTOS else {}
    make(REPORTS[form](3), kind, {})
    base, peak = megabytes("VmRSS"), peak_of(report, kind, pictures)
    waited, worked = zip(*(measure_time(report, kind, pictures) for _ in range(TIMES)), strict=True)
    return Cost(median(waited), median(worked), peak - base)


def make(report: Report, kind: str, pictures: Mapping[str, CleanedPicture]) -> bytes:
    return WRITERS[kind](document_of(report, pictures=pictures))


def measure_time(report: Report, kind: str, pictures: Mapping[str, CleanedPicture]) -> tuple[float, float]:
    """From compiled figures to bytes."""
    began, at_work = perf_counter(), process_time()
    make(report, kind, pictures)
    return (perf_counter() - began) * 1000, (process_time() - at_work) * 1000


def peak_of(report: Report, kind: str, pictures: Mapping[str, CleanedPicture]) -> float:
    _CLEAR.write_text(_FORGET_PEAK, "ascii")
    make(report, kind, pictures)
    return megabytes("VmHWM")


def megabytes(name: str) -> float:
    """A line of what Linux tells of this process, in megabytes."""
    line = next(line for line in _STATUS.read_text("ascii").splitlines() if line.startswith(f"{name}:"))
    return int(line.split()[1]) / 1024


def main(counts: list[int]) -> bool:
    """Prints the table; whether 60 projects take as long as they may, at most."""
    head = ("projects", "ms", "may take", "ms each", "ratio", "peak MB", "MB each", "ratio")
    print(f"{'':26}" + "".join(f"{name:>10}" for name in head))
    kept = [show(form, kind, counts) for form in REPORTS for kind in ALLOWED]
    return all(kept)


def show(form: str, kind: str, counts: list[int]) -> bool:
    costs = {count: measure_apart(form, kind, count) for count in counts}
    few = counts[0]
    for count, cost in costs.items():
        most = f"{ALLOWED[kind]}" if count == COUNTS[0] else ""
        growth = (cost.worked / count) / (costs[few].worked / few)
        heavier = (cost.peak / count) / (costs[few].peak / few)
        print(
            f"{form:20} {kind:5}{count:>10}{cost.waited:>10.0f}{most:>10}{cost.worked / count:>10.2f}{growth:>10.2f}"
            f"{cost.peak:>10.1f}{cost.peak / count:>10.3f}{heavier:>10.2f}",
            flush=True,
        )
    return COUNTS[0] not in costs or costs[COUNTS[0]].waited <= ALLOWED[kind]


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(asdict(measure(sys.argv[2], sys.argv[3], int(sys.argv[4])))))
    else:
        sys.exit(0 if main([int(count) for count in sys.argv[1:]] or list(COUNTS)) else 1)
