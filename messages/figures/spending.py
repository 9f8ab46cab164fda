"""What a project has spent, from the questions that ask for it (deploy/docs/interfaces.md): `spent`, `spent_q<n>`.

Amounts are satang. What was reported once stands until it is stated anew: each round adds to what those before it said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from messages.answer_values import Answers, amount, text
from messages.project import ProjectId, SubmissionLike

QUARTERS = (1, 2, 3, 4)
_QUESTIONS = tuple((quarter, f"spent_q{quarter}") for quarter in QUARTERS)
NOTHING_SPENT = frozenset({"not_started"})
"""Statuses after which a form may ask for no spending (`narrative`)."""


@dataclass(frozen=True, slots=True)
class Period:
    """Satang spent in these quarters together, in rising order: in one, or in several nobody told apart."""

    quarters: tuple[int, ...]
    satang: int

    @property
    def last(self) -> int:
        """The quarter at whose end the money is known to be spent."""
        return self.quarters[-1]


Spending = tuple[Period, ...]
"""All that is known of a project in a fiscal year, by its end; no quarter stands in two periods."""


@dataclass(frozen=True, slots=True)
class EarlierRound:
    """An earlier round of the fiscal year: the `last` quarter it covers and its latest submissions by project."""

    last: int
    submissions: Mapping[ProjectId, SubmissionLike]


Earlier = Sequence[EarlierRound]
"""Oldest round first."""


def spending_before(earlier: Earlier, project: ProjectId) -> Spending:
    """What earlier rounds reported of the project; the newest statement counts."""
    known: Spending = ()
    for one in earlier:
        if project in one.submissions:
            known = apply_report(known, one.submissions[project].answers, one.last)
    return known


def apply_report(known: Spending, answers: Answers, last: int) -> Spending:
    """What is known after a report of the year to the end of quarter `last`.

    Stated quarters take the place of what was known of them. A cumulative answer (`spent`) stands for itself: quarters
    known before keep their share of it, unless it is less than they. What a report does not state is left as it was.
    """
    stated = {quarter: satang for quarter, satang in stated_quarters(answers).items() if quarter <= last}
    cumulative = amount(answers, "spent")
    after = _sort_periods((*_apart_from(known, stated), *(Period((quarter,), stated[quarter]) for quarter in stated)))
    if cumulative is not None:
        return _to_date(after, cumulative, last)
    if not stated and text(answers, "status") in NOTHING_SPENT and not total(known):
        return _to_date(after, 0, last)
    return after


def states_spending(answers: Answers, last: int) -> bool:
    """Whether a report of the year to the end of quarter `last` says what was spent, be it nothing."""
    return amount(answers, "spent") is not None or any(quarter <= last for quarter in stated_quarters(answers))


def _apart_from(known: Spending, stated: Mapping[int, int]) -> Iterator[Period]:
    """What is left of the known where some quarters are stated anew; their money is taken out of what held them."""
    for period in known:
        rest = tuple(quarter for quarter in period.quarters if quarter not in stated)
        taken = sum(satang for quarter, satang in stated.items() if quarter in period.quarters)
        if rest:
            yield Period(rest, max(period.satang - taken, 0))


def _to_date(known: Spending, satang: int, last: int) -> Spending:
    """With `satang` spent from the year's start to the end of quarter `last`."""
    before = [period for period in known if period.last < last]
    later = [period for period in known if period.quarters[0] > last]
    if sum(period.satang for period in before) > satang:
        before = []
    told = {quarter for period in before for quarter in period.quarters}
    rest = tuple(quarter for quarter in QUARTERS if quarter <= last and quarter not in told)
    left = satang - sum(period.satang for period in before)
    return _sort_periods((*before, Period(rest, left), *later))


def _sort_periods(periods: Iterable[Period]) -> Spending:
    return tuple(sorted(periods, key=lambda period: period.last))


def until(known: Spending, last: int) -> Spending:
    """The periods that lie before the end of quarter `last`."""
    return tuple(period for period in known if period.last <= last)


def total(known: Spending) -> int | None:
    """Satang spent; None where nothing tells."""
    return sum(period.satang for period in known) if known else None


def known_quarters(known: Spending) -> dict[int, int]:
    """Satang by quarter, of the quarters that are known by themselves."""
    return {period.last: period.satang for period in known if len(period.quarters) == 1}


def find_decreased_total(before: Spending, after: Spending) -> int | None:
    """Satang told `after` of the time that `before` told more of; None where it is not less."""
    if not before:
        return None
    reached = sum(period.satang for period in after if period.quarters[0] <= before[-1].last)
    return reached if reached < (total(before) or 0) else None


def stated_quarters(answers: Answers) -> dict[int, int]:
    """Satang by quarter as one report states them."""
    stated = [(quarter, amount(answers, question)) for quarter, question in _QUESTIONS]
    return {quarter: satang for quarter, satang in stated if satang is not None}


def is_spending(question_id: str) -> bool:
    """Whether the question asks for money spent, not for money planned."""
    return question_id == "spent" or question_id.startswith("spent_q")


def spent_until(last: int, answers: Answers, known: Spending) -> int | None:
    """Satang spent from the year's start to the end of quarter `last`, some `known` before; None if unknown."""
    cumulative = amount(answers, "spent")
    return total(until(apply_report(known, answers, last), last)) if cumulative is None else cumulative
