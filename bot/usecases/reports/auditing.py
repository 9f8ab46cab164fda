"""What contradicts itself: in a round's plan and answers, or in a finished report an office sends as a file."""

from __future__ import annotations

from bot.usecases.rounds import compile_figures, earlier_rounds
from bot.usecases.sheet_process import read_apart
from messages.audit.answered import audit_round
from messages.audit.finished import audit_report
from messages.findings import Finding
from messages.sheets.sheet import visible_sheets
from storage.records import Round
from storage.work import Work


def round_findings(work: Work, round_: Round) -> tuple[Finding, ...]:
    """Over the plan, the latest answers and what earlier rounds of the fiscal year said."""
    return audit_round(compile_figures(work, round_), earlier_rounds(work, round_))


def file_findings(data: bytes, filename: str) -> tuple[Finding, ...]:
    """Over a report's tables. Raises messages.sheets.reading.UnreadableSheet, messages.audit.finished.NoReport."""
    return audit_report(visible_sheets(read_apart(data, filename)))
