"""What a project has spent, from the question ids that ask for it (INTERFACES.md): `spent` and `spent_q<n>`.

Amounts are satang. Earlier rounds of the fiscal year fill in the quarters a round does not ask about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from messages.project import Answers, Submission

QUARTERS = (1, 2, 3, 4)
NOTHING_SPENT = frozenset({"not_started"})
"""Statuses after which a form may ask for no spending (`narrative`)."""

Earlier = Sequence[Mapping[int, Submission]]
"""The latest submissions of each earlier round of the fiscal year by project number, oldest round first."""


def known_quarters(earlier: Earlier, project_no: int) -> dict[int, int]:
    """Satang by quarter that earlier rounds reported for the project; the newest statement counts."""
    known: dict[int, int] = {}
    for submissions in earlier:
        if project_no in submissions:
            known.update(stated_quarters(submissions[project_no].answers))
    return known


def previous_spent(earlier: Earlier, project_no: int) -> int | None:
    """The cumulative figure (satang) the newest earlier round reported; None where none did."""
    for submissions in reversed(earlier):
        value = submissions[project_no].answers.get("spent") if project_no in submissions else None
        if isinstance(value, int):
            return value
    return None


def stated_quarters(answers: Answers) -> dict[int, int]:
    """Satang by quarter as one report states them."""
    stated = ((quarter, answers.get(f"spent_q{quarter}")) for quarter in QUARTERS)
    return {quarter: value for quarter, value in stated if isinstance(value, int)}


def is_spending(question_id: str) -> bool:
    """Whether the question asks for money spent, not for money planned."""
    return question_id == "spent" or question_id.startswith("spent_q")


def spent_until(last: int, answers: Answers, known: Mapping[int, int]) -> int | None:
    """Satang spent from the year's start to the end of quarter `last`; None where nothing tells.

    A cumulative answer (`spent`) stands for itself; otherwise quarters are added, `known` ones where this
    report does not state them.
    """
    cumulative = answers.get("spent")
    if isinstance(cumulative, int):
        return cumulative
    quarters = {**known, **stated_quarters(answers)}
    counted = [satang for quarter, satang in quarters.items() if quarter <= last]
    if not counted and answers.get("status") not in NOTHING_SPENT:
        return None
    return sum(counted)
