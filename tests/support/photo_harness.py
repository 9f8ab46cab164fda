"""An office whose owner sends photos to a simulated LINE, and what its conversation is told of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from PIL import Image

from bot.usecases.photos.fetching import Fetcher
from bot.usecases.ports import Ports
from storage.records import Photo
from storage.work import Work
from tests.simulator.line_harness import LineHarness
from tests.support.usecase_harness import OFFICE

OWNER = uuid5(NAMESPACE_URL, "owner")
SECOND = timedelta(seconds=1)


def make_jpeg(colour: str = "red") -> bytes:
    written = BytesIO()
    Image.new("RGB", (400, 300), colour).save(written, "JPEG")
    return written.getvalue()


@dataclass
class RecordingListener:
    """Remembers what the conversation is told; raises what it is given first."""

    photos: list[tuple[str, str]] = field(default_factory=list)
    tokens: list[str | None] = field(default_factory=list)
    left: list[int] = field(default_factory=list)
    failures: list[Exception] = field(default_factory=list)

    def __call__(self, work: Work, photo: Photo, reason: str, now: datetime) -> None:
        if self.failures:
            raise self.failures.pop(0)
        self.photos.append((photo.message_id, reason))
        self.tokens.append(photo.reply_token)
        self.left.append(work.photos.waiting_in(photo.session))


@dataclass
class PhotoHarness:
    """An office with one owner who sends photos to a simulated LINE."""

    line: LineHarness
    ports: Ports
    fetcher: Fetcher
    listener: RecordingListener
    folder: Path

    def send(self, data: bytes = b"", preparing: int = 0) -> Photo:
        """A photo, as the webhook stores it."""
        message_id = self.line.simulator.users.send_image(
            self.line.user, data or make_jpeg(), preparing=preparing
        ).message_id
        assert message_id
        now, photo_id = self.line.clock(), uuid5(NAMESPACE_URL, f"{OFFICE}/photo/{message_id}")
        photo = Photo(photo_id, OFFICE, message_id, OWNER, "a session", now, now, reply_token="a token")
        self.change(lambda work: work.photos.add(photo))
        return photo

    def change(self, change: Callable[[Work], object]) -> None:
        with self.ports.storage.office(OFFICE).work() as work:
            change(work)
            work.commit()

    def row(self, photo: Photo) -> Photo | None:
        with self.ports.storage.office(OFFICE).reading() as work:
            return work.photos.get(photo.id)

    def state(self, photo: Photo) -> str:
        row = self.row(photo)
        return row.state if row else "forgotten"

    def has_bytes(self, photo: Photo) -> bool:
        return (self.folder / photo.key).exists()

    def break_store(self) -> None:
        """The photo store can no longer be written: its office's folder has become a file."""
        (self.folder / OFFICE).touch()

    def mend_store(self) -> None:
        (self.folder / OFFICE).unlink()

    def count_calls(self, path: str) -> int:
        """How often LINE was asked something."""
        return sum(path in call.path for call in self.line.simulator.calls)
