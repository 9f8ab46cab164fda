"""The photos of a report's answers come to its document, and those that cannot are left out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from uuid import NAMESPACE_URL, uuid5

import pytest
from PIL import Image

from bot.usecases.reports.report_photos import load_pictures
from bot.usecases.rounds import compile_figures
from messages.answer_values import AnswerPhoto, PhotosAnswer
from messages.documents.pictures import CleanedPicture
from storage.errors import PhotoStoreDown
from storage.records import Photo, Submission
from tests.support.answers import stored
from tests.support.identity import project_id
from tests.support.usecase_harness import OFFICE, ROUND, UsecaseHarness


def make_jpeg(width: int = 2048) -> bytes:
    written = BytesIO()
    Image.new("RGB", (width, width // 2), "teal").save(written, "JPEG")
    return written.getvalue()


def reported(harness: UsecaseHarness, *messages: str, no: int = 4) -> None:
    """A report whose answer holds the photos of these messages."""
    photos = stored(photos=PhotosAnswer(tuple(AnswerPhoto(message, "คำบรรยาย") for message in messages)))
    owner, cause = uuid5(NAMESPACE_URL, "owner"), uuid5(NAMESPACE_URL, f"report {no}")
    sent = Submission(cause, ROUND.id, project_id(no), 1, owner, "photos", 1, photos, harness.now)
    with harness.storage.office(OFFICE).work() as work:
        work.submissions.add(sent)
        work.commit()


def sent(harness: UsecaseHarness, message: str, data: bytes | None, *, kept: bool = True) -> Photo:
    """A photo of that message; in the store where there is `data`."""
    owner, cause = uuid5(NAMESPACE_URL, "owner"), uuid5(NAMESPACE_URL, f"photo {message}")
    photo = Photo(cause, OFFICE, message, owner, "a session", harness.now, harness.now + timedelta(minutes=1))
    with harness.storage.office(OFFICE).work() as work:
        work.photos.add(photo)
        if kept:
            work.photos.keep(photo.id, 1, 1, 1)
        work.commit()
    if data is not None:
        harness.ports.photos.put(photo.key, data)
    return photo


def found(harness: UsecaseHarness, fetch: Callable[[str], bytes] | None = None) -> dict[str, CleanedPicture]:
    with harness.storage.office(OFFICE).reading() as work:
        return dict(load_pictures(work, compile_figures(work, ROUND), fetch or harness.ports.photos.get))


def test_photos_of_every_answer_are_found_and_made_for_print(harness: UsecaseHarness) -> None:
    for message, no in (("m1", 4), ("m2", 8)):
        reported(harness, message, no=no)
        sent(harness, message, make_jpeg())
    pictures = found(harness)
    assert [(message, picture.width, picture.height) for message, picture in pictures.items()] == [
        ("m1", 960, 480),
        ("m2", 960, 480),
    ]


def test_a_photo_whose_file_is_gone_is_left_out(harness: UsecaseHarness) -> None:
    reported(harness, "m1", "m2")
    sent(harness, "m1", None)
    sent(harness, "m2", make_jpeg())
    assert list(found(harness)) == ["m2"]


def test_a_file_that_is_no_picture_is_left_out(harness: UsecaseHarness) -> None:
    reported(harness, "m1")
    sent(harness, "m1", b"no picture")
    assert found(harness) == {}


def test_a_photo_never_kept_and_one_nobody_knows_are_left_out(harness: UsecaseHarness) -> None:
    reported(harness, "m1", "unknown")
    sent(harness, "m1", make_jpeg(), kept=False)
    assert found(harness) == {}


def test_a_photo_in_no_answer_is_not_fetched(harness: UsecaseHarness) -> None:
    sent(harness, "m1", make_jpeg())
    assert found(harness, lambda key: pytest.fail(key)) == {}


def test_a_photo_store_that_is_down_is_told(harness: UsecaseHarness) -> None:
    def fetch(key: str) -> bytes:
        raise PhotoStoreDown

    reported(harness, "m1")
    sent(harness, "m1", make_jpeg())
    with pytest.raises(PhotoStoreDown):
        found(harness, fetch)
