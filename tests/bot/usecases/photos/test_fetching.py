"""The fetcher: each photo is downloaded, cleaned, stored and told of once, whatever LINE and the photo store do.

Over the real SDK, the simulator's HTTP, a real database and a real folder.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import pytest
from PIL import Image

from bot.line.messenger import LineMessenger
from bot.line.render import render
from bot.usecases.photos.fetching import GIVE_UP, LEASE, Fetcher
from bot.usecases.ports import Download, Ports
from messages.documents.pictures import MAX_BYTES
from storage.database import Storage
from storage.errors import Conflict
from storage.photo_files import PhotoFiles
from storage.records import Channel, Office, Person
from tests.simulator.line_harness import SECRET, TOKEN, open_line_harness
from tests.support.databases import migrated_sqlite
from tests.support.photo_harness import OWNER, SECOND, PhotoHarness, RecordingListener, make_jpeg
from tests.support.usecase_harness import KEY, OFFICE, RememberingMessenger


@pytest.fixture
def harness(tmp_path: Path) -> Iterator[PhotoHarness]:
    with open_line_harness() as line:
        storage = Storage.open(migrated_sqlite(tmp_path / "office.db"), KEY)
        with storage.office(OFFICE).work() as work:
            work.office.save(Office(OFFICE, "สำนักงานทดสอบ", "สพป.ทดสอบ", "photos"))
            work.office.save_channel(Channel(SECRET, TOKEN))
            work.people.save(Person(OWNER, "นิดา", "owner", line_user_id=line.user))
            work.commit()
        messenger, listener, folder = LineMessenger(line.simulator.base_url), RecordingListener(), tmp_path / "photos"
        ports = Ports(storage, messenger, render, KEY, PhotoFiles.open(folder.as_uri()))
        fetcher = Fetcher(ports, line.clock, listener)
        yield PhotoHarness(line, ports, fetcher, listener, folder)
        fetcher.close()
        messenger.close()
        storage.close()


def test_a_photo_is_kept_and_told_of(harness: PhotoHarness) -> None:
    photo = harness.send()
    assert harness.fetcher.fetch_all() == 1
    data = harness.ports.photos.get(photo.key)
    row = harness.row(photo)
    assert row is not None
    assert (row.state, row.size, row.width, row.height, row.reply_token) == ("kept", len(data), 400, 300, None)
    assert Image.open(BytesIO(data)).size == (400, 300)
    assert (harness.listener.photos, harness.listener.tokens) == ([(photo.message_id, "")], ["a token"])


def test_a_kept_photo_is_not_fetched_again(harness: PhotoHarness) -> None:
    harness.send()
    harness.fetcher.fetch_all()
    harness.line.clock.wait(days=1)
    assert harness.fetcher.fetch_all() == 0
    assert harness.count_calls("/content") == 1


def test_photos_sent_together_are_all_kept_and_the_last_one_knows(harness: PhotoHarness) -> None:
    photos = [harness.send(make_jpeg(colour)) for colour in ("red", "green", "blue", "white", "black", "pink", "gold")]
    assert harness.fetcher.fetch_all() == 7
    assert [harness.state(photo) for photo in photos] == ["kept"] * 7
    assert sorted(harness.listener.left) == [0, 1, 2, 3, 4, 5, 6]


def test_a_photo_line_still_prepares_is_asked_for_again(harness: PhotoHarness) -> None:
    photo = harness.send(preparing=2)
    for delay in (1, 2):
        assert harness.fetcher.fetch_all() == 1
        harness.line.clock.wait(seconds=delay, microseconds=-1)
        assert harness.fetcher.fetch_all() == 0
        harness.line.clock.wait(microseconds=1)
    assert harness.listener.photos == []
    assert harness.fetcher.fetch_all() == 1
    assert harness.listener.photos == [(photo.message_id, "")]


def test_a_person_is_shown_once_that_the_answer_is_under_way(harness: PhotoHarness) -> None:
    harness.send(preparing=1)
    for _ in range(2):
        harness.fetcher.fetch_all()
        harness.line.clock.wait(seconds=1)
    assert (harness.count_calls("/content"), harness.count_calls("/loading")) == (2, 1)


def test_a_photo_taken_back_before_it_was_fetched_is_lost(harness: PhotoHarness) -> None:
    photo = harness.send()
    harness.line.simulator.users.unsend(harness.line.user, photo.message_id)
    harness.fetcher.fetch_all()
    assert harness.listener.photos == [(photo.message_id, "gone")]
    assert (harness.state(photo), harness.has_bytes(photo)) == ("forgotten", False)


@pytest.mark.parametrize(
    ("data", "reason"),
    [("รายงาน.jpg".encode(), "not_a_picture"), (b"\xff\xd8" + b"\0" * MAX_BYTES, "too_large")],
    ids=["text", "huge"],
)
def test_what_is_no_picture_to_keep_is_lost_and_told(harness: PhotoHarness, data: bytes, reason: str) -> None:
    photo = harness.send(data)
    harness.fetcher.fetch_all()
    assert harness.listener.photos == [(photo.message_id, reason)]
    assert (harness.state(photo), harness.has_bytes(photo)) == ("forgotten", False)


def test_while_line_is_down_each_attempt_waits_longer(harness: PhotoHarness) -> None:
    photo = harness.send()
    harness.line.simulator.faults.fail_next(9, on="/content")
    waited = []
    for _ in range(9):
        harness.fetcher.fetch_all()
        row = harness.row(photo)
        assert row is not None
        waited.append(row.due_at - harness.line.clock())
        harness.line.clock.now = row.due_at
    assert waited == [n * SECOND for n in (1, 2, 4, 8, 16, 32, 60, 60, 60)]
    harness.fetcher.fetch_all()
    assert harness.state(photo) == "kept"


def test_after_six_hours_it_is_given_up_and_told(harness: PhotoHarness) -> None:
    photo = harness.send(preparing=99)
    harness.line.clock.now += GIVE_UP - SECOND
    harness.fetcher.fetch_all()
    assert (harness.state(photo), harness.listener.photos) == ("waiting", [])
    harness.line.clock.wait(seconds=1)
    harness.fetcher.fetch_all()
    assert harness.listener.photos == [(photo.message_id, "given_up")]
    assert harness.state(photo) == "forgotten"


def test_what_can_be_had_after_six_hours_is_kept_all_the_same(harness: PhotoHarness) -> None:
    photo = harness.send()
    harness.line.clock.now += 2 * GIVE_UP
    harness.fetcher.fetch_all()
    assert harness.state(photo) == "kept"


def test_a_crash_after_the_bytes_were_stored_repeats_harmlessly(harness: PhotoHarness) -> None:
    photo = harness.send()
    harness.ports.storage.photo_queue.claim(harness.line.clock(), LEASE, 9)
    harness.ports.photos.put(photo.key, b"half of the")
    harness.line.clock.now += LEASE - SECOND
    assert harness.fetcher.fetch_all() == 0
    harness.line.clock.wait(seconds=1)
    assert harness.fetcher.fetch_all() == 1
    assert harness.listener.photos == [(photo.message_id, "")]
    assert Image.open(BytesIO(harness.ports.photos.get(photo.key))).size == (400, 300)
    assert [file.name for file in (harness.folder / OFFICE).iterdir()] == [f"{photo.id}.jpg"]


def test_what_is_not_told_is_not_kept(harness: PhotoHarness) -> None:
    photo = harness.send()
    harness.listener.failures = [RuntimeError()]
    harness.fetcher.fetch_all()
    assert harness.state(photo) == "waiting"
    harness.line.clock.wait(seconds=1)
    harness.fetcher.fetch_all()
    assert harness.listener.photos == [(photo.message_id, "")]


def test_when_the_conversation_moved_on_meanwhile_it_is_told_anew_at_once(harness: PhotoHarness) -> None:
    photo = harness.send()
    harness.listener.failures = [Conflict()] * 4
    harness.fetcher.fetch_all()
    assert (harness.state(photo), harness.listener.photos) == ("kept", [(photo.message_id, "")])
    assert harness.count_calls("/content") == 1


def test_while_the_photo_store_is_down_the_photo_waits(harness: PhotoHarness) -> None:
    photo = harness.send()
    harness.break_store()
    harness.fetcher.fetch_all()
    assert (harness.state(photo), harness.listener.photos) == ("waiting", [])
    harness.mend_store()
    harness.line.clock.wait(seconds=1)
    harness.fetcher.fetch_all()
    assert (harness.state(photo), harness.has_bytes(photo)) == ("kept", True)


def test_an_office_without_a_channel_waits_for_one(harness: PhotoHarness, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    other = harness.ports.storage.office("other")
    photo = replace(harness.send(), office_id="other", id=uuid5(NAMESPACE_URL, "other"))
    with other.work() as work:
        work.office.save(Office("other", "อื่น", "อื่น", "photos"))
        work.photos.add(photo)
        work.commit()
    harness.fetcher.fetch_all()
    with other.reading() as work:
        assert work.photos.get(photo.id) == replace(photo, attempts=1, due_at=harness.line.clock() + SECOND)
    assert "no_channel" in caplog.text


def test_erasing_takes_the_bytes_and_then_the_row(harness: PhotoHarness) -> None:
    photo, other = harness.send(), harness.send()
    harness.fetcher.fetch_all()
    harness.change(lambda work: work.photos.erase([photo.message_id], harness.line.clock()))
    assert harness.fetcher.fetch_all() == 1
    assert (harness.state(photo), harness.has_bytes(photo)) == ("forgotten", False)
    assert (harness.state(other), harness.has_bytes(other)) == ("kept", True)
    assert len(harness.listener.photos) == 2


def test_what_cannot_be_erased_now_is_erased_later_however_late(harness: PhotoHarness) -> None:
    photo = harness.send()
    harness.change(lambda work: work.photos.erase([photo.message_id], harness.line.clock()))
    harness.break_store()
    for _ in range(9):
        harness.fetcher.fetch_all()
        harness.line.clock.now += GIVE_UP
    harness.fetcher.fetch_all()
    row = harness.row(photo)
    assert row is not None
    assert (row.state, row.due_at - harness.line.clock(), harness.listener.photos) == ("erasing", 60 * SECOND, [])
    harness.mend_store()
    harness.line.clock.wait(minutes=1)
    harness.fetcher.fetch_all()
    assert harness.state(photo) == "forgotten"


def test_a_photo_taken_back_while_it_is_fetched_is_neither_told_nor_left(harness: PhotoHarness) -> None:
    photo = harness.send()

    class TakenBack(RememberingMessenger):
        def content(self, channel: Channel, message_id: str) -> Download:
            harness.change(lambda work: work.photos.erase([message_id], harness.line.clock()))
            return Download("ready", make_jpeg())

    fetcher = Fetcher(replace(harness.ports, messenger=TakenBack()), harness.line.clock, harness.listener)
    assert fetcher.fetch_all() == 1
    assert (harness.state(photo), harness.listener.photos) == ("erasing", [])
    harness.line.clock.now += LEASE
    assert fetcher.fetch_all() == 1
    assert (harness.state(photo), harness.has_bytes(photo)) == ("forgotten", False)
    fetcher.close()


def test_a_photo_nobody_foresaw_does_not_stop_the_others(harness: PhotoHarness) -> None:
    poison, fine = harness.send(), harness.send()

    class Choking(RememberingMessenger):
        def content(self, channel: Channel, message_id: str) -> Download:
            if message_id == poison.message_id:
                raise RuntimeError
            return Download("ready", make_jpeg())

    fetcher = Fetcher(replace(harness.ports, messenger=Choking()), harness.line.clock, harness.listener)
    fetcher.fetch_all()
    fetcher.close()
    assert (harness.state(poison), harness.state(fine)) == ("waiting", "kept")
