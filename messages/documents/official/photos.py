"""The appendix of photos, project by project, in every format whose answers hold some."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from messages.answer_values import AnswerPhoto, photos
from messages.documents import pictures
from messages.documents.blocks import Block, Gallery, Heading, Picture, Section
from messages.figures.report import Report, ReportRow
from messages.texts import say


def photo_appendix(report: Report, found: Mapping[str, pictures.CleanedPicture]) -> tuple[Section, ...]:
    """The section of photos; none where nobody sent any. `found`: by LINE's message id."""
    shown = tuple(block for row in report.rows for block in _project_photos(row, found))
    if not shown:
        return ()
    return (Section(say("report.photos.sheet"), (Heading(say("report.photos.heading")), *shown)),)


def _project_photos(row: ReportRow, found: Mapping[str, pictures.CleanedPicture]) -> Iterator[Block]:
    sent = photos(row.answers)
    if sent:
        yield Heading(say("report.photos.project", no=row.no, name=row.name), 2)
        yield Gallery(tuple(_picture(photo, found) for photo in sent))


def _picture(photo: AnswerPhoto, found: Mapping[str, pictures.CleanedPicture]) -> Picture:
    picture = found.get(photo.message_id)
    if picture is None:
        return Picture(photo.caption, missing=say("report.photos.missing"))
    return Picture(photo.caption, picture.jpeg, picture.width, picture.height)
