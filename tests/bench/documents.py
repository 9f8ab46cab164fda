"""How long an official document takes: `python -m tests.bench.documents [PROJECTS …]`, by format and kind of file.

Milliseconds after start: the median of several, the first (which loads fonts and libraries) beside it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from statistics import median
from time import perf_counter

from messages.documents.writers import WRITERS
from messages.figures import Report
from tests.messages.documents.printed import document_of, quarterly_report, table_report

TIMES = 7
ALLOWED: Mapping[str, int] = {"xlsx": 500, "docx": 1000, "pdf": 1000}
"""Milliseconds for 60 projects."""
REPORTS: Mapping[str, Callable[[int], Report]] = {"table": table_report, "quarterly-plan": quarterly_report}


def timed(report: Report, kind: str) -> list[float]:
    """Milliseconds of each of TIMES documents, from compiled figures to bytes."""
    taken = []
    for _ in range(TIMES):
        began = perf_counter()
        WRITERS[kind](document_of(report))
        taken.append((perf_counter() - began) * 1000)
    return taken


def main(counts: list[int]) -> None:
    for count in counts:
        for form, report_of in REPORTS.items():
            report = report_of(count)
            for kind, most in ALLOWED.items():
                taken = timed(report, kind)
                print(
                    f"{count:5} {form:15} {kind:5} {median(taken):7.0f} ms (first {taken[0]:.0f}, 60 may take {most})"
                )


if __name__ == "__main__":
    main([int(count) for count in sys.argv[1:]] or [60])
