"""The photos of a report's answers, made for print."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from messages.answer_values import photos
from messages.documents.pictures import CleanedPicture, PictureRefused, shrink_for_print
from messages.figures.report import Report
from storage.vocabulary import PhotoState
from storage.work import Work

Fetch = Callable[[str], bytes]
"""The bytes of a photo by its key. Raises FileNotFoundError, PhotoStoreDown."""


def load_pictures(work: Work, report: Report, fetch: Fetch) -> Mapping[str, CleanedPicture]:
    """By LINE's message id; without those that are gone or cannot be shown. Raises PhotoStoreDown."""
    return {message_id: picture for message_id, picture in _load(work, report, fetch) if picture}


def _load(work: Work, report: Report, fetch: Fetch) -> Iterator[tuple[str, CleanedPicture | None]]:
    for message_id in dict.fromkeys(photo.message_id for row in report.rows for photo in photos(row.answers)):
        photo = work.photos.of_message(message_id)
        if photo is not None and photo.state == PhotoState.KEPT:
            yield message_id, _shrink(photo.key, fetch)


def _shrink(key: str, fetch: Fetch) -> CleanedPicture | None:
    try:
        return shrink_for_print(fetch(key))
    except (FileNotFoundError, PictureRefused):
        return None
