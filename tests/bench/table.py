"""Figures of several repetitions, as a table: minimum, median and maximum, beside what is asked of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import ge, le
from statistics import median, quantiles


@dataclass(frozen=True)
class Row:
    """A figure measured several times. `most` and `least`: what is asked of the median."""

    name: str
    values: Sequence[float]
    unit: str = ""
    least: float | None = None
    most: float | None = None

    @property
    def holds(self) -> bool:
        """Whether the median is as asked."""
        middle = median(self.values)
        bounds = ((ge, self.least), (le, self.most))
        return all(compare(middle, bound) for compare, bound in bounds if bound is not None)


def ratios(name: str, of: Sequence[float], to: Sequence[float], **asked: float) -> Row:
    """Each repetition's ratio to the same repetition of another figure."""
    return Row(name, [one / other for one, other in zip(of, to, strict=True)], "×", **asked)


def percentile_99(values: Sequence[float]) -> float:
    return quantiles(values, n=100)[98]


def print_table(title: str, rows: Sequence[Row]) -> bool:
    """Prints the rows; whether all hold."""
    print(f"\n{title}\n{'':<58}{'minimum':>10}{'median':>10}{'maximum':>10}  asked")
    for row in rows:
        low, middle, high = min(row.values), median(row.values), max(row.values)
        print(
            f"{row.name:<52}{row.unit:>6}{low:>10.2f}{middle:>10.2f}{high:>10.2f}  {_requirement_text(row)}", flush=True
        )
    return all(row.holds for row in rows)


def _requirement_text(row: Row) -> str:
    bounds = [f"≥ {row.least:g}" if row.least is not None else "", f"≤ {row.most:g}" if row.most is not None else ""]
    asked = " ".join(filter(None, bounds))
    return f"{asked} {'holds' if row.holds else 'DOES NOT HOLD'}" if asked else ""
