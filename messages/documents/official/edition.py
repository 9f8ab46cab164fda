"""What one printing of a report adds to its figures, and the document every format makes of its sections."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time

from messages.documents.blocks import Document, FrontMatterBlock, Heading, Paragraph, Section
from messages.documents.official import comparison, photos
from messages.documents.pictures import CleanedPicture
from messages.figures.comparison import RoundResult
from messages.figures.report import Report
from messages.texts import say


@dataclass(frozen=True, slots=True)
class Edition:
    """`draft`: printed before the round is closed. `director` signs; empty where nobody is known by that role.

    `comparison`: the round beside others; empty where nothing stands beside it. `front_matter`: the docx an office puts
    before its report, empty where it has none. `pictures`: the photos of the answers by LINE's message id, made
    by `shrink_for_print`; one that is not among them is said to be missing.
    """

    draft: bool = False
    thai_digits: bool = False
    director: str = ""
    comparison: tuple[RoundResult, ...] = ()
    front_matter: bytes = field(default=b"", repr=False)
    pictures: Mapping[str, CleanedPicture] = field(default_factory=dict, repr=False)


def build_document(report: Report, edition: Edition, title: str, sections: tuple[Section, ...]) -> Document:
    """The sections with all that surrounds them as one document: the front matter, the comparison, the photos.

    Dated by the newest answer in it: the same answers give the same document.
    """
    return Document(
        title=title,
        author=report.office.name,
        sections=(
            *comparison.insert_comparison(sections, edition.comparison),
            *photos.photo_appendix(report, edition.pictures),
        ),
        dated=_newest(report),
        draft=say("report.draft") if edition.draft else "",
        thai_digits=edition.thai_digits,
        front=_front(edition.front_matter),
    )


def _front(docx: bytes) -> FrontMatterBlock | None:
    if not docx:
        return None
    said = (Heading(say("report.front.heading")), Paragraph(say("report.front.instead"), indented=True))
    return FrontMatterBlock(docx, Section(say("report.front.sheet"), said))


def _newest(report: Report) -> datetime:
    sent = [at for row in report.rows if (at := row.revised_at or row.submitted_at)]
    return max(sent, default=datetime.combine(report.round.opens, time(), UTC)).astimezone(UTC)
