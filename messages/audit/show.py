"""Findings as people and scripts read them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from messages.findings import Finding
from messages.texts import say


def findings_json(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """As in deploy/docs/interfaces.md: amounts are decimal strings in baht; `project` may be null."""
    return [
        {
            "rule": finding.rule,
            "project": finding.project,
            "severity": finding.severity,
            "text": finding.text,
            "expected": finding.expected,
            "found": finding.found,
            "reason": finding.reason,
        }
        for finding in findings
    ]


def findings_text(findings: Sequence[Finding]) -> str:
    """A Thai sentence a line, contradictions before what may be as it should."""
    return "\n".join(_lines(findings))


def _lines(findings: Sequence[Finding]) -> Iterator[str]:
    errors = [finding.text for finding in findings if finding.severity == "error"]
    questions = [finding.text for finding in findings if finding.severity == "question"]
    if not findings:
        yield say("audit.none")
        return
    yield say("audit.counts", errors=len(errors), questions=len(questions))
    yield from (say("audit.error", text=text) for text in errors)
    yield from (say("audit.question", text=text) for text in questions)
