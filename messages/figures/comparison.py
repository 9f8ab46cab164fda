"""A round beside others: what each came to, and how far from the office's target that was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from messages.figures.progress import Aim, aim_of
from messages.figures.report import Report, ReportRow, Share
from messages.project import RoundLike


@dataclass(frozen=True, slots=True)
class Fallen:
    """A project by number, and by how many satang less is told of it."""

    no: int
    satang: int


@dataclass(frozen=True, slots=True)
class RoundResult:
    """What a round came to. `aim` is None where the office set no target for its end.

    `removed`: as of a Report. `fallen`: projects of which it tells less than the round `before` it in the year.
    """

    round: RoundLike
    totals: Share
    aim: Aim | None
    removed: tuple[ReportRow, ...] = ()
    before: RoundLike | None = None
    fallen: tuple[Fallen, ...] = ()


def compare(report: Report, others: Sequence[Report], targets: Sequence[Decimal | None]) -> tuple[RoundResult, ...]:
    """The rounds in the order of the time they tell of, `report`'s among them.

    Empty where it has neither another nor a target.

    `targets`: percent of the budget by the end of each quarter, of the fiscal year of `report` alone.
    """
    ordered = sorted((*others, report), key=_round_facts)
    standings = tuple(
        replace(_beside(one, before), aim=aim_of(one, targets) if _same_year(one, report) else None)
        for before, one in zip((None, *ordered), ordered, strict=False)
    )
    return standings if others or standings[0].aim else ()


def _round_facts(report: Report) -> tuple[int, int, date, str]:
    return report.round.fiscal_year, max(report.round.quarters), report.round.opens, report.round.id


def _beside(one: Report, before: Report | None) -> RoundResult:
    alone = RoundResult(one.round, one.totals, None, one.removed)
    if before is None or not _same_year(one, before):
        return alone
    was = {row.id: row.spent_total or 0 for row in before.rows}
    fell = ((row, was.get(row.id, 0) - (row.spent_total or 0)) for row in one.rows)
    return replace(alone, before=before.round, fallen=tuple(Fallen(row.no, less) for row, less in fell if less > 0))


def _same_year(one: Report, other: Report) -> bool:
    return one.round.fiscal_year == other.round.fiscal_year
