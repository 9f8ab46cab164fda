"""Plans of random layout against what is right for each: read right, asked, or refused, never silently otherwise.

`TANROB_RANDOM_PLANS=300 pytest tests/messages/plans/test_random_plans.py` makes that many.
"""

from __future__ import annotations

import os

import pytest

from messages.plans.reading import PlanReading, PlanRefused, read_plan
from messages.sheets.reading import UnreadableSheet, read_sheets
from tests.messages.plans.plan_sheet import Made, Right
from tests.messages.plans.random_plans import random_plan

COUNT = int(os.environ.get("TANROB_RANDOM_PLANS", "60"))


def outcome(made: Made) -> PlanReading | str:
    """The reading, or why it is refused."""
    try:
        return read_plan(read_sheets(made.data, made.filename))
    except (UnreadableSheet, PlanRefused) as refusal:
        return str(refusal)


def as_right(reading: PlanReading) -> list[Right]:
    return [
        Right(project.name, project.group, project.budget, project.plan, project.details.get("duration", ""))
        for project in reading.projects
    ]


@pytest.mark.parametrize("seed", range(COUNT))
def test_a_random_plan_is_read_right_or_asked_about_or_refused(seed: int) -> None:
    made = random_plan(seed)
    found = outcome(made)
    if made.clean:
        assert isinstance(found, PlanReading), (made.features, found)
        assert as_right(found) == made.right, made.features
        assert [question.text for question in found.questions] == [], made.features
    elif made.speaks:
        assert isinstance(found, str) or found.questions, made.features


def test_some_plans_are_clean_and_some_are_not() -> None:
    kinds = [random_plan(seed).clean for seed in range(30)]
    assert 5 < sum(kinds) < 25
