"""The photo fetcher: downloads the photos people send, has them cleaned, and stores or erases them.

LINE keeps a content for a time it does not tell, so each is fetched at once. Bytes are stored before the row says so,
under a key of the photo's own: a crash in between repeats the download and puts the same bytes in the same place.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event
from uuid import UUID

from bot.backoff import Backoff
from bot.usecases.photos.cleaning import CleanerDied, clean_in_process
from bot.usecases.photos.workers import WorkerPool
from bot.usecases.ports import Download, Ports
from messages.documents.pictures import CleanedPicture, PictureRefused
from storage.errors import Conflict, PhotoStoreDown, StorageError
from storage.photos import Photos
from storage.records import Photo
from storage.vocabulary import PhotoState
from storage.work import Work

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=6)
"""Longer than one photo takes where all are as slow as they may be, or two workers would have the same one.

LINE shows that an answer is under way in 13 seconds at most, gives the photo in 60 (and a name server in 20), a slot
for its cleaning comes in 45 a photo before it, cleaning takes 45, the photo store 40.
"""
GIVE_UP = timedelta(hours=6)
WORKERS = 8
"""Threads, each with a photo of another person; what cleaning takes is limited by itself (cleaning.py)."""
TRIES_WHERE_IT_ENDS_BADLY = 3
"""Attempts at what kills its cleaner or drips: a busy machine may be to blame, for longer it is the photo."""
PAUSE_SECONDS = 0.1
"""Between two looks, also when there was something: what comes in meanwhile is claimed together."""
FAILED_SECONDS = 2.0
"""The longest pause between two looks while the database does not answer."""

_MAX_DELAY = 60
"""Seconds; the second attempt is a second after the first, and each further one waits twice as long."""
_TRIES = 5
"""How often what became of a photo is told again when the person's other events were served in between."""

Tell = Callable[[Work, Photo, str, datetime], None]
"""Told in the transaction that settles a photo.

The reason is "" where it is kept, else why it is lost: gone, not_a_picture, too_large, given_up.
"""


class NotYet(Exception):
    """LINE does not give it now; later it may."""


class Fetcher:
    """Fetches and erases photos on `WORKERS` threads. Its methods belong to one thread, the one that leads."""

    name = "fetcher"

    def __init__(
        self,
        ports: Ports,
        now: Callable[[], datetime],
        tell: Tell,
        clean: Callable[[bytes], CleanedPicture] = clean_in_process,
    ) -> None:
        """`clean` raises PictureRefused and CleanerDied."""
        self._clean = clean
        self._busy_with: set[UUID] = set()
        self._ports = ports
        self._now = now
        self._tell = tell
        self._pool = WorkerPool[Photo](self.name, WORKERS, self._handle)

    def fetch_all(self) -> int:
        """Handles what is due until nothing is; what was put off stays for later. Returns how many were claimed."""
        total = 0
        while claimed := self.claim():
            total += claimed
            self._pool.drain()
        return total

    def run(self, stop: Event) -> None:
        """Handles what falls due until `stop` is set, and ends what is under way."""
        failed = Backoff(PAUSE_SECONDS, FAILED_SECONDS)
        while not stop.is_set():
            try:
                self.claim()
            except StorageError:
                log.exception("photo queue out of reach")
                stop.wait(failed.next_delay())
            else:
                failed.reset()
                stop.wait(PAUSE_SECONDS)
        self.close()

    def close(self) -> None:
        """Waits for what is under way."""
        self._pool.close()

    def claim(self) -> int:
        """Claims as many due photos as workers are free and starts on them; returns how many.

        One photo a person at a time: whoever sends a hundred slow ones waits for them alone.
        """
        free = self._pool.count_free()
        claimed = self._ports.storage.photo_queue.claim(self._now(), LEASE, free, frozenset(self._busy_with))
        self._busy_with.update(photo.person_id for photo in claimed)
        self._pool.start(claimed)
        return len(claimed)

    def _handle(self, claimed: Photo) -> None:
        try:
            self._fetch_or_erase(claimed)
        finally:
            self._busy_with.discard(claimed.person_id)

    def _fetch_or_erase(self, claimed: Photo) -> None:
        """A photo nobody foresaw must not stop the others: it is put off like one that cannot be had now."""
        try:
            if claimed.state == PhotoState.ERASING:
                self._erase(claimed)
            else:
                self._fetch(claimed)
        except (NotYet, PhotoStoreDown) as reason:
            log.info("photo put off office=%s id=%s reason=%s", claimed.office_id, claimed.id, reason)
            self._put_off(claimed)
        except Exception:
            log.exception("photo failed office=%s id=%s", claimed.office_id, claimed.id)
            self._put_off(claimed)

    def _erase(self, photo: Photo) -> None:
        self._ports.photos.delete(photo.key)
        with self._ports.storage.office(photo.office_id).work() as work:
            work.photos.forget(photo.id)
            work.commit()

    def _fetch(self, photo: Photo) -> None:
        content = self._content(photo)
        if content.verdict == "gone":
            self._lose(photo, "gone")
        elif content.verdict == "slow" and photo.attempts >= TRIES_WHERE_IT_ENDS_BADLY:
            self._lose(photo, "given_up")
        elif content.verdict != "ready":
            raise NotYet(content.verdict)
        else:
            self._take(photo, content.data)

    def _content(self, photo: Photo) -> Download:
        """Raises NotYet where the office has no LINE channel."""
        with self._ports.storage.office(photo.office_id).reading() as work:
            channel, person = work.office.channel(), work.people.get(photo.person_id)
        if channel is None:
            raise NotYet("no_channel")
        if photo.attempts == 1 and person and person.line_user_id:
            self._ports.messenger.show_loading(channel, person.line_user_id)
        return self._ports.messenger.content(channel, photo.message_id)

    def _take(self, photo: Photo, data: bytes) -> None:
        try:
            picture = self._clean(data)
        except PictureRefused as refused:
            self._lose(photo, refused.reason)
            return
        except CleanerDied:
            if photo.attempts < TRIES_WHERE_IT_ENDS_BADLY:
                raise NotYet("cleaner_died") from None
            self._lose(photo, "not_a_picture")
            return
        self._ports.photos.put(photo.key, picture.jpeg)
        size, width, height = len(picture.jpeg), picture.width, picture.height
        self._settle(photo, "", lambda photos: photos.keep(photo.id, size, width, height))

    def _lose(self, photo: Photo, reason: str) -> None:
        self._settle(photo, reason, lambda photos: photos.lose(photo.id, self._now()))

    def _settle(self, photo: Photo, reason: str, change: Callable[[Photos], bool]) -> None:
        """Raises storage.errors.Conflict only when the person's other events would not end."""
        for remaining in reversed(range(_TRIES)):
            try:
                self._settle_once(photo, reason, change)
            except Conflict:
                if not remaining:
                    raise
            else:
                return

    def _settle_once(self, photo: Photo, reason: str, change: Callable[[Photos], bool]) -> None:
        with self._ports.storage.office(photo.office_id).work() as work:
            if not change(work.photos):
                return  # taken back meanwhile, or settled by another worker
            self._tell(work, photo, reason, self._now())
            work.commit()
        log.info("photo office=%s id=%s lost=%s attempt=%d", photo.office_id, photo.id, reason or "no", photo.attempts)

    def _put_off(self, photo: Photo) -> None:
        now = self._now()
        if photo.state == PhotoState.WAITING and now >= photo.received_at + GIVE_UP:
            self._lose(photo, "given_up")
        else:
            self._ports.storage.photo_queue.put_off(photo.id, now + _delay(photo.attempts))


def _delay(attempts: int) -> timedelta:
    return timedelta(seconds=min(2 ** min(attempts - 1, 6), _MAX_DELAY))
