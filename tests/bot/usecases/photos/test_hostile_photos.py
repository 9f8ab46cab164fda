"""A photo made to hold up its decoder, or that drips, costs little and holds up nobody else's."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from threading import Event
from uuid import NAMESPACE_URL, uuid5

import psutil
import pytest

from bot import picture_process
from bot.line import messenger as line
from bot.line.messenger import LineMessenger
from bot.processes import python
from bot.usecases.photos import cleaning
from bot.usecases.photos.cleaning import CleanerDied, clean_in_process
from bot.usecases.photos.fetching import LEASE, TRIES_WHERE_IT_ENDS_BADLY, Fetcher
from bot.usecases.ports import Download
from messages.documents.pictures import CleanedPicture, PictureRefused
from storage.records import Channel, Person, Photo
from tests.bot.usecases.photos.test_fetching import harness as harness
from tests.support.hostile_pictures import cut_off, huge_png, many_scans, serve_slowly
from tests.support.photo_harness import PhotoHarness, make_jpeg
from tests.support.usecase_harness import OFFICE, RememberingMessenger
from tests.support.waiting import comes_true

OTHER = uuid5(NAMESPACE_URL, "another owner")


def children() -> list[psutil.Process]:
    return [child for child in psutil.Process().children() if "bot.picture_process" in " ".join(child.cmdline())]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (many_scans(155_000)[: 12 * 1024 * 1024], "not_a_picture"),
        (huge_png(60_000, 60_000), "too_large"),
        (huge_png(7_000, 7_000), "not_a_picture"),
        (cut_off(make_jpeg()), "not_a_picture"),
        (b"GIF89a" + make_jpeg(), "not_a_picture"),
        (b"PK\x03\x04" + make_jpeg(), "not_a_picture"),
        (b"", "not_a_picture"),
    ],
    ids=["scans", "huge", "bomb", "cut off", "gif", "zip", "empty"],
)
def test_what_is_made_to_cost_much_is_refused_cheaply(data: bytes, reason: str) -> None:
    with pytest.raises(PictureRefused) as refused:
        clean_in_process(data)
    assert refused.value.reason == reason
    assert children() == []


def test_a_picture_cleaned_apart_is_the_same_as_cleaned_here() -> None:
    picture = clean_in_process(make_jpeg())
    assert (picture.width, picture.height, picture.jpeg[:2]) == (400, 300, b"\xff\xd8")


def test_a_decoder_that_works_without_end_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cleaning, "SECONDS", 0.05)
    with pytest.raises(CleanerDied):
        clean_in_process(many_scans(900))
    assert children() == []


def test_a_decoder_may_take_neither_memory_nor_time_nor_write_a_file() -> None:
    limits = dict(picture_process._LIMITS)
    assert limits[picture_process.resource.RLIMIT_AS] == picture_process.MAX_MEMORY
    assert limits[picture_process.resource.RLIMIT_CPU] < cleaning.SECONDS
    assert limits[picture_process.resource.RLIMIT_FSIZE] == 0


def test_a_decoder_has_its_limits_before_it_is_given_anything() -> None:
    limits = dict(picture_process._LIMITS)
    quiet = subprocess.DEVNULL
    with subprocess.Popen(python("bot.picture_process"), stdin=subprocess.PIPE, stdout=quiet, stderr=quiet) as process:
        decoder = psutil.Process(process.pid)
        comes_true(lambda: all(decoder.rlimit(what)[0] == most for what, most in limits.items()))
        found = {what: decoder.rlimit(what)[0] for what in limits}
        process.kill()
    assert found == limits


TELLS = "import json, os, sys; sys.stdin.buffer.read(); print(json.dumps({'reason': ' '.join(os.environ)}))"


def test_a_decoder_is_told_nothing_of_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TANROB_SECRET_KEY", "a key that opens nothing in life")
    monkeypatch.setattr(cleaning, "python", lambda _: (sys.executable, "-c", TELLS))
    with pytest.raises(PictureRefused) as told:
        clean_in_process(make_jpeg())
    assert "PYTHONPATH" in told.value.reason
    assert "TANROB" not in told.value.reason


def test_no_lease_ends_before_its_photo_is_settled() -> None:
    waits = 8 // cleaning.AT_ONCE * cleaning.SECONDS
    assert LEASE.total_seconds() > sum(line.TIMEOUT) + 20 + line.DOWNLOAD_SECONDS + waits + 40


def dying(data: bytes) -> CleanedPicture:
    raise CleanerDied


def test_a_photo_that_kills_its_cleaner_is_given_up_soon_and_told(harness: PhotoHarness) -> None:
    photo = harness.send()
    fetcher = Fetcher(harness.ports, harness.line.clock, harness.listener, dying)
    for attempt in range(TRIES_WHERE_IT_ENDS_BADLY):
        assert (harness.state(photo), harness.listener.photos) == ("waiting", []), attempt
        fetcher.fetch_all()
        harness.line.clock.wait(seconds=10)
    assert harness.listener.photos == [(photo.message_id, "not_a_picture")]
    fetcher.close()


def test_one_that_died_once_is_kept_all_the_same(harness: PhotoHarness) -> None:
    photo = harness.send()
    cleans: list[Callable[[bytes], CleanedPicture]] = [clean_in_process, dying]
    fetcher = Fetcher(harness.ports, harness.line.clock, harness.listener, lambda data: cleans.pop()(data))
    for _ in range(2):
        fetcher.fetch_all()
        harness.line.clock.wait(seconds=10)
    assert harness.state(photo) == "kept"
    fetcher.close()


def test_a_content_that_drips_is_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line, "DOWNLOAD_SECONDS", 0.5)
    with serve_slowly(every=0.05) as address:
        messenger = LineMessenger(address)
        assert messenger.content(Channel("secret", "token"), "1") == Download("slow")
        messenger.close()


def test_a_photo_that_drips_is_given_up_soon_and_told(harness: PhotoHarness) -> None:
    photo = harness.send()

    class Slow(RememberingMessenger):
        def content(self, channel: Channel, message_id: str) -> Download:
            return Download("slow")

    fetcher = Fetcher(replace(harness.ports, messenger=Slow()), harness.line.clock, harness.listener)
    for _ in range(TRIES_WHERE_IT_ENDS_BADLY):
        assert harness.listener.photos == []
        fetcher.fetch_all()
        harness.line.clock.wait(seconds=10)
    assert harness.listener.photos == [(photo.message_id, "given_up")]
    fetcher.close()


def of_another(harness: PhotoHarness, photo: Photo) -> Photo:
    """The same photo, as if the other owner had sent it."""
    other = replace(
        photo, id=uuid5(NAMESPACE_URL, photo.message_id), person_id=OTHER, message_id=f"x{photo.message_id}"
    )
    harness.change(lambda work: work.people.save(Person(OTHER, "มานะ", "owner")))
    harness.change(lambda work: work.photos.add(other))
    return other


def test_thirty_hostile_photos_hold_up_nobody_elses(harness: PhotoHarness) -> None:
    hostile = [harness.send() for _ in range(30)]
    honest = of_another(harness, harness.send())
    held = Event()

    class Holding(RememberingMessenger):
        def content(self, channel: Channel, message_id: str) -> Download:
            if message_id == honest.message_id:
                return Download("ready", make_jpeg())
            held.wait(30)
            return Download("gone")

    fetcher = Fetcher(replace(harness.ports, messenger=Holding()), harness.line.clock, harness.listener)
    fetcher.claim()
    assert comes_true(lambda: harness.state(honest) == "kept")
    assert {harness.state(photo) for photo in hostile} == {"waiting"}
    held.set()
    fetcher.close()


def test_while_a_person_is_seen_to_their_other_photos_wait(harness: PhotoHarness) -> None:
    harness.send()
    second = harness.send()
    with_one = harness.ports.storage.photo_queue.claim(harness.line.clock(), LEASE, 9, ())
    assert len(with_one) == 1
    assert harness.ports.storage.photo_queue.claim(harness.line.clock(), LEASE, 9, {second.person_id}) == ()
    assert with_one[0].office_id == OFFICE
