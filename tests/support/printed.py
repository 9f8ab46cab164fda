"""The printed tables of two real offices, from tests/data/reports: names, groups and figures as printed.

The progress texts are written for these tests: as long, as short and as oddly laid out as owners' are.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

REPORTS = Path(__file__).parents[1] / "data" / "reports"
KHONKAEN, RAYONG = "khonkaen2_2564", "rayong2_2566"


def printed_rows(report: str) -> Sequence[Mapping[str, str]]:
    """A project a row, by the columns of its file; "" where "-" or nothing is printed."""
    return list(csv.DictReader((REPORTS / f"{report}.csv").read_text("utf-8").splitlines()))


def printed_satang(amount: str) -> int:
    """A printed amount in satang; nothing is 0."""
    return int(Decimal(amount or 0) * 100)


def progress_texts(report: str) -> Mapping[int, str]:
    """What each project's owner reports, by project number; the printed status where no text is written."""
    written = tomllib.loads((REPORTS / f"{report}_progress.toml").read_text("utf-8"))
    return {int(row["no"]): written.get(row["no"], row["progress"]) for row in printed_rows(report)}
