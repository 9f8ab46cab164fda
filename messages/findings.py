"""What a plan or a report is found to contradict, as a value: whoever reads plans, audits or summarises shares it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "question"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something the office should look at.

    An "error" is a contradiction between figures, a "question" may be as it should. `expected` and `found`
    are figures for machines (amounts as `money.plain` writes them), `text` is Thai. One that `asks` wants
    a yes before anything is stored; with the others alone the plan is imported all the same. `reason`: why it is right,
    as its owner said.
    """

    rule: str
    severity: Severity
    project: int | None
    row: int | None
    text: str
    expected: str = ""
    found: str = ""
    asks: bool = False
    reason: str = ""
