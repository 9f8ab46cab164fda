"""Errors planted in correct reports, a class at a time: each is found where it was planted, and only there."""

from __future__ import annotations

import os
from random import Random

import pytest

from tests.messages.audit.mutations import MUTATIONS

EACH = max(3, int(os.environ.get("TANROB_AUDIT_REPORTS", "60")) // 20)
PROJECTS = 8


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_planted_error_is_found_where_it_is_and_nowhere_else(name: str) -> None:
    case = MUTATIONS[name]
    for seed in range(EACH):
        random = Random(f"{name} {seed}")
        report = case.correct(random, PROJECTS)
        no = case.plant(report, random)
        found = report.findings()
        assert (case.rule, no) in [(finding.rule, finding.project) for finding in found], (seed, found)
        assert {finding.project for finding in found} == {no}, (seed, found)
        if case.alone:
            assert {finding.rule for finding in found} == {case.rule}, (seed, found)


def test_there_are_more_than_fifteen_classes_of_errors() -> None:
    assert len({case.rule for case in MUTATIONS.values()}) > 15
