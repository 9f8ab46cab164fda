"""No false alarm: whatever a correct report holds, nothing is found in it. TANROB_AUDIT_REPORTS makes more of them."""

from __future__ import annotations

import os
from collections.abc import Callable
from random import Random

import pytest

from tests.messages.audit.made import Report, correct_policy, correct_quarterly, correct_table, in_thai_digits

EACH = int(os.environ.get("TANROB_AUDIT_REPORTS", "60")) // 3


@pytest.mark.parametrize("correct", [correct_table, correct_quarterly, correct_policy])
def test_nothing_is_found_in_correct_reports(correct: Callable[[Random, int], Report]) -> None:
    for seed in range(EACH):
        random = Random(seed)
        report = correct(random, random.randint(4, 12))
        found = (in_thai_digits(report) if seed % 5 == 0 else report).findings()
        assert [finding.text for finding in found] == [], seed
