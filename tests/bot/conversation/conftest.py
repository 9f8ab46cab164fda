"""The talk most tests begin with."""

from __future__ import annotations

import pytest

from tests.support.talk import Talk, assignment, project, turn_context


@pytest.fixture
def talk() -> Talk:
    """An owner of projects 4 and 8 in the form `cumulative`."""
    return Talk(turn_context(assignment(project(4, 600_000)), assignment(project(8, 10_000))))
