"""What one printing of a report adds to its figures, and the document every format makes of its sections."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time

from messages.documents.blocks import Document, Section
from messages.figures import Report
from messages.texts import say


@dataclass(frozen=True, slots=True)
class Edition:
    """`draft`: printed before the round is closed. `director` signs; empty where nobody is known by that role."""

    draft: bool = False
    thai_digits: bool = False
    director: str = ""


def bound(report: Report, edition: Edition, title: str, sections: tuple[Section, ...]) -> Document:
    """The sections as one document, dated by the newest answer in it: the same answers give the same document."""
    return Document(
        title=title,
        author=report.office.name,
        sections=sections,
        dated=_newest(report),
        draft=say("report.draft") if edition.draft else "",
        thai_digits=edition.thai_digits,
    )


def _newest(report: Report) -> datetime:
    sent = [row.submitted_at for row in report.rows if row.submitted_at]
    return max(sent, default=datetime.combine(report.round.opens, time(), UTC)).astimezone(UTC)
