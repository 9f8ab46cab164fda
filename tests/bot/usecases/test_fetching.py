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
from bot.usecases.fetching import GIVE_UP, LEASE, Fetcher
from bot.usecases.ports import Content, Ports
from messages.documents.pictures import MOST_BYTES
from storage.database import Storage
from storage.errors import Conflict
from storage.photo_files import PhotoFiles
from storage.records import Channel, Office, Person
from tests.simulator.stage import SECRET, TOKEN, a_stage
from tests.support.darkroom import OWNER, SECOND, Darkroom, Told, a_jpeg
from tests.support.desk import KEY, OFFICE, RememberingMessenger


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Darkroom]:
    with a_stage() as stage:
        storage = Storage.open(f"sqlite:///{tmp_path / 'room.db'}", KEY)
        storage.migrate()
        with storage.office(OFFICE).work() as work:
            work.office.save(Office(OFFICE, "สำนักงานทดสอบ", "สพป.ทดสอบ", "quarterly-narrative"))
            work.office.save_channel(Channel(SECRET, TOKEN))
            work.people.save(Person(OWNER, "นิดา", "owner", line_user_id=stage.user))
            work.commit()
        messenger, told, folder = LineMessenger(stage.line.base_url), Told(), tmp_path / "photos"
        ports = Ports(storage, messenger, render, KEY, PhotoFiles.open(folder.as_uri()))
        fetcher = Fetcher(ports, stage.clock, told)
        yield Darkroom(stage, ports, fetcher, told, folder)
        fetcher.close()
        messenger.close()
        storage.close()


def test_a_photo_is_kept_and_told_of(room: Darkroom) -> None:
    photo = room.send()
    assert room.fetcher.fetch_all() == 1
    data = room.ports.photos.get(photo.key)
    row = room.row(photo)
    assert row is not None
    assert (row.state, row.size, row.width, row.height, row.reply_token) == ("kept", len(data), 400, 300, None)
    assert Image.open(BytesIO(data)).size == (400, 300)
    assert (room.told.photos, room.told.tokens) == ([(photo.message_id, "")], ["a token"])


def test_a_kept_photo_is_not_fetched_again(room: Darkroom) -> None:
    room.send()
    room.fetcher.fetch_all()
    room.stage.clock.wait(days=1)
    assert room.fetcher.fetch_all() == 0
    assert room.asked("/content") == 1


def test_photos_sent_together_are_all_kept_and_the_last_one_knows(room: Darkroom) -> None:
    photos = [room.send(a_jpeg(colour)) for colour in ("red", "green", "blue", "white", "black", "pink", "gold")]
    assert room.fetcher.fetch_all() == 7
    assert [room.state(photo) for photo in photos] == ["kept"] * 7
    assert sorted(room.told.left) == [0, 1, 2, 3, 4, 5, 6]


def test_a_photo_line_still_prepares_is_asked_for_again(room: Darkroom) -> None:
    photo = room.send(preparing=2)
    for delay in (1, 2):
        assert room.fetcher.fetch_all() == 1
        room.stage.clock.wait(seconds=delay, microseconds=-1)
        assert room.fetcher.fetch_all() == 0
        room.stage.clock.wait(microseconds=1)
    assert room.told.photos == []
    assert room.fetcher.fetch_all() == 1
    assert room.told.photos == [(photo.message_id, "")]


def test_a_person_is_shown_once_that_the_answer_is_under_way(room: Darkroom) -> None:
    room.send(preparing=1)
    for _ in range(2):
        room.fetcher.fetch_all()
        room.stage.clock.wait(seconds=1)
    assert (room.asked("/content"), room.asked("/loading")) == (2, 1)


def test_a_photo_taken_back_before_it_was_fetched_is_lost(room: Darkroom) -> None:
    photo = room.send()
    room.stage.line.unsend(room.stage.user, photo.message_id)
    room.fetcher.fetch_all()
    assert room.told.photos == [(photo.message_id, "gone")]
    assert (room.state(photo), room.has_bytes(photo)) == ("forgotten", False)


@pytest.mark.parametrize(
    ("data", "reason"),
    [("รายงาน.jpg".encode(), "not_a_picture"), (b"\xff\xd8" + b"\0" * MOST_BYTES, "too_large")],
    ids=["text", "huge"],
)
def test_what_is_no_picture_to_keep_is_lost_and_told(room: Darkroom, data: bytes, reason: str) -> None:
    photo = room.send(data)
    room.fetcher.fetch_all()
    assert room.told.photos == [(photo.message_id, reason)]
    assert (room.state(photo), room.has_bytes(photo)) == ("forgotten", False)


def test_while_line_is_down_each_attempt_waits_longer(room: Darkroom) -> None:
    photo = room.send()
    room.stage.line.faults.fail_next(9, on="/content")
    waited = []
    for _ in range(9):
        room.fetcher.fetch_all()
        row = room.row(photo)
        assert row is not None
        waited.append(row.due_at - room.stage.clock())
        room.stage.clock.now = row.due_at
    assert waited == [n * SECOND for n in (1, 2, 4, 8, 16, 32, 60, 60, 60)]
    room.fetcher.fetch_all()
    assert room.state(photo) == "kept"


def test_after_six_hours_it_is_given_up_and_told(room: Darkroom) -> None:
    photo = room.send(preparing=99)
    room.stage.clock.now += GIVE_UP - SECOND
    room.fetcher.fetch_all()
    assert (room.state(photo), room.told.photos) == ("waiting", [])
    room.stage.clock.wait(seconds=1)
    room.fetcher.fetch_all()
    assert room.told.photos == [(photo.message_id, "given_up")]
    assert room.state(photo) == "forgotten"


def test_what_can_be_had_after_six_hours_is_kept_all_the_same(room: Darkroom) -> None:
    photo = room.send()
    room.stage.clock.now += 2 * GIVE_UP
    room.fetcher.fetch_all()
    assert room.state(photo) == "kept"


def test_a_crash_after_the_bytes_were_stored_repeats_harmlessly(room: Darkroom) -> None:
    photo = room.send()
    room.ports.storage.photo_queue.claim(room.stage.clock(), LEASE, 9)
    room.ports.photos.put(photo.key, b"half of the")
    room.stage.clock.now += LEASE - SECOND
    assert room.fetcher.fetch_all() == 0
    room.stage.clock.wait(seconds=1)
    assert room.fetcher.fetch_all() == 1
    assert room.told.photos == [(photo.message_id, "")]
    assert Image.open(BytesIO(room.ports.photos.get(photo.key))).size == (400, 300)
    assert [file.name for file in (room.folder / OFFICE).iterdir()] == [f"{photo.id}.jpg"]


def test_what_is_not_told_is_not_kept(room: Darkroom) -> None:
    photo = room.send()
    room.told.failures = [RuntimeError()]
    room.fetcher.fetch_all()
    assert room.state(photo) == "waiting"
    room.stage.clock.wait(seconds=1)
    room.fetcher.fetch_all()
    assert room.told.photos == [(photo.message_id, "")]


def test_when_the_conversation_moved_on_meanwhile_it_is_told_anew_at_once(room: Darkroom) -> None:
    photo = room.send()
    room.told.failures = [Conflict()] * 4
    room.fetcher.fetch_all()
    assert (room.state(photo), room.told.photos) == ("kept", [(photo.message_id, "")])
    assert room.asked("/content") == 1


def test_while_the_photo_store_is_down_the_photo_waits(room: Darkroom) -> None:
    photo = room.send()
    room.breaks()
    room.fetcher.fetch_all()
    assert (room.state(photo), room.told.photos) == ("waiting", [])
    room.is_mended()
    room.stage.clock.wait(seconds=1)
    room.fetcher.fetch_all()
    assert (room.state(photo), room.has_bytes(photo)) == ("kept", True)


def test_an_office_without_a_channel_waits_for_one(room: Darkroom, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    other = room.ports.storage.office("other")
    photo = replace(room.send(), office_id="other", id=uuid5(NAMESPACE_URL, "other"))
    with other.work() as work:
        work.office.save(Office("other", "อื่น", "อื่น", "table"))
        work.photos.add(photo)
        work.commit()
    room.fetcher.fetch_all()
    with other.reading() as work:
        assert work.photos.get(photo.id) == replace(photo, attempts=1, due_at=room.stage.clock() + SECOND)
    assert "no_channel" in caplog.text


def test_erasing_takes_the_bytes_and_then_the_row(room: Darkroom) -> None:
    photo, other = room.send(), room.send()
    room.fetcher.fetch_all()
    room.change(lambda work: work.photos.erase([photo.message_id], room.stage.clock()))
    assert room.fetcher.fetch_all() == 1
    assert (room.state(photo), room.has_bytes(photo)) == ("forgotten", False)
    assert (room.state(other), room.has_bytes(other)) == ("kept", True)
    assert len(room.told.photos) == 2


def test_what_cannot_be_erased_now_is_erased_later_however_late(room: Darkroom) -> None:
    photo = room.send()
    room.change(lambda work: work.photos.erase([photo.message_id], room.stage.clock()))
    room.breaks()
    for _ in range(9):
        room.fetcher.fetch_all()
        room.stage.clock.now += GIVE_UP
    room.fetcher.fetch_all()
    row = room.row(photo)
    assert row is not None
    assert (row.state, row.due_at - room.stage.clock(), room.told.photos) == ("erasing", 60 * SECOND, [])
    room.is_mended()
    room.stage.clock.wait(minutes=1)
    room.fetcher.fetch_all()
    assert room.state(photo) == "forgotten"


def test_a_photo_taken_back_while_it_is_fetched_is_neither_told_nor_left(room: Darkroom) -> None:
    photo = room.send()

    class TakenBack(RememberingMessenger):
        def content(self, channel: Channel, message_id: str) -> Content:
            room.change(lambda work: work.photos.erase([message_id], room.stage.clock()))
            return Content("ready", a_jpeg())

    fetcher = Fetcher(replace(room.ports, messenger=TakenBack()), room.stage.clock, room.told)
    assert fetcher.fetch_all() == 1
    assert (room.state(photo), room.told.photos) == ("erasing", [])
    room.stage.clock.now += LEASE
    assert fetcher.fetch_all() == 1
    assert (room.state(photo), room.has_bytes(photo)) == ("forgotten", False)
    fetcher.close()


def test_a_photo_nobody_foresaw_does_not_stop_the_others(room: Darkroom) -> None:
    poison, fine = room.send(), room.send()

    class Choking(RememberingMessenger):
        def content(self, channel: Channel, message_id: str) -> Content:
            if message_id == poison.message_id:
                raise RuntimeError
            return Content("ready", a_jpeg())

    fetcher = Fetcher(replace(room.ports, messenger=Choking()), room.stage.clock, room.told)
    fetcher.fetch_all()
    fetcher.close()
    assert (room.state(poison), room.state(fine)) == ("waiting", "kept")
