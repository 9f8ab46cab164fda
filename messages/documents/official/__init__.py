"""The official report formats (deploy/docs/report-formats.md) as documents, by the form an office's owners answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from messages.documents.blocks import Document, remove_unprintable, use_thai_digits
from messages.documents.official import narrative, policy_status, quarterly_narrative, quarterly_plan, table
from messages.documents.official.edition import Edition
from messages.figures.report import Report

FORMATS: Mapping[str, Callable[[Report, Edition], Document]] = {
    "table": table.document,
    "policy-status": policy_status.document,
    "narrative": narrative.document,
    "quarterly-plan": quarterly_plan.document,
    "quarterly-narrative": quarterly_narrative.document,
}


class NoSuchFormat(Exception):
    """The office answers a form that has no official document."""


def official_document(report: Report, edition: Edition) -> Document:
    """The report as its office prints it, in the office's digits. Raises NoSuchFormat."""
    if report.office.form not in FORMATS:
        raise NoSuchFormat(report.office.form)
    document = remove_unprintable(FORMATS[report.office.form](report, edition))
    return use_thai_digits(document) if edition.thai_digits else document
