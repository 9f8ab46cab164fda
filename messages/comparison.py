"""A round beside others: what each came to, and how far from the office's target that was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from messages.figures import Report, Share
from messages.progress import Aim, aim_of
from messages.project import Round


@dataclass(frozen=True, slots=True)
class Standing:
    """What a round came to. `aim` is None where the office set no target for its end."""

    round: Round
    totals: Share
    aim: Aim | None


def compare(report: Report, others: Sequence[Report], targets: Sequence[Decimal | None]) -> tuple[Standing, ...]:
    """The rounds by the day they opened, `report`'s among them; empty where it has neither another nor a target.

    `targets`: percent of the budget by the end of each quarter, of the fiscal year of `report` alone.
    """
    standings = tuple(
        Standing(one.round, one.totals, aim_of(one, targets) if _same_year(one, report) else None)
        for one in sorted((*others, report), key=lambda one: (one.round.opens, one.round.id))
    )
    return standings if others or standings[0].aim else ()


def _same_year(one: Report, other: Report) -> bool:
    return one.round.fiscal_year == other.round.fiscal_year
